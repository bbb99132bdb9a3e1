"""Whether a source supports a summary: its numbers, names, quotations and negations, and its words.

A fact has to be found in the source, and there in the place that the sentence gives it: a name or number from another
part of the article is the commonest error of summarizers after the invented one (the taxonomy of FRANK, Pagnoni et al.
2021, arXiv 2104.13346). Beside the facts, ROUGE-1 precision against the source (Lin 2004, over content words) finds
sentences that are made of other words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.core.guard.cloze import Index, features_of, misplaced
from models.core.guard.facts import FactKind, fold, negations, quotations, stem
from models.core.guard.rounding import rounded
from models.core.guard.tokens import Token, is_fact
from models.core.summary.terms import STOPWORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from models.core.document import Span
    from models.core.guard.policy import Strictness

_WORD = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*\.?")
_ACRONYM = re.compile(r"\b(?:[A-Z]\.?){2,6}(?!\w)")
_VERBAL = re.compile(r"(?:can)?not|n['’]t|never", re.IGNORECASE)
_AROUND = (40, 60)  # characters to each side of a negation in which is looked for what it is said of
_SCOPE = 30  # characters behind a negation of the source that it may be said of
_SLACK = 0.2  # by which another sentence may have less in common and still be the one that is repeated
_COPY = 0.75  # share that it has in common with one that it says whole
_CLOSE = 0.6  # share of its content words that a sentence has in common with the one that it repeats


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is asked of a sentence; chosen on true and altered sentences of development articles.

    Attributes:
        precision: least ROUGE-1 precision against the whole source, over content words.
        misplaced: least probability, 0 to 1, at which a fact that the source has elsewhere speaks against the sentence.
    """

    precision: float = 0.3
    misplaced: float = 0.5


#: By how much is asked. What ``standard`` flags ``strict`` flags too.
LIMITS: dict[Strictness, Limits] = {"standard": Limits(), "strict": Limits(0.4, 0.25)}


