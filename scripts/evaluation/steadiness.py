"""Measure how steady summaries are: does a damaged article, once cleaned, give the summary of the clean one?

    python -m scripts.evaluation.steadiness --data ../shared/data --limit 100

The damage is that of machine translation at full strength: quotation marks, pronouns, spacing and debris.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from models.core.edit import apply_edits
from models.core.summary.terms import words_of
from models.desk import Desk
from models.options import Options
from scripts.evaluation.summary import SETS, load
from scripts.noise import debris, pronouns, quotes

if TYPE_CHECKING:
    from collections.abc import Sequence

_SAME = 0.8  # share of words from which two sentences are the same one, damaged
_FULL = quotes.QuoteNoise(heavy=1.0)
_SPACED = 0.2  # share of the commas and stops that get a space before them


def damaged(text: str, rng: Random) -> str:
    """A text as machine translation leaves it."""
    text = apply_edits(text, debris.damage(text, rng))
    text = apply_edits(text, pronouns.damage(text, rng))
    text = quotes.damage(text, rng, _FULL).text
    return re.sub(r"(?<=[a-z])([,.])(?=\s)", lambda m: f" {m[0]}" if rng.random() < _SPACED else m[0], text)


def agreement(desk: Desk, text: str, rng: Random, options: Options | None = None) -> float:
    """The share of the sentences of the summary that are also picked when the text is damaged and cleaned again."""
    options = options or Options(sentences=3)
    clean, other = (desk.process(t, options).summary for t in (text, damaged(text, rng)))
    if clean is None or other is None or not clean.sentences:
        return 1.0
    picked = [words_of(sentence.text) for sentence in other.sentences]
    return sum(any(_alike(words_of(s.text), p) for p in picked) for s in clean.sentences) / len(clean.sentences)


def _alike(one: Sequence[str], other: Sequence[str]) -> bool:
    common = len(set(one) & set(other))
    return common >= _SAME * max(len(set(one)), len(set(other)))


def main() -> None:
    """Print the mean agreement of a set."""
    parser = argparse.ArgumentParser(description="Measure the agreement of summaries of clean and damaged articles.")
    parser.add_argument("--data", type=Path, required=True, help="folder that holds train/ and dev/")
    parser.add_argument("--set", choices=sorted(SETS), default="cnndm_validation")
    parser.add_argument("--limit", type=int, default=100, help="documents, sampled")
    options = parser.parse_args()
    desk, rng = Desk.load(), Random(1)
    shares = [agreement(desk, article.document.text, rng) for article in load(options.data, options.set, options.limit)]
    print(f"{len(shares)} documents: {sum(shares) / len(shares):.1%} of the sentences are picked again")


if __name__ == "__main__":
    main()
