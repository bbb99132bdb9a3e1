"""How a sentence reads in a summary: the pieces of it that are kept, joined as they are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.core.span import Span
from models.core.summary.cuts import ALWAYS, HEDGE, Cut, Kind, cuts_of
from models.core.summary.forms import has_verb, is_balanced
from models.core.summary.hover import without_hovers

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_QUOTATION = re.compile(r"“[^“”]*”|\"[^\"]*\"|«[^«»]*»")
_LETTER = re.compile(r"\w")
_UGLY = re.compile(r"\s[,.;:!?]|[,;:]\s*[,.;:!?]|\s\s|^\W*[,.;:!?)\]–—-]")
_FEW = 3  # words
_SURE = 1.0


@dataclass(frozen=True, slots=True)
class Wording:
    """A sentence as a summary gives it.

    Attributes:
        text: the pieces of ``kept`` joined, but for the case of the first letter.
        kept: the spans of the sentence that are kept, in order, none empty.
        cuts: what was left out, as found in the sentence.
    """

    text: str
    kept: tuple[Span, ...]
    cuts: tuple[Cut, ...] = ()

    @classmethod
    def whole(cls, sentence: str) -> Wording:
        """The sentence as it is."""
        return cls(sentence, (Span(0, len(sentence)),) if sentence else ())

    @classmethod
    def own(cls, sentence: str) -> Wording:
        """The sentence without what a page ran into it."""
        kept = without_hovers(sentence)
        return cls("".join(sentence[s.start : s.end] for s in kept), kept) if kept else cls.whole(sentence)

    @property
    def is_whole(self) -> bool:
        """Whether nothing was left out."""
        return len(self.kept) < 2 and not self.cuts


def trim(sentence: str, worth: Callable[[str, Cut], float] | None = None, least: float = 0.5) -> Wording:
    """Leave out what a reader of the summary does not need; trimming the outcome again changes nothing.

    Args:
        sentence: any text; what is no well-formed sentence comes back as it is.
        worth: how good it is, 0 to 1, to leave out a slot; without it only the slots go that always help.
        least: from which worth a slot goes.
    """
    wording = Wording.own(sentence)
    while True:
        text = wording.text
        found = [cut for cut in cuts_of(text) if cut.kind in ALWAYS or worth is not None]
        rated = [(_SURE if cut.kind in ALWAYS or worth is None else worth(text, cut), cut) for cut in found]
        good = sorted((r for r in rated if r[0] >= least), key=lambda r: (-r[0], r[1].start, -r[1].end))
        shorter = _cut_down(text, [cut for _, cut in good])
        if not shorter.cuts:
            return wording
        wording = _within(wording, shorter)


def without(sentence: str, cuts: Sequence[Cut]) -> Wording | None:
    """The sentence without some disjoint slots, or nothing where that would break it."""
    kept: list[Span] = []
    end = 0
    for cut in sorted(cuts):
        if cut.start > end:
            kept.append(Span(end, cut.start))
        end = cut.end
    if end < len(sentence):
        kept.append(Span(end, len(sentence)))
    text = "".join(sentence[span.start : span.end] for span in kept)
    if kept and kept[0].start > 0:
        text = _LETTER.sub(lambda letter: letter[0].upper(), text, count=1)
    return Wording(text, tuple(kept), tuple(sorted(cuts))) if _is_sound(sentence, text, cuts) else None


def _cut_down(sentence: str, cuts: Sequence[Cut]) -> Wording:
    """Leave out one slot after another, best first, as long as the sentence stays sound."""
    wording = Wording.whole(sentence)
    for cut in cuts:
        if all(cut.end <= other.start or other.end <= cut.start for other in wording.cuts):
            wording = without(sentence, [*wording.cuts, cut]) or wording
    return wording


def _within(outer: Wording, inner: Wording) -> Wording:
    """The wording of a wording, as pieces of the first sentence."""
    kept: list[Span] = []
    for span in inner.kept:
        begun = 0
        for piece in outer.kept:
            length = piece.end - piece.start
            start, end = max(span.start, begun), min(span.end, begun + length)
            if start < end:
                kept.append(Span(piece.start + start - begun, piece.start + end - begun))
            begun += length
    return Wording(inner.text, tuple(kept), (*outer.cuts, *inner.cuts))


def _is_sound(sentence: str, text: str, cuts: Sequence[Cut]) -> bool:
    if len(text.split()) < _FEW or (_UGLY.search(text) and not _UGLY.search(sentence)):
        return False
    if not has_verb(text) and (has_verb(sentence) or any(cut.kind not in ALWAYS for cut in cuts)):
        return False
    if is_balanced(text) != is_balanced(sentence) or _QUOTATION.findall(text) != _QUOTATION.findall(sentence):
        return False
    # Connectives such as `But` are hedges by their form only.
    free = sum(len(HEDGE.findall(sentence[c.start : c.end])) for c in cuts if c.kind is Kind.CONNECTIVE)
    return len(HEDGE.findall(text)) + free == len(HEDGE.findall(sentence)) and text[-1:] == sentence[-1:]
