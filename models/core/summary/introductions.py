"""Where a document introduces its people, and where it calls them by their last name alone."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.core.rules.words import words
from models.core.summary.first_names import FEMININE, MASCULINE
from models.core.summary.terms import STOPWORDS
from models.core.summary.voice import masked

if TYPE_CHECKING:
    from collections.abc import Sequence

_FIRST = FEMININE | MASCULINE
_WORD = r"[A-Z][^\W\d_]*(?:['’-][^\W\d_]+)*"
_CAPITALS = re.compile(rf"(?<![\w’'-]){_WORD}\.?(?: (?:[A-Z]\.|{_WORD}\.?))+(?![\w’-])")
_ALONE = re.compile(_WORD)
_NEAR = 40  # code points before a name that are looked at
_POSSESSIVE = re.compile(r"['’]s?$")
# What stands before a last name that is not alone, or is a place's: `Mr. Doe`, `the Doe`, `in Houston`.
_AFTER_NAME = re.compile(
    r"(?:[A-Z][\w.’'-]*|\b(?:the|The|de|van|von|al|bin|in|In|at|At|near|Near|outside|across|downtown))[\"”’]?[ -]$"
    # `Doe and Roe's plan`: a first name for one of them would make them strangers.
    r"|[A-Z][\w.’'-]* and $"
)
_BEFORE_NAME = re.compile(r"(?:['’]s)?[ -][A-Z]| and [A-Z]")
_SPEAKS = r"(?:said|says|told|tells|added|wrote|writes|tweeted|argued|explained|noted|asked|responded|replied)"
_NO_FIRST = words(
    """
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August
    September October November December
    """
)
_OPENING = words("Like Unlike Despite Although While Since Following Because Asked Amid Given According")
_THINGS = words(
    """
    University College School Street Avenue Road County City Park Hospital Institute Foundation Center Centre Airport
    Bank Church Company Inc Corp Group Act Bridge Island Islands Beach Bay Lake River Hall House Prize Award Cup Times
    Post Street State States Party Court Senate Congress
    """
)


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A last name that stands alone: ``text[start:end]`` of a sentence."""

    start: int
    end: int
    last: str


class People:
    """The people whom a document calls by their last name, and where it introduces them.

    A person is known by a first name that is given to one gender as a rule, or by a last name that somewhere speaks.

    Args:
        sentences: the sentences of the document, or those of them that matter, in order.
    """

    def __init__(self, sentences: Sequence[str]) -> None:
        self._introduced: defaultdict[str, list[int]] = defaultdict(list)
        full: defaultdict[str, dict[str, int]] = defaultdict(dict)
        for number, sentence in enumerate(sentences):
            for name in named_groups(sentence):
                last = name.rsplit(" ", 1)[1]
                self._introduced[last].append(number)
                if name.split(" ", 1)[0] in _FIRST:
                    full[last].setdefault(name, number)
        speakers = set(re.findall(rf"(?<![\w’'-])({_WORD}) {_SPEAKS}\b|\bsaid ({_WORD})", " ".join(sentences)))
        spoken = {name for pair in speakers for name in pair}
        self._people = {last for last in self._introduced if last in full or last in spoken}
        first_met = self._first_met(sentences)
        # The full name has to come first: else the last name may be that of a relative, or of a planet.
        self._full = {
            last: min(names, key=len)
            for last, names in full.items()
            if len({name.split(" ", 1)[0] for name in names}) == 1 and min(names.values()) <= first_met[last]
        }

    def _first_met(self, sentences: Sequence[str]) -> dict[str, int]:
        """The first sentence of each last name where it stands without a known first name."""
        met = dict.fromkeys(self._introduced, len(sentences))
        for number, sentence in enumerate(sentences):
            full = {name.rsplit(" ", 1)[1] for name in named_groups(sentence) if name.split(" ", 1)[0] in _FIRST}
            for word in _ALONE.findall(sentence):
                last = _POSSESSIVE.sub("", word)
                if last in met and last not in full:
                    met[last] = min(met[last], number)
        return met

    def introduced_in(self, last: str) -> tuple[int, ...]:
        """The numbers of the sentences that call someone of this last name by more than that, in order."""
        return tuple(dict.fromkeys(self._introduced.get(last, ())))

    def full_name(self, last: str) -> str | None:
        """The full name by which the document introduces the one person of this last name; ``None`` if it is unsure."""
        return self._full.get(last)

    def bare_mentions(self, sentence: str) -> list[Mention]:
        """Where a sentence calls a person by the last name alone, in order: outside quotation marks, first time."""
        outside = masked(sentence)
        met = {name.rsplit(" ", 1)[1] for name in named_groups(sentence)}
        found: list[Mention] = []
        for word in _ALONE.finditer(outside):
            last = _POSSESSIVE.sub("", word[0])
            if last not in self._people or last in met:
                continue
            before = outside[max(0, word.start() - _NEAR) : word.start()]
            if _AFTER_NAME.search(before) or _BEFORE_NAME.match(outside, word.end()):
                continue
            met.add(last)
            found.append(Mention(word.start(), word.start() + len(last), last))
        return found


def named_groups(sentence: str) -> list[str]:
    """Names of several words in a sentence, from the first name that is known on, without possessive endings.

    ``Ann Doe`` of ``Senator Ann Doe's``; where no first name is known all words, ``Senator Doe``, but for a function
    word that opens the sentence.
    """
    found: list[str] = []
    for match in _CAPITALS.finditer(sentence):
        parts = _POSSESSIVE.sub("", match[0].rstrip(".")).split(" ")
        known = [i for i, part in enumerate(parts[:-1]) if part in _FIRST]
        if known:
            parts = parts[known[0] :]
        elif parts[0].lower() in STOPWORDS or parts[0] in _OPENING:
            parts = parts[1:]
        if len(parts) > 1 and parts[0] not in _NO_FIRST and parts[-1] not in _THINGS and len(parts[-1]) > 1:
            found.append(" ".join(parts))
    return found
