"""Measure the ranker by cross-validation: every article is summarized by a ranker that learned from the other folds.

    python -m scripts.evaluation.crossed --data ../shared/data --sets neus usgov --as-lead 3

The columns are those of `scripts.evaluation.summary`.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from models.core.summary.budget import Budget
from models.core.summary.ranker import Ranker
from scripts.corpus import read_jsonl
from scripts.evaluation.summarizers import Lead
from scripts.evaluation.summary import SETS, Article, Scores, evaluate, judge_of, load, table
from scripts.folds import FOLDS
from scripts.training.worth import Corpus, fit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from models.core.document import Document, Span
    from models.core.summary.summarizer import Pick, Summarizer


class Crossed:
    """Gives each document to the summarizer that has not seen it.

    Args:
        folds: by text, the fold of each document.
        summarizers: by fold.
    """

    name = "crossed"

    def __init__(self, folds: Mapping[str, int], summarizers: Sequence[Summarizer]) -> None:
        self._folds = folds
        self._summarizers = summarizers

    def summarize(
        self, document: Document, *, sentences: int | None, words: int | None, skip: Sequence[Span] = ()
    ) -> list[Pick]:
        """Pick sentences; a document of no fold is an error (KeyError)."""
        summarizer = self._summarizers[self._folds[document.text]]
        return summarizer.summarize(document, sentences=sentences, words=words, skip=skip)


def main(arguments: Sequence[str] | None = None) -> None:
    """Train a ranker a fold, summarize, print the table and write the JSON."""
    parser = argparse.ArgumentParser(description="Measure the ranker by cross-validation.")
    parser.add_argument("--data", type=Path, required=True, help="folder that holds train/")
    parser.add_argument("--sets", nargs="+", choices=sorted(SETS), default=["neus", "usgov"])
    parser.add_argument("--sentences", type=int, nargs="*", default=[], help="budgets in sentences")
    parser.add_argument("--words", type=int, nargs="*", default=[], help="budgets in words")
    parser.add_argument("--as-lead", type=int, nargs="*", default=[3], help="words of so many first sentences")
    parser.add_argument("--limit", type=int, help="documents a set and fold, sampled; all without it")
    parser.add_argument("--judge", type=Path, help="folder of the judge that the ranker asks")
    parser.add_argument("--json", type=Path, help="file for the scores")
    options = parser.parse_args(arguments)

    corpus = Corpus.read(read_jsonl(options.data / "train" / "summaries.jsonl.gz"))
    judge = judge_of(options.judge)
    worths = [fit(corpus, without=fold) for fold in range(FOLDS)]
    scores: list[Scores] = []
    for name in options.sets:
        folds: dict[str, int] = {}
        articles: list[Article] = []
        for fold in range(FOLDS):
            some = load(options.data, name, options.limit, fold)
            folds |= {article.document.text: fold for article in some}
            articles += some
        systems: list[Summarizer] = [
            Lead(),
            Crossed(folds, [Ranker(worth=worth, judge=judge) for worth in worths]),
        ]
        for budget in [Budget(sentences=n) for n in options.sentences] + [Budget(words=n) for n in options.words]:
            scores += evaluate(articles, systems, budget, name)
        for count in options.as_lead:
            scores += evaluate(articles, systems, Budget(sentences=count), name, as_lead=True)
    print(table(scores))
    if options.json:
        options.json.write_text(json.dumps([asdict(s) for s in scores], indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
