"""The facts of a sentence that a summary must not invent: numbers, names, quotations, negations."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from models.core.summary.first_names import FEMININE, MASCULINE
from models.core.summary.terms import STOPWORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

FactKind = Literal["number", "name", "quotation", "negation"]

_UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
]
_WORDS: dict[str, float] = (
    {word: float(value) for value, word in enumerate(_UNITS)}
    | {word: 10.0 * (value + 2) for value, word in enumerate(_TENS)}
    | {word: float(value + 1) for value, word in enumerate(_ORDINALS)}
    | {"dozen": 12.0, "twice": 2.0, "double": 2.0, "half": 0.5, "pair": 2.0, "couple": 2.0, "both": 2.0, "once": 1.0}
)
#: Number words that are more often something else: `one of them`, `a second later`. They support, but need no support.
_LOOSE = frozenset(
    {"zero", "one", "first", "second", "double", "half", "pair", "couple", "both", "twice", "once", "third"}
)
_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "k": 1e3, "million": 1e6, "m": 1e6, "mn": 1e6, "billion": 1e9, "bn": 1e9,
    "b": 1e9, "trillion": 1e12, "tn": 1e12,
}  # fmt: skip
_NUMBER = re.compile(
    r"(?<![\w.])(?P<digits>\d+(?:[,\u202f\u00a0]\d{3})*(?:\.\d+)?|\d+)(?P<ending>st|nd|rd|th|s)?"
    r"(?:(?:\s|-)?(?P<scale>hundred|thousand|million|billion|trillion|mn|bn|tn|[kmb])\b)?",
    re.IGNORECASE,
)
_WORD_NUMBER = re.compile(
    rf"\b(?P<tens>{'|'.join(_TENS)})(?:[-\s](?P<unit>{'|'.join([*_UNITS[1:10], *_ORDINALS[:9]])}))?\b"
    rf"|\b(?P<word>{'|'.join(sorted(_WORDS, key=len, reverse=True))})\b",
    re.IGNORECASE,
)
_WORD_SCALE = re.compile(r"[-\s](hundred|thousand|million|billion|trillion)\b", re.IGNORECASE)
_QUOTED = re.compile(r"[“\"„«]([^“”\"„«»]+)[”\"“»]")
_TOKEN = re.compile(r"[^\W\d_][\w.&]*(?:['’-][^\W_]+)*")
_OPENS = re.compile(r"^[\s\"'“”‘’(\[–—-]*$|[.!?:]['\"”’)]*\s+['\"“‘(\[]*$|[“\"]\s*$|\([A-Z]{2,}\)\s*$")
_INITIAL = re.compile(r"(?<![\w.])[A-Z]\.\s+$")
_NEGATION = re.compile(
    r"\b(?:not|no|never|without|none|nobody|nothing|neither|nor|nowhere|cannot|hardly)\b|n['’]t\b", re.IGNORECASE
)
_VERB = re.compile(
    r"\s+(?:said|says|told|tells|is|was|has|had|will|would|were|are|did|does|and|also|who|added|became|went|won)\b|['’]s\b"
)
_FIRST_NAMES = FEMININE | MASCULINE
_CALENDAR = frozenset(["i", "mr", "mrs", "ms", "dr", "sir", "lord", "lady"])
#: Function words that name a month or a man where they have a capital.
_NAMES_TOO = frozenset(["may", "will"])
_FUNCTION = STOPWORDS - _NAMES_TOO
_HEAD_FORMS = ("s", "ed", "ing", "ly", "er", "est")


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact at ``sentence[start:end]``; ``key`` is what it is compared by."""

    kind: FactKind
    key: str
    start: int
    end: int


def numbers(text: str) -> list[Fact]:
    """Numbers in digits and words, by value: ``1,000``, ``1000`` and ``one thousand`` are one."""
    return list(_numbers(text, loose=False))


def number_keys(text: str) -> set[str]:
    """The values that a text gives; also those that `numbers` is not sure to be numbers."""
    return {fact.key for fact in _numbers(text, loose=True)} | number_parts(text)


def loose_numbers(text: str) -> list[Fact]:
    """Words that are numbers at times, such as `one` and `second`: they support a number, but need no support."""
    sure = {fact.start for fact in numbers(text)}
    return [fact for fact in _numbers(text, loose=True) if fact.start not in sure]


