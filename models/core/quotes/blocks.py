"""Blocks: the stretches of text inside which quotation marks pair, a paragraph or a line of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.core.quotes.glyph import QUOTE_CHARACTERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.core.document import Document

_NEWLINE = re.compile(r"[\n\r\x0b\x0c\x85\u2028\u2029]\s*")
_WRAP_WIDTH = 50


@dataclass(frozen=True, slots=True)
class Block:
    """A block ``text[start:end]``, trimmed.

    Attributes:
        start: first code point.
        end: one past the last.
        paragraph: whether a paragraph ends with it; else the next block is the next line of the same paragraph.
    """

    start: int
    end: int
    paragraph: bool


def split_blocks(document: Document) -> Iterator[Block]:
    """Blocks of a document in order: paragraphs, split at each line break that is not a hard wrap."""
    text = document.text
    for paragraph in document.paragraphs:
        start = paragraph.start
        for newline in _NEWLINE.finditer(text, paragraph.start, paragraph.end):
            end = newline.start()
            while text[end - 1].isspace():
                end -= 1
            if not _is_wrap(text, start, end, newline.end()):
                yield Block(start, end, paragraph=False)
                start = newline.end()
        if start < paragraph.end:
            yield Block(start, paragraph.end, paragraph=True)


def ends_sentence(text: str, block: Block) -> bool:
    """Whether the block ends with a stop, perhaps inside quotation marks or brackets."""
    return last_character(text, block) in ".!?…"


def last_character(text: str, block: Block) -> str:
    """Last character of a block that is no quotation mark, bracket or white space; empty if there is none."""
    place = block.end
    while place > block.start and (text[place - 1] in QUOTE_CHARACTERS or text[place - 1] in ")] "):
        place -= 1
    return text[place - 1] if place > block.start else ""


def _is_wrap(text: str, line_start: int, line_end: int, next_start: int) -> bool:
    """A line break inside a sentence: what stands before does not end one, and the text goes on."""
    before = text[line_end - 1]
    if before in ".!?:;…" or before in QUOTE_CHARACTERS:
        return False
    width = line_end - max(line_start, text.rfind("\n", 0, line_end) + 1)
    return text[next_start].islower() or (width >= _WRAP_WIDTH and before.isalnum() | (before == ","))
