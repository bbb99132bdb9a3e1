"""The best set of sentences within a budget that says nothing twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.core.summary.budget import Budget, Item, choose
from models.core.summary.redundancy import near_duplicates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.core.summary.centrality import Vector

_ROUNDS = 8  # each round leaves out every repetition it finds; three are the most seen on real articles


def select(items: Sequence[Item], rows: Sequence[Vector], texts: Sequence[str], budget: Budget) -> list[int]:
    """Choose positions in ``items`` (in reading order) within the budget, without near-duplicates.

    Of two that say the same the one of less value is left out and the choice is made again, so that its room goes to
    something else. ``rows`` and ``texts`` belong to ``items`` by position.
    """
    left = list(range(len(items)))
    for _ in range(_ROUNDS):
        chosen = [left[i] for i in choose([items[i] for i in left], budget)]
        repeated = _lesser_ones(near_duplicates(chosen, rows, texts), items)
        if not repeated:
            return chosen
        left = [i for i in left if i not in repeated]
    return [i for i in chosen if i not in repeated]


def _lesser_ones(pairs: Sequence[tuple[int, int]], items: Sequence[Item]) -> set[int]:
    lesser: set[int] = set()
    for earlier, later in pairs:
        if earlier not in lesser and later not in lesser:
            lesser.add(earlier if items[earlier].alone < items[later].alone else later)
    return lesser
