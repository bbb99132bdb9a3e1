"""What a model decided about one slot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from models.core.stop import Check, go_on

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from models.core.document import Document
    from models.core.slots import Slot


@dataclass(frozen=True, slots=True)
class SlotDecision:
    """What a model decided about a slot.

    Attributes:
        slot: the slot.
        probabilities: the calibrated probability of each operation that it allows.
        contested: genders for which the sentence itself speaks against a change, as it names, or may name behind the
            slot, whom the word could stand for as it is: such a change has thresholds of its own.
        barred: genders that the grammar of the sentence forbids: such a change is suggested at most.
    """

    slot: Slot
    probabilities: Mapping[str, float]
    contested: frozenset[str] = frozenset()
    barred: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Probabilities from which an edit of one slot kind is applied, and from which it is suggested."""

    apply: float
    suggest: float


class SlotModel(Protocol):
    """A model that decides the slots of documents."""

    @property
    def name(self) -> str:
        """Source of its edits, such as ``cleanup-en``."""

    @property
    def thresholds(self) -> Mapping[str, Thresholds]:
        """Thresholds by slot kind, by ``kind:before>after``, or by ``kind:before>after:contested``."""

    @property
    def quote_weight(self) -> float:
        """What a nat of the model's log-probability of a mark is worth in the search over quotation marks."""

    def decide(self, documents: Sequence[Document], check: Check = go_on) -> list[list[SlotDecision]]:
        """Decide all slots of all documents; per document in reading order. ``check`` is called between the steps."""
