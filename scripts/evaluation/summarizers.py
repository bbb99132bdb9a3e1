"""The summarizers that ours is measured against, behind the same interface: lead, and LexRank and TextRank of sumy."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
from sumy.nlp.stemmers import Stemmer
from sumy.summarizers.lex_rank import LexRankSummarizer
from sumy.summarizers.text_rank import TextRankSummarizer
from sumy.utils import get_stop_words

from models.core.summary.budget import Budget, count_words
from models.core.summary.summarizer import Pick

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from models.core.document import Document, Span


class Lead:
    """The first sentences, as they come; in words, those that fit before the first that does not."""

    name = "lead"

    def summarize(
        self, document: Document, *, sentences: int | None, words: int | None, skip: Sequence[Span] = ()
    ) -> list[Pick]:
        """Pick the first sentences; ``skip`` is not looked at."""
        budget, room = Budget(sentences, words), Budget(sentences, words).limit
        picks: list[Pick] = []
        for span in document.sentences:
            text = document.text[span.start : span.end]
            room -= budget.cost(count_words(text))
            if room < 0:
                break
            picks.append(Pick(span.start, span.end, text))
        return picks


class _Words:
    """The tokenizer that sumy asks for; its own needs a download."""

    @staticmethod
    def to_words(sentence: str) -> tuple[str, ...]:
        return tuple(re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", sentence))


class _ByRating:
    """Makes a summarizer of sumy give all sentences, best first."""

    @staticmethod
    def _get_best_sentences(
        sentences: Iterable[Sentence], count: int, rating: Mapping[Sentence, float]
    ) -> list[Sentence]:
        return sorted(sentences, key=lambda sentence: -rating[sentence])[:count]


class _LexRank(_ByRating, LexRankSummarizer):  # type: ignore[misc]
    pass


class _TextRank(_ByRating, TextRankSummarizer):  # type: ignore[misc]
    pass


class Sumy:
    """LexRank or TextRank of sumy over our sentences: the best that fit, in reading order."""

    def __init__(self, name: str) -> None:
        self.name = name
        ranker: Any = {"lexrank": _LexRank, "textrank": _TextRank}[name](Stemmer("english"))
        ranker.stop_words = get_stop_words("english")
        self._ranker = ranker

    def summarize(
        self, document: Document, *, sentences: int | None, words: int | None, skip: Sequence[Span] = ()
    ) -> list[Pick]:
        """Pick the highest rated sentences that fit; ``skip`` is not looked at."""
        budget, room = Budget(sentences, words), Budget(sentences, words).limit
        texts = [document.text[span.start : span.end] for span in document.sentences]
        source = [_Numbered(text, number) for number, text in enumerate(texts)]
        picks: list[Pick] = []
        for sentence in self._ranker(ObjectDocumentModel([Paragraph(source)]), len(source)):
            cost = budget.cost(count_words(texts[sentence.number]))
            if cost <= room:
                room -= cost
                span = document.sentences[sentence.number]
                picks.append(Pick(span.start, span.end, texts[sentence.number]))
        return sorted(picks)


class _Numbered(Sentence):  # type: ignore[misc]
    """A sentence of sumy that knows its number; equal only to itself, so that repeated sentences stay apart."""

    def __init__(self, text: str, number: int) -> None:
        super().__init__(text, _Words)
        self.number = number

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return self.number
