"""The states of one search, numbered, with their transitions worked out once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.core.quotes.costs import COSTS
from models.core.quotes.node import Boundary, Node
from models.core.quotes.states import START, State, at_boundary, at_node

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

    from models.core.quotes.node import Reading, Segment, Step
    from models.core.quotes.states import Move

    MoveFrom = Callable[[State], Iterable[Move]]

Moves = tuple[tuple[int, float], ...]


class Automaton:
    """States as small numbers, 0 being the start.

    A text has few different states and few different kinds of marks, and very many marks: each pair of a state and a
    kind is worked out the first time it is met.
    """

    def __init__(self) -> None:
        self._states: list[State] = [START]
        self._numbers: dict[State, int] = {START: 0}
        self._moves: dict[tuple[int, Hashable], Moves] = {}

    def depth(self, number: int) -> int:
        """How many quotations are open in a state."""
        return len(self._states[number].stack)

    def through(self, number: int, segment: Segment) -> tuple[int, float]:
        """Lead a state over the words between two steps: the state behind them, and their cost in it."""
        state = self._states[number]
        if not state.stack:
            return number, segment.outside
        cost = segment.inside
        if state.stack[-1].phrase and segment.sentences:
            cost += COSTS.phrase * min(segment.sentences, 2)
        if state.fresh and not segment.empty:
            number = self._number(state._replace(fresh=False))
        return number, cost

    def moves(self, number: int, step: Step) -> list[tuple[int, Moves]]:
        """Return, for each reading of a step, its index and the states it leads to, with what the transition costs.

        The cost of the reading itself is not in it. A boundary has one reading, with index -1.
        """
        if isinstance(step, Boundary):
            key = (step.kind, step.sentence, step.next_level)
            return [(-1, self._cached(number, key, lambda state: at_boundary(state, step)))]
        return [(index, self._read(number, step, reading)) for index, reading in enumerate(step.readings)]

    def _read(self, number: int, node: Node, reading: Reading) -> Moves:
        key = (reading.role, reading.phrase, node.kind)
        moves = self._moves.get((number, key))
        return self._cached(number, key, lambda state: at_node(state, node, reading)) if moves is None else moves

    def _cached(self, number: int, key: Hashable, move: MoveFrom) -> Moves:
        moves = self._moves.get((number, key))
        if moves is None:
            moves = tuple(self._numbered(move(self._states[number])))
            self._moves[number, key] = moves
        return moves

    def _numbered(self, moves: Iterable[Move]) -> Iterable[tuple[int, float]]:
        return [(self._number(move.state), move.cost) for move in moves]

    def _number(self, state: State) -> int:
        number = self._numbers.get(state)
        if number is None:
            number = self._numbers[state] = len(self._states)
            self._states.append(state)
        return number
