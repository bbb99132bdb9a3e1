"""What a pronoun's own sentence says against a change of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from models.core.slots.pronoun import GENDER
from models.nn.antecedents import ANYONE, PEOPLE, SENTENCE, SURE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.core.slots import Slot

#: Code points around a pronoun in which a phrase in front of the subject is looked for.
_FRONT = 160
#: What may stand before a pronoun in such a phrase: words without a name, a comma or a quotation.
_PHRASE = re.compile(r"[\"“‘']?[A-Z][^\W\d_A-Z]+[ ](?:[^\W\d_A-Z][^\s,;:.!?\"“”]*[ ])*")
_SUBJECT = re.compile(r",[ ](?:[A-Z]|the[ ])")
_SUBJECTS = frozenset({"he", "she", "it"})
#: Where a clause is sure to be over.
_CLAUSE = re.compile(r"[,;:.!?()\n“”\"]|\b(?:and|but|or|that|who|whom|which|when|while|if|because|as|what|how|where)\b")
#: Object forms; ``her`` before a noun is none.
_OBJECTS = {
    "masculine": re.compile(r"\bhim\b"),
    "feminine": re.compile(r"\bher\b(?=\W*$|\s(?:to|in|on|at|from|with|for|by|into|out|up|off|a|an|the)\b)"),
}
_ALL = frozenset(GENDER.values())


class Objections(NamedTuple):
    """What the sentence of a pronoun says against changing it.

    Attributes:
        named: someone of the pronoun's gender is named before it, as in ``Eric Bell was asked after the death of Ann
            Day if it led him …``: against every change.
        fronted: it stands in a phrase in front of the subject, which it may stand for, as in ``Long before he led the
            firm, Bell …``: against every change.
        noun: a noun for a person stands before ``he`` or ``she``, as in ``The town asked a diplomat if he …``: against
            the neuter.
        bound: genders of what is done something to in the clause whose subject it is: nobody is subject and object of
            one clause without a ``self`` (principle B of binding, Chomsky 1981), so in ``It had carried him`` the
            subject is not he.
    """

    named: bool = False
    fronted: bool = False
    noun: bool = False
    bound: frozenset[str] = frozenset()

    @property
    def contested(self) -> frozenset[str]:
        """The genders to which a change asks for more."""
        return _ALL if self.named or self.fronted else frozenset({"neuter"}) if self.noun else frozenset()

    def numbers(self, gender: str) -> list[float]:
        """Four numbers, 1 for what speaks against a change to ``gender``, else 0."""
        against = (self.named, self.fronted, self.noun and gender == "neuter", gender in self.bound)
        return [float(one) for one in against]


NONE = Objections()


def objections(text: str, slot: Slot, row: Sequence[float]) -> Objections:
    """What the sentence says against a change of a slot; nothing where it is no pronoun.

    Args:
        text: the whole text.
        slot: the slot.
        row: what `models.nn.antecedents` gives for it.
    """
    if slot.kind != "pronoun":
        return NONE
    own = {"masculine": -1.0, "feminine": 1.0}.get(GENDER[slot.unchanged], 0.0)
    before = text[max(0, slot.start - _FRONT) : slot.start]
    front = SENTENCE.split(before)[-1]
    behind = SENTENCE.split(text[slot.end : slot.end + _FRONT])[0]
    present, _, same = row[ANYONE : ANYONE + 3]
    bound: frozenset[str] = frozenset()
    if slot.unchanged in _SUBJECTS:
        clause = _CLAUSE.split(text[slot.end : slot.end + _FRONT], maxsplit=1)[0]
        bound = frozenset(
            gender for gender, form in _OBJECTS.items() if gender != GENDER[slot.unchanged] and form.search(clause)
        )
    return Objections(
        named=bool(own) and any(same and gender * own >= SURE for _, gender, _, _, same, *_ in _people(row)),
        fronted=bool(_PHRASE.fullmatch(front) and _SUBJECT.search(behind)),
        noun=bool(own and present and same),
        bound=bound,
    )


def _people(row: Sequence[float]) -> list[Sequence[float]]:
    """The numbers of each of the people named last before a slot."""
    return [row[k : k + 11] for k in range(0, PEOPLE, 11)]
