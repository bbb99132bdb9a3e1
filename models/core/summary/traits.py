"""The traits of the sentences of a document that a trained ranker goes by: place, form, voice and ties to the rest."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from math import exp, log
from typing import TYPE_CHECKING

from models.core.summary import voice
from models.core.summary.centrality import dot, total, unit
from models.core.summary.forms import Form
from models.core.summary.terms import content_terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.core.summary.candidates import Candidate
    from models.core.summary.centrality import Vector
    from models.core.summary.signs import Signs

_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][\w’'-]+")
_PRONOUN = re.compile(r"\b(?:he|she|they|him|her|his|their|them|it|its|this|that|these|those)\b", re.IGNORECASE)
_DAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")

#: The names of the numbers that `traits_of` gives a sentence, in their order.
TRAITS = (
    "inverse order",
    "log order",
    "relative order",
    "decay",
    "opens line",
    "words",
    "long",
    "short",
    "quoted",
    "dangling",
    "lesser",
    "central",
    "lead",
    "to all",
    "to first",
    "mean spread",
    "log terms",
    "mean log terms",
    "writer",
    "group",
    "reader",
    "speech",
    "connective",
    "shell",
    "pronouns",
    "day",
    "names",
    "figure",
    "paragraph",
    "to previous",
    "to next",
    "question",
    "density",
    "commas",
    "bracket",
    "log sentences",
    "first person in document",
    "speech in document",
    "words in document",
    "opens line in document",
    "reader in document",
    "words of first",
    "central of first",
    "dangling first",
    "speech of first",
    "reader of first",
    "group of first",
    "day of first",
    "lead of firsts",
    "central in document",
    "quoted in document",
    "figure in document",
    "words of second",
    "second to first",
    "third to first",
    "to previous in document",
    "words before",
    "leads before",
    "words to mean",
)
_LEAD = 3  # sentences
_MOST_WORDS, _MOST_LEADS = 4.0, 3.0  # hundreds of words, and lengths of leads, beyond which a place is merely late


@dataclass(frozen=True, slots=True)
class Genre:
    """What kind of text a document is, as far as numbers tell.

    Attributes:
        sentences: the number of its candidates.
        first_person: share of them, 0 to 1, in which the writer speaks as `I` or `we`.
        speech: share that tells what somebody said.
        words: their mean length.
    """

    sentences: int
    first_person: float
    speech: float
    words: float

    @classmethod
    def of(cls, found: Sequence[Candidate]) -> Genre:
        """Take the measure of a document of at least one candidate."""
        count = len(found)
        own = sum(voice.speaks_as_writer(c.text) or voice.speaks_as_group(c.text) for c in found)
        told = sum(voice.reports_speech(c.text) for c in found)
        return cls(count, own / count, told / count, sum(c.words for c in found) / count)


def traits_of(
    found: Sequence[Candidate], rows: Sequence[Vector], signs: Sequence[Signs], genre: Genre
) -> list[list[float]]:
    """A row of numbers for each candidate, in the order of `TRAITS`.

    Args:
        found: the candidates, as they stand in the text.
        rows: the vectors of their texts.
        signs: their classical signs.
        genre: that of the document.
    """
    everything = unit(total(rows))
    first = rows[0] if rows else {}
    terms = [content_terms(c.text) for c in found]
    spread = Counter(term for several in terms for term in set(several))
    paragraphs = max((c.paragraph for c in found), default=0) + 1
    count = len(found)
    table: list[list[float]] = []
    for i, (c, row, sign) in enumerate(zip(found, rows, signs, strict=True)):
        outside = voice.unquoted(c.text)
        kinds = dict.fromkeys(terms[i])
        logs = sum(log(spread[term]) for term in kinds)
        table.append(
            [
                1 / (1 + i),
                log(1 + i),
                i / max(1, count - 1),
                exp(-5 * i / count),
                float(c.opens_line),
                min(c.words, 60) / 30,
                max(0, c.words - 25) / 10,
                max(0, 10 - c.words) / 10,
                sign.quoted,
                float(c.dangling),
                float(c.form is not Form.STATEMENT),
                sign.central,
                sign.lead,
                dot(row, everything),
                dot(row, first) if i else 0.0,
                sum(spread[term] for term in kinds) / max(1, len(kinds)) / count,
                logs / 10,
                logs / 10 / max(1, len(kinds)),
                float(voice.speaks_as_writer(c.text)),
                float(voice.speaks_as_group(c.text)),
                float(voice.speaks_to_reader(c.text)),
                float(voice.reports_speech(c.text)),
                float(voice.opens_with_connective(c.text)),
                float(voice.refers_back(c.text)),
                len(_PRONOUN.findall(outside)) / 5,
                float(_DAY.search(c.text) is not None),
                len(set(_NAME.findall(c.text))) / 5,
                float(any(map(str.isdigit, c.text))),
                c.paragraph / paragraphs,
                dot(row, rows[i - 1]) if i else 0.0,
                dot(row, rows[i + 1]) if i + 1 < count else 0.0,
                float(c.text.rstrip().endswith("?")),
                len(terms[i]) / max(1, c.words),
                c.text.count(",") / 5,
                float("(" in c.text),
                log(count) / 4,
                genre.first_person,
                genre.speech,
                genre.words / 30,
            ]
        )
    _add_context(table, found)
    return table


def _add_context(table: list[list[float]], found: Sequence[Candidate]) -> None:
    """Add to each row what the document as a whole and its first sentences are like, and how many words come before.

    By these a tree tells news, which opens with what matters, from pages that open with a description of themselves.
    """
    if not table:
        return
    place = {name: number for number, name in enumerate(TRAITS)}

    def mean(name: str, rows: Sequence[Sequence[float]] = tuple(table)) -> float:
        return sum(row[place[name]] for row in rows) / len(rows)

    def of(number: int, name: str) -> float:
        return table[number][place[name]] if number < len(table) else 0.0

    document = [
        mean("opens line"),
        mean("reader"),
        *(of(0, name) for name in ("words", "central", "dangling", "speech", "reader", "group", "day")),
        mean("lead", table[:_LEAD]),
        *(mean(name) for name in ("central", "quoted", "figure")),
        of(1, "words"),
        of(1, "to first"),
        of(2, "to first"),
        mean("to previous"),
    ]
    usual = mean("words")
    lead = max(1, sum(c.words for c in found[:_LEAD]))
    before = 0
    for row, c in zip(table, found, strict=True):
        own = row[place["words"]] / max(0.01, usual)
        row += [*document, min(before / 100, _MOST_WORDS), min(before / lead, _MOST_LEADS), own]
        before += c.words
