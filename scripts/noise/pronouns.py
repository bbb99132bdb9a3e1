"""Pronoun noise: wrong pronouns of the kinds that machine translation makes.

Flips stay inside one case family. They lean to the masculine, as translation out of languages that drop the subject
or do not mark the possessor does, and come in three manners: most of one gender of a passage (nearly every ``she`` is
``he``), scattered at a rate, or a few of one kind.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from models.core.edit import Edit
from models.core.rules.words import words
from models.core.slots.pronoun import ALTERNATIVES, GENDER, find_pronouns, match_case

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping, Sequence

    from models.core.slots.slot import Slot

_NEXT = re.compile(r"[^\w.,;:!?)”\"]*(\w[\w’']*|[.,;:!?)”\"]|$)")
#: A pronoun before one of these is no determiner: ``told her that``, ``it is his.``
_AFTER_OBJECT = words(
    "a an the and or but if that who which when while where because as at by for from in into of off on "
    "out over to up with without about after before during against through under he she it they i we you "
    "his their its this these is was are were be been being has have had do does did will would can could "
    "may might should must not never again away back down home how than then there too what why"
)
_VERB = words(
    "is was has had will would can could may might shall should must does did isn wasn hasn also said "
    "says seems appears became becomes remains made makes took takes gave gives went goes came comes got "
    "gets needs wants"
)
_PREPOSITION = words(
    "of in on at by for from with about to into onto over under against through without like behind "
    "before after give gave told tell made make let see saw put take took call called"
)


@dataclass(frozen=True, slots=True)
class PronounNoise:
    """Rates of the damage.

    Attributes:
        scattered: range of the share of pronouns flipped when flips are scattered.
        transitions: per gender, what a flipped pronoun becomes, as weights.
        bias: how much likelier each gender is to be flipped at all.
        whole: share of the texts in which most of one gender is flipped.
        consistency: shares of that gender that are flipped, one of which is drawn.
    """

    scattered: tuple[float, float] = (0.08, 0.45)
    transitions: Mapping[str, Mapping[str, float]] = field(
        default_factory=lambda: {
            "feminine": {"masculine": 0.82, "neuter": 0.12, "plural": 0.06},
            "masculine": {"feminine": 0.55, "neuter": 0.3, "plural": 0.15},
            "neuter": {"masculine": 0.62, "feminine": 0.16, "plural": 0.22},
            "plural": {"masculine": 0.4, "feminine": 0.15, "neuter": 0.45},
        }
    )
    bias: Mapping[str, float] = field(
        default_factory=lambda: {"feminine": 1.5, "masculine": 0.7, "neuter": 1.1, "plural": 0.8}
    )
    whole: float = 0.25
    consistency: Sequence[float] = (0.5, 0.7, 0.85, 1.0)


def next_token(text: str, end: int) -> str:
    """The word or mark after ``end``, in lower case; empty at the end of the text."""
    match = _NEXT.match(text, end)
    return match.group(1).lower() if match else ""


def case_of(text: str, slot: Slot) -> str:
    """Grammatical case of a pronoun by its neighbours: subject, object, determiner, possessive or reflexive."""
    word = text[slot.start : slot.end].lower()
    after = next_token(text, slot.end)
    free = not after or not after[0].isalnum() or after in _AFTER_OBJECT
    if word.endswith(("self", "selves")):
        return "reflexive"
    if word in {"he", "she"}:
        return "subject"
    if word in {"him", "them"}:
        return "object"
    if word in {"hers", "theirs"}:
        return "possessive"
    if word == "her":
        return "object" if free else "determiner"
    if word in {"his", "its"}:
        return "possessive" if free and word == "his" else "determiner"
    if word == "their":
        return "determiner"
    before = re.search(r"(\w+)\W*$", text[max(0, slot.start - 20) : slot.start])
    if before and before.group(1).lower() in _PREPOSITION and after not in _VERB:
        return "object"
    return "object" if free and after not in _VERB else "subject"


_FORMS: dict[str, dict[str, str]] = {
    "subject": {"masculine": "he", "feminine": "she", "neuter": "it"},
    "object": {"masculine": "him", "feminine": "her", "neuter": "it", "plural": "them"},
    "determiner": {"masculine": "his", "feminine": "her", "neuter": "its", "plural": "their"},
    "possessive": {"masculine": "his", "feminine": "hers", "neuter": "its", "plural": "theirs"},
    "reflexive": {"masculine": "himself", "feminine": "herself", "neuter": "itself", "plural": "themselves"},
}


def flip(text: str, slot: Slot, gender: str) -> str | None:
    """The pronoun of ``slot`` turned to ``gender`` in its case, or ``None`` where the family has none."""
    word = text[slot.start : slot.end].lower()
    form = _FORMS[case_of(text, slot)].get(gender)
    return form if form and form != word and form in ALTERNATIVES[word] else None


def damage(text: str, rng: random.Random, noise: PronounNoise | None = None) -> list[Edit]:
    """Edits that put wrong pronouns into ``text``; the same ``rng`` state gives the same edits."""
    noise = noise or PronounNoise()
    slots = list(find_pronouns(text))
    genders = [GENDER[text[s.start : s.end].lower()] for s in slots]
    if not slots:
        return []
    manner = rng.random()
    if manner < noise.whole:
        chosen = _whole_gender(genders, rng, noise)
    elif manner < 0.85:
        chosen = _scattered(genders, rng, noise)
    else:
        kind = rng.choice(genders)
        targets = noise.transitions[kind]
        same = [i for i, g in enumerate(genders) if g == kind]
        chosen = [(i, _draw(targets, rng)) for i in rng.sample(same, min(len(same), rng.randint(1, 3)))]
    edits = []
    for i, gender in chosen:
        slot = slots[i]
        word = flip(text, slot, gender)
        if word:
            before = text[slot.start : slot.end]
            after = match_case(word, before)
            edits.append(Edit(slot.start, slot.end, before, after, "pronoun", 1.0, "noise", "flipped"))
    return edits


def _whole_gender(genders: Sequence[str], rng: random.Random, noise: PronounNoise) -> list[tuple[int, str]]:
    """Most pronouns of one gender become another: a woman is ``he`` nearly throughout."""
    weights = {g: genders.count(g) * noise.bias[g] for g in sorted(set(genders)) if g != "plural"}
    if not weights:
        return []
    victim = _draw(weights, rng)
    target = _draw({g: w for g, w in noise.transitions[victim].items() if g != "plural"}, rng)
    # Where some of them stay right, they are what gives the others away; else only a name can.
    share = rng.choice(noise.consistency)
    # It is rarely *all* of a neuter's pronouns: expletives stay. And no translator makes a woman of a man throughout:
    # where she is `she` all the time, she is.
    share *= {"neuter": 0.5, "masculine": 0.4}.get(victim, 1.0)
    return [(i, target) for i, g in enumerate(genders) if g == victim and rng.random() < share]


def _scattered(genders: Sequence[str], rng: random.Random, noise: PronounNoise) -> list[tuple[int, str]]:
    rate = rng.uniform(*noise.scattered)
    return [(i, _draw(noise.transitions[g], rng)) for i, g in enumerate(genders) if rng.random() < rate * noise.bias[g]]


def _draw(weights: Mapping[str, float], rng: random.Random) -> str:
    return rng.choices(list(weights), list(weights.values()))[0]
