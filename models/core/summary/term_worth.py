"""How likely a word of a document stands in the summary that a person writes of it: a logistic regression.

Words that a summary is likely to hold, each counted once, are what a set of sentences should cover. To choose sentences
by weighted words that they hold together is from Gillick and Favre (2009, aclanthology W09-1802), to learn the weights
from summaries of people from Hong and Nenkova (2014, aclanthology E14-1075).
"""

from __future__ import annotations

import re
from collections import Counter
from math import exp, log
from typing import TYPE_CHECKING

from models.core.summary.term_weights import WEIGHTS
from models.core.summary.terms import STOPWORDS, folded, words_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from models.core.summary.candidates import Candidate
    from models.core.summary.signs import Signs
    from models.core.summary.traits import Genre

_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][\w’'-]+")
_FIRSTS = (0, 1, 2, 4, 8, 16, 32)  # upper ends of the classes of the sentence where a word comes first
_TIMES = (1, 2, 3, 5, 9, 16)  # the same of how often it comes
_EARLY = 5  # sentences
_FUNCTION = frozenset(map(folded, STOPWORDS))


def terms_of(text: str) -> list[str]:
    """All words of a text, function words too, with plural endings folded."""
    return [folded(word) for word in words_of(text)]


def features_of(found: Sequence[Candidate], signs: Sequence[Signs], genre: Genre) -> dict[str, dict[str, float]]:
    """What the probability of each word of a document goes by, by word."""
    count = len(found)
    first: dict[str, int] = {}
    times: Counter[str] = Counter()
    spread: Counter[str] = Counter()
    early: Counter[str] = Counter()
    central: dict[str, float] = {}
    last: dict[str, None] = {}
    names: set[str] = set()
    for i, (c, sign) in enumerate(zip(found, signs, strict=True)):
        terms = terms_of(c.text)
        times.update(terms)
        last = dict.fromkeys(terms)
        for term in last:
            first.setdefault(term, i)
            spread[term] += 1
            early[term] += i < _EARLY
            central[term] = max(central.get(term, 0.0), sign.central)
        names.update(term for name in _NAME.findall(c.text) for term in terms_of(name))
    rows: dict[str, dict[str, float]] = {}
    for term, at in first.items():
        often, logged = times[term], log(times[term])
        head = float(at == 0)
        soon = early[term] / min(_EARLY, count)
        where = f"first<={next((str(end) for end in _FIRSTS if at <= end), 'more')}"
        how = f"times<={next((str(end) for end in _TIMES if often <= end), 'more')}"
        row = {
            "bias": 1.0,
            where: 1.0,
            how: 1.0,
            "place": at / count,
            "spread": spread[term] / count,
            "log spread": log(spread[term]),
            "length": len(term) / 10,
            "figure": float(term.isdigit()),
            "central": central[term],
            "early": soon,
            "last": float(term in last),
            "log sentences": log(count) / 4,
            "head x times": head * logged,
            "early x times": soon * logged,
            "early x spread": soon * min(spread[term], 3),
            "first person": genre.first_person,
            "speech": genre.speech,
            "head x first person": head * genre.first_person,
            "head x speech": head * genre.speech,
            "head x sentences": head * log(count) / 4,
        }
        if term in _FUNCTION:
            row |= {f"{where} function": 1.0, f"{how} function": 1.0}
        else:
            row |= {"central content": central[term], "spread content": spread[term] / count}
        if term in names:
            row |= {f"{where} name": 1.0, f"{how} name": 1.0}
        rows[term] = row
    return rows


def term_probabilities(
    found: Sequence[Candidate], signs: Sequence[Signs], genre: Genre, weights: Mapping[str, float] = WEIGHTS
) -> dict[str, float]:
    """The probability, 0 to 1, of each word of a document to stand in a summary of it."""
    rows = features_of(found, signs, genre)
    return {
        term: 1 / (1 + exp(-sum(weights.get(name, 0.0) * value for name, value in row.items() if value)))
        for term, row in rows.items()
    }
