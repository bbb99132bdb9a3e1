"""What a model believes about the marks and gaps of a text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from models.core.edit import Edit, OffsetMap

if TYPE_CHECKING:
    from collections.abc import Mapping

FLOOR = -12.0
"""Log-probability of what the model did not mention, and the least that any is taken for."""


@dataclass(frozen=True, slots=True)
class QuoteEvidence:
    """Log-probabilities, natural, by offset.

    Attributes:
        marks: offset of a double mark -> ``open``, ``close``, ``delete``, ``keep`` (no quotation mark; stays as it is).
        gaps: offset right behind a word or its punctuation, or of a block's first character -> ``keep``, ``open``,
            ``close``. A closing mark goes there, an opening one behind the white space that follows.
        weight: what one nat of the model is worth against one nat of the solver's own costs.
    """

    marks: Mapping[int, Mapping[str, float]] = field(default_factory=dict)
    gaps: Mapping[int, Mapping[str, float]] = field(default_factory=dict)
    weight: float = 1.0

    def of_mark(self, offset: int, role: str) -> float:
        """Cost that the model lays on a reading of a mark; 0 where it says nothing of the mark."""
        return self._cost(self.marks.get(offset), role)

    def of_gap(self, offset: int, role: str) -> float:
        """Cost that the model lays on a reading of a gap; 0 where it says nothing of the gap."""
        return self._cost(self.gaps.get(offset), role)

    def mapped(self, edits: list[Edit]) -> QuoteEvidence:
        """Return the same evidence for the text that ``edits`` give."""
        offsets = OffsetMap(edits)
        return QuoteEvidence(
            {offsets.to_output(place): said for place, said in self.marks.items()},
            {offsets.to_output(place): said for place, said in self.gaps.items()},
            self.weight,
        )

    def _cost(self, said: Mapping[str, float] | None, role: str) -> float:
        return 0.0 if said is None else -self.weight * max(FLOOR, said.get(role, FLOOR))
