"""Edits as a diff: the changed paragraphs before and after, with the changes marked inside them. Pure."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from models.core.edit import Edit

CONTEXT = 72
"""Unchanged code points that are shown on either side of a change."""

_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text in a hunk; ``changed`` when an edit removes or inserts it."""

    text: str
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Hunk:
    """A changed paragraph: its number, counted from 1, and how it reads before and after."""

    paragraph: int
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]


def hunks(text: str, edits: Sequence[Edit], *, context: int = CONTEXT) -> list[Hunk]:
    """Return one hunk for each paragraph of ``text`` that ``edits`` (sorted, not overlapping) change.

    Unchanged stretches are shortened to ``context`` code points on either side of a change, at a space. An edit that
    reaches over the end of a paragraph takes the next one into the same hunk.
    """
    spans = _paragraphs(text)
    starts = [start for start, _ in spans]
    groups: list[tuple[int, int, list[Edit]]] = []
    for edit in edits:
        first = bisect_right(starts, edit.start) - 1
        last = max(first, bisect_right(starts, edit.end) - 1)
        if groups and first <= groups[-1][1]:
            first, _, group = groups.pop()
            groups.append((first, last, [*group, edit]))
        else:
            groups.append((first, last, [edit]))
    return [
        _hunk(text, group, first + 1, spans[first][0], max(spans[last][1], group[-1].end), context)
        for first, last, group in groups
    ]


def _paragraphs(text: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    start = 0
    for gap in _BLANK_LINES.finditer(text):
        spans.append((start, gap.start()))
        start = gap.end()
    spans.append((start, len(text)))
    return spans


def _hunk(text: str, edits: Iterable[Edit], paragraph: int, start: int, end: int, context: int) -> Hunk:
    before: list[Piece] = []
    after: list[Piece] = []
    position = start
    for edit in edits:
        same = _shorten(text[position : edit.start], context, head=bool(before), tail=True)
        before += [Piece(same), Piece(edit.before, changed=True)]
        after += [Piece(same), Piece(edit.after, changed=True)]
        position = edit.end
    same = _shorten(text[position:end], context, head=True, tail=False)
    before.append(Piece(same))
    after.append(Piece(same))
    return Hunk(paragraph, _without_empty(before), _without_empty(after))


def _without_empty(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    return tuple(piece for piece in pieces if piece.text)


def _shorten(text: str, context: int, *, head: bool, tail: bool) -> str:
    """Keep the beginning (``head``) and the end (``tail``) of an unchanged stretch, if it is long."""
    if len(text) <= context * (head + tail) + 10:
        return text
    start = text[:context].rpartition(" ")[0] + " " if head else ""
    end = " " + text[-context:].partition(" ")[2] if tail else ""
    return f"{start}…{end}"
