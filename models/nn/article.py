"""A document as the summary model reads it: its candidate sentences as word pieces with case, and their features."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

from models.core.summary.forms import Form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from transformers import PreTrainedTokenizerFast

    from models.core.summary.candidates import Candidate
    from models.core.summary.signs import Signs

#: Numbers a sentence; see `features`.
FEATURES = 10
LONGEST = 128  # pieces of a sentence that are read; no news sentence needs more

_WORD = re.compile(r"[^\W\d_]+")
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Article:
    """The sentences of a document, in reading order.

    Attributes:
        ids: per sentence, the vocabulary ids of its pieces.
        types: likewise, 1 for the pieces of a word that begins in upper case, else 0.
        features: per sentence, ``FEATURES`` numbers of about -1 to 1.
    """

    ids: list[list[int]]
    types: list[list[int]]
    features: list[list[float]]


class ArticleReader:
    """Turns candidate sentences into pieces.

    Args:
        tokenizer: a fast uncased BERT tokenizer.
    """

    def __init__(self, tokenizer: PreTrainedTokenizerFast) -> None:
        self._backend = tokenizer.backend_tokenizer
        # The vocabulary's file may ask for both; windows are cut and padded here.
        self._backend.no_truncation()
        self._backend.no_padding()

    def read(self, found: Sequence[Candidate], signs: Sequence[Signs]) -> Article:
        """Encode the candidates of a document."""
        # The tokenizer wants valid UTF-8; a lone surrogate becomes U+FFFD there, one code point for another.
        texts = [_SURROGATE.sub("\ufffd", candidate.text) for candidate in found]
        ids: list[list[int]] = []
        types: list[list[int]] = []
        for text, encoding in zip(texts, self._backend.encode_batch(texts, add_special_tokens=False), strict=True):
            upper = _upper(text)
            ids.append(list(encoding.ids[:LONGEST]))
            types.append([int(start in upper) for start, _ in encoding.offsets[:LONGEST]])
        return Article(ids, types, [features(c, s, len(found)) for c, s in zip(found, signs, strict=True)])


def _upper(text: str) -> set[int]:
    """The code points of the words that begin in upper case."""
    words = (match for match in _WORD.finditer(text) if match[0][0].isupper())
    return {place for word in words for place in range(word.start(), word.end())}


def features(candidate: Candidate, signs: Signs, count: int) -> list[float]:
    """What the model is told about a sentence beside its words: place, length, form and the classical signs."""
    return [
        1 / (1 + signs.order),
        log(1 + signs.order) / 4,
        signs.order / max(1, count - 1),
        float(candidate.opens_line),
        min(candidate.words, 60) / 30 - 1,
        signs.quoted,
        float(candidate.dangling),
        float(candidate.form is not Form.STATEMENT),
        signs.central,
        signs.lead,
    ]
