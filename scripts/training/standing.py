"""Train how sure it is that a sentence reads well without those around it, on sentences that were judged one by one.

    python -m scripts.training.standing --data ../shared/data --out models/core/summary

The sentences are those of `scripts.training.judgements`. How often a noun with `the` is new to its text is counted on
all articles. Both go into modules of the package.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from models.core.document import Document
from models.core.forest import Forest
from models.core.summary.candidates import candidates
from models.core.summary.centrality import vectors
from models.core.summary.definite import definite_of
from models.core.summary.terms import content_terms
from models.core.summary.ties import Ties
from models.core.summary.voice import unquoted
from scripts.corpus import read_jsonl
from scripts.training.judgements import STUMBLES, read_judged
from scripts.training.trees import trees_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from scripts.training.judgements import Judged

_SEEDS, _DIGITS = 2, 3
_TREES: dict[str, Any] = {
    "max_iter": 80,
    "learning_rate": 0.08,
    "max_leaf_nodes": 6,
    "min_samples_leaf": 25,
    "l2_regularization": 5.0,
    "max_features": 0.3,
    "early_stopping": False,
}
_SEEN = 40  # times that a noun must be met
_DOUBT = 2  # times that it is taken to have been new, and not, before it is met
_WIDTH = 118
_TREES_HEAD = '''"""The trees that tell whether a sentence stands; written by `scripts.training.standing`."""
# fmt: off

from __future__ import annotations

from models.core.forest import Forest

'''
_NOUNS_HEAD = '''"""How often a noun with `the` is new to its text; written by `scripts.training.standing`."""
# fmt: off

from __future__ import annotations

NEW: dict[str, float] = {
'''


def examples(articles: Iterable[Judged]) -> Iterator[tuple[list[float], bool]]:
    """The numbers of the sentences that were judged, by themselves and behind the first one, and who stumbles."""
    for article in articles:
        ties = Ties(article.found, article.shown, vectors([c.text for c in article.found]))
        for number, code in article.codes.items():
            alone, behind = STUMBLES[code]
            yield ties.numbers(number), alone
            if article.first < number:
                yield ties.numbers(number, article.first), behind


def fit(rows: Sequence[tuple[list[float], bool]]) -> Forest:
    """Trees whose sum is the logit of the probability that a reader stumbles; the same rows give the same trees."""
    table = np.array([row for row, _ in rows], dtype=np.float32)
    wanted = np.array([stumbles for _, stumbles in rows])
    trees, base = [], 0.0
    for seed in range(_SEEDS):
        model = HistGradientBoostingClassifier(random_state=seed, **_TREES)
        model.fit(table, wanted)
        trees += trees_of(model, digits=_DIGITS + 1, share=1 / _SEEDS)
        base += float(model._baseline_prediction[0, 0]) / _SEEDS
    return Forest(round(base, _DIGITS), tuple(trees))


def newness(records: Iterable[Mapping[str, Any]]) -> dict[str, float]:
    """The share of its uses with `the` in which a noun is new to its text, by noun."""
    used: Counter[str] = Counter()
    new: Counter[str] = Counter()
    for record in records:
        met: set[str] = set()
        for candidate in candidates(Document.parse(record["text"])):
            heads = [d.head for d in definite_of(unquoted(candidate.text)) if not d.explained and not d.points]
            used.update(heads)
            new.update(head for head in heads if head not in met)
            met.update(content_terms(candidate.text))
    return {
        noun: round((new[noun] + _DOUBT) / (count + 2 * _DOUBT), 2)
        for noun, count in used.items()
        if count >= _SEEN and noun.isalpha() and noun.isascii()
    }


def write(forest: Forest, folder: Path) -> None:
    """Write the trees as a module of the package."""
    trees = "".join(f"        {tree},\n" for tree in forest.trees)
    text = f"FOREST = Forest(\n    {forest.base},\n    (\n{trees}    ),\n)\n"
    (folder / "standing_trees.py").write_text(_TREES_HEAD + text, encoding="utf-8")


def write_nouns(nouns: Mapping[str, float], folder: Path) -> None:
    """Write the nouns as a module of the package."""
    lines = [""]
    for noun, share in sorted(nouns.items()):
        item = f'    "{noun}": {share},' if not lines[-1] else f' "{noun}": {share},'
        if len(lines[-1]) + len(item) > _WIDTH:
            lines.append(f"   {item}" if item.startswith(' "') else item)
        else:
            lines[-1] += item
    (folder / "definite_nouns.py").write_text(_NOUNS_HEAD + "\n".join(lines) + "\n}\n", encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds train/")
    parser.add_argument("--out", type=Path, required=True, help="folder of the modules to write")
    parser.add_argument("--nouns", type=int, default=16_000, help="articles to count nouns on; 0 keeps the counts")
    options = parser.parse_args(arguments)
    news = options.data / "train" / "news.jsonl.gz"
    if options.nouns:
        write_nouns(newness(islice(read_jsonl(news), options.nouns)), options.out)
    judged = read_judged(options.data)
    rows = list(examples(judged))
    write(fit(rows), options.out)
    print(json.dumps({"articles": len(judged), "examples": len(rows), "stumbled": sum(bad for _, bad in rows)}))


if __name__ == "__main__":
    main()
