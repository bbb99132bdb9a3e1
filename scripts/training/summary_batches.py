"""Batches for the summary model: what is drawn from which corpus, alike in length, and its targets."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import torch

from models.nn.article import Article
from models.nn.windows import collate
from scripts.training.oracle import Oracle
from scripts.training.summary_data import Example

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from torch import Tensor

# How often an example of a corpus is drawn, relative to one of another: the nearer to news briefs the more often.
WEIGHTS = {"cnn_highlights": 2.0, "cnndm_train": 3.0, "gum_news": 2.0, "neus": 1.0, "usgov": 1.0, "bbc_extractive": 0.4}
POOL = 16  # batches that are drawn together and sorted by length
PSEUDO = ("news", "titled")
_NEWS_FIRST, _NEWS_LAST = 0.7, 0.2  # share of pseudo-summaries at the start and from the middle of training on


class Sampler:
    """Draws examples: pseudo-summaries first, then ever more real ones; each corpus is gone through in turns."""

    def __init__(self, examples: Sequence[Example], seed: int) -> None:
        self._random = Random(seed)
        self._by_set: dict[str, list[Example]] = {}
        for example in examples:
            self._by_set.setdefault(example.set, []).append(example)
        self._left: dict[str, list[Example]] = {name: [] for name in self._by_set}

    def draw(self, progress: float) -> Example:
        """One example; ``progress`` goes from 0 to 1 over the training."""
        news = _NEWS_LAST + (_NEWS_FIRST - _NEWS_LAST) * max(0.0, 1 - 2 * progress)
        real = [name for name in self._by_set if name not in PSEUDO]
        pseudo = [name for name in self._by_set if name in PSEUDO]
        if pseudo and (not real or self._random.random() < news):
            return self._next(self._random.choice(pseudo))
        weights = [WEIGHTS[name] * len(self._by_set[name]) for name in real]
        return self._next(self._random.choices(real, weights)[0])

    def _next(self, name: str) -> Example:
        if not self._left[name]:
            self._left[name] = self._random.sample(self._by_set[name], len(self._by_set[name]))
        return self._left[name].pop()

    def batches(self, progress: float, tokens: int, pieces: int) -> Iterator[list[Example]]:
        """``POOL`` batches of about ``tokens`` pieces, articles cut to ``pieces``, in random order."""
        drawn: list[Example] = []
        while sum(example.pieces for example in drawn) < tokens * POOL:
            drawn.append(cut(self.draw(progress), pieces))
        drawn.sort(key=lambda example: example.pieces)
        groups: list[list[Example]] = [[]]
        for example in drawn:
            if groups[-1] and sum(e.pieces for e in groups[-1]) + example.pieces > tokens:
                groups.append([])
            groups[-1].append(example)
        yield from self._random.sample(groups, len(groups))


def cut(example: Example, pieces: int) -> Example:
    """The beginning of an example, of up to ``pieces`` or one sentence, without the steps that need the rest."""
    kept = total = 0
    for ids in example.article.ids:
        if kept and total + len(ids) > pieces:
            break
        kept, total = kept + 1, total + len(ids)
    article, oracle = example.article, example.oracle
    if kept == len(article.ids):
        return example
    chosen: list[int] = []
    for number in oracle.chosen:
        if number >= kept:
            break
        chosen.append(number)
    return Example(
        example.set,
        example.fold,
        example.style,
        Article(article.ids[:kept], article.types[:kept], article.features[:kept]),
        Oracle(chosen, [gain[:kept] for gain in oracle.gains[: len(chosen) + 1]], oracle.coverage[:kept]),
    )


def tensors(examples: Sequence[Example], cls: int, sep: int) -> dict[str, Tensor]:
    """The inputs of the model and the targets.

    ``chosen`` is (documents, steps), padded by -1; ``gains`` (documents, steps + 1, sentences + 1), the last column
    that of the end, 0; ``steps`` (documents, steps + 1) booleans, True where a choice has a target; ``coverage``
    (documents, sentences).
    """
    batch = collate([e.article for e in examples], cls, sep, [e.style for e in examples])
    documents, most = batch["sentence_mask"].shape
    steps = max(len(e.oracle.chosen) for e in examples)
    batch["chosen"] = torch.full((documents, steps), -1)
    batch["gains"] = torch.zeros(documents, steps + 1, most + 1)
    batch["steps"] = torch.zeros(documents, steps + 1, dtype=torch.bool)
    batch["coverage"] = torch.zeros(documents, most)
    for d, example in enumerate(examples):
        oracle, count = example.oracle, len(example.oracle.coverage)
        batch["chosen"][d, : len(oracle.chosen)] = torch.tensor(oracle.chosen, dtype=torch.long)
        batch["gains"][d, : len(oracle.gains), :count] = torch.tensor(oracle.gains)
        batch["steps"][d, : len(oracle.gains)] = True
        batch["coverage"][d, :count] = torch.tensor(oracle.coverage)
    return batch
