"""Debris noise: a stop in the middle of a sentence, and a fragment written twice."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from models.core.edit import Edit

if TYPE_CHECKING:
    import random

_STOP_PLACE = re.compile(r"(?<=[a-z]{3})(?= (?:[a-z]{2,}))")
_PHRASE = re.compile(r"(?<![\w’'-])(?:[A-Za-z]{2,} ){1,3}(?=[A-Za-z]{2,})")
_BETWEEN = ("for ", "of ", "to ", "in ", "by ", "and ", "with ")


def damage(text: str, rng: random.Random, stops: int = 1, repeats: int = 1) -> list[Edit]:
    """Insertions of at most ``stops`` stops and ``repeats`` repeated fragments, sorted."""
    edits: list[Edit] = []
    places = [m.start() for m in _STOP_PLACE.finditer(text)]
    for place in rng.sample(places, min(len(places), rng.randint(0, stops))):
        edits.append(Edit(place, place, "", ".", "punctuation", 1.0, "noise", "stop"))
    phrases = [m for m in _PHRASE.finditer(text) if m.group().strip().islower() or rng.random() < 0.3]
    for match in rng.sample(phrases, min(len(phrases), rng.randint(0, repeats))):
        phrase = match.group()
        if len(phrase.split()) > 1 and rng.random() < 0.5:
            phrase += rng.choice(_BETWEEN)
        edits.append(Edit(match.start(), match.start(), "", phrase, "duplicate", 1.0, "noise", "repeat"))
    edits.sort()
    return [e for i, e in enumerate(edits) if not i or e.start - edits[i - 1].start > 40]
