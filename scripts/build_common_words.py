"""Write the list of common words that the guard goes by: a capital at the head of a sentence makes no name of them.

    python -m scripts.build_common_words --data ../shared/data --out models/core/guard/common_words.py

The stems of the words that stand in lower case in the most news articles, as far as they hardly ever have a capital.
"""

from __future__ import annotations

import argparse
import re
import textwrap
from collections import Counter
from itertools import islice
from pathlib import Path

from models.core.guard.facts import fold, stem
from models.core.summary.terms import STOPWORDS
from scripts.corpus import read_jsonl

_WORD = re.compile(r"(?<=[a-z,;] )[A-Za-z][a-z]+")  # inside a sentence
_MOST = 6000
_LOWER = 0.8  # least share of the articles with the word that have it in lower case
_HEAD = '''"""Stems of common words that are no names; written by `scripts.build_common_words`."""

from __future__ import annotations

from models.core.rules.words import words

STEMS = words(
    """
'''


def common_stems(path: Path, articles: int) -> list[str]:
    """The commonest stems of words in lower case, in the order of the alphabet."""
    lower: Counter[str] = Counter()
    upper: Counter[str] = Counter()
    for record in islice(read_jsonl(path), articles):
        found = {*_WORD.findall(record["text"])}
        lower.update({stem(fold(w)) for w in found if w.islower() and w not in STOPWORDS})
        upper.update({stem(fold(w)) for w in found if not w.islower()})
    sure = Counter({w: n for w, n in lower.items() if n >= _LOWER * (n + upper[w])})
    return sorted(word for word, _ in sure.most_common(_MOST))


def main() -> None:
    """Write the module."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds train/")
    parser.add_argument("--articles", type=int, default=12_000)
    parser.add_argument("--out", type=Path, required=True, help="the module to write")
    options = parser.parse_args()
    stems = common_stems(options.data / "train/news.jsonl.gz", options.articles)
    text = textwrap.fill(" ".join(stems), 116, initial_indent="    ", subsequent_indent="    ", break_on_hyphens=False)
    options.out.write_text(f'{_HEAD}{text}\n    """\n)\n', encoding="utf-8")


if __name__ == "__main__":
    main()
