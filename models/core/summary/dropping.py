"""How likely an editor who shortens a sentence leaves a slot out: a logistic regression over its form."""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING

from models.core.summary.budget import count_words
from models.core.summary.cuts import Kind
from models.core.summary.drop_weights import WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.core.summary.cuts import Cut

_OPENERS = frozenset(
    [
        "which",
        "who",
        "where",
        "whose",
        "with",
        "after",
        "as",
        "while",
        "before",
        "when",
        "since",
        "following",
        "amid",
        "including",
        "saying",
        "adding",
        "a",
        "the",
    ]
)


def features_of(sentence: str, cut: Cut) -> Mapping[str, float]:
    """What the decision goes by: kind, first word, lengths, names and figures in it, and its place."""
    text = sentence[cut.start : cut.end].strip(" ,")
    words, all_words = count_words(text), count_words(sentence)
    first = text.split(" ", 1)[0].lower()
    found = {
        "bias": 1.0,
        f"kind={cut.kind}": 1.0,
        "words": words / 10,
        "share": words / max(1, all_words),
        "sentence": all_words / 10,
        "figure": float(any(map(str.isdigit, text)) and cut.kind is not Kind.AGE),
        "names": min(3, sum(word[:1].isupper() for word in text.split())) / 3,
        "last": float(cut.end >= len(sentence) - 2),
    }
    if first in _OPENERS:
        found[f"first={first}"] = 1.0
    elif first.endswith("ing"):
        found["first=-ing"] = 1.0
    return found


def drop_probability(sentence: str, cut: Cut, weights: Mapping[str, float] = WEIGHTS) -> float:
    """The probability, 0 to 1, that a slot is left out."""
    score = sum(weights.get(name, 0.0) * value for name, value in features_of(sentence, cut).items())
    return 1 / (1 + exp(-max(-30.0, min(30.0, score))))
