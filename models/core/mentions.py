"""Mentions of people in a text: who a pronoun may stand for.

A shallow reading by capitals, titles and lists of words, not a parser: what it takes for a person is evidence that the
model weighs, never a decision.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

from models.core.rules.persons import ANYONE, NO_PERSON, NOUNS, TITLES
from models.core.rules.words import CONJUNCTIONS, DETERMINERS, PREPOSITIONS, PRONOUNS, RELATIVES, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.core.names import Names

Kind = Literal["person", "entity", "noun"]

_LETTERS = r"[^\W\d_]+(?:[’'-][^\W\d_]+)*"
_PARTICLES = words("de da do dos del della di du van von der den bin ibn al el la le ben ter")
_PARTICLE = "(?:" + "|".join(sorted(_PARTICLES)) + ")"
_WORD = re.compile(_LETTERS)
_JOINT = re.compile(rf"(?P<stop>\.?)[ ](?:{_PARTICLE}[ ]){{0,2}}")
_POSSESSIVE = re.compile(r"[’'](?:s|m|re|ve|d|ll)?$")
_FEMININE = frozenset(w.lower() for w in TITLES["feminine"])
_MASCULINE = frozenset(w.lower() for w in TITLES["masculine"])
#: Titles before a name that tell a person but no gender.
OFFICES = words(
    """
    president vice prime minister premier chancellor secretary senator sen rep representative congress governor gov
    mayor judge justice general gen colonel col captain capt major maj lieutenant lt sergeant sgt admiral officer
    detective inspector professor prof doctor dr reverend rev bishop archbishop pope ambassador director chairman
    chairwoman chief executive ceo coach deputy attorney foreign defense defence former state speaker lawmaker pastor
    spokesperson commander analyst author journalist reporter
    """
)
#: The last word of a name that is no person's.
_BODIES = words(
    """
    school schools university college county city council court street road avenue park hospital church club company
    corp inc ltd group bank university institute association party committee commission department ministry agency
    times post news journal tribune herald airlines airport island islands river lake beach valley hills district state
    states house party union league cup games festival awards award center centre museum theatre theater hall stadium
    """
)
#: Words before a name that make a place of it: `South Carolina`.
COMPASS = words(
    """
    new north south east west northern southern eastern western central upper lower san santa los las saint st fort port
    """
)
_NO_NAME = frozenset(
    w.lower() for w in (CONJUNCTIONS | DETERMINERS | PREPOSITIONS | PRONOUNS | RELATIVES | NO_PERSON)
) | words(
    """
    not however meanwhile then there here now today yesterday tomorrow also when while if yes no well so even only just
    still yet as after before since because although though what why how where who that this these those it he she we
    they you i my our your his her its their let despite according some many most all both each every one two three
    """
)


class Mention(NamedTuple):
    """A place where someone, or something with a name, is mentioned.

    Attributes:
        start, end: code points.
        kind: a named person, another name, or a noun for a person.
        who: what the same mention elsewhere has in common with it: the surname, the noun. One who has the surname of
            a person of the other gender, met before, is another.
        gender: -1 (surely masculine) to 1 (surely feminine), 0 if nothing tells.
    """

    start: int
    end: int
    kind: Kind
    who: str
    gender: float


def find_mentions(text: str, start: int, end: int, names: Names, known: dict[str, float]) -> list[Mention]:
    """Mentions in the paragraph ``text[start:end]``, in order.

    Args:
        text: the whole text.
        start: first code point of the paragraph.
        end: behind its last one.
        names: what is known of names.
        known: the people met so far, surname to gender; those met here are added.
    """
    found: list[Mention] = []
    run: list[re.Match[str]] = []
    for match in _WORD.finditer(text, start, end):
        word = match.group()
        if word[0].isupper():
            if run and not _joined(text, run[-1], match.start()):
                found += _named(run, names, known)
                run = []
            run.append(match)
            continue
        if run and word not in _PARTICLES:
            found += _named(run, names, known)
            run = []
        gender = 1.0 if word in NOUNS["feminine"] else -1.0 if word in NOUNS["masculine"] else 0.0
        # `whose` follows a country as well.
        if gender or (word in ANYONE and word != "whose"):
            found.append(Mention(match.start(), match.end(), "noun", word, gender))
    found += _named(run, names, known)
    found.sort()
    return found


def _joined(text: str, last: re.Match[str], start: int) -> bool:
    """Whether a capitalized word at ``start`` goes on with the name that ``last`` belongs to."""
    joint = _JOINT.fullmatch(text, last.end(), start)
    if joint is None:
        return False
    word = last.group().lower()
    return not joint["stop"] or len(word) == 1 or word in OFFICES or word in _MASCULINE or word in _FEMININE


def _named(run: list[re.Match[str]], names: Names, known: dict[str, float]) -> Iterator[Mention]:
    """The mention that a run of capitalized words is, if any."""
    title: float | None = None
    at = 0
    while at < len(run):
        word = _POSSESSIVE.sub("", run[at].group()).lower()
        if word in _FEMININE or word in _MASCULINE:
            title = 1.0 if word in _FEMININE else -1.0
        elif word in OFFICES:
            title = title or 0.0
        elif word not in _NO_NAME or title is not None:
            break
        at += 1
    for i in range(at, len(run) - 1):
        # `Los Angeles Mayor Eric Bell`: the name begins behind the office.
        if run[i].group().lower() in OFFICES:
            title, at = title or 0.0, i + 1
    rest = run[at:]
    if not rest:
        return
    start, end = rest[0].start(), rest[-1].end()
    who = _POSSESSIVE.sub("", rest[-1].group())
    if len(rest) == 1:
        # `Washington` is a place, but `President Washington` is not.
        percent = names.alone(who.lower(), person=title is not None)
    else:
        called = [_POSSESSIVE.sub("", word.group()).lower() for word in rest]
        first = [names.before(*pair) for pair in pairwise(called)]
        percent = next((p for p in first if p is not None), None)
    if who.lower() in _BODIES or (len(rest) > 1 and rest[0].group().lower() in COMPASS):
        gender: float | None = None
    elif title:
        gender = title
    elif len(rest) == 1 and who in known:
        gender = known[who]
    elif percent is not None:
        gender = (percent - 50) / 50
    else:
        gender = title
    if gender is None:
        yield Mention(start, end, "entity", who, 0.0)
        return
    if title is not None or len(rest) > 1:
        if known.get(who, 0.0) * gender < 0:
            # `Bill Clinton` where she was met before; what is called by the surname alone is still she.
            who += " (she)" if gender > 0 else " (he)"
        known[who] = known.get(who) or gender
    yield Mention(start, end, "person", who, gender)
