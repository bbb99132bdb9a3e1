"""How feminine a name is, as a hint for the encoder.

A compact table ships beside the weights (``names.tsv.gz``: kind, name, percent feminine). It is an input feature and
not a rule: the model learns from context that Paris and Jordan are also places.
"""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

from models.core.names import Names

if TYPE_CHECKING:
    from pathlib import Path

NAMES_FILE = "names.tsv.gz"


def load_names(path: Path) -> Names:
    """The table of ``path``.

    Raises:
        OSError: it cannot be read.
        ValueError: a line is damaged.
    """
    tables: dict[str, dict[str, int]] = {"first": {}, "last": {}, "place": {}, "full": {}}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            kind, name, percent = line.rstrip("\n").split("\t")
            if kind not in tables:
                raise ValueError(f"{path}: no names are of the kind {kind!r}")
            tables[kind][name] = int(percent)
    return Names(tables["first"], tables["last"], frozenset(tables["place"]), tables["full"])


def name_hint(percent: int | None) -> int:
    """Hint of a name by how feminine it is: 0 if that is unknown, 1 (surely masculine) to 5 (surely feminine)."""
    if percent is None:
        return 0
    return 1 if percent <= 4 else 2 if percent <= 30 else 3 if percent < 70 else 4 if percent < 96 else 5
