"""How well the facts of a source fit the place of a fact in a sentence: a cloze test whose answers the source gives.

The neighbours of a fact, weighted by rarity and nearness, are looked for around each number or name of the source.
Where the stated fact fits worse than another one of its kind, the sentence has put it into the wrong place. Question
answering asks a source the same without its words (QAGS, Wang et al. 2020, arXiv 2004.04228; QuestEval, Scialom et al.
2021, arXiv 2103.12693); the swaps that this is made for are those of FactCC (Kryściński et al. 2020, arXiv 1910.12840).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from math import exp, log, sqrt
from typing import TYPE_CHECKING

from models.core.guard.cloze_weights import WEIGHTS
from models.core.guard.common_words import STEMS
from models.core.guard.facts import stem
from models.core.guard.tokens import Token, related, tokenize

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

#: Weight of a function word as a neighbour: it tells where something stands more than what is said.
_FUNCTION = 0.3
_REACH = 4.0  # neighbours at this distance weigh half
_SLACK = 3  # places by which a neighbour may stand elsewhere and still be in its place
_RUN = 4
_FAR = 5  # sentences off, and more
_SENTENCES = 6  # in which other facts are looked for: the likest
_PRONOUNS = {
    "name": frozenset(
        ["he", "she", "they", "it", "him", "her", "them", "his", "hers", "their", "its", "who", "we", "i"]
    ),
    "number": frozenset[str](),
}


@dataclass(frozen=True, slots=True)
class Fit:
    """How well a place of the source fits, 0 to 1 each.

    Attributes:
        near: weighted share of the neighbours that stand at about the same distance on the same side.
        sentence: weighted share that stands in the sentence of the place.
        passage: weighted share that stands in that sentence or next to it.
        left, right: how many tokens on that side are the same without a gap, as the root of their share of four.
    """

    near: float = 0.0
    sentence: float = 0.0
    passage: float = 0.0
    left: float = 0.0
    right: float = 0.0

    @property
    def total(self) -> float:
        """One number, to compare places by."""
        return self.near + 0.5 * self.sentence + 0.25 * self.passage + 0.2 * (self.left + self.right)


class Index:
    """The tokens of a source, by place.

    Args:
        sentences: texts of its sentences, in order.

    Attributes:
        sentences: their tokens.
        places: sentence and position of each key.
        terms: by sentence, the positions of each term.
        holders: the sentences that have a term.
        linked: names that stand next to a name somewhere, as first and last name do.
    """

    def __init__(self, sentences: Sequence[str]) -> None:
        read = [tokenize(text) for text in sentences]
        self._named = Counter(t.key for tokens in read for t in tokens if t.kind == "name" and not t.head)
        self._plain = Counter(t.key for tokens in read for t in tokens if t.kind == "word" and not t.head)
        self.sentences = [self._resolve(tokens) for tokens in read]
        self.places: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self.terms: list[dict[str, list[int]]] = []
        self.holders: dict[str, list[int]] = defaultdict(list)
        self.linked: dict[str, set[str]] = defaultdict(set)
        for s, tokens in enumerate(self.sentences):
            terms: dict[str, list[int]] = defaultdict(list)
            for p, token in enumerate(tokens):
                terms[token.term].append(p)
                for key in {token.key, *token.more}:
                    self.places[key].append((s, p))
                if p and token.kind == tokens[p - 1].kind == "name" and token.start - tokens[p - 1].end <= 2:
                    self.linked[token.key].add(tokens[p - 1].key)
                    self.linked[tokens[p - 1].key].add(token.key)
            for term in terms:
                self.holders[term].append(s)
            self.terms.append(terms)
        self._kin: dict[str, frozenset[str]] = {}

    def read(self, sentence: str) -> list[Token]:
        """The tokens of a sentence; whether a word at its head is a name the source tells, where it can.

        A name that the source has in another form only is a neighbour as that.
        """
        return [self._as_source(token) for token in self._resolve(tokenize(sentence))]

    def _as_source(self, token: Token) -> Token:
        if token.kind != "name" or token.term in self.holders:
            return token
        terms = {stem(key) for key in self.kin(token.key)} & self.holders.keys()
        return replace(token, term=min(terms)) if terms else token

    def _resolve(self, tokens: Sequence[Token]) -> list[Token]:
        found: list[Token] = []
        for token in tokens:
            named, plain = self._named[token.key], self._plain[token.key]
            kind = token.kind
            if token.head and (named or plain):
                kind = kind if named == plain else "name" if named > plain else "word"
            elif token.head:
                kind = "word" if stem(token.key) in STEMS else "name"
            found.append(token if kind == token.kind else replace(token, kind=kind))
        return found

    def kin(self, key: str) -> frozenset[str]:
        """Keys of the source that are the key or an inflection of it."""
        found = self._kin.get(key)
        if found is None:
            same = {key} if key in self.places else set()
            others = () if key.startswith("#") else (k for k in self.places if k[0] == key[0] and related(key, k))
            found = self._kin[key] = frozenset(same.union(others))
        return found

    def rarity(self, term: str) -> float:
        """Inverse sentence frequency."""
        return log((len(self.sentences) + 1) / (len(self.holders.get(term, ())) + 0.5))


class Question:
    """The place of a fact in a sentence, to be held against places of a source.

    Args:
        index: the source.
        tokens: the sentence.
        place: of the fact in it.
        whole: leave out what else the name is made of: the last name bears the first one out even where both are wrong.
    """

    def __init__(self, index: Index, tokens: Sequence[Token], place: int, *, whole: bool = False) -> None:
        self.index = index
        self._tokens = tokens
        self._place = place
        self._whole = whole
        self._edges = span_of(tokens, place) if whole else (place, place)
        self._weights = [
            (_FUNCTION if t.kind == "function" else 1.0)
            * max(0.2, index.rarity(t.term))
            / (1 + abs(p - place) / _REACH)
            for p, t in enumerate(tokens)
        ]
        for p in range(self._edges[0], self._edges[1] + 1):
            self._weights[p] = 0.0
        self._total = sum(self._weights) or 1.0
        self.sentence: dict[int, float] = defaultdict(float)
        self.passage: dict[int, float] = defaultdict(float)
        self._find_shares()
        self._shared: dict[int, list[tuple[int, float, list[int]]]] = {}

    def _find_shares(self) -> None:
        """By sentence, the weighted share of the neighbours in it, and in it or next to it."""
        together: dict[str, float] = {}
        for token, weight in zip(self._tokens, self._weights, strict=True):
            together[token.term] = together.get(token.term, 0.0) + weight / self._total
        count = len(self.index.sentences)
        for term, weight in together.items():
            around: set[int] = set()
            for s in self.index.holders.get(term, ()):
                self.sentence[s] += weight
                around.update((s - 1, s, s + 1))
            for s in around:
                if 0 <= s < count:
                    self.passage[s] += weight

    def fit(self, at: tuple[int, int]) -> Fit:
        """How well a place of the source fits."""
        s, p = at
        shares = self.sentence.get(s, 0.0), self.passage.get(s, 0.0)
        return Fit(self._near(s, p), *shares, self._run(at, -1), self._run(at, 1))

    def _near(self, s: int, p: int) -> float:
        """The weighted share of the neighbours that stand about as far from ``p`` as they do from the fact."""
        shared = self._shared.get(s)
        if shared is None:
            terms = self.index.terms[s]
            shared = self._shared[s] = [
                (i - self._place, weight, terms[token.term])
                for i, (token, weight) in enumerate(zip(self._tokens, self._weights, strict=True))
                if weight and token.term in terms
            ]
        found = 0.0
        for distance, weight, positions in shared:
            goal = p + distance
            off = abs(positions[0] - goal)
            for q in positions[1:]:
                off = min(off, abs(q - goal))
            slack = _SLACK + abs(distance) / 2
            if off <= slack:
                found += weight * (1 - off / (2 * slack))
        return found / self._total

    def _run(self, at: tuple[int, int], step: int) -> float:
        """How many tokens to one side are the same, as the root of their share of the most that count."""
        tokens, (s, p) = self._tokens, at
        theirs = self.index.sentences[s]
        side = step > 0
        here, there = self._edges[side], (span_of(theirs, p)[side] if self._whole else p)
        length = 0
        while length < _RUN:
            i, j = here + step * (length + 1), there + step * (length + 1)
            mine = tokens[i].term if 0 <= i < len(tokens) else ""
            if mine != (theirs[j].term if 0 <= j < len(theirs) else ""):
                break
            length += 1
            if not mine:
                break
        return sqrt(length / _RUN)


def span_of(tokens: Sequence[Token], place: int) -> tuple[int, int]:
    """The first and last place of the name that the token is part of; of no name, its own."""
    first = last = place
    if tokens[place].kind == "name":
        while first and tokens[first].joined and tokens[first - 1].kind == "name":
            first -= 1
        while last + 1 < len(tokens) and tokens[last + 1].joined and tokens[last + 1].kind == "name":
            last += 1
    return first, last


def _range_of(tokens: Sequence[Token], place: int) -> range:
    first, last = span_of(tokens, place)
    return range(first, last + 1)


def best(fits: Iterable[Fit]) -> Fit:
    """The best place."""
    return max(fits, key=lambda f: f.total, default=Fit())


def features_of(index: Index, tokens: Sequence[Token], place: int, own: Iterable[str]) -> dict[str, float]:
    """What tells whether a source bears out the fact at ``place``.

    Args:
        index: the source.
        tokens: the sentence.
        place: of the fact.
        own: keys of the source that are the fact.
    """
    token = tokens[place]
    keys = set(own)
    question = Question(index, tokens, place)
    sentence = question.sentence

    places = {at for key in keys for at in index.places[key]}
    friends = set().union(*(index.linked.get(key, set()) for key in keys)) - keys if token.kind == "name" else set()
    linked_places = [at for key in friends for at in index.places[key]]
    mentioned = {s for s, _ in places}
    pronouns = _PRONOUNS[token.kind]
    referring = [
        (s, p)
        for s in {m + d for m in mentioned for d in (0, 1, 2)}
        if s < len(index.sentences) and pronouns
        for p, t in enumerate(index.sentences[s])
        if t.key in pronouns
    ]
    said = {k for i, t in enumerate(tokens) if i != place and t.kind == token.kind for k in index.kin(t.key)}
    likest = sorted(sentence, key=lambda s: -sentence[s])[:_SENTENCES]
    others = [
        ((s, p), t)
        for s in likest
        for p, t in enumerate(index.sentences[s])
        if t.kind == token.kind and (s, p) not in places and t.key not in friends
    ]
    rivals = [at for at, t in others if t.key not in said]
    mine, linked, referred = (best(map(question.fit, at)) for at in (places, linked_places, referring))
    rival = best(map(question.fit, rivals))
    inner = best(question.fit(at) for at, t in others if t.key in said)
    top = max(sentence.values(), default=0.0)
    closest = max(sentence, key=lambda s: (sentence[s], -s), default=0)
    shown = max(mine.total, linked.total, referred.total)
    whole = {}
    if token.kind == "name":
        whole = _features_of_whole(
            Question(index, tokens, place, whole=True), keys | friends, places, [*linked_places, *referring]
        )
    return {
        "bias": 1.0,
        "near": mine.near,
        "sentence": mine.sentence,
        "passage": mine.passage,
        "left": mine.left,
        "right": mine.right,
        "linked": linked.total,
        "referred": referred.total,
        "rival": rival.near,
        "rival sentence": rival.sentence,
        "rival sides": rival.left + rival.right,
        "inner": max(0.0, inner.total - mine.total),
        "inner sides": inner.left + inner.right,
        "rival better": max(0.0, rival.total - mine.total),
        "rival better than all": max(0.0, rival.total - shown),
        "rival share": rival.near / (rival.near + mine.near + 0.05),
        "shown": shown,
        "far": min(_FAR, min((abs(s - closest) for s in mentioned), default=_FAR)) / _FAR,
        "share of closest": mine.sentence / (top or 1.0),
        "margin": rival.total - mine.total,
        "copied margin": (rival.total - mine.total) * top,
        "top": top,
        "top passage": max(question.passage.values(), default=0.0),
        "behind": top - mine.sentence,
        "behind copied": (top - mine.sentence) * top,
        "times": log(1 + len(places)),
        "early": float(any(s < 3 for s, _ in places)),
        "size": log(1 + len(tokens)),
        "head": float(place == 0),
        **whole,
    }


def _features_of_whole(
    question: Question,
    keys: AbstractSet[str],
    places: Iterable[tuple[int, int]],
    linked: Iterable[tuple[int, int]],
) -> dict[str, float]:
    """The same of the name as one, by what stands around all of it."""
    sentences = question.index.sentences
    own = {(s, p) for s, at in places for p in _range_of(sentences[s], at)}
    likest = sorted(question.sentence, key=lambda s: -question.sentence[s])[:_SENTENCES]
    others = [
        (s, p)
        for s in likest
        for p, t in enumerate(sentences[s])
        if t.kind == "name" and (s, p) not in own and t.key not in keys
    ]
    mine, other = best(map(question.fit, own)), best(map(question.fit, linked))
    rival = best(map(question.fit, others))
    top = max(question.sentence.values(), default=0.0)
    shown = max(mine.total, other.total)
    return {
        "whole near": mine.near,
        "whole sentence": mine.sentence,
        "whole passage": mine.passage,
        "whole sides": mine.left + mine.right,
        "whole linked": max(0.0, other.total - mine.total),
        "whole rival": rival.near,
        "whole rival sides": rival.left + rival.right,
        "whole rival better": max(0.0, rival.total - mine.total),
        "whole rival better than all": max(0.0, rival.total - shown),
        "whole rival share": rival.near / (rival.near + mine.near + 0.05),
        "whole margin": rival.total - mine.total,
        "whole copied margin": (rival.total - mine.total) * top,
        "whole top": top,
        "whole behind": top - mine.sentence,
    }


def misplaced(features: Mapping[str, float], kind: str, weights: Mapping[str, Mapping[str, float]] = WEIGHTS) -> float:
    """The probability, 0 to 1, that the source does not have the fact in this place, by logistic regression."""
    score = sum(weights[kind].get(name, 0.0) * value for name, value in features.items())
    return 1 / (1 + exp(-max(-30.0, min(30.0, score))))
