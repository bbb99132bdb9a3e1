"""Shortest paths through the steps: the best reading of every mark, and how much worse the second best is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from models.core.quotes.node import Boundary, Node, Reading, Step
from models.core.quotes.states import START, Move, State, at_boundary, at_node, through

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BEAM = 12
"""States kept per step. Six are enough for the deepest nesting found in print; the rest is for broken text."""
WIDTH = 22.0
"""States are dropped that cost this many nats more than the best."""
UNRIVALLED = 50.0


class _Edge(NamedTuple):
    source: State
    target: State
    reading: int
    cost: float


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


def solve(steps: Sequence[Step]) -> list[Choice]:
    """Choose a reading for each node of ``steps``, in order; boundaries get none.

    Viterbi's algorithm forwards, and the same backwards for the margins (min-marginals): the margin of a node is the
    difference between the best path and the best one that reads this node with another outcome. Time is linear in the
    number of steps.
    """
    layers = list(_forwards(steps))
    return _backwards(steps, layers)


def _forwards(steps: Sequence[Step]) -> Iterator[list[tuple[_Edge, float]]]:
    """Yield, per step, the edges that lead to kept states, each with the cost of its source."""
    scores = {START: 0.0}
    for step in steps:
        edges: list[tuple[_Edge, float]] = []
        best: dict[State, float] = {}
        for source, score in scores.items():
            passed = through(source, step.segment)
            for reading, move in _moves(passed.state, step):
                cost = passed.cost + move.cost
                edges.append((_Edge(source, move.state, reading, cost), score))
                if score + cost < best.get(move.state, float("inf")):
                    best[move.state] = score + cost
        limit = min(best.values()) + WIDTH
        kept = sorted(best.items(), key=lambda item: item[1])[:BEAM]
        scores = {state: score for state, score in kept if score <= limit}
        yield [(edge, score) for edge, score in edges if edge.target in scores]


def _moves(state: State, step: Step) -> Iterator[tuple[int, Move]]:
    if isinstance(step, Boundary):
        for move in at_boundary(state, step):
            yield -1, move
        return
    for index, reading in enumerate(step.readings):
        for move in at_node(state, step, reading):
            yield index, move


def _backwards(steps: Sequence[Step], layers: Sequence[list[tuple[_Edge, float]]]) -> list[Choice]:
    """Follow the best path from its end, with the margins."""
    rest: dict[State, float] = {}
    path: State | None = None
    choices: list[Choice] = []
    for step, layer in zip(reversed(steps), reversed(layers), strict=True):
        onward: dict[State, float] = {}
        totals: list[tuple[float, _Edge]] = []
        for edge, score in layer:
            ahead = edge.cost + rest.get(edge.target, 0.0 if not rest else float("inf"))
            totals.append((score + ahead, edge))
            if ahead < onward.get(edge.source, float("inf")):
                onward[edge.source] = ahead
        total, chosen = min(
            ((total, edge) for total, edge in totals if path is None or edge.target == path), key=lambda item: item[0]
        )
        if isinstance(step, Node):
            choices.append(_choice(step, totals, total, chosen))
        rest, path = onward, chosen.source
    return choices[::-1]


def _choice(node: Node, totals: Sequence[tuple[float, _Edge]], total: float, chosen: _Edge) -> Choice:
    reading = node.readings[chosen.reading]
    outcome = reading.outcome
    rivals = [cost for cost, edge in totals if node.readings[edge.reading].outcome != outcome]
    margin = min(rivals, default=total + UNRIVALLED) - total
    return Choice(reading, max(0.0, margin), len(chosen.source.stack), len(chosen.target.stack))
