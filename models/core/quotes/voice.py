"""Whose words they are: hints that a stretch of text is quoted speech or the writer's own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.core.quotes.node import Segment
from models.core.quotes.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_WORD = re.compile(r"[^\W_][\w’']*")
_SENTENCE_END = re.compile(r"[.!?…]\s+(?=[^\W\d_])")
_ABBREVIATIONS = words("mr mrs ms dr sen rep gov gen st lt col sgt capt prof jr sr vs rev hon no inc co corp")
_SPEAKER = words("i we my our me you your i’m i'm we’re we're we’ve i’ve don’t don't am very really")
_WRITER = words("said told wrote tweeted added according reporters")
_DAYS = words("monday tuesday wednesday thursday friday saturday sunday")
_LETTERS_BEFORE = re.compile(r"[^\W\d_]+$")
LONGEST = 6
"""Letters looked at before a stop: one more than the longest abbreviation has."""
HINT = 0.9
PERSONAL = 0.012
"""Share of speaker's words in narration above which they tell nothing."""
MOST = 2.7


@dataclass(frozen=True, slots=True)
class Voice:
    """How the words of a text tell quoted speech from narration.

    Attributes:
        hint: what one word is worth, in nats; nothing where the writer says ``I`` too.
    """

    hint: float = HINT

    def segment(self, text: str, start: int, end: int) -> Segment:
        """Weigh the words of ``text[start:end]``. Log-odds were counted on edited news and are halved: hints repeat."""
        found = _WORD.findall(text, start, end)
        speaker = writer = 0.0
        for word in found:
            lower = word.lower()
            if lower in _SPEAKER:
                speaker += self.hint
            elif lower in _WRITER or lower in _DAYS:
                writer += self.hint
        return Segment(min(writer, MOST), min(speaker, MOST), sentence_ends(text, start, end), not found)


def hear(text: str, unquoted: Iterable[tuple[int, int]]) -> Voice:
    """Learn the voice of a text from the stretches that have no quotation marks."""
    found = [word.lower() for start, end in unquoted for word in _WORD.findall(text, start, end)]
    personal = sum(word in _SPEAKER for word in found)
    return Voice(0.0) if personal > 2 and personal > len(found) * PERSONAL else Voice()


def sentence_ends(text: str, start: int, end: int) -> int:
    """How many sentences end inside ``text[start:end]``, initials and titles left out."""
    return len(sentence_starts(text, start, end))


def sentence_starts(text: str, start: int, end: int) -> Sequence[int]:
    """Offsets at which a sentence begins inside ``text[start:end]``, behind another one."""
    found = []
    for match in _SENTENCE_END.finditer(text, start, end):
        word = _LETTERS_BEFORE.findall(text[max(start, match.start() - LONGEST) : match.start()])
        abbreviated = bool(word) and (len(word[0]) == 1 or word[0].lower() in _ABBREVIATIONS)
        if text[match.end()].isupper() and not abbreviated:
            found.append(match.end())
    return found
