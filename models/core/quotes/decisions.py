"""From the chosen readings to decisions about marks: pairs, glyphs, and how sure each is."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.core.quotes.glyph import ENGLISH, Family
from models.core.quotes.layout import Placement
from models.core.quotes.style import QuoteStyle, prevailing, target, write

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from models.core.quotes.blocks import Block
    from models.core.quotes.lattice import Choice
    from models.core.quotes.node import Node

LEAST = 0.55
"""Below this confidence a repair is not even worth a suggestion."""


MOST = 0.9999
RESTYLED = 0.85
"""A right mark in another English style than its partner: a matter of taste unless a house style is asked for."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A mark or a gap, its block, and the reading chosen for it."""

    node: Node
    block: Block
    choice: Choice

    @property
    def is_mark(self) -> bool:
        """Whether a quotation mark stands here afterwards."""
        return self.choice.reading.role in {"open", "close"}


def place(decisions: Sequence[Decision], house: QuoteStyle) -> Iterator[Placement]:
    """Yield what is to be written, for every mark of the text and every mark inserted."""
    main = prevailing(decision.node.mark.glyph for decision in decisions if decision.node.mark is not None)
    partners = pair(decisions)
    sure = [confidence(decision.choice.margin) for decision in decisions]
    for number, decision in enumerate(decisions):
        reading, partner = decision.choice.reading, partners.get(number)
        trust = sure[number]
        if partner is not None and _is_changed(decisions[partner]):
            trust = min(trust, sure[partner])
        if reading.role == "keep":
            yield from _apostrophe(decision, house)
            continue
        if trust < LEAST:
            continue
        family = _family(decision, None if partner is None else decisions[partner], house, main)
        glyph = _glyph(decision, family)
        hurt = reading.changes or (partner is not None and _is_changed(decisions[partner]))
        if house == "keep" and not hurt and _is_restyled(decision, family):
            trust = min(trust, RESTYLED)
        yield Placement(decision.node.mark, decision.block, reading.role, reading.place, glyph, trust)


def pair(decisions: Sequence[Decision]) -> dict[int, int]:
    """Return, for each mark that opens or closes a pair, the index of its partner."""
    partners: dict[int, int] = {}
    stack: list[int] = []
    for number, decision in enumerate(decisions):
        choice = decision.choice
        del stack[choice.depth_before :]
        if choice.reading.role == "open":
            del stack[choice.depth - 1 :]
            stack.append(number)
        elif choice.reading.role == "close" and choice.depth < len(stack):
            partners[number], partners[stack[choice.depth]] = stack[choice.depth], number
    return partners


def confidence(margin: float) -> float:
    """Probability that a decision is right whose rivals cost ``margin`` nats more."""
    return min(MOST, round(1.0 / (1.0 + math.exp(-margin)), 4))


def _apostrophe(decision: Decision, house: QuoteStyle) -> Iterator[Placement]:
    mark = decision.node.mark
    if mark is not None and house != "keep" and mark.glyph.level == "single" and not mark.measure:
        trust = confidence(decision.choice.margin)
        yield Placement(mark, decision.block, "keep", None, write(house, "single", "close"), trust)


def _is_restyled(decision: Decision, family: Family) -> bool:
    own = decision.node.family
    return decision.node.mark is not None and own != family and {own, family} <= ENGLISH


def _is_changed(decision: Decision) -> bool:
    return decision.choice.reading.changes


def _family(decision: Decision, partner: Decision | None, house: QuoteStyle, main: Family) -> Family:
    own = _own(decision, main)
    other = own if partner is None else _own(partner, main)
    if decision.node.level == "single":
        return house if house != "keep" else own
    if own != other and not {own, other} <= {"low", "curly"}:
        own = main
    if main == "low" and own == "curly":
        own = "low"
    return target(house, own, main)


def _own(decision: Decision, main: Family) -> Family:
    return main if decision.node.mark is None else decision.node.family


def _glyph(decision: Decision, family: Family) -> str:
    if not decision.is_mark:
        return ""
    side, mark = decision.choice.reading.role, decision.node.mark
    if mark is not None and mark.glyph.family == family and mark.glyph.side in {None, side}:
        return mark.glyph.text
    return write(family, decision.node.level, "open" if side == "open" else "close")
