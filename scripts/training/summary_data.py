"""Training examples of the summary model, read from the corpora once and cached.

    python -m scripts.training.summary_data --data ../shared/data --out runs/summary/cache --news 12000

Real summaries give their oracle. News articles without one give pseudo-summaries. One is the lead: its first one or two
sentences are taken off and label what is left, for the lead of a news article is its brief. The other is the headline,
which labels the whole article. Every article gives one of the two.
"""

from __future__ import annotations

import argparse
import gzip
import json
from dataclasses import asdict, dataclass
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Any

from transformers import PreTrainedTokenizerFast

from models.core.document import Document
from models.core.summary.candidates import Candidate, candidates
from models.core.summary.centrality import vectors
from models.core.summary.forms import Form
from models.core.summary.signs import signs_of
from models.nn.article import Article, ArticleReader
from models.nn.summary import STYLES
from scripts.corpus import read_jsonl
from scripts.folds import fold_of
from scripts.training.oracle import Oracle, oracle_of
from scripts.training.warm_start import encoder_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PIECES = 900  # of an article that training reads; news says what matters before
FEWEST = 5  # sentences of an article worth training on
_LEAST_GAIN = 0.15  # of the best choice against a pseudo-summary: below it the body does not tell what the lead tells
_SHINGLE = 8  # words
_COPIED = 4  # shared runs of words from which an article is a copy of a held-out one
_LEAST_LEAD = 15  # words of a pseudo-summary
_LEAST_TITLE = 5  # words


@dataclass(frozen=True, slots=True)
class Example:
    """An article as the model reads it, its oracle and its kind of summary.

    Attributes:
        set: the corpus.
        fold: 0 to 4, see `scripts.folds`.
        style: index into `models.nn.summary.STYLES`.
        article: what the model reads.
        oracle: what it should choose.
    """

    set: str
    fold: int
    style: int
    article: Article
    oracle: Oracle

    @property
    def pieces(self) -> int:
        """Number of pieces of the article."""
        return sum(map(len, self.article.ids))


class ExampleMaker:
    """Makes examples of records."""

    def __init__(self) -> None:
        self._reader = ArticleReader(PreTrainedTokenizerFast.from_pretrained(encoder_folder()))

    def real(self, record: dict[str, Any]) -> Example | None:
        """An example of an article with its summary; ``None`` when too little is left of it."""
        style = STYLES.index("extract" if record["set"] == "bbc_extractive" else "brief")
        found = candidates(Document.parse(record["article"]))
        return self._make(record["set"], record["id"], style, found, "\n".join(record["summary"]))

    def pseudo(self, record: dict[str, Any]) -> Example | None:
        """An example of an article whose lead is its summary; ``None`` when its body does not tell the same."""
        found = [c for c in candidates(Document.parse(record["text"])) if c.form is not Form.FRAGMENT]
        size = 1 if found and found[0].words >= _LEAST_LEAD else 2
        lead, body = found[:size], found[size:]
        if sum(c.words for c in lead) < _LEAST_LEAD or any(c.form is not Form.STATEMENT for c in lead):
            return None
        example = self._make("news", record["id"], STYLES.index("body"), body, "\n".join(c.text for c in lead))
        return _telling(example)

    def titled(self, record: dict[str, Any]) -> Example | None:
        """An example of an article whose headline is its summary; ``None`` when no sentence tells the same."""
        if len(record["title"].split()) < _LEAST_TITLE:
            return None
        found = candidates(Document.parse(record["text"]))
        return _telling(self._make("titled", record["id"], STYLES.index("title"), found, record["title"]))

    def _make(
        self, name: str, identifier: str, style: int, found: Sequence[Candidate], reference: str
    ) -> Example | None:
        signs = signs_of(found, vectors([c.text for c in found]))
        article = self._reader.read(found, signs)
        kept, pieces = 0, 0
        while kept < len(found) and pieces + len(article.ids[kept]) <= PIECES:
            pieces += len(article.ids[kept])
            kept += 1
        if kept < FEWEST:
            return None
        oracle = oracle_of([c.text for c in found[:kept]], reference)
        if not oracle.chosen:
            return None
        cut = Article(article.ids[:kept], article.types[:kept], article.features[:kept])
        return Example(name, fold_of(identifier), style, cut, oracle)


def _telling(example: Example | None) -> Example | None:
    return example if example and max(example.oracle.gains[0]) >= _LEAST_GAIN else None


def write(path: Path, examples: Iterator[Example | None], limit: int | None = None) -> int:
    """Write examples as gzip JSONL, ``limit`` of them at most; the number written is returned."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".part")
    written = 0
    with gzip.open(partial, "wt", encoding="utf-8", compresslevel=1) as lines:
        for example in examples:
            if written == limit:
                break
            if example is not None:
                lines.write(json.dumps(_rounded(asdict(example)), separators=(",", ":")) + "\n")
                written += 1
    partial.replace(path)
    return written


def read(path: Path) -> Iterator[Example]:
    """The examples that `write` wrote."""
    for row in read_jsonl(path):
        yield Example(row["set"], row["fold"], row["style"], Article(**row["article"]), Oracle(**row["oracle"]))


def _rounded(value: Any) -> Any:
    """The value with its floats cut to four digits, which is more than labels are good for."""
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, dict):
        return {key: _rounded(item) for key, item in value.items()}
    return [_rounded(item) for item in value] if isinstance(value, list) else value


def main(arguments: Sequence[str] | None = None) -> None:
    """Build the cache; what is there already is kept."""
    parser = argparse.ArgumentParser(description="Build the training examples of the summary model.")
    parser.add_argument("--data", type=Path, required=True, help="folder that holds train/ and dev/")
    parser.add_argument("--out", type=Path, required=True, help="folder of the cache")
    parser.add_argument("--news", type=int, default=16_000, help="pseudo-summaries to make, at most")
    parser.add_argument("--fold", type=int, default=0, help="the fold of whose articles no copy may be learned from")
    parser.add_argument("--limit", type=int, help="real summaries to read, at most; all without it")
    options = parser.parse_args(arguments)

    maker = ExampleMaker()
    real, news = options.out / "real.jsonl.gz", options.out / "news.jsonl.gz"
    if not real.exists():
        records = read_jsonl(options.data / "train" / "summaries.jsonl.gz")
        print("real", write(real, map(maker.real, records), options.limit), flush=True)
    if not news.exists():
        makers = cycle((maker.titled, maker.pseudo))
        made = (make(record) for record, make in zip(_unheld(options.data, options.fold), makers, strict=False))
        print("news", write(news, made, options.news), flush=True)


def _unheld(data: Path, fold: int) -> Iterator[dict[str, Any]]:
    """The news articles that are no copies of articles of dev/, or of a fold."""
    held = {s for row in read_jsonl(data / "dev" / "summaries.jsonl.gz") for s in shingles(row["article"])}
    for row in read_jsonl(data / "train" / "summaries.jsonl.gz"):
        if fold_of(row["id"]) == fold:
            held |= shingles(row["article"])
    for row in read_jsonl(data / "train" / "news.jsonl.gz"):
        if len(shingles(row["text"], _SHINGLE) & held) < _COPIED:
            yield row


def shingles(text: str, stride: int = 1) -> set[str]:
    """Runs of eight words of a text, one every ``stride`` words."""
    words = text.split()
    return {" ".join(words[i : i + _SHINGLE]) for i in range(0, len(words) - _SHINGLE + 1, stride)}


if __name__ == "__main__":
    main()
