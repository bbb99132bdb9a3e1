"""Is a text English? A cautious answer for a warning, from its script and its function words."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Frequent in English and rare elsewhere: words that other European languages share (`a`, `in`, `on`, `was`, `no`, `me`,
# `of` and `is` in Dutch, `for` and `at` in Danish) are left out, or would make those languages look English.
_LIST: Final = (
    "the and to that with from by this which it its they their them his she been would could should have has be not "
    "but who when after before about into than these those there where while because through between during against "
    "under other some any such only also more most what how if you your our will were are said"
)
_FUNCTION_WORDS: Final = frozenset(_LIST.split())
_WORD: Final = re.compile(r"[^\W\d_]+")

_FEWEST_WORDS: Final = 25
_FEWEST_LETTERS: Final = 20
_LEAST_SHARE: Final = 0.07
_WINDOW: Final = 50_000
"""Code points that are looked at: enough to tell, and bounded for texts of any length."""


def looks_english(text: str) -> bool:
    """Tell whether a text looks English; when in doubt, as with short texts, say yes.

    A text is taken for another language when most of its letters are not Latin, or when, of at least 25 words, fewer
    than 7 in 100 are function words of English (news articles have 18 to 35, other languages below 3).
    """
    words = _WORD.findall(text[:_WINDOW])
    letters = "".join(words)
    if len(letters) >= _FEWEST_LETTERS and _latin_share(letters) < 0.5:
        return False
    if len(words) < _FEWEST_WORDS:
        return True
    hits = sum(word.lower() in _FUNCTION_WORDS for word in words)
    return hits >= _LEAST_SHARE * len(words)


def _latin_share(letters: str) -> float:
    sample = letters[:: max(1, len(letters) // 500)]
    return sum(letter.isascii() or unicodedata.name(letter, "").startswith("LATIN") for letter in sample) / len(sample)
