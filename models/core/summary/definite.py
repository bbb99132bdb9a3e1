"""Nouns with `the` or a pointing word before them, and how sure it is that they take up what came before."""

from __future__ import annotations

import re
from dataclasses import dataclass

from models.core.rules.words import words
from models.core.summary.definite_nouns import NEW
from models.core.summary.forms import has_verb
from models.core.summary.terms import STOPWORDS, folded

_DEFINITE = re.compile(
    r"\b([Tt]he|[Tt]h(?:is|at|ese|ose)|[Ss]uch)((?: (?!of\b|and\b|or\b|in\b|to\b|that\b|who\b|which\b)[\w’'-]+){1,4})"
)
_EXPLAINED = re.compile(r" (?:of|that|who|which|whose|where|when|to|for|in|between|on|with|from)\b")
_POSSESSIVE = re.compile(r"['’]s?$")
_ADJECTIVES = words(
    """
    new old past present former current latest last next first second third final top main whole entire two three four
    five six seven eight nine ten early late big large small great good bad best worst high low long short white black
    right wrong real true only very own young public common key lead major minor upper lower due free full
    """
)
_ADJECTIVE = ("al", "ic", "ive", "ous", "ed", "ary", "ish", "ent", "an")
_NEW = 0.5  # of a noun that is seldom met
_HEAD = 2  # code points, a mark and a space, within which a word opens a sentence


@dataclass(frozen=True, slots=True)
class Definite:
    """A noun with `the` or a pointing word before it.

    Attributes:
        head: the noun, folded.
        explained: whether what follows explains it: `the mayor of Ansel`.
        opens: whether it opens its text.
        points: whether the word before it points: `this`, `those`, `such`.
    """

    head: str
    explained: bool
    opens: bool
    points: bool

    @property
    def taken_up(self) -> float:
        """How sure it is that it takes up what came before, 0 to 1."""
        return 0.0 if self.explained else 1.0 if self.points else 1 - NEW.get(self.head, _NEW)


def definite_of(outside: str) -> list[Definite]:
    """The nouns with `the` or a pointing word in a text without quotations, in order.

    Names are left out: `the White House` says what it means.
    """
    definite: list[Definite] = []
    for match in _DEFINITE.finditer(outside):
        nouns: list[str] = []
        named = False
        for word in match[2].split():
            if word[0].isupper() or not word[0].isalpha():
                if nouns:
                    break
                named = True
            elif word in STOPWORDS or (named and not nouns and has_verb(word)):
                break  # `the White House aide` goes on behind the name, `the White House agreed` does not
            else:
                nouns.append(word)
        if not nouns:
            continue
        head = next((w for w in nouns[:-1] if w not in _ADJECTIVES and not w.endswith(_ADJECTIVE)), nouns[-1])
        explained = _EXPLAINED.match(outside, match.end()) is not None
        opens = match.start() <= _HEAD
        definite.append(Definite(folded(_POSSESSIVE.sub("", head)), explained, opens, match[1].lower() != "the"))
    return definite
