"""How likely a mark opens or closes by its neighbours alone, whatever its glyph and its spaces.

The log-odds were counted on edited English news (some 3,300 articles, 37,000 curly marks), rounded, and set by hand
where there were few. Natural logarithms, capped at 6.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from models.core.quotes.words import words

if TYPE_CHECKING:
    from models.core.quotes.surroundings import Surroundings

CAP = 6.0

_PAIRS = {
    ("comma", "lower"): -2.3,
    ("comma", "upper"): -1.2,
    ("comma", "digit"): 0.5,
    ("stop", "upper"): 1.0,
    ("stop", "lower"): -3.3,
    ("stop", "digit"): 1.0,
    ("stop", "bracket-open"): -1.1,
    ("stop", "stop"): -0.5,
    ("lower", "lower"): 0.0,
    ("lower", "upper"): 2.4,
    ("lower", "digit"): 3.0,
    ("lower", "bracket-open"): -1.9,
    ("upper", "lower"): -0.1,
    ("upper", "upper"): 2.4,
    ("digit", "lower"): -0.5,
    ("digit", "upper"): 0.8,
    ("dash", "lower"): 1.9,
    ("dash", "upper"): 3.5,
    ("bracket-close", "upper"): 2.5,
    ("bracket-close", "lower"): 0.8,
}
_LEFT = {"edge": CAP, "colon": 4.5, "bracket-open": 4.0, "dash": 1.0, "other": 0.5}
_RIGHT = {
    "edge": -CAP,
    "stop": -4.2,
    "comma": -4.2,
    "colon": -3.9,
    "bracket-close": -4.2,
    "dash": -4.0,
    "bracket-open": 1.0,
    "other": 0.5,
}
_WORD_BEFORE = {
    **dict.fromkeys(words("a the was is to and as that had has would were or are so-called"), 3.4),
    **dict.fromkeys(words("of an be for his have with on about because but called said by not their its will"), 2.5),
    **dict.fromkeys(words("saying being who than which been should he she word phrase term calls into from"), 1.5),
}
_WORD_AFTER = {
    **dict.fromkeys(words("and or"), -4.5),
    **dict.fromkeys(words("of but from than program"), -3.0),
    **dict.fromkeys(words("to in on that for by with as during under against when while after"), -2.3),
    **dict.fromkeys(words("at about because between over last who if is are was"), -1.2),
    **dict.fromkeys(words("the there one my"), 0.8),
    **dict.fromkeys(words("a an no not very we i great good big really never too just only our it’s it's you"), 2.2),
}


def log_odds(around: Surroundings) -> float:
    """Logarithm of P(opens) / P(closes) for a mark with these neighbours."""
    pair = (around.left, around.right)
    if around.right == "edge":
        odds = -CAP
    elif pair in _PAIRS:
        odds = _PAIRS[pair]
    else:
        odds = _LEFT.get(around.left, 0.0) + _RIGHT.get(around.right, 0.0)
    if pair == ("lower", "lower"):
        odds += _WORD_BEFORE.get(around.word_before, -0.9) + _WORD_AFTER.get(around.word_after, 0.5)
    if around.reported and around.left in {"comma", "stop"}:
        odds -= 3.8
    if around.announced:
        odds += 3.0
    return max(-CAP, min(CAP, odds))


def cost(around: Surroundings, role: str) -> float:
    """Cost of reading the mark as one that opens or closes: minus the logarithm of the role's probability."""
    odds = log_odds(around)
    return math.log1p(math.exp(-odds if role == "open" else odds))
