"""What stands on both sides of a place: the classes of the neighbours, seen through white space and other marks."""

from __future__ import annotations

from dataclasses import dataclass

from models.core.quotes import speech
from models.core.quotes.glyph import QUOTE_CHARACTERS

_CLASSES = {
    **dict.fromkeys(",、،", "comma"),
    **dict.fromkeys(".!?…‽", "stop"),
    **dict.fromkeys(":;", "colon"),
    **dict.fromkeys("([{<", "bracket-open"),
    **dict.fromkeys(")]}>", "bracket-close"),
    **dict.fromkeys("—–-", "dash"),
}


REACH = 40
"""How far white space and other marks are looked through."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The neighbours of a place.

    Attributes:
        left: class of the character before it: ``edge`` of the block, ``comma``, ``stop``, ``colon``, ``bracket-open``,
            ``bracket-close``, ``dash``, ``upper``, ``lower``, ``digit`` or ``other``.
        right: class of the character after it.
        word_before: the word that ends there, in lower case, empty if there is none.
        word_after: the word that begins there.
        reported: a clause that reports what was said follows (``he said``).
        announced: a clause that announces speech goes before (``he said,``).
        torn: the place lies inside such a clause.
    """

    left: str
    right: str
    word_before: str
    word_after: str
    reported: bool
    announced: bool
    torn: bool


def look(text: str, start: int, end: int, low: int, high: int) -> Surroundings:
    """Surroundings of ``text[start:end]`` in the block ``text[low:high]``."""
    nearest, farthest = max(low, start - REACH), min(high, end + REACH)
    before, after = start, end
    while before > nearest and (text[before - 1].isspace() or text[before - 1] in QUOTE_CHARACTERS):
        before -= 1
    while after < farthest and (text[after].isspace() or text[after] in QUOTE_CHARACTERS):
        after += 1
    left = "edge" if before <= low else _class(text[before - 1])
    right = "edge" if after >= high else _class(text[after])
    reported = right in {"lower", "upper"} and speech.starts_clause(text, after)
    announced = left in {"comma", "colon"} and speech.ends_clause(text, before)
    between = left in {"lower", "upper", "comma"} and right in {"lower", "upper"}
    torn = between and speech.splits_clause(text, before, after)
    words = _word_before(text, before, low), _word_after(text, after, high)
    return Surroundings(left, right, *words, reported, announced, torn)


def _class(character: str) -> str:
    found = _CLASSES.get(character)
    if found is not None:
        return found
    if character.isdigit():
        return "digit"
    if character.isupper():
        return "upper"
    if character.isalpha():
        return "lower"
    return "other"


def _word_before(text: str, place: int, low: int) -> str:
    start = place
    while start > low and place - start < 20 and _in_word(text[start - 1]):
        start -= 1
    return text[start:place].lower()


def _word_after(text: str, place: int, high: int) -> str:
    end = place
    while end < high and end - place < 20 and _in_word(text[end]):
        end += 1
    return text[place:end].lower()


def _in_word(character: str) -> bool:
    return character.isalnum() or character in "-'’"
