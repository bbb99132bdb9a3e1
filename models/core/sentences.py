"""Sentence boundaries by sentencex, made safe for damaged text."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import sentencex  # type: ignore[import-untyped]

from models.core.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WINDOW = 20_000
_MARKS = "\"'“”„‟«»‘’‚‹›"
_HIDE = str.maketrans(dict.fromkeys('"“”„‟«»', " "))
_UNSAFE = re.compile(r"[\ud800-\udfff]")
_SPACE = re.compile(r"[\n\r\x0b\x0c\x85\u2028\u2029]")
_WELL_FORMED = re.compile(r"(?:[^\"“”„‟«»]|“[^\"“”„‟«»]*”|\"[^\"“”„‟«»]*\"|„[^\"“”„‟«»]*[“”]|«[^\"“”„‟«»]*»)*")
_NO_START = re.compile(r"[)\]},;:.!?%…]|[\"“”„«»‘’'](?=\s|[.,;:)\]]|$)")
_LOWER_START = re.compile(r"(?:[\"'“”„«»‘’(\[]*|[–—-]{1,2})\s*[a-zß-öø-ÿ]+(?![A-Z\w.])")
_NO_END = re.compile(
    r"(?:(?:^|[\s(]|[\s(](?:now|then)-)(?:vs|Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Sgt|Capt|Sen|Rep|Gov|Amb|Atty|Rev"
    r"|St|Hon|No|Nos|Fig|cf)\.|-St\."
    r"|^\W*\d{1,3}[.)])$"
)
_INITIAL_END = re.compile(
    r"[)–-][A-Z]\.$"
)  # `(CNN)U.S. officials`, `D-N.Y.`: the splitter takes the first initial for an end
_INITIAL_START = re.compile(r"[A-Z]\.")
_CLOCK_END = re.compile(r"\b[ap]\.m\.$", re.IGNORECASE)
_DAY_START = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|[A-Z]{1,4}T\b|(?:Eastern|Central|Mountain|Pacific)\b"
    r"|[A-Z][a-z]+ time\b|\("
)
# `“All the way!” Dawson shouted.`: what is said and who says it are one sentence.
_SPOKEN_END = re.compile(r"[!?][\"”]$")
_SPEAKER_START = re.compile(
    r"(?:[A-Z][\w.’'-]* ){1,3}(?:said|says|asked|asks|shouted|yelled|cried|wrote|tweeted|added|replied|told)\b"
)


def trim(text: str, span: Span) -> Span:
    """Return ``span`` without outer whitespace; an empty span stays at its start."""
    piece = text[span.start : span.end]
    start = span.start + len(piece) - len(piece.lstrip())
    return Span(start, max(start, span.start + len(piece.rstrip())))


def split(text: str, block: Span) -> list[Span]:
    """Return the sentences of one block of running text, trimmed and in order.

    Boundaries come from sentencex; those are dropped that would begin a sentence with a closing mark, or with a
    lower-case word (the stop before it is a stray one, or ends a quotation that the sentence goes on after). Where
    quotation marks are broken, boundaries are found as if there were none, for a lost mark must not make one sentence
    of a whole paragraph.
    """
    source = _SPACE.sub(" ", _UNSAFE.sub("\ufffd", text[block.start : block.end]))
    cuts: list[int] = []
    for start, end in pairwise(_boundaries(source)):
        cuts.append(_before_mark(source, start))
        if not _WELL_FORMED.fullmatch(source, start, end):
            hidden = source[start:end].translate(_HIDE)
            cuts += (_before_mark(source, start + cut) for cut in _boundaries(hidden)[1:-1])
    cuts.append(len(source))
    return list(_join(text, [trim(text, Span(block.start + a, block.start + b)) for a, b in pairwise(cuts)]))


def _boundaries(source: str) -> list[int]:
    """Return the offsets where pieces of ``source`` begin, and its end.

    sentencex takes quadratic time when a block has thousands of unclosed marks, hence the windows: the last piece of
    a window begins the next one, unless it is the whole window.
    """
    bounds = [0]
    while bounds[-1] < len(source):
        window = source[bounds[-1] : bounds[-1] + _WINDOW]
        pieces = sentencex.segment("en", window)
        if sum(map(len, pieces)) != len(window):
            pieces = [window]
        if len(pieces) > 1 and bounds[-1] + len(window) < len(source):
            pieces.pop()
        for piece in pieces:
            bounds.append(bounds[-1] + len(piece))
    return bounds


def _before_mark(source: str, cut: int) -> int:
    """Return the boundary ``cut``, moved before a mark that a space parts from the sentence before but not after."""
    place = cut
    while place > 0 and source[place - 1] in _MARKS:
        place -= 1
    return place if place > 0 and source[place - 1].isspace() else cut


def _join(text: str, pieces: Sequence[Span]) -> Iterator[Span]:
    """Join pieces that are no sentences of their own to their neighbours; drop empty ones."""
    current: Span | None = None
    for piece in pieces:
        if piece.start == piece.end:
            continue
        if current is None:
            current = piece
        elif _belongs(text, current, piece):
            current = Span(current.start, piece.end)
        else:
            yield current
            current = piece
    if current is not None:
        yield current


def _belongs(text: str, before: Span, piece: Span) -> bool:
    # A bounded tail keeps the look back linear in the text.
    tail = text[max(before.start, before.end - 12) : before.end]
    if _NO_START.match(text, piece.start, piece.end) or _LOWER_START.match(text, piece.start, piece.end):
        return True
    if not any(map(str.isalnum, text[piece.start : piece.end])):
        return True
    if _CLOCK_END.search(tail) and _DAY_START.match(text, piece.start, piece.end):
        return True
    if _INITIAL_END.search(tail) and _INITIAL_START.match(text, piece.start, piece.end):
        return True
    if _SPOKEN_END.search(tail) and _SPEAKER_START.match(text, piece.start, piece.end):
        return True
    return bool(_NO_END.search(tail))
