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
    r"|\band (?:Mr|Mrs|Ms)\.? $"
)
_BEFORE_NAME = re.compile(r"(?:['’]s)?[ -][A-Z]")
_COURTESY = re.compile(r"(?<!and )\b(Mrs|Mr|Ms|Miss)\.? $")
# `Doe and Roe`
_JOINED_BEFORE = re.compile(rf"({_WORD}) and $")
_JOINED_BEHIND = re.compile(rf" and ({_WORD})(?![\w’'-]| [A-Z])")
_AGED = re.compile(rf"(?<![\w’'-])({_WORD}), (?:aged )?[1-9]\d,")
_SPEAKS = r"(?:said|says|told|tells|added|wrote|writes|tweeted|argued|explained|noted|asked|responded|replied)"
_NO_FIRST = words(
    """
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August
    September October November December
    """
)
# Before a name of several words they tell that it is a person's, whatever the first name.
_RANKS = words(
    """
    President Premier Minister Chancellor Senator Sen Congressman Congresswoman Representative Rep Governor Gov Mayor
    Secretary Ambassador Justice Judge General Gen Admiral Adm Colonel Col Captain Capt Major Maj Lieutenant Lt
    Sergeant Sgt Sheriff Detective Officer Commissioner Director Chairman Chairwoman Speaker Leader Commander Spokesman
    Spokeswoman Professor Prof Doctor Dr Reverend Rev Bishop Archbishop Cardinal Pope Ayatollah Imam Sheikh King Queen
    Prince Princess
    """
)
# Whose first name does not go with it.
_COURTESIES = {"Mr": FEMININE, "Mrs": MASCULINE, "Ms": MASCULINE, "Miss": MASCULINE}
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
    """A last name without a first one: ``text[start:end]`` of a sentence.

    Attributes:
        start: where it begins, or the `Mr.` before it.
        end: where it ends.
        last: the name.
        beside: the last name that it is joined to, of `Doe and Roe`; empty if there is none.
    """

    start: int
    end: int
    last: str
    beside: str = ""


class People:
    """The people whom a document calls by their last name, and where it introduces them.

    A person is known by a first name that is given to one gender as a rule, by a rank or an age, or by a last name that
    somewhere speaks.

    Args:
        sentences: the sentences of the document, or those of them that matter, in order.
    """

    def __init__(self, sentences: Sequence[str]) -> None:
        self._introduced: defaultdict[str, list[int]] = defaultdict(list)
        full: defaultdict[str, dict[str, int]] = defaultdict(dict)
        ranked: defaultdict[str, dict[str, int]] = defaultdict(dict)
        firsts: defaultdict[str, set[str]] = defaultdict(set)
        known: set[str] = set()
        for number, sentence in enumerate(sentences):
            for name in named_groups(sentence):
                last = name.rsplit(" ", 1)[1]
                self._introduced[last].append(number)
                if name.split(" ", 1)[0] in _FIRST:
                    full[last].setdefault(name, number)
                    continue
                if name.split(" ", 1)[0].rstrip(".") in _COURTESIES:
                    continue
                rank, rest = _ranked(name)
                known |= {last} if rank else set()
                if " " in rest:
                    firsts[last].add(rest.split(" ", 1)[0])
                    if rank:
                        ranked[last].setdefault(rest, number)
        whole = " ".join(sentences)
        speakers = set(re.findall(rf"(?<![\w’'-])({_WORD}) {_SPEAKS}\b|\bsaid ({_WORD})", whole))
        known |= {name for pair in speakers for name in pair} | set(_AGED.findall(whole))
        self._people = {last for last in self._introduced if last in full or last in known} - _NO_FIRST
        # A first name that we do not know has to be the only word that ever stands before the last name.
        full.update({last: names for last, names in ranked.items() if last not in full and len(firsts[last]) == 1})
        first_met = self._first_met(sentences, {name for names in full.values() for name in names})
        # The full name has to come first: else the last name may be that of a relative, or of a planet.
        self._full = {
            last: min(names, key=len)
            for last, names in full.items()
            if len({name.split(" ", 1)[0] for name in names}) == 1 and min(names.values()) <= first_met[last]
        }

    def _first_met(self, sentences: Sequence[str], names: set[str]) -> dict[str, int]:
        """The first sentence of each last name where it stands without a first name of these."""
        met = dict.fromkeys(self._introduced, len(sentences))
        for number, sentence in enumerate(sentences):
            groups = named_groups(sentence)
            full = {name.rsplit(" ", 1)[1] for name in groups if name in names or _ranked(name)[1] in names}
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
        """Where a sentence calls a person by the last name alone, in order: outside quotation marks, first time.

        `Mr. Doe` is one of them where the full name is known and not that of a woman.
        """
        outside = masked(sentence)
        groups = [name.rsplit(" ", 1) for name in named_groups(sentence)]
        met = {last for before, last in groups if before.rstrip(".") not in _COURTESIES}
        found: list[Mention] = []
        for word in _ALONE.finditer(outside):
            last = _POSSESSIVE.sub("", word[0])
            if last not in self._people or last in met:
                continue
            mention = self._mention(outside, word.start(), word.end(), last)
            if mention is not None:
                met.add(last)
                found.append(mention)
        return found

    def _mention(self, outside: str, start: int, end: int, last: str) -> Mention | None:
        """The mention of a last name that stands here, if nothing around it makes it something else."""
        before, close = outside[max(0, start - _NEAR) : start], start + len(last)
        courtesy = _COURTESY.search(before)
        joined = _JOINED_BEFORE.search(before) or _JOINED_BEHIND.match(outside, close)
        beside = _POSSESSIVE.sub("", joined[1]) if joined else ""
        if courtesy is not None:
            name = self.full_name(last)
            if name is None or name.split(" ", 1)[0] in _COURTESIES[courtesy[1]]:
                return None
            start, beside = start - len(courtesy[0]), ""
        elif _AFTER_NAME.search(before) or (beside and beside not in self._people):
            return None
        return None if _BEFORE_NAME.match(outside, end) else Mention(start, close, last, beside)


def _ranked(name: str) -> tuple[bool, str]:
    """Whether a rank stands before a name, and the name behind it: `General Ann Doe` is `Ann Doe`."""
    parts = name.split(" ")
    ranks = [i for i, part in enumerate(parts[:-1]) if part.rstrip(".") in _RANKS]
    return bool(ranks), " ".join(parts[ranks[-1] + 1 :] if ranks else parts)


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
