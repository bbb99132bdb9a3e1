from __future__ import annotations

from typing import TYPE_CHECKING

from models.nn.names import load_names, name_hint
from tests.nn.tiny_cleanup import NAMES

if TYPE_CHECKING:
    from pathlib import Path


def test_names(box: Path) -> None:
    names = load_names(box / "cleanup-tiny" / "names.tsv.gz")
    assert names == NAMES
    words = ("Tom", "Jan", "Robin", "Alexis", "Wendy", "wendy", "Zorro", "")
    assert [name_hint(word, names) for word in words] == [1, 2, 3, 4, 5, 0, 0, 0]
