"""Lines that belong to the website and not to the article: disclaimers, calls to subscribe or share, notices.

Each line is scored by what it says to its reader. Reporting verbs and quotation marks count against it, so that news
about subscriptions, cookies or copyright stays news. Nothing is edited here: the lines are reported, and summaries
leave them out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.core.rules.cues import ANYWHERE, OPENINGS, TRIGGERS
from models.core.rules.words import words

if TYPE_CHECKING:
    from models.core.document import Document

THRESHOLD = 3.0


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """A line, or several in a row, of boilerplate.

    Attributes:
        start: first code point.
        end: one past the last code point.
        score: points of the clearest line; at least ``THRESHOLD``, and rarely above 8.
        reason: what the clearest line is, in a few words.
    """

    start: int
    end: int
    score: float
    reason: str


_READER = words("you your us our we")
_WORD = re.compile(r"[a-z]+|©")
_ADDRESS = re.compile(r"https?://|\bwww\.|\S@\S|(?<!\w)@\w")
_REPORT = words(
    """
    said says told tells announced ruled sued argued claimed warned wrote reported asked added accused urged court judge
    police lawsuit minister regulator regulators company users customers readers voters according
    """
)
_QUOTES = re.compile(r"[\"“”«»]")
_LINE = re.compile(r"[^\n\r\u2028\u2029]+")


def find_boilerplate(document: Document) -> list[Boilerplate]:
    """Return the boilerplate of a document in order; lines of it that follow one another are one span."""
    found: list[Boilerplate] = []
    text = document.text
    for paragraph in document.paragraphs:
        for match in _LINE.finditer(text, paragraph.start, paragraph.end):
            line = match[0].strip()
            score, reason = _score(line)
            if score < THRESHOLD:
                continue
            start = match.start() + match[0].index(line)
            item = Boilerplate(start, start + len(line), score, reason)
            last = found[-1] if found else None
            if last and last.start >= paragraph.start and not text[last.end : start].strip():
                best = max(last, item, key=lambda one: one.score)
                item = Boilerplate(last.start, item.end, best.score, best.reason)
                found.pop()
            found.append(item)
    return found


def _score(line: str) -> tuple[float, str]:
    """Return the points of a line and the reason that gave most of them."""
    lower = line.lower()
    said = _WORD.findall(lower)
    if len(said) > 120:
        return 0, ""
    hits = [(points, reason) for pattern, points, reason in OPENINGS if pattern.match(lower)]
    if not TRIGGERS.isdisjoint(said):
        hits += [(points, reason) for pattern, points, reason in ANYWHERE if pattern.search(lower)]
    if not hits:
        return 0, ""
    count = len(line.split())
    score = sum(points for points, _ in hits)
    score += 0.5 * (not _READER.isdisjoint(said)) + 0.5 * (_ADDRESS.search(line) is not None) + 0.5 * (count <= 12)
    score -= 1.5 * min(3, sum(word in _REPORT for word in said)) + 1.5 * (_QUOTES.search(line) is not None)
    score -= 0.5 * (count > 40) + 1.0 * (count > 70)
    return score, max(hits)[1]
