"""How feminine a first name is, as a hint for the encoder.

A compact table ships beside the weights (``names.tsv.gz``: name, percent feminine). It is an input feature and not a
rule: the model learns from context that Paris and Jordan are also places.
"""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

NAMES_FILE = "names.tsv.gz"


def load_names(path: Path) -> dict[str, int]:
    """The table of ``path``: lower-case name to percent feminine, 0 to 100."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = (line.rstrip("\n").split("\t") for line in lines)
        return {name: int(percent) for name, percent in rows}


def name_hint(word: str, names: Mapping[str, int]) -> int:
    """Hint of a word as written: 0 for none, 1 (surely masculine) to 5 (surely feminine)."""
    if not word[:1].isupper():
        return 0
    percent = names.get(word.lower())
    if percent is None:
        return 0
    return 1 if percent <= 4 else 2 if percent <= 30 else 3 if percent < 70 else 4 if percent < 96 else 5
