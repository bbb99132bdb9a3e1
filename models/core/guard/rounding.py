"""Whether a number says the same as another, less exactly: `more than a million` of 1.04 million."""

from __future__ import annotations

import re
from math import floor, log10

_UP = "nearly|almost|close to|under|below|less than|fewer than|up to|as many as|as much as|just under|within"
_DOWN = "over|more than|above|at least|upwards of|exceeding|in excess of|past|topping|another"
_ABOUT = "about|around|some|roughly|approximately|an estimated|estimated|circa|or so"
_HEDGE = re.compile(
    rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN})|(?P<about>{_ABOUT}))\s+(?:an?\s+)?[$€£¥]?\s*$", re.IGNORECASE
)
_SCALED = re.compile(r"[\d,]+(?:\.\d+|(?:\.\d+)?[\s-]?(?:[kmb]|[mbt]n|[a-z]+ion|thousand))", re.IGNORECASE)
_NEAR = 0.25  # of the exact number: farther off nobody rounds


def rounded(sentence: str, start: int, end: int, said: float, known: float) -> bool:
    """Whether ``sentence[start:end]`` is another number, rounded.

    A number behind a hedge may be rounded to its last digit that is no zero, in the direction of the hedge; one with
    decimals or a scale (`1.04 million`) to the nearest.

    Args:
        sentence: the sentence.
        start: of the number in it.
        end: of the number in it.
        said: its value.
        known: the value of the other.
    """
    if not said or not known or abs(said - known) > _NEAR * known:
        return False
    step = _step(said)
    hedge = _HEDGE.search(sentence, 0, start)
    if hedge is None:
        return _SCALED.fullmatch(sentence, start, end) is not None and abs(said - known) <= step / 2
    if hedge["about"]:
        return abs(said - known) <= step / 2
    return 0 <= said - known < step if hedge["up"] else 0 <= known - said < step


def _step(value: float) -> float:
    """The worth of the last digit of a number that is no zero: 100 for 1,200, 0.1 for 4.5."""
    text = f"{value:.12g}"
    if "e" in text:
        return 10.0 ** floor(log10(value))
    if "." in text:
        return 10.0 ** -len(text.partition(".")[2])
    return 10.0 ** (len(text) - len(text.rstrip("0")))
