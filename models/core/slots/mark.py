"""Mark slots: double quotation marks, each of which opens, closes, is debris, or is something else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from models.core.slots.slot import Slot

if TYPE_CHECKING:
    from collections.abc import Iterator

DOUBLE_MARKS = '"“”„‟«»'
_MARK = re.compile(f"[{DOUBLE_MARKS}]")
MARK_OPERATIONS = ("keep", "delete", "open", "close")


def find_marks(text: str, start: int = 0, end: int | None = None) -> Iterator[Slot]:
    """Mark slots of ``text[start:end]`` in order."""
    for match in _MARK.finditer(text, start, len(text) if end is None else end):
        yield Slot(match.start(), match.end(), "mark", MARK_OPERATIONS, "keep")
