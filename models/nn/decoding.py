"""What the networks of the cleanup model say of a batch of windows: greedy decoding, and a second reading."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from models.core.slots import OPERATIONS, Slot
from models.core.stop import Check, go_on
from models.nn.antecedents import ANTECEDENT
from models.nn.network import START, SlotScorer, SlotTagger

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from models.nn.encoding import Encoded, TextEncoder, Window

INDEX = {operation: i for i, operation in enumerate(OPERATIONS)}
#: Score of an operation that a slot does not allow.
BLOCKED = -1e4
#: Windows that the decoder works on at once, and the pieces by whose multiples they are padded. Two windows are a tenth
#: faster for a single article, but their sums came out otherwise in the last bit now and then.
ROWS, STEP = 4, 128
#: What the encoder's own head, which decides each slot by itself, has to say in a score; the rest is the decoder's. It
#: errs elsewhere than the decoder, which follows its own errors, and together they are surer than either.
TAGGER = 0.75
#: What the encoder reads, in its order.
INPUTS = ("input_ids", "token_type_ids", "hints", "attention_mask")


def allowed_row(slot: Slot) -> list[bool]:
    """Which operations ``slot`` allows, by index."""
    return [operation in slot.operations for operation in OPERATIONS]


def collate(windows: Sequence[tuple[Encoded, Window]], encoder: TextEncoder) -> dict[str, Tensor]:
    """Padded tensors of windows; see ``CleanupModel.forward`` for the names and shapes."""
    length = max(w.end - w.start for _, w in windows) + 2
    slots = max(w.last_slot - w.first_slot for _, w in windows)
    size = len(windows)
    batch = {name: torch.zeros(size, length, dtype=torch.long) for name in INPUTS}
    batch["places"] = torch.zeros(size, slots, dtype=torch.long)
    batch["antecedents"] = torch.zeros(size, slots, ANTECEDENT)
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
        batch["antecedents"][b, :count] = torch.tensor(e.antecedents[w.first_slot : w.last_slot])
        allowed[b, :count] = torch.tensor([allowed_row(slot) for slot in e.slots[w.first_slot : w.last_slot]])
    batch["allowed"] = allowed
    return batch


def bucket(length: int) -> int:
    """The length, in pieces, to which a window of ``length`` pieces is padded for the decoder."""
    return STEP * ceil(length / STEP)


@torch.inference_mode()
def decode(model: SlotScorer, batch: dict[str, Tensor], tagger: float = TAGGER) -> Tensor:
    """Log-probabilities (windows, slots, operations) of a greedy pass, each slot fed the operation decided before it.

    They are the mean of those of the decoder and of the tagger, the encoder's own head, whose share is ``tagger``.
    """
    said, tagged = decode_heads(model, batch, tagger=tagger)
    return torch.lerp(said, tagged, tagger)


@torch.inference_mode()
def decode_heads(
    model: SlotScorer,
    batch: dict[str, Tensor],
    check: Check = go_on,
    encode: Callable[..., Tensor] | None = None,
    tagger: float = TAGGER,
) -> Tensor:
    """Log-probabilities (2, windows, slots, operations) of the decoder and of the tagger in such a pass.

    A window's scores are the same to the last bit whatever other windows of its `bucket` are with it: sums of floating
    point numbers depend on the shapes of the tensors, so each window is encoded alone, which costs nothing on a
    processor, and the decoder, which gains by company, always sees ``ROWS`` windows of one length.

    ``check`` is called before each window is encoded and before each step of the decoder, ``encode`` in place of the
    model's own for each window.
    """
    encode = encode or model.encode
    lengths = batch["attention_mask"].sum(1).tolist()
    rows = [slice(start, start + ROWS) for start in range(0, len(lengths), ROWS)]
    return torch.cat(
        [_decode_rows(model, {n: v[r] for n, v in batch.items()}, lengths[r], check, encode, tagger) for r in rows], 1
    )


@torch.inference_mode()
def tag(model: SlotTagger, batch: dict[str, Tensor], encode: Callable[..., Tensor] | None = None) -> Tensor:
    """Log-probabilities (windows, slots, operations) by the tagger, which decides each slot by itself.

    ``encode`` is called in place of the model's own.
    """
    states = (encode or model.encode)(*(batch[name] for name in INPUTS))
    scores: Tensor = model.tagger(model.slot_states(states, batch["places"], batch["antecedents"]))
    return scores.masked_fill(~batch["allowed"], BLOCKED).log_softmax(-1)


def _decode_rows(
    model: SlotScorer,
    batch: dict[str, Tensor],
    lengths: list[int],
    check: Check,
    encode: Callable[..., Tensor],
    tagger: float,
) -> Tensor:
    """Log-probabilities, by both heads, of at most ``ROWS`` windows, of ``lengths`` pieces each."""
    windows, slots = batch["places"].shape
    states = torch.zeros(ROWS, bucket(max(lengths)), model.score.in_features)
    mask = torch.zeros(states.shape[:2], dtype=torch.long)
    mask[:, 0] = 1  # rows without a window: to attend to nothing is undefined
    for row, length in enumerate(lengths):
        check()
        inputs = (batch[name][row : row + 1, :length] for name in INPUTS)
        states[row, :length] = encode(*inputs)[0]
        mask[row, :length] = 1
    at_slots = torch.zeros(ROWS, slots, states.size(-1))
    at_slots[:windows] = model.slot_states(states[:windows], batch["places"], batch["antecedents"])
    blocked = ~batch["allowed"]
    previous = torch.full((ROWS,), START)
    walk = model.decoder.walk(states, mask, slots)
    scores = []
    for s in range(slots):
        check()
        decoded = walk.step(at_slots[:, s : s + 1] + model.operations(previous).unsqueeze(1))[:, 0]
        said, tagged = (
            head[:windows].masked_fill(blocked[:, s], BLOCKED).log_softmax(-1)
            for head in (model.score(decoded), model.tagger(at_slots[:, s]))
        )
        previous[:windows] = torch.lerp(said, tagged, tagger).argmax(-1)
        scores.append(torch.stack([said, tagged]))
    return torch.stack(scores, 2)
