"""What ties a sentence to those around it in its text, as numbers.

They count what a sentence can take up from before (pronouns, nouns with `the`, last names, words such as `also`), what
has the form of no prose, captions and headings, and what of it the sentence that it is put behind has.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.core.rules.words import words
from models.core.summary import voice
from models.core.summary.centrality import dot
from models.core.summary.definite import Definite, definite_of
from models.core.summary.forms import Form, has_verb, is_balanced
from models.core.summary.introductions import People, named_groups
from models.core.summary.terms import STOPWORDS, content_terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.core.summary.candidates import Candidate
    from models.core.summary.centrality import Vector

#: The names of the numbers that tell of a sentence itself, in their order.
OWN = (
    "order",
    "relative order",
    "opens line",
    "words",
    "quoted",
    "dangling",
    "named",
    "connective",
    "shell",
    "points",
    "quotes a pronoun",
    "quotes the unnamed",
    "writer",
    "group",
    "reader",
    "speech",
    "lesser",
    "balanced",
    "verb",
    "definite",
    "definite, met before",
    "definite, met right before",
    "definite, never met",
    "definite, explained",
    "definite first",
    "demonstrative",
    "early pronouns",
    "late pronouns",
    "first pronoun",
    "first name",
    "last names",
    "strangers",
    "capitals",
    "new capitals",
    "ties",
    "opening",
    "commas",
    "dashes",
    "digits",
    "year at end",
    "glued",
    "title share",
    "past",
    "present",
    "modal",
    "to previous",
    "only with previous",
    "paragraph size",
    "first person in document",
    "sentences",
    "words of previous",
    "previous quoted",
    "question before",
    "definite, taken up",
    "definite, most taken up",
    "capitals met before",
)
#: The names of those that tell how it is tied to the sentence that it is to follow, in their order.
TIES = (
    "follows",
    "distance",
    "next to",
    "cosine",
    "definite, met there",
    "last names, met there",
    "capitals, met there",
    "people there",
    "words there",
    "quoted there",
    "definite, left",
    "strangers, left",
    "definite, taken up, left",
    "definite, most taken up, left",
    "capitals met before, left",
    "terms shared",
)

_OPENING = {
    kind: number
    for number, kinds in enumerate(
        (
            words("the"),
            words("a an"),
            words("he she they it his her their its"),
            words("this that these those such"),
            words("but and yet so or nor however still meanwhile also then moreover instead"),
            words("if when while as after before because although though since until once despite unlike like"),
            words("in on at for from with by under over during about between"),
            words("there here"),
            words("i we you my our your let"),
            words("what why how who where which is are do does did can could will would should"),
            words("one two three some many most several others another all both each few"),
        ),
        start=3,
    )
    for kind in kinds
}
_QUOTE, _NUMBER, _NAME, _GERUND, _OTHER = 0, 1, 2, 14, 15
_MARKS = "\"“”«»„‘’'"
_PRONOUN = re.compile(r"\b(?:he|she|they|him|her|his|hers|their|theirs|them|it|its)\b", re.IGNORECASE)
_CAPITAL = re.compile(r"(?<![\w’'-])[A-Z][\w’'-]*")
_TIE = re.compile(
    r"\b(?:also|too|another|others?|instead|still|again|later|then|earlier|previous(?:ly)?|former|latter|same|similar|"
    r"similarly|else|even|so|both|either|neither|first|second|third|next|last|however|though|therefore|thus|there|"
    r"here|now|new|more|less|most|rest|further|additional|remaining|initial(?:ly)?|eventually|finally)\b",
    re.IGNORECASE,
)
_GLUED = re.compile(r"[a-z’'] (?:The|A|An|But|It|He|She|They|This|In|On|When|While|As|After|Before|If|And|That) [a-z]")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b\W*(?:\([^)]*\)\W*)?$")
_PAST = re.compile(r"\b(?:was|were|had|said|did|told|[a-z]{3,}ed)\b")
_PRESENT = re.compile(r"\b(?:is|are|has|have|does|says|[a-z]{2,}s)\b")
_MODAL = re.compile(r"\b(?:will|would|can|could|may|might|must|should)\b")
_DASHES = re.compile(r"\s[–—-]+\s|—")
_FIRST_WORD = re.compile(r"\w[\w’'-]*")
_FAR = 30  # sentences from which a place is merely late


@dataclass(frozen=True, slots=True)
class _Sentence:
    """What is taken from a sentence once."""

    outside: str
    definite: tuple[Definite, ...]
    strangers: tuple[str, ...]
    capitals: tuple[str, ...]
    people: int
    terms: frozenset[str]


class Ties:
    """The ties of the sentences of one document.

    Args:
        found: the candidates as they stand in the text.
        shown: the same as they would read in the summary.
        rows: the vectors of the texts of ``found``.
    """

    def __init__(self, found: Sequence[Candidate], shown: Sequence[Candidate], rows: Sequence[Vector]) -> None:
        self._found = found
        self._shown = shown
        self._rows = rows
        self.people = People([candidate.text for candidate in found])
        self._sentences = [self._look(candidate.text) for candidate in shown]
        self._terms = [frozenset(content_terms(candidate.text)) for candidate in found]
        self._met: dict[str, int] = {}
        self._capitals: dict[str, int] = {}
        self._sizes: dict[int, int] = {}
        for number, candidate in enumerate(found):
            for term in self._terms[number]:
                self._met.setdefault(term, number)
            for word in _CAPITAL.findall(candidate.text):
                self._capitals.setdefault(word, number)
            self._sizes[candidate.paragraph] = self._sizes.get(candidate.paragraph, 0) + 1
        own = sum(voice.speaks_as_writer(c.text) or voice.speaks_as_group(c.text) for c in found)
        self._first_person = own / max(1, len(found))
        self._own: dict[int, list[float]] = {}

    def numbers(self, number: int, other: int | None = None) -> list[float]:
        """What tells of a sentence behind an earlier one, or at the head of a summary: those of `OWN`, then of `TIES`.

        At the head there are no ties: their numbers are 0.
        """
        if number not in self._own:
            self._own[number] = self._own_numbers(number)
        ties = [0.0] * len(TIES) if other is None else self._ties(number, other)
        return [*self._own[number], *ties]

    def _look(self, text: str) -> _Sentence:
        outside = voice.unquoted(text)
        definite = definite_of(outside)
        strangers = tuple(m.last for m in self.people.bare_mentions(text) if self.people.full_name(m.last) is None)
        first = _FIRST_WORD.search(text)
        opening = first.start() if first else -1
        capitals = tuple(m[0] for m in _CAPITAL.finditer(text) if m.start() != opening or m[0].lower() not in STOPWORDS)
        return _Sentence(
            outside, tuple(definite), strangers, capitals, len(named_groups(text)), frozenset(content_terms(text))
        )

    def _own_numbers(self, number: int) -> list[float]:
        c, s = self._shown[number], self._sentences[number]
        text, outside = c.text, s.outside
        before = self._terms[number - 1] if number else frozenset()
        heads = [definite.head for definite in s.definite]
        met = [self._met.get(head, number) < number for head in heads]
        pronouns = [m.start() for m in _PRONOUN.finditer(outside)]
        names = [m.start() for m in _CAPITAL.finditer(outside) if m.start() > 1]
        first_name = names[0] if names else len(outside)
        found = _FIRST_WORD.findall(text)
        shared = s.terms & before
        taken_up = [definite.taken_up for definite in s.definite]
        previous = self._found[number - 1].text if number else ""
        return [
            min(number, _FAR),
            number / max(1, len(self._found) - 1),
            float(c.opens_line),
            min(c.words, 60),
            1 - len(outside) / max(1, len(text)),
            float(c.dangling),
            float(c.naming is not None),
            float(voice.opens_with_connective(text)),
            float(voice.refers_back(text)),
            float(voice.points_back(text)),
            float(voice.quotes_a_pronoun(text)),
            float(voice.quotes_the_unnamed(text)),
            float(voice.speaks_as_writer(text)),
            float(voice.speaks_as_group(text)),
            float(voice.speaks_to_reader(text)),
            float(voice.reports_speech(text)),
            float(c.form is not Form.STATEMENT),
            float(is_balanced(text)),
            float(has_verb(text)),
            len(heads),
            sum(met),
            sum(head in before for head in heads),
            sum(self._met.get(head, number) >= number for head in heads),
            sum(definite.explained for definite in s.definite),
            float(any(definite.opens for definite in s.definite)),
            sum(definite.points for definite in s.definite),
            sum(at < first_name for at in pronouns),
            sum(at >= first_name for at in pronouns),
            pronouns[0] if pronouns else 400,
            min(first_name, 400),
            len(self.people.bare_mentions(text)),
            len(s.strangers),
            len(s.capitals),
            sum(self._capitals.get(word, number) >= number for word in s.capitals),
            len(_TIE.findall(outside)),
            _opening_kind(text),
            text.count(","),
            len(_DASHES.findall(text)),
            sum(any(map(str.isdigit, word)) for word in found),
            float(_YEAR.search(text) is not None),
            len(_GLUED.findall(text)),
            sum(word[0].isupper() for word in found) / max(1, len(found)),
            len(_PAST.findall(outside)),
            len(_PRESENT.findall(outside)),
            len(_MODAL.findall(outside)),
            dot(self._rows[number], self._rows[number - 1]) if number else 0.0,
            sum(self._met[term] == number - 1 for term in shared if term in self._met),
            self._sizes[c.paragraph],
            self._first_person,
            min(len(self._found), 100),
            min(len(previous.split()), 60),
            float(previous.rstrip().endswith(tuple('"”»'))),
            float(previous.rstrip().endswith(("?", ":"))),
            sum(taken_up),
            max(taken_up, default=0.0),
            sum(self._capitals.get(word, number) < number for word in s.capitals),
        ]

    def _ties(self, number: int, other: int) -> list[float]:
        s, o = self._sentences[number], self._sentences[other]
        heads = [definite.head for definite in s.definite]
        text = self._shown[other].text
        there = set(o.capitals)
        unexplained = [head for head in heads if head not in o.terms]
        strangers = [last for last in s.strangers if last not in there]
        left = [definite.taken_up for definite in s.definite if definite.head not in o.terms]
        return [
            1.0,
            min(number - other, _FAR),
            float(self._shown[number].index - self._shown[other].index == 1),
            dot(self._rows[number], self._rows[other]),
            len(heads) - len(unexplained),
            len(s.strangers) - len(strangers),
            sum(word in there for word in s.capitals),
            o.people,
            min(len(text.split()), 60),
            1 - len(o.outside) / max(1, len(text)),
            sum(self._met.get(head, number) < number for head in unexplained),
            len(strangers),
            sum(left),
            max(left, default=0.0),
            sum(self._capitals.get(word, number) < number and word not in there for word in s.capitals),
            len(s.terms & o.terms),
        ]


def _opening_kind(text: str) -> int:
    """What a sentence opens with, as a number."""
    if text[:1] in _MARKS:
        return _QUOTE
    first = _FIRST_WORD.search(text)
    if first is None:
        return _OTHER
    word = first[0]
    if word[0].isdigit():
        return _NUMBER
    if word.lower() in _OPENING:
        return _OPENING[word.lower()]
    if word.endswith("ing"):
        return _GERUND
    following = _FIRST_WORD.search(text, first.end())
    return _NAME if following and following[0][0].isupper() else _OTHER
