"""Stray slots: a stop in the middle of a sentence, and the first copy of a fragment that stands twice."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from models.core.slots.slot import Slot

if TYPE_CHECKING:
    from collections.abc import Iterator

STRAY_OPERATIONS = ("keep", "delete")
#: The longest repeated fragment, in words, and the most words that may stand between its two copies.
MAX_FRAGMENT = 4
MAX_BETWEEN = 2
_STOP = re.compile(r"(?<=[a-z]{3})[.;](?= [a-z])")
_BREAK = re.compile(r"[^\w\s’'-]|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_WORD = re.compile(r"\w+(?:[’'-]\w+)*")


def find_strays(text: str, start: int = 0, end: int | None = None) -> Iterator[Slot]:
    """Stray slots of ``text[start:end]`` in order, none overlapping another."""
    end = len(text) if end is None else end
    found = [(m.start(), m.end()) for m in _STOP.finditer(text, start, end)]
    found += _repeats(text, start, end)
    # A stop breaks a fragment, so that none of them overlap.
    for s, e in sorted(found):
        yield Slot(s, e, "stray", STRAY_OPERATIONS, "keep")


def _repeats(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans from a fragment to its second copy: what goes when the first copy is dropped."""
    words = list(_WORD.finditer(text, start, end))
    lower = [m.group().lower() for m in words]
    i = 0
    while i < len(words):
        span = _repeat_at(words, lower, text, i)
        if span:
            yield words[i].start(), words[span].start()
            i = span
        else:
            i += 1


def _repeat_at(words: list[re.Match[str]], lower: list[str], text: str, i: int) -> int | None:
    """Index of the word where the second copy of a fragment at ``i`` starts, when only spaces lie between."""
    for j in range(min(i + MAX_FRAGMENT + MAX_BETWEEN, len(words) - 1), i, -1):
        if lower[j] != lower[i]:
            continue
        for size in range(min(MAX_FRAGMENT, j - i, len(words) - j), 0, -1):
            between = j - i - size
            if between > (MAX_BETWEEN if size > 1 else 0) or lower[i : i + size] != lower[j : j + size]:
                continue
            if not _BREAK.search(text, words[i].start(), words[j + size - 1].end()):
                return j
    return None
