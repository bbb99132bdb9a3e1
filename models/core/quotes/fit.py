"""How a mark sits between its neighbours: which sides have the space, or the lack of it, that a role asks for."""

from __future__ import annotations

from dataclasses import dataclass

from models.core.quotes.glyph import GLYPHS
from models.core.quotes.words import words

_NEEDS_SPACE_BEFORE_OPENING = frozenset(",.;:!?)]}%")
_SUFFIXES = words("s es d ed er ers ing ish like style type ism ist isms ists ly able t")
_DASHES = frozenset("—–-…")
_DOTS = frozenset({"...", ". ."})
_BREAKS = frozenset("\n\r\x0b\x0c\x85\u2028\u2029")


@dataclass(frozen=True, slots=True)
class Fit:
    """The sides of a mark.

    Attributes:
        opens_left: an opening mark may stand so against what is before it.
        opens_right: an opening mark may stand so against what is after it.
        closes_left: a closing mark may stand so against what is before it.
        closes_right: a closing mark may stand so against what is after it.
    """

    opens_left: bool
    opens_right: bool
    closes_left: bool
    closes_right: bool

    def faults(self, role: str) -> int:
        """How many sides are wrong for a role."""
        if role == "open":
            return (not self.opens_left) + (not self.opens_right)
        return (not self.closes_left) + (not self.closes_right)


def fit(text: str, start: int, end: int, low: int, high: int, *, spaced: bool = False) -> Fit:
    """Fit of the mark ``text[start:end]`` in the block ``text[low:high]``; ``spaced`` marks may have spaces inside."""
    left = text[start - 1] if start > low else ""
    right = text[end] if end < high else ""
    space_left, space_right = not left or left.isspace(), not right or right.isspace()
    loose_left = bool(left) and space_left and (spaced or _is_loose_before(text, start, low))
    loose_right = bool(right) and space_right and (spaced or _is_loose_after(text, end, high))
    opens_left = space_left or not (left.isalnum() or left in _NEEDS_SPACE_BEFORE_OPENING)
    closes_right = space_right or not right.isalnum() or is_suffix(text, end, high)
    return Fit(
        opens_left=opens_left,
        opens_right=bool(right) and (not space_right or (loose_right and opens_left)),
        closes_left=bool(left) and (not space_left or (loose_left and closes_right)),
        closes_right=closes_right,
    )


def is_suffix(text: str, place: int, high: int) -> bool:
    """Whether an ending follows that a quoted word may take: ``“A”s``, ``“like”d``."""
    stop = place
    while stop < high and stop - place < 7 and text[stop].isalpha():
        stop += 1
    return text[place:stop] in _SUFFIXES


def space_before(text: str, place: int, low: int = 0) -> int:
    """Start of the white space, within the line, that ends at ``place``."""
    while place > low and text[place - 1].isspace() and text[place - 1] not in _BREAKS:
        place -= 1
    return place


def space_after(text: str, place: int, high: int | None = None) -> int:
    """End of the white space, within the line, that begins at ``place``."""
    high = len(text) if high is None else high
    while place < high and text[place].isspace() and text[place] not in _BREAKS:
        place += 1
    return place


def wants_space_before(text: str, place: int, low: int) -> bool:
    """Whether a space that slipped behind an opening mark came from ``place``.

    Behind a spaced dash, a genitive, or a closing mark behind a stop: ``”“ x``.
    """
    start = place
    while start > low and text[start - 1] in _DASHES:
        start -= 1
    if start < place:
        return start > low and text[start - 1].isspace()
    if place - 1 > low and text[place - 1] == "”":
        return text[place - 2] in ".,!?…"
    return place - 1 > low and text[place - 1] in "’'" and text[place - 2].isalnum()


def wants_space_after(text: str, place: int, high: int) -> bool:
    """Whether a space that slipped before a closing mark came from ``place``: a bracket, quotation or dash begins."""
    end = place
    while end < high and text[end] in _DASHES:
        end += 1
    if end > place or end >= high:
        return end < high and text[end].isspace()
    return text[place] in "([{" or (text[place] in GLYPHS and text[place + 1 : place + 2].isalnum())


def _is_loose_before(text: str, start: int, low: int) -> bool:
    """A space that some editors set inside a quotation: behind an ellipsis or dash, between nested marks."""
    place = space_before(text, start, low)
    if place == low:
        return False
    left = text[place - 1]
    return left in _DASHES or left in _BREAKS or text[max(low, place - 3) : place] in _DOTS or _is_single(left)


def _is_loose_after(text: str, end: int, high: int) -> bool:
    place = space_after(text, end, high)
    if place == high:
        return False
    right = text[place]
    return right in _DASHES or right in _BREAKS or text[place : place + 3] in _DOTS or _is_single(right)


def _is_single(character: str) -> bool:
    return character in GLYPHS and GLYPHS[character].level == "single"
