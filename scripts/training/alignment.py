"""The right pronouns of a machine translation, read off a human reference by word alignment."""

from __future__ import annotations

import difflib
import re

from models.core.slots.pronoun import ALTERNATIVES, find_pronouns

_WORD = re.compile(r"\w+|[^\w\s]")
#: Longest stretch of differing words in which a pronoun for a pronoun still counts as the same place.
MAX_REPLACED = 3


def gold_pronouns(mt: str, reference: str) -> dict[int, str]:
    """Offset in ``mt`` of each pronoun that the reference confirms or corrects, with the right word.

    Pronouns that do not align are left out: the reference says nothing about them.
    """
    a = list(_WORD.finditer(mt))
    b = [m.group().lower() for m in _WORD.finditer(reference)]
    pronouns = {slot.start for slot in find_pronouns(mt)}
    matcher = difflib.SequenceMatcher(None, [m.group().lower() for m in a], b, autojunk=False)
    gold: dict[int, str] = {}
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            for k in range(i1, i2):
                if a[k].start() in pronouns:
                    gold[a[k].start()] = a[k].group().lower()
        elif tag == "replace" and i2 - i1 <= MAX_REPLACED and j2 - j1 <= MAX_REPLACED:
            left = [a[k] for k in range(i1, i2) if a[k].start() in pronouns]
            right = [w for w in b[j1:j2] if w in ALTERNATIVES]
            if len(left) == len(right) == 1 and right[0] in ALTERNATIVES[left[0].group().lower()]:
                gold[left[0].start()] = right[0]
    return gold
