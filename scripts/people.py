"""What news call by two capitalized words, and the pronouns that follow: `Lindsey Graham` … `his`, `the Tea Party`."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from math import exp, log
from typing import TYPE_CHECKING

from models.core.rules.words import words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

_WORD = re.compile(r"[^\W\d_]+")
_MASCULINE = words("he him his himself")
_FEMININE = words("she her hers herself")
_NEUTER = words("it its itself")
#: What stands before things and places, and seldom before a person.
_POINTERS = words("the a an this that his her its their our my your in at on of near across")
#: Words behind the two within which a pronoun is looked for.
_NEAR = 25
#: Times that two words are seen to be believed, and share of them behind a pointer of what is no person.
_SEEN, _POINTED = 8, 0.25
#: Of the two-word names that a word begins, the share of things that makes the word no first name.
_THINGS = 0.6
#: Pronouns of a person that are believed, and by how many percent women must be more or fewer than of the first name.
_HEARD, _OTHERWISE = 8, 20
#: What a woman is followed by, of `she` and `he`, and a man, in news that is mostly about men; and how far one pronoun
#: is a witness of its own.
_SHE, _HE = log(0.6 / 0.07), log(0.4 / 0.93)
_WEIGHT = 0.5
#: Percent feminine between which a first name leaves something to tell, and what is taken for the surest beforehand.
_DOUBTFUL, _BEFOREHAND = (4, 97), (10, 90)


@dataclass
class Call:
    """How often two words stand together, behind a pointer, and before a pronoun of each gender."""

    seen: int = 0
    pointed: int = 0
    masculine: int = 0
    feminine: int = 0
    neuter: int = 0

    @property
    def thing(self) -> bool:
        """Whether it is no person."""
        pointed = self.pointed / self.seen
        people = self.masculine + self.feminine
        often = pointed >= 2 * _POINTED or (pointed >= _POINTED and self.neuter >= people / 2)
        return self.seen >= _SEEN and often

    def percent(self, first: int) -> int | None:
        """Percent feminine where the pronouns say something else than the first name, of ``first`` percent."""
        if not _DOUBTFUL[0] < first < _DOUBTFUL[1] or self.thing or self.masculine + self.feminine < _HEARD:
            return None
        before = min(_BEFOREHAND[1], max(_BEFOREHAND[0], first))
        odds = log(before / (100 - before)) + _WEIGHT * (self.feminine * _SHE + self.masculine * _HE)
        found = round(100 / (1 + exp(-max(-30.0, min(30.0, odds)))))
        return found if abs(found - first) >= _OTHERWISE else None


def calls(texts: Iterable[str], first: Collection[str]) -> dict[tuple[str, str], Call]:
    """Count, by the two words in lower case, the names that begin with one of ``first``."""
    found: dict[tuple[str, str], Call] = defaultdict(Call)
    for text in texts:
        for pair, pointed, pronoun in _calls(text, first):
            call = found[pair]
            call.seen += 1
            call.pointed += pointed
            call.masculine += pronoun in _MASCULINE
            call.feminine += pronoun in _FEMININE
            call.neuter += pronoun in _NEUTER
    return dict(found)


def things(found: Mapping[tuple[str, str], Call]) -> set[str]:
    """Words that mostly begin names of things, as `Tea` and `Supreme` do."""
    seen: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for (word, _), call in found.items():
        seen[word][0] += call.seen
        seen[word][1] += call.seen * call.thing
    return {word for word, (all_, those) in seen.items() if those >= _THINGS * all_}


def _calls(text: str, first: Collection[str]) -> Iterator[tuple[tuple[str, str], bool, str]]:
    """The names in a text: their two words, whether a pointer stands before them, and the pronoun behind or nothing."""
    found = list(_WORD.finditer(text))
    tokens = [match[0].lower() for match in found]
    capital = [match[0][0].isupper() for match in found] + [False]
    spaces = [text[a.end() : b.start()] == " " for a, b in pairwise(found)] + [False]
    joined = [spaces[i] and capital[i] and capital[i + 1] for i in range(len(found))]
    for i, word in enumerate(tokens):
        if not joined[i] or word not in first or (i and joined[i - 1] and tokens[i - 1] in first):
            continue
        pointed = i > 0 and spaces[i - 1] and tokens[i - 1] in _POINTERS
        pronoun = ""
        end = i + 1
        while joined[end]:
            end += 1
        for j in range(end + 1, min(len(tokens), end + 1 + _NEAR)):
            if tokens[j] in _MASCULINE | _FEMININE | _NEUTER:
                pronoun = tokens[j]
                break
            if joined[j]:
                break
        yield (word, tokens[i + 1]), pointed, pronoun
