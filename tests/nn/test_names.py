from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from models.nn.names import load_names, name_hint
from tests.nn.tiny_cleanup import NAMES

if TYPE_CHECKING:
    from pathlib import Path


def test_names(box: Path) -> None:
    names = load_names(box / "cleanup-tiny" / "names.tsv.gz")
    assert names == NAMES
    words = ("tom", "jan", "robin", "alexis", "wendy", "hat", "zorro", "nobody")
    assert [name_hint(names.first.get(word)) for word in words] == [1, 2, 3, 4, 5, 1, 0, 0]
    assert [name_hint(names.alone(word)) for word in words] == [1, 2, 3, 4, 5, 0, 5, 0]


def test_a_damaged_table(tmp_path: Path) -> None:
    for line in ("wendy\t99\n", "first\twendy\tsurely\n", "river\tostwick\t0\n"):
        with gzip.open(tmp_path / "names.tsv.gz", "wt", encoding="utf-8") as file:
            file.write(line)
        with pytest.raises(ValueError, match=r".+"):
            load_names(tmp_path / "names.tsv.gz")
