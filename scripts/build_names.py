"""Build the table of first names that ships with the cleanup model.

    python -m scripts.build_names --data ../shared/data --out models/weights/cleanup-en/names.tsv.gz

Sources: nomquamgender (MIT), and the given names of the US Social Security Administration (public domain). Words that
the news uses otherwise are left out.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import re
from collections import Counter
from itertools import islice
from pathlib import Path

from scripts.corpus import read_jsonl

_WORD = re.compile(r"[^\W\d_]+")
MIN_BIRTHS = 400
MIN_COUNTS = 25


def other_words(path: Path, articles: int = 6000) -> set[str]:
    """Words that the news does not use as first names.

    Those that stand in lower case more often than capitalised (``will``), and those that, capitalised, hardly ever have
    another capitalised word behind them, as a first name has (``Russia``, ``Wednesday``).
    """
    lower: Counter[str] = Counter()
    upper: Counter[str] = Counter()
    first: Counter[str] = Counter()
    for record in islice(read_jsonl(path), articles):
        text = record["text"]
        for match in _WORD.finditer(text):
            word = match.group()
            if word.islower():
                lower[word] += 1
            else:
                upper[word.lower()] += 1
                first[word.lower()] += (
                    text[match.end() : match.end() + 1] == " " and text[match.end() + 1 : match.end() + 2].isupper()
                )
    seen = lower.keys() | upper.keys()
    return {w for w in seen if lower[w] > upper[w] or (upper[w] >= 20 and first[w] < 0.2 * upper[w])}


def read_table(path: Path) -> list[dict[str, str]]:
    """Rows of a TSV file with a header."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def build(names: Path, news: Path) -> dict[str, int]:
    """Lower-case name to percent feminine."""
    table: dict[str, int] = {}
    for row in read_table(names / "nomquamgender.tsv"):
        name = row["name"].lower()
        if name.isalpha() and len(name) > 2 and int(float(row["n_counts"])) >= MIN_COUNTS:
            table[name] = round(100 * float(row["p_female"]))
    for row in read_table(names / "ssa_us.tsv"):
        feminine, masculine = int(row["F"] or 0), int(row["M"] or 0)
        name = row["name"].lower()
        if feminine + masculine >= MIN_BIRTHS and name.isalpha() and len(name) > 2:
            table[name] = round(100 * feminine / (feminine + masculine))
    for word in other_words(news):
        table.pop(word, None)
    return table


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    table = build(args.data / "names", args.data / "train" / "news.jsonl.gz")
    args.out.parent.mkdir(parents=True, exist_ok=True)
    # A fixed time stamp, so that the same table is the same file.
    with args.out.open("wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", mtime=0, filename="") as out:
        out.write("".join(f"{name}\t{percent}\n" for name, percent in sorted(table.items())).encode())
    print(f"{len(table)} names, {args.out.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
