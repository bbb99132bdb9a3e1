"""Shortest paths through the steps: the best reading of every mark, and how much worse the second best is."""

from __future__ import annotations

from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from models.core.quotes.node import Node

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from models.core.quotes.automaton import Automaton
    from models.core.quotes.node import Reading, Step

BEAM = 12
"""States kept per step. Six are enough for the deepest nesting found in print; the rest is for broken text."""
LONG = 1500
BEAM_OF_LONG = 6
"""The same for a text of more than ``LONG`` steps."""
WIDTH = 22.0
"""States are dropped that cost this many nats more than the best."""
UNRIVALLED = 50.0
INFINITE = float("inf")


class _Edge(NamedTuple):
    source: int
    target: int
    reading: int
    cost: float
    before: float


@dataclass(frozen=True, slots=True)
class Choice:
    """The reading chosen for a node.

    Attributes:
        reading: the best one.
        margin: how many nats worse the text becomes when the outcome at this node is any other.
        depth_before: how many quotations are open before it, in its block.
        depth: how many are open behind it.
    """

    reading: Reading
    margin: float
    depth_before: int
    depth: int


def solve(steps: Sequence[Step], automaton: Automaton) -> list[Choice]:
    """Choose a reading for each node of ``steps``, in order; boundaries get none.

    Viterbi's algorithm forwards, and the same backwards for the margins (min-marginals): the margin of a node is the
    difference between the best path and the best one that reads this node with another outcome. Time is linear in the
    number of steps.
    """
    beam = BEAM if len(steps) <= LONG else BEAM_OF_LONG
    return _backwards(automaton, steps, list(_forwards(automaton, steps, beam)))


def _forwards(automaton: Automaton, steps: Sequence[Step], beam: int) -> Iterator[list[_Edge]]:
    """Yield, per step, the edges that lead to kept states; ``before`` is the cost of the best path to their source."""
    scores = {0: 0.0}
    for step in steps:
        edges: list[_Edge] = []
        best: dict[int, float] = {}
        costs = [reading.cost for reading in step.readings] if isinstance(step, Node) else [0.0]
        for source, score in scores.items():
            passed, words = automaton.through(source, step.segment)
            for index, moves in automaton.moves(passed, step):
                here = words + costs[index]
                for target, extra in moves:
                    cost = here + extra
                    edges.append(_Edge(source, target, index, cost, score))
                    total = score + cost
                    if total < best.get(target, INFINITE):
                        best[target] = total
        limit = min(best.values()) + WIDTH
        kept = sorted(best.items(), key=itemgetter(1))[:beam]
        scores = {state: score for state, score in kept if score <= limit}
        yield [edge for edge in edges if edge.target in scores]


def _backwards(automaton: Automaton, steps: Sequence[Step], layers: Sequence[list[_Edge]]) -> list[Choice]:
    """Follow the best path from its end, with the margins."""
    rest: dict[int, float] | None = None
    path: int | None = None
    choices: list[Choice] = []
    for step, layer in zip(reversed(steps), reversed(layers), strict=True):
        onward: dict[int, float] = {}
        by_reading: dict[int, float] = {}
        best, chosen = INFINITE, layer[0]
        for edge in layer:
            ahead = edge.cost + (0.0 if rest is None else rest.get(edge.target, INFINITE))
            if ahead < onward.get(edge.source, INFINITE):
                onward[edge.source] = ahead
            total = edge.before + ahead
            if total < by_reading.get(edge.reading, INFINITE):
                by_reading[edge.reading] = total
            if total < best and path in {None, edge.target}:
                best, chosen = total, edge
        if isinstance(step, Node):
            depths = automaton.depth(chosen.source), automaton.depth(chosen.target)
            choices.append(_choice(step, by_reading, best, chosen.reading, depths))
        rest, path = onward, chosen.source
    return choices[::-1]


def _choice(node: Node, by_reading: Mapping[int, float], best: float, chosen: int, depths: tuple[int, int]) -> Choice:
    reading = node.readings[chosen]
    outcome = reading.outcome
    rivals = [total for index, total in by_reading.items() if node.readings[index].outcome != outcome]
    return Choice(reading, max(0.0, min(rivals, default=best + UNRIVALLED) - best), *depths)
