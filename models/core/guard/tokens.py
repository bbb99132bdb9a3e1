"""A sentence as tokens that can be compared: numbers by value, names and words without accents and by one form."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from models.core.guard.facts import fold, loose_numbers, names, number_parts, numbers, opens, stem
from models.core.rules.words import words
from models.core.summary.terms import STOPWORDS

TokenKind = Literal["number", "name", "word", "function"]

_WORD = re.compile(r"[$€£¥%]|[^\W_]+(?:['’.&][^\W_]+)*\.?")
#: Names of several words that have a short form.
_PHRASES = {
    "united states of america": "us",
    "united states": "us",
    "united kingdom": "uk",
    "united nations": "un",
    "european union": "eu",
    "great britain": "uk",
}
_PHRASE = re.compile(rf"\b(?:{'|'.join(p.replace(' ', ' +') for p in _PHRASES)})\b", re.IGNORECASE)
_ALIASES = {
    "usa": "us", "america": "us", "american": "us", "americans": "us", "britain": "uk", "british": "uk",
    "briton": "uk", "britons": "uk", "brit": "uk", "brits": "uk", "gop": "republican", "republicans": "republican",
    "rep": "representative", "sen": "senator", "gov": "governor", "gen": "general", "prof": "professor",
    "lt": "lieutenant", "sgt": "sergeant", "capt": "captain", "dept": "department", "st": "saint", "mt": "mount",
    "inc": "incorporated", "corp": "corporation", "co": "company", "ltd": "limited", "intl": "international",
    "jan": "january", "feb": "february", "apr": "april", "aug": "august", "sept": "september", "sep": "september",
    "oct": "october", "nov": "november", "dec": "december", "tue": "tuesday", "tues": "tuesday", "wed": "wednesday",
    "thu": "thursday", "thur": "thursday", "thurs": "thursday", "fri": "friday",
    "$": "dollar", "€": "euro", "£": "pound", "¥": "yen", "%": "percent", "pct": "percent", "percentage": "percent",
    "km": "kilometre", "kilometer": "kilometre", "kilometers": "kilometre", "mph": "miles", "kg": "kilogram",
    "kilo": "kilogram", "kilos": "kilogram", "lb": "pound", "lbs": "pound", "ft": "foot", "feet": "foot", "hrs": "hour",
    "hr": "hour", "yrs": "year", "yr": "year", "mins": "minute", "min": "minute", "men": "man", "women": "woman",
    "children": "child", "wives": "wife", "lives": "life",
}  # fmt: skip
#: Peoples whose beginning does not tell the country.
_PEOPLES = {
    "french": "france", "frenchman": "france", "spanish": "spain", "spaniard": "spain", "polish": "poland",
    "pole": "poland", "poles": "poland", "danish": "denmark", "dane": "denmark", "danes": "denmark",
    "swedish": "sweden", "swede": "sweden", "swedes": "sweden", "dutch": "netherlands", "holland": "netherlands",
    "swiss": "switzerland", "welsh": "wales", "irish": "ireland", "norwegian": "norway", "norwegians": "norway",
    "thai": "thailand", "thais": "thailand", "filipino": "philippines", "filipinos": "philippines",
    "afghan": "afghanistan", "afghans": "afghanistan", "greek": "greece", "greeks": "greece", "turks": "turkey",
    "turkish": "turkey", "turk": "turkey", "scots": "scotland", "scottish": "scotland", "scot": "scotland",
    "english": "england", "czech": "czechia", "peruvian": "peru", "peruvians": "peru",
}  # fmt: skip
#: Endings by which the names of places and their peoples, and single and several, differ.
_ENDINGS = words(
    "s es n ns an ans ian ians ean eans ese i is ish ic er ers y ies a ia ist ists ism al ed ing e o on"
) | {""}
_POSSESSIVES = ("'s", "’s")
_PARTY = re.compile(r"[DRI]-[A-Z].*")
#: Parts before a hyphen that name nothing.
_PREFIXES = words("ex non anti pro post pre mid all co self")
#: Titles that a source may leave out.
TITLES = words(
    "representative senator governor general professor lieutenant sergeant captain incorporated corporation limited "
    "jr et gmt edt est am pm ok"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A token at ``text[start:end]``.

    Attributes:
        kind: ``number`` and ``name`` are facts, ``function`` words say little.
        key: what it is found by; those of numbers begin with ``#``.
        term: what it is as a neighbour of a fact.
        more: other keys that it answers to: the parts of a compound, the 12 of 12 million.
        head: it has a capital, but would have one anyway.
        joined: only a space parts it from the token before it, and that has no possessive: two names are one.
    """

    kind: TokenKind
    key: str
    term: str
    start: int
    end: int
    more: tuple[str, ...] = ()
    head: bool = False
    joined: bool = False


