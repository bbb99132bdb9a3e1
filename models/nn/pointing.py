"""The trained summarizer: decodes choices of sentences under a budget."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING

import torch
from transformers import AutoModelForSeq2SeqLM, PreTrainedTokenizerFast

from models.core.summary.budget import Budget, Item, fill
from models.core.summary.candidates import candidates
from models.core.summary.centrality import vectors
from models.core.summary.redundancy import near_duplicates
from models.core.summary.selection import select
from models.core.summary.signs import signs_of
from models.core.summary.summarizer import Pick
from models.nn.article import ArticleReader
from models.nn.pointer import BLOCKED, STEPS
from models.nn.register import register
from models.nn.windows import collate

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from torch import Tensor

    from models.core.document import Document, Span
    from models.core.summary.candidates import Candidate
    from models.core.summary.centrality import Vector
    from models.core.summary.signs import Signs
    from models.nn.summary import SummaryModel

MOST = 1000  # sentences that the model reads; of more, those that the classical signs favour
_DANGLING = log(0.3)  # added to the score of a pronoun's sentence when the one before it is not chosen


class PointerSummarizer:
    """Summarizes by a trained `SummaryModel`.

    Args:
        model: the model.
        tokenizer: its tokenizer.
        name: by which results call it.
    """

    def __init__(self, model: SummaryModel, tokenizer: PreTrainedTokenizerFast, name: str = "summary-en") -> None:
        self.name = name
        self._model = model.eval()  # type: ignore[no-untyped-call]
        self._reader = ArticleReader(tokenizer)
        self._cls = int(tokenizer.cls_token_id)
        self._sep = int(tokenizer.sep_token_id)

    @classmethod
    def load(cls, folder: Path) -> PointerSummarizer:
        """Load model and tokenizer from a folder that `save_pretrained` wrote; nothing is downloaded."""
        register()
        model = AutoModelForSeq2SeqLM.from_pretrained(folder, local_files_only=True, use_safetensors=True)
        tokenizer = PreTrainedTokenizerFast.from_pretrained(folder, local_files_only=True)
        return cls(model.float(), tokenizer, folder.name)

    def summarize(
        self, document: Document, *, sentences: int | None, words: int | None, skip: Sequence[Span] = ()
    ) -> list[Pick]:
        """Pick sentences; see `models.core.summary.summarizer.Summarizer`."""
        budget = Budget(sentences, words)
        found = candidates(document, skip)
        rows = vectors([c.text for c in found])
        if sum(budget.cost(c.words) for c in found) > budget.limit:
            chosen = self._choose(found, rows, budget)
        else:
            chosen = select([Item(c.index, c.words, 1, 1) for c in found], rows, [c.text for c in found], budget)
        return [Pick(found[i].span.start, found[i].span.end, found[i].text) for i in sorted(chosen)]

    @torch.inference_mode()
    def _choose(self, found: Sequence[Candidate], rows: Sequence[Vector], budget: Budget) -> list[int]:
        signs = signs_of(found, rows)
        read = _favoured(signs)
        article = self._reader.read([found[i] for i in read], [signs[i] for i in read])
        encoded = self._model.encode(**collate([article], self._cls, self._sep))
        choices = _Choices([found[i] for i in read], [rows[i] for i in read], budget)
        while len(choices.made) < STEPS and choices.open:
            scores = self._model.point(encoded, torch.tensor([choices.made], dtype=torch.long))[0, -1, :-1]
            choices.make(int((scores + choices.bias()).argmax()))
        return self._filled([read[i] for i in choices.made], found, rows, budget)

    @staticmethod
    def _filled(made: list[int], found: Sequence[Candidate], rows: Sequence[Vector], budget: Budget) -> list[int]:
        """What the decoder has chosen, and for summaries longer than it decodes the first sentences that still fit."""
        if len(made) < STEPS:
            return made
        items = [Item(c.index, c.words, 1 / (1 + order), 1 / (1 + order)) for order, c in enumerate(found)]
        chosen = fill(made, items, budget)
        repeated = {later for _, later in near_duplicates(chosen, rows, [c.text for c in found])}
        return [i for i in chosen if i in made or i not in repeated]


class _Choices:
    """The sentences chosen so far, and what they leave open."""

    def __init__(self, found: Sequence[Candidate], rows: Sequence[Vector], budget: Budget) -> None:
        self.made: list[int] = []
        self.open = set(range(len(found)))
        self._found = found
        self._rows = rows
        self._texts = [candidate.text for candidate in found]
        self._budget = budget
        self._room = budget.limit
        self._close()

    def make(self, choice: int) -> None:
        """Choose one of the open sentences."""
        self.made.append(choice)
        self.open.discard(choice)
        self._room -= self._budget.cost(self._found[choice].words)
        self._close(choice)

    def bias(self) -> Tensor:
        """What is added to the scores of all sentences: it blocks what is not open and holds back dangling ones."""
        chosen = {self._found[i].index for i in self.made}
        bias = torch.full((len(self._found),), BLOCKED)
        for i in self.open:
            candidate = self._found[i]
            bias[i] = _DANGLING if candidate.dangling and candidate.index - 1 not in chosen else 0.0
        return bias

    def _close(self, choice: int | None = None) -> None:
        """Close what no longer fits and what says the same as the last choice."""
        self.open = {i for i in self.open if self._budget.cost(self._found[i].words) <= self._room}
        if choice is not None:
            self.open -= {i for i in self.open if near_duplicates([choice, i], self._rows, self._texts)}


def _favoured(signs: Sequence[Signs]) -> list[int]:
    """The numbers of at most ``MOST`` sentences, in reading order."""
    by_favour = sorted(range(len(signs)), key=lambda i: (-signs[i].central - 1 / (1 + signs[i].order), i))
    return sorted(by_favour[:MOST])
