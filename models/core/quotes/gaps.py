"""Gaps: places where a quotation mark may be missing."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.core.quotes import speech, voice
from models.core.quotes.glyph import QUOTE_CHARACTERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from models.core.quotes.blocks import Block
    from models.core.quotes.node import Role

_PUNCTUATION = re.compile(r"(?<=[,:.!?…])\s+(?=\S)")
#: A mark behind a comma, wherever its space is.
_MARK_AFTER_COMMA = re.compile(r"[,?!][ ]?[”“\"][ ]?")
#: Words with a capital inside a sentence that are no name.
_THAT = re.compile(r"\bthat(?P<space>[ ])(?=(?:The|There|They|This|It|We|You|He|She|If|In|No|Not|My|Our)\b)")
MOST = 40
TAGGED = 2.3
REPORTED = 3.3
ANNOUNCED = 3.8
THAT = 3.3
RESUMED = 3.3
BLOCK_START = 5.2
BLOCK_END = 5.0
SENTENCE_START = 5.8
SENTENCE_END = 6.3


@dataclass(frozen=True, slots=True)
class Gap:
    """A place for a mark that is not there.

    Attributes:
        anchor: offset right behind the word or punctuation on the left.
        place: offset at which the mark would be written.
        role: what it would do.
        cost: what speaks against it.
    """

    anchor: int
    place: int
    role: Role
    cost: float


def find_gaps(text: str, block: Block) -> Iterator[Gap]:
    """Gaps of a block, at most ``MOST`` places of each sort."""
    if text[block.start].isupper():
        yield Gap(block.start, block.start, "open", BLOCK_START)
    starts = voice.sentence_starts(text, block.start, block.end)
    for count, match in enumerate(_PUNCTUATION.finditer(text, block.start, block.end)):
        if count == MOST:
            break
        if text[match.end()] not in QUOTE_CHARACTERS:
            sentence = _sentence_before(starts, match.end(), block.start)
            yield from _between(text, match.start(), match.end(), sentence)
    for count, match in enumerate(_THAT.finditer(text, block.start, block.end)):
        if count == MOST:
            break
        yield Gap(match.start("space"), match.end(), "open", THAT)
    if text[block.end - 1] in ".!?…":
        yield Gap(block.end, block.end, "close", BLOCK_END)


def _sentence_before(starts: Sequence[int], place: int, low: int) -> int | None:
    """Start of the sentence before the one that begins at ``place``; ``None`` if none begins there."""
    number = bisect_left(starts, place)
    if number == len(starts) or starts[number] != place:
        return None
    return starts[number - 1] if number else low


def _between(text: str, anchor: int, after: int, sentence: int | None) -> Iterator[Gap]:
    """Gaps around the space from ``anchor`` to ``after``; ``sentence`` is the start of the one that ends there."""
    before = text[anchor - 1]
    if before in ",!?" and speech.starts_clause(text, after):
        yield Gap(anchor, anchor, "close", TAGGED if speech.is_tag(text, after) else REPORTED)
    elif sentence is not None:
        yield Gap(anchor, anchor, "close", SENTENCE_END)
    if before in ",:" and speech.ends_clause(text, anchor) and text[after].isupper():
        yield Gap(anchor, after, "open", ANNOUNCED)
    elif sentence is not None:
        yield Gap(anchor, after, "open", RESUMED if _is_attribution(text, sentence, anchor) else SENTENCE_START)
    elif before == ":" and text[after].isupper():
        yield Gap(anchor, after, "open", SENTENCE_START)


def _is_attribution(text: str, start: int, end: int) -> bool:
    """Whether a sentence ends with who said what it quotes: speech often goes on behind it."""
    marks = list(_MARK_AFTER_COMMA.finditer(text, start, end))
    return bool(marks) and speech.starts_clause(text, marks[-1].end())
