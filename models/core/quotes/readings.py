"""The readings of a mark, with what speaks against each at the place itself."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from models.core.quotes import context
from models.core.quotes.costs import COSTS
from models.core.quotes.fit import fit
from models.core.quotes.node import Reading, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from models.core.quotes.blocks import Block
    from models.core.quotes.evidence import QuoteEvidence
    from models.core.quotes.gaps import Gap
    from models.core.quotes.glyph import Glyph
    from models.core.quotes.marks import Mark
    from models.core.quotes.surroundings import Surroundings

SHIFT_WORDS = 2
#: A word that a double mark opens: up to here it is a number in quotation marks rather than one of inches.
_FRAMED = re.compile(r"(?<![^\s(\[—–])[\"“„][^\s\"“”„]+\Z")
_WORD = 24  # code points of the longest such word


def read_mark(
    text: str,
    mark: Mark,
    block: Block,
    around: Surroundings,
    gaps: Sequence[Gap],
    slips: Sequence[Gap],
    twins: tuple[Mark | None, Mark | None],
    evidence: QuoteEvidence,
) -> Iterator[Reading]:
    """Yield the readings of a mark.

    ``gaps`` are the places near by to which the mark may belong, ``slips`` those to which its words send it; ``twins``
    are the marks before and behind it that stand right there, so that one of the two may be too many.
    """
    literal = _literal(text, mark, around) + (0.0 if twins == (None, None) else COSTS.literal_twin)
    yield Reading("keep", literal + evidence.of_mark(mark.start, "keep"))
    roles: tuple[Role, Role] = ("open", "close")
    for role in roles:
        reading = _in_place(text, mark, block, around, role, twins, evidence)
        slipped = any(slip.role == role for slip in slips)
        yield replace(reading, cost=reading.cost + COSTS.torn) if slipped else reading
    if mark.glyph.level == "single":
        return
    delete = COSTS.doubled if twins[0] is not None else COSTS.delete
    yield Reading("delete", delete + evidence.of_mark(mark.start, "delete"), changes=True)
    for gap in [*gaps, *slips]:
        if gap.place not in {mark.start, mark.end}:
            cost = COSTS.shift + gap.cost + evidence.of_mark(mark.start, "delete")
            yield Reading(gap.role, cost, gap.place, changes=True)


def read_gap(gaps: Sequence[Gap], evidence: QuoteEvidence) -> Iterator[Reading]:
    """Yield the readings of one gap, given its possible roles."""
    anchor = gaps[0].anchor
    yield Reading("keep", evidence.of_gap(anchor, "keep"))
    for gap in gaps:
        yield Reading(gap.role, gap.cost + evidence.of_gap(anchor, gap.role), gap.place, changes=True)


def within_reach(text: str, mark: Mark, gap: Gap) -> bool:
    """Whether a mark may have slipped from the gap: it is at most ``SHIFT_WORDS`` words away."""
    low, high = sorted((mark.start, gap.place))
    return high - low < 40 and 0 < len(text[low:high].replace(mark.glyph.text, " ").split()) <= SHIFT_WORDS


def faults(text: str, mark: Mark, block: Block, role: Role) -> tuple[int, bool]:
    """Return how many sides are wrong for a role, and whether the glyph points the other way."""
    spaced = mark.glyph.family == "guillemet"
    sides = fit(text, mark.start, mark.end, block.start, block.end, spaced=spaced).faults(role)
    return sides, is_reversed(mark.glyph, role)


def is_reversed(glyph: Glyph, role: Role) -> bool:
    """Whether a glyph points the other way. Languages disagree about guillemets and about “ after „."""
    return glyph.side is not None and glyph.side != role


def _in_place(
    text: str,
    mark: Mark,
    block: Block,
    around: Surroundings,
    role: Role,
    twins: tuple[Mark | None, Mark | None],
    evidence: QuoteEvidence,
) -> Reading:
    sides, reversed_ = faults(text, mark, block, role)
    if (
        sides == 1
        and role == "open"
        and twins[1] is not None
        and not fit(text, mark.start, twins[1].end, block.start, block.end).faults(role)
    ):
        # The space between two twins belongs to whichever goes.
        sides = 0
    cost = context.cost(around, role) + evidence.of_mark(mark.start, role)
    if sides:
        cost += COSTS.moved if sides == 2 else COSTS.side
        cost += COSTS.both if reversed_ else 0.0
    elif reversed_:
        cost += COSTS.direction
    if around.torn:
        cost += COSTS.torn
    if (around.right == "edge" and role == "open") or (around.left == "edge" and role == "close"):
        cost += COSTS.impossible
    if mark.glyph.level == "single":
        cost += COSTS.single * (sides + reversed_)
    phrase = role == "open" and around.right == "lower" and around.left in {"lower", "upper", "digit"}
    return Reading(role, cost, phrase=phrase, changes=bool(sides) or reversed_)


def _literal(text: str, mark: Mark, around: Surroundings) -> float:
    if mark.glyph.level == "double":
        if not mark.measure:
            return COSTS.literal
        return COSTS.measure + (COSTS.framed if _FRAMED.search(text, max(0, mark.start - _WORD), mark.start) else 0.0)
    left, right = text[mark.start - 1 : mark.start], text[mark.end : mark.end + 1]
    if left.isalnum() and (not right or not right.isalnum()):
        # A genitive (dogs’), a dropped letter (goin’), or the end of a quotation.
        return COSTS.apostrophe if left in "sSnxzoN0123456789" else 2.0
    if right.isalpha() and mark.glyph.side != "open":
        return 1.5 if mark.glyph.side is None else 2.5
    return 2.5 if around.left not in {"comma", "stop"} else 3.5
