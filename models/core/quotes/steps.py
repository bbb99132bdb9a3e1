"""The steps of the search for a whole text: its marks, its gaps, and the ends of its blocks."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import attrgetter
from typing import TYPE_CHECKING

from models.core.quotes.blocks import Block, ends_sentence, split_blocks
from models.core.quotes.costs import COSTS
from models.core.quotes.fit import space_after, space_before
from models.core.quotes.gaps import Gap, find_gaps
from models.core.quotes.marks import Mark, find_marks
from models.core.quotes.node import Boundary, Extent, Node, Segment, Step
from models.core.quotes.readings import faults, read_gap, read_mark, within_reach
from models.core.quotes.slips import find_slips
from models.core.quotes.surroundings import Surroundings, look
from models.core.quotes.voice import Voice, hear

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from models.core.document import Document
    from models.core.quotes.evidence import QuoteEvidence


@dataclass(frozen=True, slots=True)
class Stop:
    """A step with the block it belongs to."""

    step: Step
    block: Block


@dataclass(frozen=True, slots=True)
class _Place:
    """A mark or a gap of a block, before it has its readings."""

    start: int
    end: int
    mark: Mark | None
    around: Surroundings | None
    gaps: tuple[Gap, ...]


def _without_inches(marks: list[Mark]) -> list[Mark]:
    """The marks of a block less its double primes if each follows a digit: nothing opens what they would close."""
    primes = [mark for mark in marks if mark.glyph.family == "prime"]
    inches = all(mark.measure for mark in primes)
    return [mark for mark in marks if mark.glyph.family != "prime"] if inches else marks


def build_steps(document: Document, evidence: QuoteEvidence) -> list[Stop]:
    """Steps of a document in order. Blocks without marks only have their end."""
    text = document.text
    blocks = list(split_blocks(document))
    found = [_without_inches(list(find_marks(text, block.start, block.end))) for block in blocks]
    voice = hear(text, ((b.start, b.end) for b, marks in zip(blocks, found, strict=True) if not marks))
    stops: list[Stop] = []
    for number, (block, marks) in enumerate(zip(blocks, found, strict=True)):
        steps, last = _block_steps(document, block, marks, evidence, voice)
        stops += [Stop(step, block) for step in steps]
        following = found[number + 1] if number + 1 < len(blocks) else []
        next_level = following[0].glyph.level if following and following[0].start == blocks[number + 1].start else None
        kind: Extent = "text" if number + 1 == len(blocks) else "paragraph" if block.paragraph else "line"
        rest = voice.segment(text, last, block.end)
        stops.append(Stop(Boundary(rest, kind, ends_sentence(text, block), next_level), block))
    return stops


def _block_steps(
    document: Document, block: Block, marks: Sequence[Mark], evidence: QuoteEvidence, voice: Voice
) -> tuple[list[Step], int]:
    """Return the nodes of a block, and where the last of them ends."""
    text = document.text
    arounds = [look(text, mark.start, mark.end, block.start, block.end) for mark in marks]
    doubles = [mark for mark in marks if mark.glyph.level == "double"]
    settled = _is_settled(text, block, doubles) and not any(around.torn for around in arounds)
    gaps = [] if settled or not doubles else _free_gaps(text, find_gaps(text, block), doubles)
    asked = list(_asked_gaps(text, block, gaps, evidence)) if evidence.gaps else []
    places = sorted(_places(marks, arounds, [*gaps, *asked]), key=lambda place: (place.start, place.end))
    twins = _twins(text, marks)
    head = block.start == document.paragraphs[0].start
    steps: list[Step] = []
    last = block.start
    for place in places:
        words = voice.segment(text, last, place.start)
        steps.append(_node(text, block, place, twins.get(place.start, (None, None)), gaps, evidence, words, head))
        last = max(last, place.end)
    return steps, last


def _node(
    text: str,
    block: Block,
    place: _Place,
    twins: tuple[Mark | None, Mark | None],
    gaps: Sequence[Gap],
    evidence: QuoteEvidence,
    words: Segment,
    head: bool,
) -> Node:
    mark = place.mark
    if mark is None or place.around is None:
        return Node(None, "double", "straight", tuple(read_gap(place.gaps, evidence)), words, head=head)
    near = [gap for gap in gaps if within_reach(text, mark, gap)] if mark.glyph.level == "double" else []
    slips = list(find_slips(text, mark, block.start, block.end)) if mark.glyph.level == "double" else []
    readings = tuple(read_mark(text, mark, block, place.around, near, slips, twins, evidence))
    return Node(mark, mark.glyph.level, mark.glyph.family, readings, words, head=head and twins == (None, None))


def _twins(text: str, marks: Sequence[Mark]) -> dict[int, tuple[Mark | None, Mark | None]]:
    """Return, by offset, the marks of the same level that stand right before and right behind a mark."""
    found: dict[int, tuple[Mark | None, Mark | None]] = {}
    for before, mark, after in zip([None, *marks], marks, [*marks[1:], None], strict=False):
        found[mark.start] = (
            before if before is not None and _are_twins(text, before, mark) else None,
            after if after is not None and _are_twins(text, mark, after) else None,
        )
    return found


def _are_twins(text: str, first: Mark, second: Mark) -> bool:
    return first.glyph.level == second.glyph.level == "double" and not text[first.end : second.start].strip()


def _is_settled(text: str, block: Block, doubles: Sequence[Mark]) -> bool:
    """Whether the double marks of a block open and close in turn, each with its spaces and its direction."""
    if len(doubles) % 2:
        return False
    if any(_are_twins(text, first, second) for first, second in pairwise(doubles)):
        return False
    return all(
        faults(text, mark, block, "close" if number % 2 else "open") == (0, False)
        for number, mark in enumerate(doubles)
    )


def _free_gaps(text: str, gaps: Iterator[Gap], doubles: Sequence[Mark]) -> list[Gap]:
    """Gaps that do not touch a mark."""
    taken = {place for mark in doubles for place in (mark.start, mark.end)}
    taken |= {space_before(text, mark.start) for mark in doubles} | {space_after(text, mark.end) for mark in doubles}
    return [gap for gap in gaps if gap.anchor not in taken and gap.place not in taken]


def _asked_gaps(text: str, block: Block, gaps: Sequence[Gap], evidence: QuoteEvidence) -> Iterator[Gap]:
    """Gaps that only the evidence names."""
    known = {(gap.anchor, gap.role) for gap in gaps}
    for anchor in sorted(place for place in evidence.gaps if block.start <= place <= block.end):
        if anchor < block.end and (anchor, "open") not in known:
            place = anchor
            while place < block.end and text[place].isspace():
                place += 1
            yield Gap(anchor, place, "open", COSTS.evident)
        if anchor > block.start and (anchor, "close") not in known:
            yield Gap(anchor, anchor, "close", COSTS.evident)


def _places(marks: Sequence[Mark], arounds: Sequence[Surroundings], gaps: Sequence[Gap]) -> Iterator[_Place]:
    for mark, around in zip(marks, arounds, strict=True):
        yield _Place(mark.start, mark.end, mark, around, ())
    for anchor, group in groupby(sorted(gaps, key=attrgetter("anchor")), key=attrgetter("anchor")):
        yield _Place(anchor, anchor, None, None, tuple(group))
