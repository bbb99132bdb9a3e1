"""A name for the pronoun at the head of a sentence, given only where one person can be meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from models.core.rules.persons import ANYONE, NO_PERSON, NOUNS, ROLES, TITLES
from models.core.summary.first_names import FEMININE, MASCULINE
from models.core.summary.summarizer import Naming

if TYPE_CHECKING:
    from models.core.span import Span

_PRONOUN = re.compile(r"(?:He|She)(?=\s+[a-z]+\b)")
_GENDER = {"He": "masculine", "She": "feminine"}
_FIRST = {"masculine": MASCULINE, "feminine": FEMININE}
_WORD = r"[A-Z][^\W\d_]*(?:['’-][^\W\d_]+)*"
_TITLE = "|".join(sorted(TITLES["feminine"] | TITLES["masculine"]))
_NAME = re.compile(rf"(?:(?:{_TITLE})\.?\s)?{_WORD}(?:\s[A-Z]\.)?(?:\s{_WORD}){{0,2}}")
_CAPITALS = re.compile(rf"{_WORD}(?:\s(?:(?:of|the|de|van|von|bin|al)\s)?{_WORD})*")
_PLACE = re.compile(r"(?:\b(?:in|at|from|to|near|of|on|for|the|across|outside)\s+)$")
_MARKS = re.compile(r"[\"“”«»„]")
_NEXT = re.compile(r"\s(?:[a-z]+)|,\s")
_PLURAL = re.compile(r"^(?:\s+and|,\s+(?:and\s+)?[A-Z])\b")


def name_for(text: str, before: Span | None, sentence: Span) -> Naming | None:
    """The name for a leading `He` or `She`, from the sentence before.

    Sure is only this: the sentence before opens with a full name whose first name or title tells the pronoun's gender,
    the name is its subject alone, and nobody else is in it, by name or by noun; no quotation stands in it, so that the
    pronoun cannot be a speaker's word. The pronoun itself opens its sentence outside quotation marks.
    """
    pronoun = _PRONOUN.match(text, sentence.start, sentence.end)
    if pronoun is None or before is None:
        return None
    earlier = text[before.start : before.end]
    name = _NAME.match(earlier)
    if name is None or _MARKS.search(earlier) or not _NEXT.match(earlier, name.end()):
        return None
    if _PLURAL.match(earlier[name.end() :]) or gender_of(name[0]) != _GENDER[pronoun[0]]:
        return None
    if _others(earlier, name.end(), name[0]):
        return None
    return Naming(pronoun.start(), pronoun.end(), pronoun[0], name[0])


def gender_of(name: str) -> str | None:
    """The gender of a full name or of a name with a title; nothing for a word alone, which may be no name."""
    first, *rest = name.replace(".", "").split()
    if not rest:
        return None
    for gender in ("feminine", "masculine"):
        if first in TITLES[gender] or first in _FIRST[gender]:
            return gender
    return None


def _others(earlier: str, start: int, name: str) -> bool:
    """Whether anyone else may be in a sentence behind its subject: a person's noun, or a name that is no place's."""
    rest = earlier[start:]
    # `John Smith, a lawyer, …` and `Ann Doe is the mayor`: a noun that says what the person is.
    bare = re.sub(r"^(?:,|\s(?:is|was|became))\s(?:an?|the|\d+)\b[^,.]{0,60}", "", rest)
    people = ANYONE | NOUNS["feminine"] | NOUNS["masculine"] | ROLES["feminine"] | ROLES["masculine"]
    if any(word in people for word in re.findall(r"[a-z-]+", bare)):
        return True
    own = set(name.split())
    return any(
        not (set(found[0].split()) <= own | NO_PERSON) and not _PLACE.search(rest, 0, found.start())
        for found in _CAPITALS.finditer(rest)
    )
