"""Pieces of a text that fit an encoder and end where sentences end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


@dataclass(frozen=True, slots=True)
class Chunks:
    """Pieces in order, and how many sentences were too long for the encoder and had to be parted between words."""

    pieces: tuple[str, ...]
    parted: int


def chunk(sentences: Sequence[str], limit: int, measure: Callable[[str], int]) -> Chunks:
    """Put sentences together into as few pieces as fit, about equally long; every word is in exactly one piece.

    Args:
        sentences: in reading order.
        limit: most tokens of a piece.
        measure: tokens of a text. Joining may take a token more or less than the parts: each piece is measured whole.
    """
    parts: list[str] = []
    parted = 0
    for sentence in sentences:
        if measure(sentence) <= limit:
            parts.append(sentence)
        else:
            parted += 1
            parts += _part(sentence, limit, measure)
    sizes = [measure(part) for part in parts]
    # Even pieces: a last one of a single sentence makes a poor summary.
    count = max(1, -(-sum(sizes) // max(1, limit)))
    goal = min(limit, sum(sizes) / count * 1.1)
    pieces: list[str] = []
    current: list[str] = []
    size = 0
    for part, length in zip(parts, sizes, strict=True):
        if current and (size + length > goal or measure(" ".join([*current, part])) > limit):
            pieces.append(" ".join(current))
            current, size = [], 0
        current.append(part)
        size += length
    if current:
        pieces.append(" ".join(current))
    return Chunks(tuple(pieces), parted)


def _part(sentence: str, limit: int, measure: Callable[[str], int]) -> Iterator[str]:
    """Part a sentence between words, or within a word that is too long itself."""
    while measure(sentence) > limit:
        # The longest head that fits, by bisection over its end.
        low, high = 1, len(sentence)
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if measure(sentence[:middle]) <= limit else (low, middle - 1)
        space = sentence.rfind(" ", 1, low + 1)
        cut = space if space > 0 else low
        yield sentence[:cut].strip()
        sentence = sentence[cut:].strip()
    if sentence:
        yield sentence
