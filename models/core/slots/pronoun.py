"""Pronoun slots: third-person pronouns by case family.

A pronoun may only become another of its own case family, so that the grammar of its clause survives. The subject
``they`` is not here: its verb would have to change with it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from models.core.slots.slot import OPERATIONS, Slot

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Words that can stand in for one another without touching the rest of the sentence.
FAMILIES: tuple[frozenset[str], ...] = (
    frozenset({"he", "she", "it"}),
    frozenset({"him", "her", "it", "them"}),
    frozenset({"his", "her", "its", "their"}),
    frozenset({"his", "hers", "its", "theirs"}),
    frozenset({"himself", "herself", "itself", "themselves"}),
)

#: For each pronoun, the members of all families that it belongs to, in vocabulary order.
ALTERNATIVES: dict[str, tuple[str, ...]] = {
    word: tuple(op for op in OPERATIONS if any(word in f and op in f for f in FAMILIES))
    for word in sorted(frozenset().union(*FAMILIES))
}

GENDER: dict[str, str] = (
    dict.fromkeys(("he", "him", "his", "himself"), "masculine")
    | dict.fromkeys(("she", "her", "hers", "herself"), "feminine")
    | dict.fromkeys(("it", "its", "itself"), "neuter")
    | dict.fromkeys(("them", "their", "theirs", "themselves"), "plural")
)

_PRONOUN = re.compile(
    # ASCII within the words: else `ı` and `ſ` would pass for `i` and `s`.
    r"(?<![\w-])(?<!\w[’'])(?ai:" + "|".join(sorted(ALTERNATIVES, key=len, reverse=True)) + r")(?![\w-])"
)


def find_pronouns(text: str, start: int = 0, end: int | None = None) -> Iterator[Slot]:
    """Pronoun slots of ``text[start:end]`` in order; ``IT`` in capitals is the trade, not the pronoun."""
    for match in _PRONOUN.finditer(text, start, len(text) if end is None else end):
        word = match.group()
        if len(word) == 2 and word.isupper() and not _shouting(text, match.start(), match.end()):
            continue
        lower = word.lower()
        yield Slot(match.start(), match.end(), "pronoun", ALTERNATIVES[lower], lower)


def match_case(word: str, like: str) -> str:
    """``word`` in the case of ``like``: ``She``, ``SHE`` or ``she``."""
    if len(like) > 1 and like.isupper():
        return word.upper()
    return word.capitalize() if like[:1].isupper() else word


def _shouting(text: str, start: int, end: int) -> bool:
    """True when the words on both sides are in capitals too, as in a headline."""
    left = re.search(r"(\w+)\W*$", text[max(0, start - 24) : start])
    right = re.match(r"\W*(\w+)", text[end : end + 24])
    near = [m.group(1) for m in (left, right) if m]
    return bool(near) and all(w.isupper() and len(w) > 1 for w in near)
