"""Sentences that say the same: found, so that a summary holds one of them."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from models.core.summary.terms import STOPWORDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.core.summary.centrality import Vector

NEAR_DUPLICATE = 0.65  # cosine of TF-IDF vectors from which two sentences say the same
_OPENING = 200  # code points of a sentence that are its opening
_ALIKE = 4  # words


def opening_of(text: str) -> tuple[str, ...] | None:
    """The first words of a sentence, as many as make another one that begins with them read as a repetition.

    At least four of them are written small, and one of those is no function word: the name of an office is long, and
    opens many sentences. ``None`` where the sentence has no such opening.
    """
    words = re.findall(r"[\w'-]+", text[:_OPENING].replace("’", "'"))
    small: list[str] = []
    for count, word in enumerate(words, 1):
        small += [word] if word[0].islower() else []
        if len(small) >= _ALIKE and any(w not in STOPWORDS for w in small):
            return tuple(words[:count])
    return None


def near_duplicates(
    chosen: Sequence[int], rows: Sequence[Vector], texts: Sequence[str], threshold: float = NEAR_DUPLICATE
) -> list[tuple[int, int]]:
    """The pairs ``(earlier, later)`` among the chosen numbers whose sentences say the same.

    Args:
        chosen: numbers of sentences, into ``rows`` and ``texts``, in any order.
        rows: unit vectors of all sentences.
        texts: their wording; sentences without content words are the same only when they read the same.
        threshold: the cosine from which two sentences say the same.
    """
    postings: defaultdict[str, list[int]] = defaultdict(list)
    wordings: dict[str, int] = {}
    pairs: list[tuple[int, int]] = []
    for later in sorted(chosen):
        cosine: defaultdict[int, float] = defaultdict(float)
        for term, weight in rows[later].items():
            for earlier in postings[term]:
                cosine[earlier] += weight * rows[earlier][term]
            postings[term].append(later)
        found = {earlier for earlier, value in cosine.items() if value >= threshold}
        wording = " ".join(texts[later].split()).casefold()
        if wording in wordings:
            found.add(wordings[wording])
        wordings.setdefault(wording, later)
        pairs += [(earlier, later) for earlier in sorted(found)]
    return pairs
