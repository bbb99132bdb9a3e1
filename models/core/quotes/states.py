"""The states of the search: which quotations are open, and how one mark leads from one state to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from models.core.quotes.costs import COSTS
from models.core.quotes.glyph import ENGLISH, Family, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.core.quotes.node import Boundary, Node, Reading

MAX_DEPTH = 3


class Opened(NamedTuple):
    """An open quotation: its level, the family of its mark, and whether it began inside a sentence or was inserted."""

    level: Level
    family: Family
    phrase: bool
    inserted: bool


class State(NamedTuple):
    """What is open.

    Attributes:
        stack: open quotations, outermost first.
        fresh: the innermost was opened by the step before.
        continued: the block must begin with a mark that continues the quotation of the block before.
    """

    stack: tuple[Opened, ...] = ()
    fresh: bool = False
    continued: bool = False


class Move(NamedTuple):
    """A transition: the state it leads to and its cost."""

    state: State
    cost: float


START = State()


def at_node(state: State, node: Node, reading: Reading) -> Iterator[Move]:
    """Yield the states that one reading of a mark leads to, with the cost of the transition alone."""
    cost = 0.0
    if state.continued:
        if reading.role == "open":
            yield Move(state._replace(continued=False), cost)
            return
        state, cost = state._replace(continued=False), cost + COSTS.misled
    if reading.role == "open":
        opened = Opened(node.level, node.family, reading.phrase, node.mark is None)
        for stack, extra in _open(state, opened):
            yield Move(State((*stack, opened), fresh=True), cost + extra)
    elif reading.role == "close":
        for stack, extra in _close(state, node):
            yield Move(State(stack), cost + extra)
    else:
        yield Move(state, cost)


def at_boundary(state: State, boundary: Boundary) -> Iterator[Move]:
    """Yield the states in which the next block can begin."""
    if not state.stack:
        yield Move(START, 0.0)
        return
    dropped = sum(_abandon(opened) for opened in state.stack[1:])
    bottom = state.stack[0]
    yield Move(START, dropped + _abandon_at(bottom, boundary))
    if boundary.kind == "text":
        return
    carried = COSTS.line if boundary.kind == "line" else COSTS.carried
    if boundary.next_level == bottom.level:
        yield Move(State((bottom,), continued=True), dropped + _continued(bottom, boundary))
        carried += COSTS.misled
    yield Move(State((bottom,)), dropped + carried)


def _continued(opened: Opened, boundary: Boundary) -> float:
    cost = COSTS.continued
    if opened.phrase:
        cost += COSTS.continued_phrase
    return cost if boundary.sentence else cost + COSTS.continued_cut


def _open(state: State, opened: Opened) -> Iterator[tuple[tuple[Opened, ...], float]]:
    stack = state.stack
    if not stack:
        yield stack, 0.0
        return
    top = stack[-1]
    if len(stack) < MAX_DEPTH:
        if top.level != opened.level:
            yield stack, 0.3 + 1.2 * (len(stack) - 1)
        elif opened.level == "double":
            yield stack, _nested(top.family, opened.family) + (COSTS.nested_twin if state.fresh else 0.0)
    yield stack[:-1], _abandon(top)
    if len(stack) > 1 and stack[-2].level == opened.level:
        yield stack[:-2], _abandon(top) + _abandon(stack[-2])


def _close(state: State, node: Node) -> Iterator[tuple[tuple[Opened, ...], float]]:
    stack, cost = list(state.stack), 0.0
    if node.level == "double":
        yield state.stack, COSTS.unopened_first if node.head else COSTS.unopened
    while stack:
        top = stack.pop()
        if top.level == node.level:
            if top.inserted and node.mark is None:
                return
            crossed = 0.0 if top.inserted or node.mark is None else _crossed(top.family, node.family)
            cost += crossed + (COSTS.empty if state.fresh else 0.0)
            yield tuple(stack), cost
            return
        cost += _abandon(top)


def _nested(outer: Family, inner: Family) -> float:
    if outer != inner:
        return COSTS.nested_family
    return COSTS.nested if inner == "curly" else COSTS.nested_straight


def _crossed(opening: Family, closing: Family) -> float:
    if opening == closing or (opening == "low" and closing == "curly"):
        return 0.0
    return COSTS.crossed if opening in ENGLISH and closing in ENGLISH else 2 * COSTS.crossed


def _abandon(opened: Opened) -> float:
    """Cost of a quotation that is never closed."""
    if opened.level == "double":
        return COSTS.unclosed
    return COSTS.unclosed_curly if opened.family == "curly" else COSTS.unclosed_single


def _abandon_at(opened: Opened, boundary: Boundary) -> float:
    if opened.level == "single" or boundary.kind != "text":
        return _abandon(opened)
    return COSTS.cut_sentence if boundary.sentence else COSTS.cut
