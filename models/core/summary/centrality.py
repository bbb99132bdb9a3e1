"""Sentences as TF-IDF vectors, and how central each is to its document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import log, sqrt

from models.core.summary.terms import content_terms

Vector = Mapping[str, float]

_DAMPING = 0.85
_NO_TIE = 1e-9  # rounding leaves less than this between sentences that share no word
_ROUNDS = 15  # the walk forgets its start by 0.85 a round; more rounds move no rank


def vectors(sentences: Sequence[str]) -> list[Vector]:
    """A unit TF-IDF vector a sentence, the document's sentences being the collection; empty without content words."""
    counts = [Counter(content_terms(sentence)) for sentence in sentences]
    frequency = Counter(term for count in counts for term in count)
    rarity = {term: log(1 + len(sentences) / seen) for term, seen in frequency.items()}
    return [unit({term: times * rarity[term] for term, times in count.items()}) for count in counts]


def unit(vector: Vector) -> Vector:
    """The vector scaled to length 1; an empty one stays empty."""
    length = sqrt(sum(weight * weight for weight in vector.values()))
    return {term: weight / length for term, weight in vector.items()} if length else {}


def total(several: Iterable[Vector]) -> dict[str, float]:
    """The sum of vectors."""
    summed: dict[str, float] = {}
    for vector in several:
        for term, weight in vector.items():
            summed[term] = summed.get(term, 0.0) + weight
    return summed


def dot(one: Vector, other: Vector) -> float:
    """The inner product of two vectors; of unit vectors the cosine."""
    return sum(weight * other.get(term, 0.0) for term, weight in one.items())


def centrality(rows: Sequence[Vector]) -> list[float]:
    """Continuous LexRank (Erkan and Radev, 2004), scaled so that the most central sentence has 1.

    A random walk over the graph of cosines needs only products of the matrix of cosines with a vector. That matrix is
    ``A A^T`` for the sentence-term matrix ``A``, so a round costs as many steps as the document has words, and the
    graph, quadratic in the sentences, is never built.
    """
    if not rows:
        return []
    everything = total(rows)
    ties = [dot(row, everything) - bool(row) for row in rows]  # the tie of a sentence to itself, always 1, is no vote
    rank = [1.0 / len(rows)] * len(rows)
    for _ in range(_ROUNDS):
        shares = [r / tie if tie > _NO_TIE else 0.0 for r, tie in zip(rank, ties, strict=True)]
        pull = total({t: w * share for t, w in row.items()} for row, share in zip(rows, shares, strict=True))
        rank = [
            (1 - _DAMPING) / len(rows) + _DAMPING * (dot(row, pull) - bool(row) * share)
            for row, share in zip(rows, shares, strict=True)
        ]
    highest = max(rank)
    return [r / highest for r in rank]
