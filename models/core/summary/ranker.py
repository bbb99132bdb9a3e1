"""A classical summarizer without a trained model: position, centrality, likeness to the lead, length and form."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp
from typing import TYPE_CHECKING

from models.core.summary.budget import Budget, Item
from models.core.summary.candidates import candidates, worthy
from models.core.summary.centrality import vectors
from models.core.summary.forms import Form
from models.core.summary.selection import select
from models.core.summary.shortening import picks_of, shortened
from models.core.summary.signs import signs_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.core.document import Document, Span
    from models.core.summary.candidates import Candidate
    from models.core.summary.signs import Signs
    from models.core.summary.summarizer import Pick


@dataclass(frozen=True, slots=True)
class Weights:
    """What each sign of a good sentence counts for; found by random search on training articles.

    Attributes:
        position: for the first sentence; it falls by ``decay`` (a rate, per sentence) with every further one.
        decay: see ``position``; it holds for documents of 25 sentences, and is less in longer ones, whose leads are
            longer too, in proportion.
        centrality: for the most central sentence of the document.
        lead: for a sentence that shares all its words with the first three.
        quoted: taken off a sentence that is all quotation, in proportion.
        long: taken off for each word above 25.
        short: taken off for each word under 10.
        lesser: factor for sentences that are no plain statements.
        dangling: factor for a pronoun at the head of a sentence whose antecedent is not chosen.
    """

    position: float = 1.0
    decay: float = 0.2
    centrality: float = 1.4
    lead: float = 0.35
    quoted: float = 0.8
    long: float = 0.023
    short: float = 0.02
    lesser: float = 0.5
    dangling: float = 0.3


_LONG, _SHORT = 25, 10  # words; between them lies the usual sentence of a news summary
_USUAL = 25  # sentences of a news article
_LEAST = 0.01  # values stay above 0: a poor sentence is better than none


class Ranker:
    """Scores every sentence by itself and takes the best set that fits the budget.

    Args:
        weights: what the signs count for.
        trim: whether sentences are trimmed and pronouns named; without it they come as they stand.
    """

    def __init__(self, weights: Weights = Weights(), *, trim: bool = True) -> None:
        self.name = "ranker" if trim else "untrimmed"
        self._weights = weights
        self._trim = trim

    def summarize(
        self, document: Document, *, sentences: int | None, words: int | None, skip: Sequence[Span] = ()
    ) -> list[Pick]:
        """Pick sentences; see `models.core.summary.summarizer.Summarizer`."""
        budget = Budget(sentences, words)
        found = candidates(document, skip)
        rows = vectors([c.text for c in found])
        signs = signs_of(found, rows)
        whole = found
        if self._trim:
            found = shortened(document, found, budget)
        values = [self._value(c, s, len(found)) for c, s in zip(found, signs, strict=True)]
        if budget.words is not None:  # a value is then one per word: else a budget fills with the shortest sentences
            values = [v * max(1, c.words) for v, c in zip(values, found, strict=True)]
        items = [
            Item(c.index, c.most_words, value * self._weights.dangling if c.dangling and not c.naming else value, value)
            for c, value in zip(found, values, strict=True)
        ]
        fit = worthy(found, budget)
        texts = [found[i].text for i in fit]
        chosen = select([items[i] for i in fit], [rows[i] for i in fit], texts, budget)
        return picks_of(document, whole, [found[fit[i]] for i in chosen], budget)

    def _value(self, candidate: Candidate, signs: Signs, count: int) -> float:
        weights = self._weights
        value = (
            weights.position * exp(-weights.decay * signs.order * _USUAL / count)
            + weights.centrality * signs.central
            + weights.lead * signs.lead
            - weights.quoted * signs.quoted
            - weights.long * max(0, candidate.words - _LONG)
            - weights.short * max(0, _SHORT - candidate.words)
        )
        return max(_LEAST, value) * (1.0 if candidate.form is Form.STATEMENT else weights.lesser)
