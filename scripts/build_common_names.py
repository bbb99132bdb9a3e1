"""Write the short lists of first names of one gender that the summary goes by.

    python -m scripts.build_common_names --data ../shared/data --out models/core/summary/first_names.py

Source: the given names of the US Social Security Administration (public domain). Names that are words or places of
their own, as the news writes them, are left out.
"""

from __future__ import annotations

import argparse
import csv
import textwrap
from pathlib import Path

from scripts.build_names import other_words

_SURE = 0.99  # share of the births that have one gender
_MOST = 450  # names a gender
_PLACES = frozenset(
    {"alberta", "alexandria", "aurora", "chelsea", "florence", "sierra", "victoria", "virginia", "lincoln"}
)
_HEAD = '''"""Common first names that are given to one gender only; written by `scripts.build_common_names`."""

from __future__ import annotations

from models.core.rules.words import words

'''


def common_names(data: Path) -> dict[str, list[str]]:
    """The most frequent names of each gender, in the order of the alphabet."""
    found: dict[str, list[tuple[int, str]]] = {"feminine": [], "masculine": []}
    others = {word.lower() for word in other_words(data / "train/news.jsonl.gz")} | _PLACES
    with (data / "names/ssa_us.tsv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            feminine, masculine = int(row["F"]), int(row["M"])
            share = feminine / max(1, feminine + masculine)
            if row["name"].lower() not in others and max(share, 1 - share) >= _SURE:
                found["feminine" if share > 1 / 2 else "masculine"].append((feminine + masculine, row["name"]))
    return {gender: sorted(name for _, name in sorted(rows)[-_MOST:]) for gender, rows in found.items()}


def main() -> None:
    """Write the module."""
    parser = argparse.ArgumentParser(description="Write the lists of common first names.")
    parser.add_argument("--data", type=Path, required=True, help="folder that holds train/ and names/")
    parser.add_argument("--out", type=Path, required=True, help="the module to write")
    options = parser.parse_args()
    blocks = []
    for gender, names in common_names(options.data).items():
        lines = textwrap.fill(" ".join(names), 116, initial_indent=" " * 4, subsequent_indent=" " * 4)
        blocks.append(f'{gender.upper()} = words(\n    """\n{lines}\n    """\n)\n')
    options.out.write_text(_HEAD + "".join(blocks), encoding="utf-8")


if __name__ == "__main__":
    main()
