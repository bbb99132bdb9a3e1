"""What a pronoun slot is told about whom it may stand for: people named near it, and the other pronouns.

Hand-made features of the kind that pronoun resolution has long used (Hobbs 1978; Lappin and Leass 1994): how near a
name is, whether its sentence begins with it, which pronouns go with it elsewhere. They see the whole text, of which
the encoder sees a window.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from math import log1p
from typing import TYPE_CHECKING

from models.core.mentions import Mention, find_mentions
from models.core.slots.pronoun import GENDER

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from models.core.names import Names
    from models.core.slots import Slot

_GENDERS = ("masculine", "feminine", "neuter", "plural")
SENTENCE = re.compile(
    r"(?<![A-Z])(?<!\b(?:Mr|Ms|Dr|Lt|St))(?<!\b(?:Mrs|Gen|Col|Sen|Rep|Gov))[.!?…]+[\"”’')]*\s+(?=[\"“‘'(]*[A-Z0-9])|\n+"
)
#: People before a slot that it is told of, and mentions that are looked at for them.
_NEAREST, _LOOK_BACK = 3, 40
#: Code points before a slot in which an open quotation mark is looked for.
_QUOTATION = 600
#: Sentences after which a noun for a person is no longer told.
_STALE = 2
#: Gender of a name that counts as sure.
SURE = 0.8
#: Numbers of a row that tell of them, eleven each.
PEOPLE = 11 * _NEAREST
#: Where in a row the noun for a person begins: behind people, the next person, and the noun that tells a gender.
ANYONE = PEOPLE + 3 + 4
#: Numbers a slot: eleven for each of the people, and those of `_Reading.row`.
ANTECEDENT = PEOPLE + 42


def antecedents(
    text: str,
    paragraphs: Sequence[tuple[int, int]],
    slots: Sequence[Slot],
    names: Names,
    hidden: Collection[int] = (),
) -> list[list[float]]:
    """``ANTECEDENT`` numbers of about -1 to 1 for each slot, all 0 for those that are no pronouns.

    Args:
        text: the whole text.
        paragraphs: ``(start, end)`` of its paragraphs, in code points.
        slots: its slots in order.
        names: what is known of names.
        hidden: starts of the pronouns whose own word must not be used.
    """
    pronouns = [slot for slot in slots if slot.kind == "pronoun"]
    nothing = [0.0] * ANTECEDENT
    if not pronouns:
        return [nothing for _ in slots]
    reading = _Reading(text, paragraphs, pronouns, names, hidden)
    rows = iter([reading.row(i) for i in range(len(pronouns))])
    return [next(rows) if slot.kind == "pronoun" else nothing for slot in slots]


class _Places:
    """Mentions of one sort, to be looked up by place."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self.mentions = sorted(mentions)
        self._starts = [m.start for m in self.mentions]

    def before(self, place: int) -> int:
        """How many begin before ``place``."""
        return bisect_left(self._starts, place)

    def last(self, place: int) -> Mention | None:
        """The last that begins before ``place``."""
        count = self.before(place)
        return self.mentions[count - 1] if count else None

    def next(self, place: int) -> Mention | None:
        """The first that begins at ``place`` or behind it."""
        count = self.before(place)
        return self.mentions[count] if count < len(self.mentions) else None


