"""A summary in a model's own words, of a text of any length, checked against the text before anybody sees it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.core.document import Document, Span
from models.core.guard.support import LIMITS, Source
from models.core.stop import Check, go_on
from models.core.summary.budget import Budget, count_words
from models.core.summary.summarizer import Brief, Notice, Pick
from models.seq2seq.chunking import chunk

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.core.guard.policy import OnUnsupported, Strictness
    from models.core.guard.support import Verdict
    from models.core.summary.summarizer import Summarizer
    from models.seq2seq.engine import Engine

_TOKENS_PER_WORD = 1.7  # generous: a sentence that is cut off is lost
_SENTENCE_WORDS = 40
_PART_SENTENCES = 4  # of the summary of one part, before the parts are put together
_ROUNDS = 12  # a bound only: each round is at most half as long as the last
_SHRINK = 4  # a part's summary has at most this fraction of a reading: so each round is shorter than the last
_ENDS = (".", "!", "?", "…", '"', "”", "’", ")", "'")


@dataclass(slots=True)
class _Reading:
    """Text on its way through the rounds, and what happened to it."""

    sentences: list[str]
    parts: int = 1
    parted: int = 0


class Seq2SeqSummarizer:
    """Writes summaries with an encoder-decoder and lets through what the source bears out.

    A text that is longer than the encoder reads at once is cut at ends of sentences; the summaries of the parts,
    without what their part does not bear out, are summarized together, in as many rounds as it takes.

    Args:
        engine: generates.
        name: what results call it.
        fallback: picks sentences where nothing generated can stand, and for texts that fit into the budget whole.
        on_unsupported: what becomes of a sentence that the source does not bear out.
        strictness: how much is asked of a sentence.
    """

    def __init__(
        self,
        engine: Engine,
        name: str,
        fallback: Summarizer,
        on_unsupported: OnUnsupported = "drop",
        strictness: Strictness = "standard",
    ) -> None:
        self.name = name
        self._engine = engine
        self._fallback = fallback
        self._on_unsupported = on_unsupported
        self._limits = LIMITS[strictness]

    def summarize(
        self, document: Document, *, sentences: int | None, words: int | None, skip: Sequence[Span] = ()
    ) -> list[Pick]:
        """The sentences alone; see `models.core.summary.summarizer.Summarizer`."""
        return list(self.write(document, sentences=sentences, words=words, skip=skip).picks)

    def write(
        self,
        document: Document,
        *,
        sentences: int | None,
        words: int | None,
        skip: Sequence[Span] = (),
        check: Check = go_on,
    ) -> Brief:
        """Write a summary; see `models.core.summary.summarizer.Writer`."""
        budget = Budget(sentences, words)
        spans = [s for s in document.sentences if not any(s.start < o.end and o.start < s.end for o in skip)]
        texts = [" ".join(document.text[s.start : s.end].split()) for s in spans]
        if sum(budget.cost(count_words(text)) for text in texts) <= budget.limit:
            return Brief(tuple(self._extract(document, budget, skip)))
        reading = _Reading(texts)
        raw, ended = self._read(reading, budget, check)
        notices = _notices(reading)
        source = Source(document.text, spans, self._limits)
        kept: list[tuple[str, Verdict]] = []
        faults: list[Notice] = []
        for text in within(whole_sentences(raw, ended), budget):
            check()
            verdict = source.check(text)
            if not verdict.supported:
                faults.append(_fault(text, verdict, spans, self._on_unsupported))
            if verdict.supported or self._on_unsupported == "mark":
                kept.append((text, verdict))
        notices += faults
        if not kept or (faults and self._on_unsupported == "fallback"):
            notices.append(
                Notice(
                    "summary_fallback",
                    "The summary is made of sentences of the text: what the model wrote was not fit.",
                )
            )
            return Brief(tuple(self._extract(document, budget, skip)), tuple(notices))
        picks = []
        for text, verdict in kept:
            span = spans[verdict.closest or 0]
            picks.append(Pick(span.start, span.end, text, generated=True, supported=verdict.supported))
        return Brief(tuple(picks), tuple(notices))

    def _extract(self, document: Document, budget: Budget, skip: Sequence[Span]) -> list[Pick]:
        return self._fallback.summarize(document, sentences=budget.sentences, words=budget.words, skip=skip)

    def _read(self, reading: _Reading, budget: Budget, check: Check) -> tuple[str, bool]:
        """Generate from the text, or in rounds from its parts; the last output, and whether it ended by itself."""
        for _ in range(_ROUNDS):
            chunks = chunk(reading.sentences, self._engine.limit, self._engine.measure)
            reading.parted += chunks.parted
            if len(chunks.pieces) <= 1:
                return self._engine.generate(chunks.pieces, tokens_for(budget), check)[0]
            reading.parts = max(reading.parts, len(chunks.pieces))
            most = min(
                tokens_for(Budget(sentences=_PART_SENTENCES)),
                max(4, self._engine.limit // _SHRINK),
                self._engine.longest,
            )
            written = self._engine.generate(chunks.pieces, most, check)
            following: list[str] = []
            for piece, (text, ended) in zip(chunks.pieces, written, strict=True):
                check()
                following += self._part(piece, text, ended, reading)
            reading.sentences = following
        return "", True

    def _part(self, piece: str, text: str, ended: bool, reading: _Reading) -> list[str]:
        """What stands for a part in the next round: its summary as far as it is borne out, else its best sentence.

        No part goes silently: where nothing of the summary can stand, sentences of the part do.
        """
        document = Document.parse(piece)
        source = Source(piece, document.sentences, self._limits)
        sentences = whole_sentences(text, ended)[:_PART_SENTENCES]
        good = [s for s in sentences if source.check(s).supported]
        if good and sum(map(self._engine.measure, good)) * 2 <= self._engine.measure(piece):
            return good
        best = self._fallback.summarize(document, sentences=1, words=None)
        words = " ".join(pick.text for pick in best).split()
        room = max(8, len(piece.split()) // _SHRINK)
        reading.parted += len(words) > room
        return [" ".join(words[:room])] if words else []


def tokens_for(budget: Budget) -> int:
    """Tokens that a summary within the budget takes at most."""
    words = budget.words if budget.words is not None else _SENTENCE_WORDS * (budget.sentences or 0)
    return int(words * _TOKENS_PER_WORD) + 8


def whole_sentences(text: str, ended: bool) -> list[str]:
    """The sentences of an output; the last one is left out when it was cut off. Repeated ones are left out too."""
    document = Document.parse(text)
    found = [" ".join(document.text[s.start : s.end].split()) for s in document.sentences]
    if found and not ended and not found[-1].endswith(_ENDS):
        found.pop()
    return list(dict.fromkeys(found))


def within(sentences: Sequence[str], budget: Budget) -> list[str]:
    """The sentences from the first on that fit into the budget."""
    kept: list[str] = []
    spent = 0
    for sentence in sentences:
        spent += budget.cost(count_words(sentence))
        if spent > budget.limit:
            break
        kept.append(sentence)
    return kept


def _notices(reading: _Reading) -> list[Notice]:
    notices = []
    if reading.parts > 1:
        message = f"The text is longer than the model reads at once; {reading.parts} parts were summarized, then those."
        notices.append(Notice("summary_in_parts", message))
    if reading.parted:
        noun = "sentence was" if reading.parted == 1 else "sentences were"
        message = f"{reading.parted} {noun} too long for the model to read, and parted or shortened between words."
        notices.append(Notice("sentence_parted", message))
    return notices


def _fault(text: str, verdict: Verdict, spans: Sequence[Span], policy: OnUnsupported) -> Notice:
    what = "; ".join(map(str, verdict.issues))
    done = {"drop": "was dropped", "mark": "is marked", "fallback": "was dropped"}[policy]
    place = spans[verdict.closest] if verdict.closest is not None else Span(0, 0)
    message = f"A sentence of the summary {done}: the text does not bear out {what} of “{text}”"
    return Notice("unsupported", message, place.start, place.end)
