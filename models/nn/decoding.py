"""Greedy decoding of the cleanup model over a batch of windows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import Tensor
from transformers.cache_utils import DynamicCache, EncoderDecoderCache

from models.core.slots import OPERATIONS, Slot
from models.core.stop import Check, go_on
from models.nn.cleanup import START, CleanupModel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.nn.encoding import Encoded, TextEncoder, Window

INDEX = {operation: i for i, operation in enumerate(OPERATIONS)}
#: Score of an operation that a slot does not allow.
BLOCKED = -1e4


def allowed_row(slot: Slot) -> list[bool]:
    """Which operations ``slot`` allows, by index."""
    return [operation in slot.operations for operation in OPERATIONS]


def collate(windows: Sequence[tuple[Encoded, Window]], encoder: TextEncoder) -> dict[str, Tensor]:
    """Padded tensors of windows; see ``CleanupModel.forward`` for the names and shapes."""
    length = max(w.end - w.start for _, w in windows) + 2
    slots = max(w.last_slot - w.first_slot for _, w in windows)
    size = len(windows)
    batch = {
        name: torch.zeros(size, length, dtype=torch.long)
        for name in ("input_ids", "token_type_ids", "hints", "attention_mask")
    }
    batch["places"] = torch.zeros(size, slots, dtype=torch.long)
    allowed = torch.zeros(size, slots, len(OPERATIONS), dtype=torch.bool)
    allowed[..., 0] = True
    for b, (e, w) in enumerate(windows):
        n = w.end - w.start
        batch["input_ids"][b, : n + 2] = torch.tensor([encoder.cls, *e.ids[w.start : w.end], encoder.sep])
        batch["token_type_ids"][b, 1 : n + 1] = torch.tensor(e.types[w.start : w.end])
        batch["hints"][b, 1 : n + 1] = torch.tensor(e.hints[w.start : w.end])
        batch["attention_mask"][b, : n + 2] = 1
        count = w.last_slot - w.first_slot
        places = e.places[w.first_slot : w.last_slot]
        batch["places"][b, :count] = torch.tensor(places) - w.start + 1
        allowed[b, :count] = torch.tensor([allowed_row(slot) for slot in e.slots[w.first_slot : w.last_slot]])
    batch["allowed"] = allowed
    return batch


@torch.inference_mode()
def decode(model: CleanupModel, batch: dict[str, Tensor], check: Check = go_on) -> Tensor:
    """Scores (windows, slots, operations) of a greedy pass, each slot fed the operation decided before it.

    ``check`` is called before the encoder and before each step of the decoder.
    """
    check()
    mask = batch["attention_mask"]
    states = model.encode(batch["input_ids"], batch["token_type_ids"], batch["hints"], mask)
    at_slots = model.slot_states(states, batch["places"])
    windows, slots, _ = at_slots.shape
    previous = torch.full((windows,), START)
    cache = EncoderDecoderCache(DynamicCache(), DynamicCache())
    scores = []
    for s in range(slots):
        check()
        decoded = model.decoder(
            inputs_embeds=at_slots[:, s : s + 1] + model.operations(previous).unsqueeze(1),
            encoder_hidden_states=states,
            encoder_attention_mask=mask,
            past_key_values=cache,
            use_cache=True,
        ).last_hidden_state[:, 0]
        score = model.score(decoded).masked_fill(~batch["allowed"][:, s], BLOCKED)
        previous = score.argmax(-1)
        scores.append(score)
    return torch.stack(scores, 1)
