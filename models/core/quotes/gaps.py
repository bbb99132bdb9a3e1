"""Gaps: places where a quotation mark may be missing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.core.quotes import speech, voice
from models.core.quotes.glyph import QUOTE_CHARACTERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.core.quotes.blocks import Block
    from models.core.quotes.node import Role

_PUNCTUATION = re.compile(r"(?<=[,:.!?…])\s+(?=\S)")
MOST = 40
TAGGED = 2.3
REPORTED = 3.3
ANNOUNCED = 3.8
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
    """Gaps of a block in order, at most ``MOST`` places."""
    if text[block.start].isupper():
        yield Gap(block.start, block.start, "open", BLOCK_START)
    starts = set(voice.sentence_starts(text, block.start, block.end))
    for count, match in enumerate(_PUNCTUATION.finditer(text, block.start, block.end)):
        if count == MOST:
            break
        if text[match.end()] not in QUOTE_CHARACTERS:
            yield from _between(text, match.start(), match.end(), match.end() in starts)
    if text[block.end - 1] in ".!?…":
        yield Gap(block.end, block.end, "close", BLOCK_END)


def _between(text: str, anchor: int, after: int, sentence: bool) -> Iterator[Gap]:
    before = text[anchor - 1]
    if before in ",!?" and speech.starts_clause(text, after):
        yield Gap(anchor, anchor, "close", TAGGED if speech.is_tag(text, after) else REPORTED)
    elif sentence:
        yield Gap(anchor, anchor, "close", SENTENCE_END)
    if before in ",:" and speech.ends_clause(text, anchor) and text[after].isupper():
        yield Gap(anchor, after, "open", ANNOUNCED)
    elif sentence or (before == ":" and text[after].isupper()):
        yield Gap(anchor, after, "open", SENTENCE_START)
