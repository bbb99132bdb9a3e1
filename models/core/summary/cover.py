"""The set of sentences that holds most of what a summary should hold, within a budget and without repetition.

The value of a set is that of the words it holds, each counted once, and of its sentences. It is raised greedily by the
best sentence for its cost: with words counted once that is within a constant factor of the optimum (Lin and Bilmes
2010, aclanthology N10-1134, which the power of the cost is from as well).
"""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

from models.core.summary.centrality import dot
from models.core.summary.redundancy import NEAR_DUPLICATE, opening_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from models.core.summary.budget import Budget
    from models.core.summary.centrality import Vector
    from models.core.summary.leaning import Lean

_POWER = 0.5  # of the cost that a gain is divided by: between the best gain, 0, and the best gain a word, 1


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence that a set may hold.

    Attributes:
        words: its length.
        terms: the words that it holds, each once.
        value: what it is worth by itself, beside its words.
        price: what it costs whatever it gives.
        leans: what it needs beside it; by the numbers of pieces.
        row: the vector of its text, by which repetitions are found.
        text: what it reads; pieces without a vector repeat each other when they read the same.
    """

    words: int
    terms: frozenset[str]
    value: float
    row: Vector = field(default_factory=dict)
    text: str = ""
    leans: tuple[Lean, ...] = ()
    price: float = 0.0


def nothing(number: int, others: Sequence[int]) -> float:
    """What pieces lose that stand by themselves."""
    return 0.0


def settled(number: int, others: Sequence[int]) -> bool:
    """For losses that are final."""
    return False


def cover(
    pieces: Sequence[Piece],
    weights: Mapping[str, float],
    budget: Budget,
    loss: Callable[[int, Sequence[int]], float] = nothing,
    settle: Callable[[int, Sequence[int]], bool] = settled,
) -> list[int]:
    """Choose the numbers of pieces, in reading order, that fit into the budget; those that repeat others are left out.

    Args:
        pieces: in reading order.
        weights: what it is worth to hold a word.
        budget: the limit; whatever fits is taken, even for a loss.
        loss: gives what a piece loses, 0 or more, beside the pieces that are taken, in reading order. It is asked only
            about pieces that may be taken next, and may only fall when the first one of the set changes or the one
            right before is taken.
        settle: is told of a piece that is about to be taken, with the same arguments, and may think its loss over;
            whether it did.
    """
    return _Covering(pieces, weights, budget, loss, settle).chosen()


class _Covering:
    """The set as it grows."""

    def __init__(
        self,
        pieces: Sequence[Piece],
        weights: Mapping[str, float],
        budget: Budget,
        loss: Callable[[int, Sequence[int]], float],
        settle: Callable[[int, Sequence[int]], bool],
    ) -> None:
        self._pieces = pieces
        self._weights = weights
        self._budget = budget
        self._loss = loss
        self._settle = settle
        self._lost: set[int] = set()  # those that were asked about
        self._held: set[str] = set()
        self._taken: list[int] = []
        self._openings: set[tuple[str, ...] | None] = set()
        self._carried: defaultdict[int, list[int]] = defaultdict(list)
        for number, piece in enumerate(pieces):
            for other in {other for lean in piece.leans for other in lean.on}:
                self._carried[other].append(number)

    def chosen(self) -> list[int]:
        # Gains only fall while the set grows, but where a sentence comes in that others may stand behind: those are
        # rated anew.
        queue = [(-self._bound(i), i) for i in range(len(self._pieces))]
        heapify(queue)
        room = self._budget.limit
        done: set[int] = set()
        while queue and room > 0:
            rating, i = heappop(queue)
            cost = self._budget.cost(self._pieces[i].words)
            if i in done or cost > room:
                continue
            now = -self._rating(i)
            if now > rating:
                heappush(queue, (now, i))
                continue
            if self._repeats(i):
                done.add(i)
                continue
            if self._settle(i, self._taken):
                heappush(queue, (-self._rating(i), i))
                continue
            done.add(i)
            room -= cost
            insort(self._taken, i)
            self._openings |= {opening_of(self._pieces[i].text)} - {None}
            self._held |= self._pieces[i].terms
            for other in sorted(self._moved(i).union(self._carried[i]) - done):
                heappush(queue, (-self._bound(other), other))
        return self._taken

    def _rating(self, number: int) -> float:
        """What a piece gives for its cost beside those that are taken."""
        self._lost.add(number)
        return self._bound(number, self._loss(number, self._taken))

    def _moved(self, taken: int) -> set[int]:
        """Those asked about that may lose less now that a piece was taken: behind the first one, or right behind it."""
        if self._taken[0] == taken:
            return {number for number in self._lost if number > taken}
        return self._lost & {taken + 1}

    def _bound(self, number: int, lost: float = 0.0) -> float:
        """The same where it loses so much; if nothing, that is the most it can give."""
        piece = self._pieces[number]
        gain = piece.value + sum(self._weights.get(term, 0.0) for term in sorted(piece.terms - self._held))
        for lean in piece.leans:
            if not any(other in self._taken for other in lean.on):
                gain -= lean.loss * abs(gain)
        return (gain - piece.price - lost) / float(max(1, self._budget.cost(piece.words)) ** _POWER)

    def _repeats(self, number: int) -> bool:
        piece = self._pieces[number]
        wording = " ".join(piece.text.split()).casefold()
        return opening_of(piece.text) in self._openings or any(
            dot(piece.row, self._pieces[other].row) >= NEAR_DUPLICATE
            or wording == " ".join(self._pieces[other].text.split()).casefold()
            for other in self._taken
        )
