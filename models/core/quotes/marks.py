"""Finding the marks of a text, and telling quotation marks from apostrophes, primes, ditto marks and code."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.core.quotes.glyph import GLYPHS, Glyph
from models.core.quotes.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

_GLYPH = re.compile("|".join(re.escape(text) for text in sorted(GLYPHS, key=len, reverse=True)))
_TAG = re.compile(r"<[A-Za-z/!][^<>\n]{0,2000}>")
_LATIN_END = "\u024f"
_ELIDED = words(
    "tis twas twere twill twould til till em en n cause bout round neath gainst cept fraid kay nuff nother scuse"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A glyph at a place of a text that may be a quotation mark.

    Attributes:
        start: first code point.
        end: one past the last.
        glyph: what stands there.
        measure: it follows a digit, so that it may mean inches, feet, minutes or seconds.
    """

    start: int
    end: int
    glyph: Glyph
    measure: bool


def find_marks(text: str, start: int = 0, end: int | None = None) -> Iterator[Mark]:
    """Marks of ``text[start:end]`` in order.

    Left out is what cannot be a quotation mark: an apostrophe inside a word or in front of an elision (``’90s``,
    ``’tis``, ``rock ’n’ roll``), feet and minutes, a ditto mark, a mark inside a tag, behind a backslash, or between
    letters of a script that uses it as a letter, and a pair with nothing in it that is meant so (``tags such as “”``).
    """
    end = len(text) if end is None else end
    skipped = start
    tags = _TAG.finditer(text, start, end)
    tag = next(tags, None)
    for match in _GLYPH.finditer(text, start, end):
        while tag is not None and tag.end() <= match.start():
            tag = next(tags, None)
        if match.start() < skipped or (tag is not None and tag.start() < match.start()):
            continue
        if _is_empty_pair(text, match.start()):
            skipped = match.start() + 2
            continue
        mark = _mark(text, match.start(), match.end())
        if mark is not None:
            yield mark


def find_apostrophes(text: str, start: int, end: int) -> Iterator[Mark]:
    """Single marks of ``text[start:end]`` that are apostrophes by their neighbours alone, in order."""
    for match in _GLYPH.finditer(text, start, end):
        glyph = GLYPHS[match.group()]
        left, right = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        if glyph.level == "single" and not left.isdigit() and _is_apostrophe(text, match.end(), glyph, left, right):
            yield Mark(match.start(), match.end(), glyph, measure=False)


def _mark(text: str, start: int, end: int) -> Mark | None:
    glyph = GLYPHS[text[start:end]]
    left, right = text[start - 1 : start], text[end : end + 1]
    if left == "\\" or _is_foreign_letter(left, right) or _is_ditto(text, start, end):
        return None
    measure = left.isdigit() and glyph.family in {"straight", "prime", "doubled", "curly"} and glyph.side != "open"
    if glyph.level == "single" and _is_apostrophe(text, end, glyph, left, right):
        return None
    return Mark(start, end, glyph, measure)


def _is_foreign_letter(left: str, right: str) -> bool:
    """A mark inside a word of a script in which it is part of the spelling (Hebrew gershayim)."""
    return left.isalpha() and right.isalpha() and left > _LATIN_END and right > _LATIN_END


def _is_empty_pair(text: str, start: int) -> bool:
    if text[start : start + 2] not in {'""', "“”", "«»"}:
        return False
    left, right = text[start - 1 : start], text[start + 2 : start + 3]
    return (not left or left.isspace() or left in "([{:=") and (not right or right.isspace() or right in ")]},.;:?!>")


def _is_ditto(text: str, start: int, end: int) -> bool:
    """A mark alone in a cell of a table: two or more spaces, a tab, a rule or a line's end on both sides."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    return before + after != "" and _is_cell_edge(before[::-1]) and _is_cell_edge(after)


def _is_cell_edge(outwards: str) -> bool:
    """Whether a cell ends where these characters, read away from the mark, begin."""
    if not outwards or outwards[0] in "\r\n\t|":
        return True
    return outwards[0].isspace() and len(outwards) == 2 and (outwards[1].isspace() or outwards[1] == "|")


def _is_apostrophe(text: str, end: int, glyph: Glyph, left: str, right: str) -> bool:
    if glyph.family not in {"curly", "straight"}:
        return False
    if left.isalnum() and right.isalnum():
        return True
    if left in {"n", "N"} and text[end - 3 : end - 2] in {"'", "’", "‘"}:
        return True
    if left.isdigit() and glyph.side != "open":
        return not right or not right.isalpha()
    if left.isalnum():
        return False
    if right.isdigit():
        return _is_year(text, end)
    word = _word_at(text, end)
    return word in _ELIDED and (glyph.side != "open" or text[end + len(word) : end + len(word) + 1] not in "'’")


def _is_year(text: str, place: int) -> bool:
    """Two digits, perhaps with an ``s``, as in ``’90s``."""
    return text[place : place + 2].isdigit() and not text[place + 2 : place + 3].isdigit()


def _word_at(text: str, place: int) -> str:
    stop = place
    while stop < len(text) and stop < place + 8 and text[stop].isalpha():
        stop += 1
    return text[place:stop].lower()
