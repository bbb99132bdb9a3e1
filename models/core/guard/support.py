"""Whether a source supports a summary: its numbers, names, quotations and negations, and its words.

A fact has to be found in the source, and there near words of the sentence that states it: a name or number from
another part of the article is the commonest error of summarizers after the invented one (the taxonomy of FRANK, Pagnoni
et al. 2021, arXiv 2104.13346). Beside the facts, ROUGE-1 precision against the source (Lin 2004, over content words)
finds sentences that are made of other words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.core.guard.facts import FactKind, fold, names, negations, number_keys, numbers, quotations, stem
from models.core.summary.terms import STOPWORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from models.core.document import Span

_WORD = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*\.?")
_CLOSE = 0.6  # share of its content words that a sentence has in common with the one that it repeats


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is asked of a sentence; tuned on true and altered sentences of development articles.

    Attributes:
        precision: least ROUGE-1 precision against the whole source, over content words.
        near: least share of the sentence's other content words that must stand near a fact in the source.
    """

    precision: float = 0.35
    near: float = 0.3


@dataclass(frozen=True, slots=True)
class Issue:
    """Something that the source does not support: ``sentence[start:end]``; ``kind`` ``words`` is the whole of it."""

    kind: FactKind | str
    text: str
    start: int
    end: int

    def __str__(self) -> str:
        """For people: ``the name “Miller”``."""
        return "most of its words" if self.kind == "words" else f"the {self.kind} “{self.text}”"


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

    def __init__(self, text: str, sentences: Sequence[Span], limits: Limits = Limits()) -> None:
        self._limits = limits
        self._texts = [text[s.start : s.end] for s in sentences]
        self._terms = [_stems(t) for t in self._texts]
        self._words = [_folded(t) for t in self._texts]
        self._numbers = [number_keys(t) for t in self._texts]
        self._negated = [{f.key for f in negations(t)} for t in self._texts]
        self._all_terms = set().union(*self._terms) if self._terms else set()
        self._vocabulary = set().union(*self._words) if self._words else set()
        self._initials = _initials(text)
        self._flat = f" {_flat(text)} "

    def check(self, sentence: str) -> Verdict:
        """Check a sentence of a summary against the source."""
        terms = _stems(sentence)
        if terms:
            precision = len(terms & self._all_terms) / len(terms)
        else:  # function words or marks alone: only a whole sentence of the source says something
            flat = _flat(sentence)
            precision = float(bool(flat) and any(flat == _flat(text) for text in self._texts))
        issues: list[Issue] = []
        for fact in numbers(sentence):
            places = [i for i, keys in enumerate(self._numbers) if fact.key in keys]
            if not self._near(terms - _stems(sentence[fact.start : fact.end]), places):
                issues.append(Issue("number", sentence[fact.start : fact.end], fact.start, fact.end))
        for fact in names(sentence):
            found = self._places_of_name(fact.key)
            if found is not None and not self._near(terms - _stems(sentence[fact.start : fact.end]), found):
                issues.append(Issue("name", sentence[fact.start : fact.end], fact.start, fact.end))
        for fact in quotations(sentence):
            parts = [flat for part in re.split(r"\.\.\.|…|\[[^\]]*\]", fact.key) if (flat := _flat(part))]
            if not all(f" {part} " in self._flat for part in parts):
                issues.append(Issue("quotation", sentence[fact.start : fact.end], fact.start, fact.end))
        closest = self._closest(terms)
        issues += self._negation(sentence, terms, closest)
        if precision < self._limits.precision:
            issues.append(Issue("words", sentence, 0, len(sentence)))
        return Verdict(tuple(sorted(issues, key=lambda i: (i.start, i.end, i.kind))), precision, closest)

    def _places_of_name(self, key: str) -> list[int] | None:
        """Sentences that have a name or an inflection of it; ``None`` where it is an acronym of words of the source."""
        places = [i for i, words in enumerate(self._words) if key in words]
        if places:
            return places
        if key in self._initials:
            return None
        parts = key.split("-")
        if len(parts) > 1 and all(p in self._vocabulary for p in parts):
            return [i for i, words in enumerate(self._words) if parts[0] in words]
        kin = {word for word in self._vocabulary if _inflected(key, word)}
        return [i for i, words in enumerate(self._words) if words & kin]

    def _near(self, terms: AbstractSet[str], places: Iterable[int]) -> bool:
        """Whether enough of the terms stand in a sentence of ``places`` or next to it."""
        found = False
        for place in places:
            found = True
            around = set().union(*self._terms[max(0, place - 1) : place + 2])
            if not terms or len(terms & around) / len(terms) >= self._limits.near:
                return True
        return found and not terms

    def _closest(self, terms: AbstractSet[str]) -> int | None:
        if not self._terms:
            return None
        return max(range(len(self._terms)), key=lambda i: (len(terms & self._terms[i]), -len(self._terms[i]), -i))

    def _negation(self, sentence: str, terms: AbstractSet[str], closest: int | None) -> list[Issue]:
        """A negation that the repeated sentence does not have, or one of its own that was left out."""
        if closest is None or not terms or len(terms & self._terms[closest]) / len(terms) < _CLOSE:
            return []
        theirs = self._negated[closest]
        ours = negations(sentence)
        kept = {fact.key for fact in ours}
        issues = [
            Issue("negation", sentence[fact.start : fact.end], fact.start, fact.end)
            for fact in ours
            if fact.key not in theirs and (fact.key in self._terms[closest] or not theirs)
        ]
        source = self._texts[closest]
        plain = _stems(source, positive=True)
        lost = [key for key in theirs if key and key in terms and key not in kept and key not in plain]
        if lost:
            issues.append(Issue("negation", f"not … {lost[0]}", 0, len(sentence)))
        return issues


def _inflected(name: str, word: str) -> bool:
    """``lithuanian`` and ``lithuania``, ``turks`` and ``turkish``."""
    shorter, longer = sorted((name, word), key=len)
    common = next((i for i, (a, b) in enumerate(zip(name, word, strict=False)) if a != b), len(shorter))
    return common >= 4 and len(shorter) - common <= 2 and len(longer) - common <= 4


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


def _folded(text: str) -> set[str]:
    words = {fold(w) for w in _WORD.findall(text)}
    return words | {part for w in words for part in re.split(r"['’&-]", w)}


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
