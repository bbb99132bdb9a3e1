"""Counts pronouns that a cleaner fixed and broke, against texts whose right pronouns are known."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from models.core.edit import OffsetMap
from models.core.slots.pronoun import GENDER, find_pronouns

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from models.core.edit import Edit


@dataclass
class PronounTally:
    """Counts over a corpus, each by the gender of the right pronoun.

    Attributes:
        right, wrong: pronouns of the input.
        fixed: wrong ones that came out right.
        missed: wrong ones that stayed as they were.
        changed: wrong ones that came out as another wrong one.
        broken: right ones that came out wrong.
    """

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    fixed: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    broken: Counter[str] = field(default_factory=Counter)

    def add(self, text: str, edits: Sequence[Edit], output: str, gold: Mapping[int, str]) -> None:
        """Count a text: ``gold`` is the right pronoun by offset in ``text``, ``edits`` of it give ``output``."""
        offsets = OffsetMap(edits)
        after = {slot.start: slot.unchanged for slot in find_pronouns(output)}
        for slot in find_pronouns(text):
            right = gold.get(slot.start)
            if right is None:
                continue
            gender = GENDER[right]
            inside = next((e for e in edits if e.start <= slot.start and slot.end <= e.end and e.start < e.end), None)
            if inside is None:
                now = after.get(offsets.to_output(slot.start), slot.unchanged)
            else:
                words = [s.unchanged for s in find_pronouns(inside.after)]
                now = words[0] if len(words) == 1 else slot.unchanged
            if slot.unchanged == right:
                self.right[gender] += 1
                self.broken[gender] += now != right
            else:
                self.wrong[gender] += 1
                self.fixed[gender] += now == right
                self.changed[gender] += now not in {right, slot.unchanged}

    def summary(self) -> dict[str, float]:
        """Precision, recall, F0.5, recall by gender and the bias factor (feminine recall over masculine)."""
        fixed, wrong = self.fixed.total(), self.wrong.total()
        made = fixed + self.changed.total() + self.broken.total()
        precision, recall = fixed / max(1, made), fixed / max(1, wrong)
        by_gender = {f"recall_{g}": self.fixed[g] / max(1, n) for g, n in sorted(self.wrong.items())}
        masculine = by_gender.get("recall_masculine", 0.0)
        figures = {
            "pronouns": self.right.total() + wrong,
            "wrong": wrong,
            "fixed": fixed,
            "changed": self.changed.total(),
            "broken": self.broken.total(),
            "precision": precision,
            "recall": recall,
            "f05": 1.25 * precision * recall / max(1e-9, 0.25 * precision + recall),
            **by_gender,
            "bias_factor": by_gender.get("recall_feminine", 0.0) / masculine if masculine else 0.0,
        }
        return {key: round(value, 4) for key, value in figures.items()}
