"""Writing the chosen readings: the smallest changes of the text that give each mark its glyph and its spaces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.core.edit import Edit
from models.core.quotes.fit import fit, space_after, space_before, wants_space_after, wants_space_before
from models.core.quotes.glyph import GLYPHS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from models.core.quotes.blocks import Block
    from models.core.quotes.marks import Mark
    from models.core.quotes.node import Role

SOURCE = "rule:quotation-marks"


@dataclass(frozen=True, slots=True)
class Placement:
    """A decision about one mark, ready to be written.

    Attributes:
        mark: the mark, ``None`` when one is inserted.
        block: the block it stands in.
        role: what it does.
        place: where it is written when not where it stands.
        glyph: what is written; empty for a deletion.
        confidence: probability that the decision is right.
    """

    mark: Mark | None
    block: Block
    role: Role
    place: int | None
    glyph: str
    confidence: float


@dataclass(frozen=True, slots=True)
class _Change:
    start: int
    end: int
    after: str
    confidence: float
    message: str


def lay_out(text: str, placements: Sequence[Placement]) -> list[Edit]:
    """Edits that write ``placements``, sorted, none touching another: changes that touch become one edit."""
    changes = {(c.start, c.end): c for placement in placements for c in _changes(text, placement)}
    return list(_merge(text, [changes[key] for key in sorted(changes)]))


def _changes(text: str, placement: Placement) -> Iterator[_Change]:
    mark = placement.mark
    if mark is None:
        if placement.place is not None:
            what = "opening" if placement.role == "open" else "closing"
            yield _Change(
                placement.place,
                placement.place,
                placement.glyph,
                placement.confidence,
                f"The {what} quotation mark is missing.",
            )
    elif placement.role == "delete":
        yield from _delete(text, mark, placement, "This quotation mark is one too many.")
    elif placement.place is not None:
        message = "The quotation mark stands in the wrong place."
        yield _Change(placement.place, placement.place, placement.glyph, placement.confidence, message)
        yield from _delete(text, mark, placement, message)
    else:
        yield from _rewrite(text, mark, placement)


def _rewrite(text: str, mark: Mark, placement: Placement) -> Iterator[_Change]:
    """Change of a mark that stays: its glyph and the space on either side, in one piece."""
    if placement.role == "keep":
        if mark.glyph.text != placement.glyph:
            message = "The apostrophe follows the house style."
            yield _Change(mark.start, mark.end, placement.glyph, placement.confidence, message)
        return
    opens = placement.role == "open"
    block = placement.block
    spaced = GLYPHS[placement.glyph].family == "guillemet"
    sides = fit(text, mark.start, mark.end, block.start, block.end, spaced=spaced)
    before, after = space_before(text, mark.start, block.start), space_after(text, mark.end, block.end)
    start, end, left, right = mark.start, mark.end, "", ""
    if opens:
        if not sides.opens_right and after < block.end:
            end = after
        if not sides.opens_left or (end > mark.end and wants_space_before(text, mark.start, block.start)):
            left = text[mark.end : after][:1] or " "
    else:
        if not sides.closes_left and before > block.start:
            start = before
        if not sides.closes_right or (start < mark.start and wants_space_after(text, mark.end, block.end)):
            right = text[before : mark.start][:1] or " "
    message = f"The quotation mark {'opens' if opens else 'closes'} here."
    written = left + placement.glyph + right
    if text[start:end] != written:
        yield _Change(start, end, written, placement.confidence, message)


def _delete(text: str, mark: Mark, placement: Placement, message: str) -> Iterator[_Change]:
    """Delete a mark, and one of the spaces when it has one on both sides."""
    block = placement.block
    before, after = space_before(text, mark.start, block.start), space_after(text, mark.end, block.end)
    start, end = mark.start, mark.end
    if before < mark.start and (after > mark.end or mark.end >= block.end or text[mark.end] in ",.;:!?)"):
        start = before
    elif mark.start == block.start:
        end = after
    yield _Change(start, end, "", placement.confidence, message)


def _merge(text: str, changes: Iterable[_Change]) -> Iterator[Edit]:
    """Join the changes that touch or overlap."""
    group: list[_Change] = []
    for change in changes:
        if group and change.start > max(c.end for c in group):
            yield from _edit(text, group)
            group = []
        group.append(change)
    if group:
        yield from _edit(text, group)


def _edit(text: str, group: Sequence[_Change]) -> Iterator[Edit]:
    start, end = group[0].start, max(change.end for change in group)
    pieces, place = [], start
    for change in group:
        pieces += [text[place : change.start], change.after]
        place = max(place, change.end)
    before, after = text[start:end], "".join(pieces)
    while before and after and before[0] == after[0]:
        before, after, start = before[1:], after[1:], start + 1
    while before and after and before[-1] == after[-1]:
        before, after, end = before[:-1], after[:-1], end - 1
    if before != after:
        confidence = min(change.confidence for change in group)
        yield Edit(start, end, before, after, "quote", confidence, SOURCE, group[0].message)
