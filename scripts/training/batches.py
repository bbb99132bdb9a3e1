"""Batches of tensors for the cleanup model, alike in length."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from models.core.slots import OPERATIONS, Slot, SlotKind
from models.core.slots.finder import ALL_KINDS, WORD_KINDS
from models.nn.antecedents import ANTECEDENT
from models.nn.network import START
from scripts.training.cleanup_data import Example, paragraphs

if TYPE_CHECKING:
    import random
    from collections.abc import Collection, Iterator

    from models.nn.encoding import Encoded, TextEncoder

IGNORE = -100
INDEX = {operation: i for i, operation in enumerate(OPERATIONS)}


@dataclass(slots=True)
class Item:
    """An encoded example with a target per slot (``IGNORE`` where nothing is known)."""

    encoded: Encoded
    targets: list[int]
    example: Example


def prepare(
    example: Example,
    encoder: TextEncoder,
    size: int = 510,
    kinds: Collection[SlotKind] = ALL_KINDS,
) -> Item | None:
    """Encode an example, cut it to ``size`` pieces; ``None`` when no slot of ``kinds`` counts."""
    encoded = encoder.encode(example.text, paragraphs(example.text), kinds, example.masked)
    first = bisect_left(encoded.starts, example.begin)
    last = first + size
    keep = [i for i, place in enumerate(encoded.places) if first <= place < last]
    encoded.slots = [encoded.slots[i] for i in keep]
    encoded.places = [encoded.places[i] - first for i in keep]
    encoded.antecedents = [encoded.antecedents[i] for i in keep]
    for values in (encoded.ids, encoded.types, encoded.hints, encoded.starts):
        values[:] = values[first:last]
    targets = [target_of(slot, example) for slot in encoded.slots]
    return Item(encoded, targets, example) if any(t != IGNORE for t in targets) else None


def target_of(slot: Slot, example: Example) -> int:
    """Index of the right operation of ``slot``."""
    operation = example.gold.get((slot.kind, slot.start))
    return INDEX[operation] if operation in slot.operations else IGNORE


def collate(items: list[Item], encoder: TextEncoder) -> dict[str, Tensor]:
    """Tensors of a batch; see ``CleanupModel.forward``. ``history`` is the gold one, the slot's own word if unknown."""
    length = max(len(i.encoded.ids) for i in items) + 2
    slots = max(len(i.targets) for i in items)
    size = len(items)
    batch = {
        name: torch.zeros(size, length, dtype=torch.long)
        for name in ("input_ids", "token_type_ids", "hints", "attention_mask")
    }
    batch["places"] = torch.zeros(size, slots, dtype=torch.long)
    batch["antecedents"] = torch.zeros(size, slots, ANTECEDENT)
    batch["targets"] = torch.full((size, slots), IGNORE, dtype=torch.long)
    batch["unchanged"] = torch.zeros(size, slots, dtype=torch.long)
    batch["masked"] = torch.zeros(size, slots, dtype=torch.bool)
    allowed = torch.zeros(size, slots, len(OPERATIONS), dtype=torch.bool)
    allowed[..., 0] = True
    for b, item in enumerate(items):
        e, n = item.encoded, len(item.encoded.ids)
        batch["input_ids"][b, : n + 2] = torch.tensor([encoder.cls, *e.ids, encoder.sep])
        batch["token_type_ids"][b, 1 : n + 1] = torch.tensor(e.types)
        batch["hints"][b, 1 : n + 1] = torch.tensor(e.hints)
        batch["attention_mask"][b, : n + 2] = 1
        count = len(e.slots)
        batch["places"][b, :count] = torch.tensor(e.places) + 1
        batch["antecedents"][b, :count] = torch.tensor(e.antecedents)
        batch["targets"][b, :count] = torch.tensor(item.targets)
        for s, slot in enumerate(e.slots):
            batch["unchanged"][b, s] = INDEX[slot.unchanged]
            batch["masked"][b, s] = slot.kind == "pronoun" and slot.start in item.example.masked
            allowed[b, s, 0] = False
            allowed[b, s, [INDEX[o] for o in slot.operations]] = True
    batch["allowed"] = allowed
    known = torch.where(batch["targets"] == IGNORE, batch["unchanged"], batch["targets"])
    batch["history"] = torch.cat([torch.full((size, 1), START), known[:, :-1]], 1)
    return batch


def batches(
    examples: Iterator[Example], encoder: TextEncoder, tokens: int, rng: random.Random, pool: int = 24
) -> Iterator[list[Item]]:
    """Lists of items whose padded size is about ``tokens``, formed from ``pool`` batches' worth by length."""
    while True:
        items: list[Item] = []
        total = 0
        while total < tokens * pool:
            # In use the model mostly decides pronouns alone; what it knows of marks stays.
            kinds = WORD_KINDS if rng.random() < 0.9 else ALL_KINDS
            item = prepare(next(examples), encoder, kinds=kinds)
            if item:
                items.append(item)
                total += len(item.encoded.ids) + 2
        items.sort(key=lambda i: len(i.encoded.ids))
        groups: list[list[Item]] = [[]]
        for item in items:
            if groups[-1] and (len(groups[-1]) + 1) * (len(item.encoded.ids) + 2) > tokens:
                groups.append([])
            groups[-1].append(item)
        rng.shuffle(groups)
        yield from groups