def number_parts(number: str) -> set[str]:
    """Other values that a number gives: `12 million` also supports a bare 12, and `10.30` the hour."""
    found: set[str] = set()
    for match in _NUMBER.finditer(number):
        found.add(_key(_value(match["digits"])))
        found.update(_key(float(part)) for part in re.split(r"[.,]", match["digits"]) if part)
    return found


def _numbers(text: str, *, loose: bool) -> Iterator[Fact]:
    for match in _NUMBER.finditer(text):
        value = _value(match["digits"]) * _SCALES.get((match["scale"] or "").lower(), 1.0)
        yield Fact("number", _key(value), match.start(), match.end())
    for match in _WORD_NUMBER.finditer(text):
        word = (match["word"] or "").lower()
        scale = _WORD_SCALE.match(text, match.end())
        if word in _LOOSE and not loose and scale is None:
            continue
        value = _WORDS[word] if word else _WORDS[match["tens"].lower()] + _WORDS.get((match["unit"] or "").lower(), 0.0)
        if scale is not None:
            value *= _SCALES[scale[1].lower()]
        yield Fact("number", _key(value), match.start(), scale.end() if scale else match.end())


def names(text: str) -> list[Fact]:
    """Capitalized words that name something, each by itself, folded: no accents, no possessive, no dots.

    A word at the head of a sentence has a capital anyway: it counts where a capital follows, or where it is a known
    first name, or where it stands before a verb and has no common ending.
    """
    found: list[Fact] = []
    tokens = list(_TOKEN.finditer(text))
    for i, match in enumerate(tokens):
        word = match.group().rstrip(".")
        acronym = _is_acronym(word)
        if not word[0].isupper() or (not acronym and fold(word) in _FUNCTION) or fold(word) in _CALENDAR:
            continue
        if opens(text, match.start()) and not _names_at_head(text, tokens, i):
            continue
        found.append(Fact("name", fold(word), match.start(), match.start() + len(word)))
    return found


def opens(text: str, start: int) -> bool:
    """Whether a sentence or a quotation begins at ``start``: a capital there tells nothing."""
    return _OPENS.search(text, 0, start) is not None


def _names_at_head(text: str, tokens: list[re.Match[str]], i: int) -> bool:
    match = tokens[i]
    word = re.sub(r"['’]s$", "", match.group())
    if (
        word in _FIRST_NAMES
        or _is_acronym(word)
        or text[match.end() : match.end() + 1] == ")"
        or _INITIAL.search(text, 0, match.start())
    ):
        return True
    follow = tokens[i + 1] if i + 1 < len(tokens) else None
    if follow is not None and text[match.end() : follow.start()] == " " and follow.group()[0].isupper():
        return fold(follow.group()) not in STOPWORDS
    return bool(_VERB.match(text, match.end() if word == match.group() else match.start() + len(word))) and not (
        word.lower().endswith(_HEAD_FORMS)
    )


def _is_acronym(word: str) -> bool:
    """`UN`, `U.S.`, `COVID-19`, `US-led`."""
    return sum(map(str.isupper, word)) > 1 and word.partition("-")[0].replace(".", "").isupper()


def quotations(text: str) -> list[Fact]:
    """Words in double quotation marks, two or more of them, by their letters."""
    return [
        Fact("quotation", match[1], match.start(), match.end())
        for match in _QUOTED.finditer(text)
        if len(match[1].split()) > 1
    ]


def negations(text: str) -> list[Fact]:
    """Negating words; ``key`` is the content word that each negates, the next one, else empty."""
    found = []
    for match in _NEGATION.finditer(text):
        following = (fold(word) for word in re.findall(r"[^\W_]+", text[match.end() : match.end() + 60])[:4])
        key = next((stem(word) for word in following if word not in STOPWORDS), "")
        found.append(Fact("negation", key, match.start(), match.end()))
    return found


def fold(word: str) -> str:
    """A word for comparing: lower case, no accents, no dots, no possessive."""
    word = re.sub(r"['’](?:s|S)?$", "", word).replace(".", "").replace("’", "'").lower()
    if word.isascii():
        return word
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))


def stem(word: str) -> str:
    """A folded word without the commonest English endings; crude, and the same on both sides of a comparison."""
    for ending in ("ies", "ing", "ied", "ed", "es", "s", "e", "y"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def _value(digits: str) -> float:
    return float(re.sub(r"[,\u202f\u00a0]", "", digits))


def _key(value: float) -> str:
    return f"{value:.12g}"