class _Reading:
    """The mentions, pronouns and sentences of a text."""

    def __init__(
        self,
        text: str,
        paragraphs: Sequence[tuple[int, int]],
        pronouns: Sequence[Slot],
        names: Names,
        hidden: Collection[int],
    ) -> None:
        known: dict[str, float] = {}
        found = [m for start, end in paragraphs for m in find_mentions(text, start, end, names, known)]
        # A surname alone may stand before the full name does.
        people = [
            m._replace(gender=known[m.who]) if m.kind == "entity" else m
            for m in found
            if m.kind == "person" or (m.kind == "entity" and m.who in known)
        ]
        self.text = text
        self.people = _Places(people)
        self.entities = _Places([m for m in found if m.kind == "entity" and m.who not in known])
        self.gendered = _Places([m for m in found if m.kind == "noun" and m.gender])
        self.anyone = _Places([m for m in found if m.kind == "noun" and not m.gender])
        self.sentences = sorted({0, *(m.end() for m in SENTENCE.finditer(text))})
        self.pronouns = pronouns
        self.genders = [None if p.start in hidden else GENDER[p.unchanged] for p in pronouns]
        self.first: dict[int, int] = {}
        for m in self.people.mentions:
            self.first.setdefault(self.sentence(m.start), m.start)
        self.mentioned = Counter(m.who for m in self.people.mentions)
        # Which pronouns go with whom, were each to stand for the person named last.
        owners = [self.people.last(p.start) for p in pronouns]
        self.owners = [owner.who if owner else None for owner in owners]
        self.tally = Counter(zip(self.owners, self.genders, strict=True))
        self.total = Counter(self.genders)
        cast = {m.who: m.gender for m in self.people.mentions}.values()
        sizes = (sum(g >= 0.8 for g in cast), sum(g <= -0.8 for g in cast), sum(abs(g) < 0.8 for g in cast))
        self.cast = [log1p(size) / 2 for size in sizes]

    def sentence(self, place: int) -> int:
        """Number of the sentence that ``place`` lies in."""
        return bisect_left(self.sentences, place + 1) - 1

    def row(self, i: int) -> list[float]:
        """The numbers of pronoun ``i``."""
        own = self.genders[i]
        place = self.pronouns[i].start
        opened, closed = (self.text.rfind(mark, max(0, place - _QUOTATION), place) for mark in "“”")
        return [
            *self._before(i),
            *self._after(place),
            *self._noun(self.gendered, place, gender=True),
            *self._noun(self.anyone, place),
            *self._entity(place),
            *self._neighbour(i, -1),
            *self._neighbour(i, 1),
            *_one_hot(self.genders[i - 2] if i > 1 else None),
            *(log1p(self.total[g] - (own == g)) / 3 for g in _GENDERS),
            *self.cast,
            float(opened > closed),
            *_one_hot(own),
        ]

    def _before(self, i: int) -> list[float]:
        """The people named last before a pronoun."""
        place = self.pronouns[i].start
        count = self.people.before(place)
        nearest: dict[str, Mention] = {}
        for m in reversed(self.people.mentions[max(0, count - _LOOK_BACK) : count]):
            if len(nearest) < _NEAREST:
                nearest.setdefault(m.who, m)
        out: list[float] = []
        for m in nearest.values():
            sentence = self.sentence(m.start)
            away = self.sentence(place) - sentence
            out += [1.0, m.gender, abs(m.gender), _far(place - m.start), float(away == 0), min(4, away) / 4]
            out += [log1p(self.mentioned[m.who]) / 2, float(self.first[sentence] == m.start)]
            for gender in ("feminine", "masculine", "neuter"):
                itself = self.owners[i] == m.who and self.genders[i] == gender
                out.append(log1p(self.tally[m.who, gender] - itself) / 2)
        return out + [0.0] * (PEOPLE - len(out))

    def _after(self, place: int) -> list[float]:
        """The person named next in the sentence, as in ``“…,” he said, and Tom left``."""
        m = self.people.next(place)
        if m is None or self.sentence(m.start) != self.sentence(place):
            return [0.0] * 3
        return [1.0, m.gender, _far(m.start - place)]

    def _noun(self, nouns: _Places, place: int, *, gender: bool = False) -> list[float]:
        """The last noun for a person, if it is near."""
        m = nouns.last(place)
        away = self.sentence(place) - self.sentence(m.start) if m else 0
        if m is None or away > _STALE:
            return [0.0] * (3 + gender)
        return [1.0, _far(place - m.start), float(away == 0), *([m.gender] if gender else [])]

    def _entity(self, place: int) -> list[float]:
        """The last name that is not known for a person's, if it is near, and whether it is its sentence's first."""
        out = self._noun(self.entities, place)
        m = self.entities.last(place)
        if m is None or not out[0]:
            return [*out, 0.0]
        return [*out, float(self.first.get(self.sentence(m.start), m.start) >= m.start)]

    def _neighbour(self, i: int, step: int) -> list[float]:
        """The next pronoun to one side whose word may be used."""
        j = i + step
        while 0 <= j < len(self.genders) and self.genders[j] is None:
            j += step
        if not 0 <= j < len(self.genders):
            return [0.0] * 6
        place, other = self.pronouns[i].start, self.pronouns[j].start
        same = self.sentence(other) == self.sentence(place)
        return [*_one_hot(self.genders[j]), _far(abs(place - other)), float(same)]


def _far(distance: int) -> float:
    """A distance in code points as a number of about 0 to 1."""
    return log1p(distance) / 7


def _one_hot(gender: str | None) -> list[float]:
    return [float(gender == g) for g in _GENDERS]
