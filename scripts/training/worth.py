"""Train what words and sentences are worth to a summary, on articles with summaries that people wrote.

    python -m scripts.training.worth --data ../shared/data --out models/core/summary

A word is learned to be in the summary or not, a sentence to hold a share of it: the mean of the shares of the summary's
words and pairs of words that it has. Both go into modules of the package.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from models.core.document import Document
from models.core.forest import Forest
from models.core.summary.candidates import candidates
from models.core.summary.centrality import vectors
from models.core.summary.signs import signs_of
from models.core.summary.term_worth import features_of, terms_of
from models.core.summary.traits import Genre, traits_of
from models.core.summary.worth import Worth
from scripts.corpus import read_jsonl
from scripts.folds import fold_of
from scripts.rouge import Profile
from scripts.training.oracle import coverage
from scripts.training.trees import trees_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

Array = np.ndarray[Any, Any]

SETS = ("cnn_highlights", "cnndm_train", "gum_news", "neus", "usgov")
_FEWEST = 4  # sentences of an article worth learning from
_TREES, _LEAVES, _RATE = 200, 12, 0.06
_SMALLEST = 60  # sentences of a leaf
_DIGITS = 4  # of what is written
_TERMS_HEAD = '''"""Weights of the probability that a word stands in a summary; written by `scripts.training.worth`."""

from __future__ import annotations

WEIGHTS: dict[str, float] = {
'''
_TREES_HEAD = '''"""The trees that rate sentences by their traits; written by `scripts.training.worth`."""
# ruff: noqa: E501
# fmt: off

from __future__ import annotations

from models.core.forest import Forest

'''


@dataclass(frozen=True, slots=True)
class Corpus:
    """What is known of the words and sentences of all articles, and which of them their summaries have.

    Attributes:
        names: the features of words.
        words: (words, features) sparse.
        used: (words,) whether the summary has the word.
        word_folds: (words,) 0 to 4, see `scripts.folds`.
        traits: (sentences, traits).
        shares: (sentences,) the share of the summary that each holds.
        sentence_folds: (sentences,)
    """

    names: Sequence[str]
    words: Any
    used: Array
    word_folds: Array
    traits: Array
    shares: Array
    sentence_folds: Array

    @classmethod
    def read(cls, records: Iterable[Mapping[str, Any]]) -> Corpus:
        """Take the articles of the corpora that are learned from; those of few sentences are left out."""
        vectorizer = DictVectorizer(dtype=np.float32)
        used: list[bool] = []
        word_folds: list[int] = []
        sentence_folds: list[int] = []
        traits: list[list[float]] = []
        shares: list[float] = []

        def words() -> Iterator[Mapping[str, float]]:
            for record in records:
                found = candidates(Document.parse(record["article"])) if record["set"] in SETS else []
                if len(found) < _FEWEST:
                    continue
                fold, reference = fold_of(record["id"]), "\n".join(record["summary"])
                rows = vectors([c.text for c in found])
                signs, genre = signs_of(found, rows), Genre.of(found)
                traits.extend(traits_of(found, rows, signs, genre))
                wanted = Profile.of(reference)
                shares.extend(coverage(wanted, Profile.of(c.text)) for c in found)
                sentence_folds.extend([fold] * len(found))
                held = set(terms_of(reference))
                for term, row in features_of(found, signs, genre).items():
                    used.append(term in held)
                    word_folds.append(fold)
                    yield row

        matrix = vectorizer.fit_transform(words())
        names = [str(name) for name in vectorizer.get_feature_names_out()]
        table = np.array(traits, dtype=np.float32)
        return cls(
            names, matrix, np.array(used), np.array(word_folds), table, np.array(shares), np.array(sentence_folds)
        )


def fit(corpus: Corpus, without: int | None = None, seed: int = 1) -> Worth:
    """Fit both parts, on all folds but one if asked so; the same corpus and seed give the same parts."""
    return Worth(_fit_words(corpus, without), _fit_sentences(corpus, without, seed))


def _fit_words(corpus: Corpus, without: int | None) -> dict[str, float]:
    rows = corpus.word_folds != without
    model = LogisticRegression(fit_intercept=False, max_iter=150, tol=1e-3).fit(corpus.words[rows], corpus.used[rows])
    return {
        name: round(float(weight), _DIGITS) for name, weight in zip(corpus.names, model.coef_[0], strict=True) if weight
    }


def _fit_sentences(corpus: Corpus, without: int | None, seed: int) -> Forest:
    rows = corpus.sentence_folds != without
    model = HistGradientBoostingRegressor(
        max_iter=_TREES,
        learning_rate=_RATE,
        max_leaf_nodes=_LEAVES,
        min_samples_leaf=min(_SMALLEST, max(1, int(rows.sum()) // 10)),
        l2_regularization=5.0,
        early_stopping=False,
        random_state=seed,
    )
    model.fit(corpus.traits[rows], corpus.shares[rows])
    return Forest(
        round(float(model._baseline_prediction[0, 0]), _DIGITS + 1), tuple(trees_of(model, digits=_DIGITS + 1))
    )


def write(worth: Worth, folder: Path) -> None:
    """Write both parts as modules of the package."""
    lines = "".join(f'    "{name}": {weight},\n' for name, weight in sorted(worth.words.items()))
    (folder / "term_weights.py").write_text(_TERMS_HEAD + lines + "}\n", encoding="utf-8")
    trees = "".join(f"        {tree},\n" for tree in worth.sentences.trees)
    text = f"FOREST = Forest(\n    {worth.sentences.base},\n    (\n{trees}    ),\n)\n"
    (folder / "sentence_trees.py").write_text(_TREES_HEAD + text, encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> None:
    """Train on all folds and write the modules."""
    parser = argparse.ArgumentParser(description="Train what words and sentences are worth to a summary.")
    parser.add_argument("--data", type=Path, required=True, help="folder that holds train/")
    parser.add_argument("--out", type=Path, required=True, help="folder of the modules to write")
    options = parser.parse_args(arguments)
    corpus = Corpus.read(read_jsonl(options.data / "train" / "summaries.jsonl.gz"))
    write(fit(corpus), options.out)
    print(f"{len(corpus.used)} words, {len(corpus.shares)} sentences")


if __name__ == "__main__":
    main()
