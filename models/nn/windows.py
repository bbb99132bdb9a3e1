"""Articles cut into overlapping windows and laid out as tensors for the summary model."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

import torch

from models.nn.article import FEATURES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from torch import Tensor

    from models.nn.article import Article

SIZE = 384  # pieces of a window, special ones included
CONTEXT = 48  # pieces of the sentences before that a window reads again, at most


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces of running sentences; ``owners`` has for each piece the number of its sentence, -1 for mere context."""

    ids: list[int]
    types: list[int]
    owners: list[int]


def windows_of(article: Article) -> Iterator[Window]:
    """Cut an article into windows of nearly equal length, so that little is padded.

    Every sentence belongs to exactly one window. The end of the text before a window is read again as its context.
    """
    lengths = [len(ids) for ids in article.ids]
    most = SIZE - 2 - CONTEXT
    left, start = sum(lengths), 0
    while start < len(lengths):
        usual = left / (len(lengths) - start)
        share = left / max(1, ceil(left / (most - usual)))  # an even part of what is left, with room to end a sentence
        end, used = start, 0
        while end < len(lengths) and (end == start or (used < share and used + lengths[end] <= most)):
            used += lengths[end]
            end += 1
        left -= used
        before = _before(article, start)
        own = range(start, end)
        yield Window(
            ids=[piece for piece, _ in before] + [piece for i in own for piece in article.ids[i]],
            types=[kind for _, kind in before] + [kind for i in own for kind in article.types[i]],
            owners=[-1] * len(before) + [i for i in own for _ in article.ids[i]],
        )
        start = end


def _before(article: Article, start: int) -> list[tuple[int, int]]:
    """The last pieces, with their types, of the text before a sentence."""
    pieces: list[tuple[int, int]] = []
    for i in range(start - 1, -1, -1):
        pieces = [*zip(article.ids[i], article.types[i], strict=True), *pieces]
        if len(pieces) >= CONTEXT:
            break
    return pieces[-CONTEXT:]


def collate(articles: Sequence[Article], cls: int, sep: int, styles: Sequence[int] | None = None) -> dict[str, Tensor]:
    """The tensors of some articles; see `models.nn.summary.SummaryModel.forward`.

    Args:
        articles: each with one sentence at least.
        cls: id of the piece that opens a window.
        sep: id of the piece that closes it.
        styles: the kind of summary that is wanted of each, 0 if not given.
    """
    most = max(len(article.ids) for article in articles)
    rows = [(d, window) for d, article in enumerate(articles) for window in windows_of(article)]
    length = max(len(window.ids) for _, window in rows) + 2
    nowhere = len(articles) * most  # the row of pieces that belong to no sentence
    batch = {
        "input_ids": torch.zeros(len(rows), length, dtype=torch.long),
        "token_type_ids": torch.zeros(len(rows), length, dtype=torch.long),
        "attention_mask": torch.zeros(len(rows), length, dtype=torch.long),
        "owners": torch.full((len(rows), length), nowhere, dtype=torch.long),
        "features": torch.zeros(len(articles), most, FEATURES),
        "sentence_mask": torch.zeros(len(articles), most, dtype=torch.bool),
        "styles": torch.tensor(list(styles) if styles else [0] * len(articles)),
    }
    for row, (d, window) in enumerate(rows):
        end = len(window.ids) + 2
        batch["input_ids"][row, :end] = torch.tensor([cls, *window.ids, sep])
        batch["token_type_ids"][row, 1 : end - 1] = torch.tensor(window.types)
        batch["attention_mask"][row, :end] = 1
        batch["owners"][row, 1 : end - 1] = torch.tensor([nowhere if o < 0 else d * most + o for o in window.owners])
    for d, article in enumerate(articles):
        batch["features"][d, : len(article.ids)] = torch.tensor(article.features)
        batch["sentence_mask"][d, : len(article.ids)] = True
    return batch
