"""A slot and its operations: the vocabulary of decisions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

SlotKind = Literal["pronoun", "mark", "gap", "stray"]

#: Every decision a decoder can write. The order is part of the weights' format: append only.
OPERATIONS: tuple[str, ...] = (
    "keep",
    "delete",
    "open",
    "close",
    "he",
    "she",
    "it",
    "him",
    "her",
    "them",
    "his",
    "its",
    "their",
    "hers",
    "theirs",
    "himself",
    "herself",
    "itself",
    "themselves",
)


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """A place of the text where one operation of ``operations`` may happen.

    Attributes:
        start: first code point of the slot.
        end: one past its last; ``start == end`` for a gap.
        kind: what stands there.
        operations: what may be decided, a subset of ``OPERATIONS``.
        unchanged: the operation that leaves the text as it is.
    """

    start: int
    end: int
    kind: SlotKind
    operations: tuple[str, ...]
    unchanged: str
