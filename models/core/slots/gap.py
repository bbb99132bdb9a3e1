"""Gap slots: places where a quotation mark may be missing.

They exist only in a paragraph whose double marks do not pair up (an odd number of them), at its two ends and next to
its punctuation: elsewhere a mark is hardly ever lost, and every slot costs a decision.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from models.core.slots.mark import DOUBLE_MARKS
from models.core.slots.slot import Slot

if TYPE_CHECKING:
    from collections.abc import Iterator

GAP_OPERATIONS = ("keep", "open", "close")
MAX_GAPS = 24
_BOUNDARY = re.compile(r"(?<=[,:;.!?—–])(?=\s+\S)|(?<=[^\s,:;.!?—–])(?=\s+[—–])")


def find_gaps(text: str, start: int, end: int) -> Iterator[Slot]:
    """Gap slots of the paragraph ``text[start:end]`` in order, at most ``MAX_GAPS``.

    A slot lies right behind the word or punctuation on its left; a closing mark goes there, an opening one behind the
    white space that follows.
    """
    marks = sum(text.count(mark, start, end) for mark in DOUBLE_MARKS)
    if marks % 2 == 0:
        return
    places = [start, *(m.start() for m in _BOUNDARY.finditer(text, start, end)), end]
    free = [p for p in places if not (text[p - 1 : p] and text[p - 1] in DOUBLE_MARKS and p > start)]
    for place in free[:MAX_GAPS]:
        yield Slot(place, place, "gap", GAP_OPERATIONS, "keep")