def tokenize(text: str) -> list[Token]:
    """Read a sentence; tokens are in order and do not overlap."""
    found: list[Token] = []
    for match in _PHRASE.finditer(text):
        if match.group()[0].isupper():
            key = _PHRASES[" ".join(match.group().lower().split())]
            found.append(Token("name", key, key, match.start(), match.end()))
    taken = [(t.start, t.end) for t in found]

    def free(start: int, end: int) -> bool:
        return not any(a < end and start < b for a, b in taken)

    named = names(text)
    for fact in named:
        word = text[fact.start : fact.end]
        if any(map(str.isdigit, word)) and free(fact.start, fact.end):  # COVID-19, G20
            found.append(_name(word, fact.start, fact.end, head=False))
            taken.append((fact.start, fact.end))
    for fact in numbers(text):
        if free(fact.start, fact.end):
            parts = tuple(f"#{key}" for key in number_parts(text[fact.start : fact.end]))
            found.append(Token("number", f"#{fact.key}", f"#{fact.key}", fact.start, fact.end, parts))
            taken.append((fact.start, fact.end))
    loose = {fact.start: f"#{fact.key}" for fact in loose_numbers(text)}
    for fact in named:
        if free(fact.start, fact.end):
            word = text[fact.start : fact.end]
            head = word[1:].islower() and opens(text, fact.start)
            found.append(_name(word, fact.start, fact.end, head=head))
            taken.append((fact.start, fact.end))
    taken.sort()
    i = 0
    for match in _WORD.finditer(text):
        start, end = match.span()
        while i < len(taken) and taken[i][1] <= start:
            i += 1
        if i < len(taken) and taken[i][0] < end:
            continue
        word = fold(match.group())
        key = canonical(match.group())
        more = (loose[start],) if start in loose else ()
        kind: TokenKind = "function" if word in STOPWORDS else "word"
        head = kind == "word" and text[start].isupper() and opens(text, start)
        found.append(Token(kind, key, stem(key), start, end, more, head))
    return _joined(text, sorted(found, key=lambda t: t.start))


def _joined(text: str, tokens: list[Token]) -> list[Token]:
    return [
        replace(token, joined=True)
        if i and text[tokens[i - 1].end : token.start] == " " and not text.endswith(_POSSESSIVES, 0, tokens[i - 1].end)
        else token
        for i, token in enumerate(tokens)
    ]


def canonical(word: str) -> str:
    """The key of a word or a name."""
    folded = fold(word)
    folded = _ALIASES.get(folded, folded)
    return _PEOPLES.get(folded, folded)


def related(name: str, word: str) -> bool:
    """``lithuanian`` and ``lithuania``, ``turks`` and ``turkish``: one is an inflection of the other."""
    shorter = min(len(name), len(word))
    common = next((i for i in range(shorter) if name[i] != word[i]), shorter)
    return common >= 4 and name[common:] in _ENDINGS and word[common:] in _ENDINGS


def is_fact(token: Token) -> bool:
    """Whether a source has to bear the token out: not a title, not a party."""
    return token.kind == "number" or (token.kind == "name" and token.key not in TITLES)


def _name(word: str, start: int, end: int, *, head: bool) -> Token:
    key = canonical(word)
    if _PARTY.fullmatch(word):
        return Token("word", key, key, start, end)
    parts = [p for p in word.split("-") if p[:1].isupper() and p.lower() not in _PREFIXES] if "-" in word else []
    if len(parts) == 1 and word.partition("-")[0].lower() in _PREFIXES:  # Ex-Navy
        return Token("name", canonical(parts[0]), stem(canonical(parts[0])), start, end)
    return Token("name", key, stem(key), start, end, tuple(canonical(p) for p in parts), head)
