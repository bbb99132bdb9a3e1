"""Calibration: from the scores of the network to probabilities that mean what they say."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from models.core.slots.pronoun import GENDER

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Scaling:
    """A temperature and biases, as in vector scaling (Guo et al. 2017, arXiv 1706.04599).

    Attributes:
        temperature: what scores are divided by.
        genders: what is added to the divided scores of the pronouns of each gender: so that one gender is not put
            more readily than another.
        unchanged: what is added to that of the word as it stands.
    """

    temperature: float = 1.0
    genders: Mapping[str, float] = field(default_factory=dict)
    unchanged: float = 0.0

    def probabilities(self, scores: Mapping[str, float], own: str) -> dict[str, float]:
        """Probabilities of the operations of a slot, from their scores; ``own`` leaves the word as it stands."""
        heated = {
            operation: score / self.temperature
            + self.genders.get(GENDER.get(operation, ""), 0.0)
            + (self.unchanged if operation == own else 0.0)
            for operation, score in scores.items()
        }
        top = max(heated.values())
        powers = {operation: math.exp(value - top) for operation, value in heated.items()}
        total = sum(powers.values())
        return {operation: power / total for operation, power in powers.items()}


PLAIN = Scaling()
