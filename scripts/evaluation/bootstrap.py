"""Bootstrap intervals of means, plain and paired."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_RESAMPLES = 1000
_TAIL = 0.025  # each side of a 95 % interval


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean with its 95 % interval; ``p_above`` is the share of resamples in which the mean is above 0."""

    value: float
    low: float
    high: float
    p_above: float


def bootstrap(values: Sequence[float], seed: int = 1) -> Mean:
    """The mean of some values and its percentile interval; the same seed gives the same answer.

    For a paired comparison give the differences, one a document.
    """
    random = Random(seed)
    size = len(values)
    means = sorted(sum(random.choices(values, k=size)) / size for _ in range(_RESAMPLES))
    return Mean(
        value=sum(values) / size,
        low=means[int(_TAIL * _RESAMPLES)],
        high=means[int((1 - _TAIL) * _RESAMPLES) - 1],
        p_above=sum(mean > 0 for mean in means) / _RESAMPLES,
    )
