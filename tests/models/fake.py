"""A slot model that says what it was told."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from models.core.decision import SlotDecision, Thresholds
from models.core.slots import find_slots
from models.core.stop import Check, go_on

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from models.core.document import Document


@dataclass
class FakeModel:
    """Turns words into others with the probabilities of ``says``; all other slots stay as they are.

    Attributes:
        says: by word as written, the operation and its probability.
        seen: the texts of each call.
    """

    says: Mapping[str, tuple[str, float]]
    name: str = "fake"
    quote_weight: float = 0.0
    thresholds: Mapping[str, Thresholds] = field(
        default_factory=lambda: {"pronoun": Thresholds(0.9, 0.5), "stray": Thresholds(0.9, 0.5)}
    )
    seen: list[list[str]] = field(default_factory=list)

    def decide(self, documents: Sequence[Document], check: Check = go_on) -> list[list[SlotDecision]]:
        check()
        self.seen.append([d.text for d in documents])
        return [self._decide(d) for d in documents]

    def _decide(self, document: Document) -> list[SlotDecision]:
        decisions = []
        for paragraph in document.paragraphs:
            for slot in find_slots(document.text, paragraph.start, paragraph.end):
                operation, p = self.says.get(document.text[slot.start : slot.end], (slot.unchanged, 1.0))
                decisions.append(SlotDecision(slot, {slot.unchanged: 1 - p, operation: p}))
        return decisions
