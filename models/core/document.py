"""A text with its paragraphs and sentences as spans; the text itself is never changed."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from models.core import sentences as splitting
from models.core.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Document", "Span"]

_NEWLINE = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_ENDS_SENTENCE = re.compile(r"[.!?:;…][\"'”’»)\]]*$")
_WRAP_WIDTHS = range(50, 101)


@dataclass(frozen=True)
class Document:
    """A text, its paragraphs and its sentences.

    Attributes:
        text: the text as it was received.
        paragraphs: the runs of lines between blank lines, trimmed of outer whitespace, in order.
        sentences: the sentences of all paragraphs, trimmed, in order; together they hold all text but whitespace. A
            sentence never crosses a paragraph, nor a line break that is not a hard wrap.
    """

    text: str
    paragraphs: tuple[Span, ...]

    @classmethod
    def parse(cls, text: str) -> Document:
        """Find the paragraphs of any text; sentences are found when they are first asked for."""
        return cls(text, tuple(Span(lines[0].start, lines[-1].end) for lines in _paragraphs(text)))

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """Return the sentences of the whole text."""
        found: list[Span] = []
        for paragraph in self.paragraphs:
            for block in _blocks(self.text, _lines(self.text, paragraph)):
                found += splitting.split(self.text, block)
        return tuple(found)

    def sentences_in(self, span: Span) -> list[Span]:
        """Return the sentences that lie wholly inside ``span``, in order."""
        index = bisect_left(self.sentences, Span(span.start, span.start))
        found: list[Span] = []
        while index < len(self.sentences) and self.sentences[index].end <= span.end:
            found.append(self.sentences[index])
            index += 1
        return found


def _lines(text: str, span: Span) -> list[Span]:
    """Return the lines of ``span``, trimmed, with blank lines left out."""
    return [line for line in _all_lines(text, span) if line.start < line.end]


def _all_lines(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    for newline in _NEWLINE.finditer(text, span.start, span.end):
        yield splitting.trim(text, Span(start, newline.start()))
        start = newline.end()
    yield splitting.trim(text, Span(start, span.end))


def _paragraphs(text: str) -> Iterator[list[Span]]:
    """Yield the lines of each paragraph."""
    lines: list[Span] = []
    for line in _all_lines(text, Span(0, len(text))):
        if line.start < line.end:
            lines.append(line)
        elif lines:
            yield lines
            lines = []
    if lines:
        yield lines


def _blocks(text: str, lines: Sequence[Span]) -> Iterator[Span]:
    """Join the lines that are hard wraps of one running text."""
    wrapped = _is_wrapped(text, lines)
    start = lines[0].start
    for line, following in pairwise(lines):
        ended = _ENDS_SENTENCE.search(text, line.start, line.end)
        if not wrapped and (ended or not text[following.start].islower()):
            yield Span(start, line.end)
            start = following.start
    yield Span(start, lines[-1].end)


def _is_wrapped(text: str, lines: Sequence[Span]) -> bool:
    """Tell whether every line but the last is as full as the widest allows: the mark of a hard-wrapped paragraph."""
    width = max(line.end - line.start for line in lines)
    if len(lines) < 3 or width not in _WRAP_WIDTHS:
        return False
    return all(
        line.end - line.start + 1 + len(text[following.start : following.end].split(maxsplit=1)[0]) > width
        for line, following in pairwise(lines)
    )
