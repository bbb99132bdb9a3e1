"""How long a summary may be, and the best choice of sentences within it."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, inf
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_CELLS = 100_000  # bound on sentences x capacity: it bounds time and memory whatever the document


def count_words(text: str) -> int:
    """Count the words of a text: the runs of code points between whitespace."""
    return len(text.split())


@dataclass(frozen=True, slots=True)
class Budget:
    """A limit in sentences or in words, exactly one of the two.

    Raises:
        ValueError: both limits or none is given, or the limit is negative.
    """

    sentences: int | None = None
    words: int | None = None

    def __post_init__(self) -> None:
        if (self.sentences is None) == (self.words is None):
            raise ValueError("give a limit in sentences or in words, exactly one of the two")
        if self.limit < 0:
            raise ValueError(f"the limit of a summary is negative: {self.limit}")

    @property
    def limit(self) -> int:
        """The limit, in sentences or in words."""
        return self.words or 0 if self.sentences is None else self.sentences

    def cost(self, words: int) -> int:
        """What a sentence of so many words takes from the limit."""
        return words if self.sentences is None else 1


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence to choose or to leave.

    Attributes:
        index: its number in the document; the sentence before it has the number one less.
        words: its length.
        alone: its value, above 0, when the sentence before it is not chosen.
        after: its value when the sentence before it is chosen, not below ``alone``.
    """

    index: int
    words: int
    alone: float
    after: float


def choose(items: Sequence[Item], budget: Budget) -> list[int]:
    """Choose the positions in ``items`` that are worth most together and fit into the budget.

    ``items`` are in reading order, and so is the result. It is the optimum (a knapsack solved by dynamic programming
    whose state remembers whether the sentence before was chosen), except for documents and budgets so large that
    costs are rounded up to keep the table small; then what room is left is filled by value.
    """
    costs = [budget.cost(item.words) for item in items]
    if sum(costs) <= budget.limit:
        return list(range(len(items)))
    kept = _most_promising(items, costs, budget.limit)
    unit = max(1, ceil(budget.limit * len(kept) / _CELLS))
    table = _solve([items[i] for i in kept], [ceil(costs[i] / unit) for i in kept], budget.limit // unit)
    return fill([kept[i] for i in table], items, budget)


def fill(chosen: Sequence[int], items: Sequence[Item], budget: Budget) -> list[int]:
    """Add to the chosen positions those of the best other items that still fit, most valuable first."""
    room = budget.limit - sum(budget.cost(items[i].words) for i in chosen)
    full = set(chosen)
    for i in sorted(range(len(items)), key=lambda i: (-items[i].alone, i)):
        cost = budget.cost(items[i].words)
        if i not in full and cost <= room:
            full.add(i)
            room -= cost
    return sorted(full)


def _most_promising(items: Sequence[Item], costs: Sequence[int], limit: int) -> list[int]:
    """Leave out what no good choice would hold: all but the densest items, several times as many as can fit."""
    fitting = [i for i, cost in enumerate(costs) if cost <= limit]
    usual = sorted(costs[i] for i in fitting)[len(fitting) // 4] if fitting else 1
    most = 40 + 4 * (limit // max(1, usual))
    by_density = sorted(fitting, key=lambda i: (-max(items[i].alone, items[i].after) / max(1, costs[i]), i))
    return sorted(by_density[:most])


def _solve(items: Sequence[Item], costs: Sequence[int], capacity: int) -> list[int]:
    left = [0.0] * (capacity + 1)  # best value by room when the last item was left
    taken = [-inf] * (capacity + 1)  # the same when it was taken
    history: list[tuple[bytearray, bytearray]] = []
    before = -inf
    for item, cost in zip(items, costs, strict=True):
        after = item.after if item.index == before + 1 else item.alone
        before = item.index
        take, came_from_taken = [-inf] * (capacity + 1), bytearray(capacity + 1)
        for room in range(cost, capacity + 1):
            alone_value, after_value = left[room - cost] + item.alone, taken[room - cost] + after
            came_from_taken[room] = after_value > alone_value
            take[room] = max(alone_value, after_value)
        history.append((bytearray(t > v for t, v in zip(taken, left, strict=True)), came_from_taken))
        left, taken = [max(pair) for pair in zip(left, taken, strict=True)], take
    return _trace(history, costs, capacity, last_taken=taken[capacity] > left[capacity])


def _trace(
    history: Sequence[tuple[bytearray, bytearray]], costs: Sequence[int], capacity: int, *, last_taken: bool
) -> list[int]:
    chosen: list[int] = []
    was_taken, room = last_taken, capacity
    for i in range(len(history) - 1, -1, -1):
        left_from_taken, taken_from_taken = history[i]
        if was_taken:
            chosen.append(i)
            was_taken = bool(taken_from_taken[room])
            room -= costs[i]
        else:
            was_taken = bool(left_from_taken[room])
    return chosen[::-1]