@dataclass(frozen=True, slots=True)
class Issue:
    """Something that the source does not support: ``sentence[start:end]``; ``kind`` ``words`` is the whole of it.

    ``elsewhere`` is true of a fact that the source has, but not in that place.
    """

    kind: FactKind | str
    text: str
    start: int
    end: int
    elsewhere: bool = False

    def __str__(self) -> str:
        """For people: ``the name “Miller”``."""
        if self.kind == "words":
            return "most of its words"
        return f"the {self.kind} “{self.text}”" + (" in this place" if self.elsewhere else "")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found about a sentence.

    Attributes:
        issues: what is not supported; empty when all is.
        precision: share of its content words that are in the source, 0 to 1.
        closest: number of the source sentence that has most in common with it; ``None`` for an empty source.
    """

    issues: tuple[Issue, ...]
    precision: float
    closest: int | None

    @property
    def supported(self) -> bool:
        """Nothing speaks against the sentence."""
        return not self.issues


class Source:
    """A source text, prepared to check sentences against.

    Args:
        text: the whole text.
        sentences: its sentences.
        limits: how much is asked.
    """

    def __init__(self, text: str, sentences: Sequence[Span], limits: Limits = LIMITS["standard"]) -> None:
        self._limits = limits
        self._texts = [text[s.start : s.end] for s in sentences]
        self._index = Index(self._texts)
        self._terms = [_stems(t) for t in self._texts]
        self._negated = [{f.key for f in negations(t)} for t in self._texts]
        self._scopes = [_scope(t) for t in self._texts]
        self._all_terms = set().union(*self._terms) if self._terms else set()
        self._initials = _initials(text)
        self._acronyms = {m.group().replace(".", "").lower() for m in _ACRONYM.finditer(text)}
        self._flat = f" {_flat(text)} "

    def check(self, sentence: str) -> Verdict:
        """Check a sentence of a summary against the source."""
        terms = _stems(sentence)
        if terms:
            lexical = {term for term in terms if not term.isdigit()} or terms  # numbers are looked at for themselves
            precision = len(lexical & self._all_terms) / len(lexical)
        else:  # function words or marks alone: only a whole sentence of the source says something
            flat = _flat(sentence)
            precision = float(bool(flat) and any(flat == _flat(text) for text in self._texts))
        issues = self._facts(sentence)
        for fact in quotations(sentence):
            parts = [part for part in re.split(r"\.\.\.|…|\[[^\]]*\]", fact.key) if _flat(part)]
            if not all(self._quotes(part) for part in parts):
                issues.append(Issue("quotation", sentence[fact.start : fact.end], fact.start, fact.end))
        closest = self._closest(terms)
        issues += self._negations(sentence)
        issues += self._lost_negation(sentence, terms, closest)
        if precision < self._limits.precision:
            issues.append(Issue("words", sentence, 0, len(sentence)))
        return Verdict(tuple(sorted(issues, key=lambda i: (i.start, i.end, i.kind))), precision, closest)

    def evidence(self, sentence: str) -> Iterator[tuple[Token, Mapping[str, float] | None]]:
        """The numbers and names of a sentence, each with what tells whether it is in its place.

        ``None`` stands for a fact that the source does not have; one that it has by another name only is left out.
        """
        tokens = self._index.read(sentence)
        for place, token in enumerate(tokens):
            own = self._own(tokens, place, sentence) if is_fact(token) else None
            if own is not None:
                yield token, features_of(self._index, tokens, place, own) if own else None

    def _facts(self, sentence: str) -> list[Issue]:
        """Numbers and names that the source does not have, or has in another place only."""
        if f" {_flat(sentence)} " in self._flat:
            return []
        issues = []
        for token, features in self.evidence(sentence):
            if features is None or misplaced(features, token.kind) >= self._limits.misplaced:
                text = sentence[token.start : token.end]
                issues.append(Issue(token.kind, text, token.start, token.end, elsewhere=features is not None))
        return issues

    def _own(self, tokens: Sequence[Token], place: int, sentence: str) -> AbstractSet[str] | None:
        """Keys of the source that are the fact, empty where it has none; ``None`` where it has them by another name."""
        token = tokens[place]
        found = self._index.kin(token.key)
        if found:
            return found
        if token.kind == "number":
            said = float(token.key[1:])
            values = (key for key in self._index.places if key.startswith("#"))
            return {key for key in values if rounded(sentence, token.start, token.end, said, float(key[1:]))}
        parts = [self._index.kin(part) for part in token.more]
        if parts and all(parts):
            return frozenset().union(*parts)
        return None if token.key in self._initials or _spelled(tokens, place) & self._acronyms else frozenset()

    def _quotes(self, part: str) -> bool:
        """Whether the source has these words in a row, but for a possessive at their end."""
        return any(f" {_flat(words)} " in self._flat for words in (part, re.sub(r"['’]s[,.]?$", "", part)))

    def _closest(self, terms: AbstractSet[str]) -> int | None:
        if not self._terms:
            return None
        return max(range(len(self._terms)), key=lambda i: (len(terms & self._terms[i]), -len(self._terms[i]), -i))

    def _negations(self, sentence: str) -> list[Issue]:
        """Negations of words that the source has without one, in a passage that the sentence repeats."""
        issues = []
        for fact in negations(sentence):
            share, spot, around = max(
                (self._repeated(_stems(sentence[max(0, fact.start - reach) : fact.end + reach])) for reach in _AROUND),
                key=lambda found: found[0],
            )
            verbal = _VERBAL.fullmatch(sentence, fact.start, fact.end) is not None
            if share < (_CLOSE if verbal else _COPY):  # `without` and `no` are often the sentence's own words
                continue
            likely = [i for i in range(len(self._terms)) if self._share(around, i) >= share - _SLACK]
            if any(fact.key in self._scopes[i] for i in likely):
                continue
            # Where the passage lacks the word, the negation may be its own way to say what the passage says otherwise.
            if fact.key in self._terms[spot] or (share >= _COPY and not self._negated[spot]):
                issues.append(Issue("negation", sentence[fact.start : fact.end], fact.start, fact.end))
        return issues

    def _share(self, terms: AbstractSet[str], place: int) -> float:
        return len(terms & self._terms[place]) / len(terms)

    def _repeated(self, terms: AbstractSet[str]) -> tuple[float, int, AbstractSet[str]]:
        """The share of the terms that their closest sentence has, its number, and the terms."""
        closest = self._closest(terms)
        return (self._share(terms, closest), closest, terms) if terms and closest is not None else (0.0, 0, terms)

    def _lost_negation(self, sentence: str, terms: AbstractSet[str], closest: int | None) -> list[Issue]:
        """A negation of the repeated sentence that was left out."""
        if closest is None or not terms or len(terms & self._terms[closest]) / len(terms) < _COPY:
            return []
        kept = {fact.key for fact in negations(sentence)}
        plain = _stems(self._texts[closest], positive=True)
        negated = self._negated[closest]
        lost = [key for key in negated if key and key in terms and key not in kept and key not in plain]
        return [Issue("negation", f"not … {lost[0]}", 0, len(sentence))] if lost else []


def _scope(text: str) -> set[str]:
    """What the negations of a sentence may be said of; empty without any, else with the empty key too."""
    found = [{"", f.key} | _stems(text[f.end : f.end + _SCOPE]) for f in negations(text)]
    return set().union(*found)


def _stems(text: str, *, positive: bool = False) -> set[str]:
    """Content words, folded and stemmed; ``positive`` leaves out those that a negation stands before."""
    words = [fold(w) for w in _WORD.findall(text)]
    found = {stem(w) for w in words if w and w not in STOPWORDS}
    if positive:
        negated = [fact.key for fact in negations(text)]
        counts: dict[str, int] = {}
        for w in words:
            counts[stem(w)] = counts.get(stem(w), 0) + 1
        found = {w for w in found if counts[w] > negated.count(w)}
    return found


def _spelled(tokens: Sequence[Token], place: int) -> set[str]:
    """Acronyms of the name that the token is part of: with and without its first and last words."""
    first = last = place
    while first > 0 and tokens[first - 1].kind in {"name", "function"}:
        first -= 1
    while last + 1 < len(tokens) and tokens[last + 1].kind in {"name", "function"}:
        last += 1
    letters = [(i, t.key[0]) for i, t in enumerate(tokens[first : last + 1], first) if t.kind == "name"]
    found = set()
    for start in range(len(letters)):
        for end in range(start + 2, len(letters) + 1):
            if letters[start][0] <= place <= letters[end - 1][0]:
                found.add("".join(letter for _, letter in letters[start:end]))
    return found


def _initials(text: str) -> set[str]:
    """Acronyms that runs of capitalized words may be shortened to: with and without the small words between."""
    found: set[str] = set()
    for run in re.finditer(r"\b[A-Z]\w*(?:[ -](?:(?:of|the|and|for|in|on|de|la)[ -]){0,3}[A-Z]?\w*(?<=\w)){1,8}", text):
        words = re.split(r"[ -]", run.group())
        capitals = [w[0] for w in words if w[:1].isupper()]
        for start in range(len(capitals)):
            for end in range(start + 2, min(len(capitals), start + 7) + 1):
                found.add("".join(capitals[start:end]).lower())
    return found


def _flat(text: str) -> str:
    """Letters and digits, lower-case, with single spaces between."""
    return " ".join(re.findall(r"[^\W_]+", re.sub(r"['’]", "", text).lower()))
