"""Quotation-mark noise: the damage that machine translation and a blog's smart-quote step do together.

An engine moves the space to the wrong side of a mark, puts one on both sides, loses a mark, doubles it, or shifts it by
a word. A smart-quote step then curls each damaged mark by what stands on its left, so that directions come out wrong.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from models.core.document import Document
from models.core.edit import Edit
from models.core.quotes.blocks import Block, split_blocks
from models.core.quotes.fit import fit
from models.core.quotes.marks import Mark, find_marks

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Mapping, Sequence

Damage = Literal["moved", "spaced", "direction", "lost", "doubled", "shifted"]
Role = Literal["open", "close", "delete", "keep"]
_OPENERS = "([{—–-/‘'"


@dataclass(frozen=True, slots=True)
class QuoteNoise:
    """Rates of the damage.

    Attributes:
        untouched: share of articles without damage.
        heavy: share of the damaged articles that are damaged heavily.
        light_rate: range of the share of damaged pairs in a lightly damaged article.
        heavy_rate: the same in a heavily damaged one.
        both: probability that the second mark of a damaged pair is damaged too, when the first was moved or spaced.
        curled: share of articles that the smart-quote step runs over; in the others glyphs stay as they were.
        weights: relative frequency of the kinds of damage.
    """

    untouched: float = 0.0
    heavy: float = 0.2
    light_rate: tuple[float, float] = (0.05, 0.25)
    heavy_rate: tuple[float, float] = (0.35, 0.8)
    both: float = 0.5
    curled: float = 0.8
    weights: Mapping[Damage, float] = field(
        default_factory=lambda: {
            "moved": 0.52,
            "spaced": 0.12,
            "direction": 0.18,
            "lost": 0.06,
            "doubled": 0.07,
            "shifted": 0.05,
        }
    )


@dataclass(frozen=True, slots=True)
class DamagedMark:
    """A double mark of the damaged text: its offset and what it ought to do."""

    offset: int
    role: Role


@dataclass(frozen=True, slots=True)
class DamagedQuotes:
    """A text with damaged marks.

    Attributes:
        text: the damaged text.
        edits: edits of the clean text that give it; ``message`` names the kind of damage.
        marks: every double mark of the damaged text, in order.
        missing: the marks that were lost, each at the offset of the damaged text where it has to be written.
    """

    text: str
    edits: tuple[Edit, ...]
    marks: tuple[DamagedMark, ...]
    missing: tuple[DamagedMark, ...]


@dataclass(frozen=True, slots=True)
class _Known:
    """A double mark of the clean text with its role."""

    mark: Mark
    role: Role
    block: Block


@dataclass(frozen=True, slots=True)
class _Wound:
    """A replacement of ``text[start:end]``, with the places and roles of the marks in it."""

    start: int
    end: int
    after: str
    marks: tuple[tuple[int, Role], ...]
    missing: tuple[tuple[int, Role], ...]
    kind: Damage


def damage(text: str, rng: random.Random, config: QuoteNoise | None = None) -> DamagedQuotes:
    """Damage the double marks of a clean text; the same state of ``rng`` gives the same damage."""
    config = config or QuoteNoise()
    known = list(_known_marks(text))
    wounds: list[_Wound] = []
    if rng.random() >= config.untouched:
        low, high = config.heavy_rate if rng.random() < config.heavy else config.light_rate
        rate, curled = rng.uniform(low, high), rng.random() < config.curled
        for pair in _pairs(known):
            if rng.random() < rate:
                for wound in _wound_pair(text, pair, rng, config, curled):
                    if not wounds or wounds[-1].end < wound.start:
                        wounds.append(wound)
    return _assemble(text, known, wounds)


def _known_marks(text: str) -> Iterator[_Known]:
    """Double marks with the role that glyph and spaces give them; ``keep`` where these do not agree."""
    for block in split_blocks(Document.parse(text)):
        for mark in find_marks(text, block.start, block.end):
            if mark.glyph.level == "double":
                yield _Known(mark, _role(text, mark, block), block)


def _role(text: str, mark: Mark, block: Block) -> Role:
    sides = fit(text, mark.start, mark.end, block.start, block.end)
    opens, closes = not sides.faults("open"), not sides.faults("close")
    if mark.measure and mark.glyph.side is None and mark.glyph.family != "straight":
        return "keep"
    if mark.glyph.side == "open" or (mark.glyph.side is None and opens and not closes):
        return "open" if opens else "keep"
    if mark.glyph.side == "close" or (mark.glyph.side is None and closes and not opens):
        return "close" if closes else "keep"
    return "keep"


def _pairs(known: Sequence[_Known]) -> Iterator[tuple[_Known, _Known]]:
    for first, second in pairwise(known):
        if (first.role, second.role) == ("open", "close"):
            yield first, second


def _wound_pair(
    text: str, pair: tuple[_Known, _Known], rng: random.Random, config: QuoteNoise, curled: bool
) -> list[_Wound]:
    kinds = list(config.weights)
    kind = rng.choices(kinds, [config.weights[k] for k in kinds])[0]
    together = kind in {"moved", "spaced"} and rng.random() < config.both
    chosen = pair if together else (rng.choice(pair),)
    wounds = [_wound(text, known, kind, rng) for known in chosen]
    return [_curl(text, wound) if curled else wound for wound in wounds if wound is not None]


def _wound(text: str, known: _Known, kind: Damage, rng: random.Random) -> _Wound | None:
    mark, role, block = known.mark, known.role, known.block
    glyph = text[mark.start : mark.end]
    if kind == "direction":
        other = {"“": "”", "”": "“"}.get(glyph)
        return None if other is None else _Wound(mark.start, mark.end, other, ((0, role),), (), kind)
    if kind == "lost":
        return _Wound(mark.start, mark.end, "", (), ((0, role),), kind)
    if kind == "doubled":
        between = rng.choice(("", " "))
        twin = glyph + between + glyph
        return _Wound(mark.start, mark.end, twin, ((0, role), (len(glyph + between), "delete")), (), kind)
    if kind == "shifted":
        return _shift(text, known, rng.random() < 0.5)
    before = text[mark.start - 1 : mark.start] if mark.start > block.start else ""
    after = text[mark.end : mark.end + 1] if mark.end < block.end else ""
    outer = before if role == "open" else after
    if outer not in {"", " "} and not (role == "close" and kind == "spaced"):
        return None
    start = mark.start - (role == "open" and kind == "moved" and before == " ")
    end = mark.end + (role == "close" and kind == "moved" and after == " ")
    wounded = glyph + " " if role == "open" else " " + glyph
    return _Wound(start, end, wounded, ((wounded.index(glyph), role),), (), kind)


def _shift(text: str, known: _Known, right: bool) -> _Wound | None:
    """Move a mark over one word, to a place where it looks well."""
    mark, role, block = known.mark, known.role, known.block
    glyph = text[mark.start : mark.end]
    if right:
        start = mark.start
        end = _word_end(text, mark.end + (role == "close"), block.end)
        if role == "open":
            end += 1
        if end >= block.end or not _is_plain(text[mark.end : end]):
            return None
        words = text[mark.end : end]
        return _Wound(start, end, words + glyph, ((len(words), role),), (), "shifted")
    end = mark.end
    start = _word_start(text, mark.start - (role == "open"), block.start)
    if role == "close":
        start -= 1
    if start <= block.start or not _is_plain(text[start : mark.start]):
        return None
    return _Wound(start, end, glyph + text[start : mark.start], ((0, role),), (), "shifted")


def _is_plain(words: str) -> bool:
    """Whether there is a word, and no mark, among them."""
    return bool(words.strip()) and not any(mark in words for mark in '“”„"«»″')


def _word_end(text: str, place: int, high: int) -> int:
    while place < high and not text[place].isspace() and text[place] not in '“”"':
        place += 1
    return place


def _word_start(text: str, place: int, low: int) -> int:
    while place > low and not text[place - 1].isspace() and text[place - 1] not in '“”"':
        place -= 1
    return place


def _curl(text: str, wound: _Wound) -> _Wound:
    """Curl the marks of a wound by their left neighbours, as a smart-quote step does."""
    if wound.kind in {"direction", "lost"} or not any(wound.after[place] in "“”" for place, _ in wound.marks):
        return wound
    after = wound.after
    for place, _ in wound.marks:
        left = after[place - 1] if place else text[wound.start - 1 : wound.start]
        opens = not left or left.isspace() or left in _OPENERS
        after = after[:place] + ("“" if opens else "”") + after[place + 1 :]
    return _Wound(wound.start, wound.end, after, wound.marks, wound.missing, wound.kind)


def _assemble(text: str, known: Sequence[_Known], wounds: Sequence[_Wound]) -> DamagedQuotes:
    pieces: list[str] = []
    marks: list[DamagedMark] = []
    missing: list[DamagedMark] = []
    edits: list[Edit] = []
    place = shift = 0
    whole = iter(known)
    pending = next(whole, None)
    for wound in [*wounds, None]:
        start, end = (wound.start, wound.end) if wound else (len(text), len(text))
        while pending is not None and pending.mark.start < start:
            marks.append(DamagedMark(pending.mark.start + shift, pending.role))
            pending = next(whole, None)
        pieces.append(text[place:start])
        if wound is None:
            break
        pieces.append(wound.after)
        marks += [DamagedMark(start + shift + at, role) for at, role in wound.marks]
        missing += [DamagedMark(start + shift + at, role) for at, role in wound.missing]
        edits.append(Edit(start, end, text[start:end], wound.after, "quote", 1.0, "noise", wound.kind))
        while pending is not None and pending.mark.start < end:
            pending = next(whole, None)
        place, shift = end, shift + len(wound.after) - (end - start)
    return DamagedQuotes("".join(pieces), tuple(edits), tuple(marks), tuple(missing))
