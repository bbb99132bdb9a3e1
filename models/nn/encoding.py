"""A document as the cleanup model reads it: word pieces with case, hints and offsets, cut into windows with slots."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from models.core.mentions import COMPASS
from models.core.slots import Slot, SlotKind, find_slots
from models.core.slots.finder import ALL_KINDS
from models.core.slots.mark import DOUBLE_MARKS
from models.nn.antecedents import antecedents
from models.nn.names import name_hint
from models.nn.objections import NONE, Objections, objections

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from tokenizers import Tokenizer

    from models.core.names import Names

_WORD = re.compile(r"[^\W\d_]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
_GENDERED = frozenset({1, 2, 4, 5})
_TITLES = dict.fromkeys(["mr", "sir", "lord", "king", "prince", "father"], 1) | dict.fromkeys(
    ["mrs", "ms", "miss", "lady", "madam", "madame", "queen", "princess", "dame", "baroness", "duchess"], 5
)
#: Hints of a mark: 6 + (space on its left) + 2 * (space on its right); 1 to 5 are those of names.
_MARK_HINT = 6
HINTS = 10
#: Slots of one window: several may share a piece, and the decoder has positions for this many.
MAX_SLOTS = 512


@dataclass(slots=True)
class Encoded:
    """The pieces of a text without special tokens, except one separator between paragraphs.

    Attributes:
        ids, types, hints: per piece, the vocabulary id, 1 if its word starts in upper case, and its hint.
        starts: per piece, its first code point.
        slots: all slots of the text in order.
        places: per slot, the index of the piece that stands for it.
        antecedents: per slot, what is told of whom it may stand for, see `models.nn.antecedents`.
        objections: by index of a slot, what its own sentence says against a change; most slots are not here.
    """

    ids: list[int] = field(default_factory=list)
    types: list[int] = field(default_factory=list)
    hints: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    slots: list[Slot] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    antecedents: list[list[float]] = field(default_factory=list)
    objections: dict[int, Objections] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces ``start`` to ``end`` of an encoded text and the range of its slots that lie in them.

    ``first_own`` to ``last_slot`` are the slots that this window decides; those before ``first_own`` lie in its left
    context and are decided again only to give the decoder its history.
    """

    start: int
    end: int
    first_slot: int
    first_own: int
    last_slot: int


class TextEncoder:
    """Turns text into pieces, features and slots.

    Args:
        tokenizer: an uncased BERT tokenizer.
        names: what is known of names.

    Raises:
        ValueError: the vocabulary has no special tokens.
    """

    def __init__(self, tokenizer: Tokenizer, names: Names) -> None:
        self.backend = tokenizer
        # The vocabulary's file may ask for both; windows are cut and padded here.
        self.backend.no_truncation()
        self.backend.no_padding()
        cls, sep, mask = (tokenizer.token_to_id(token) for token in ("[CLS]", "[SEP]", "[MASK]"))
        if cls is None or sep is None or mask is None:
            raise ValueError("the vocabulary lacks [CLS], [SEP] or [MASK]")
        self.cls, self.sep, self.mask = cls, sep, mask
        self.names = names

    def encode(
        self,
        text: str,
        paragraphs: Sequence[tuple[int, int]],
        kinds: Collection[SlotKind] = ALL_KINDS,
        hidden: Collection[int] = (),
    ) -> Encoded:
        """Encode a text.

        Args:
            text: the text.
            paragraphs: ``(start, end)`` of those that are read, in code points.
            kinds: the slots that are wanted.
            hidden: starts of the pronouns whose word must not be told: their pieces are masked.
        """
        # The tokenizer wants valid UTF-8; a lone surrogate becomes U+FFFD there, one code point for another.
        safe = _SURROGATE.sub("\ufffd", text)
        out = Encoded()
        surnames: dict[str, int] = {}
        pieces = self.backend.encode_batch([safe[s:e] for s, e in paragraphs], add_special_tokens=False)
        for (start, end), encoding in zip(paragraphs, pieces, strict=True):
            if out.ids:
                self._append(out, self.sep, 0, 0, start)
            base = len(out.ids)
            types, hints = self._features(safe, start, end, surnames)
            for piece, (s, _) in zip(encoding.ids, encoding.offsets, strict=True):
                self._append(out, piece, types.get(start + s, 0), hints.get(start + s, 0), start + s)
            self._add_slots(out, text, start, end, base, kinds)
        for slot, place in zip(out.slots, out.places, strict=True):
            if slot.kind == "pronoun" and slot.start in hidden:
                out.ids[place] = self.mask
        out.antecedents = antecedents(safe, paragraphs, out.slots, self.names, hidden)
        for i, (slot, row) in enumerate(zip(out.slots, out.antecedents, strict=True)):
            if (found := objections(safe, slot, row)) != NONE:
                out.objections[i] = found
        return out

    @staticmethod
    def _append(out: Encoded, piece: int, kind: int, hint: int, start: int) -> None:
        out.ids.append(piece)
        out.types.append(kind)
        out.hints.append(hint)
        out.starts.append(start)

    def _features(
        self, text: str, start: int, end: int, surnames: dict[str, int]
    ) -> tuple[dict[int, int], dict[int, int]]:
        """Case and hint by code point, only where they are not 0.

        ``surnames`` is filled as the text goes on: behind ``Wendy Sherman``, a bare ``Sherman`` has her hint, however
        far away, and though a ``Bruce Sherman`` is named later: news call a relative by the full name.
        """
        types: dict[int, int] = {}
        hints: dict[int, int] = {}
        before, before_end, before_hint = "", -9, 0
        for match in _WORD.finditer(text, start, end):
            word = match.group()
            if not word[0].isupper():
                continue
            title = _TITLES.get(word.lower())
            joined = text[before_end : match.start()] in {" ", ". "} and before_hint in _GENDERED
            if title:
                hint = title
            elif joined and (before.lower() in _TITLES or text[before_end] == " "):
                hint = before_hint
                surnames.setdefault(word, hint)
            elif word in surnames:
                hint = surnames[word]
            else:
                hint = self._hint(text, match, before if text[before_end : match.start()] == " " else "")
            for i in range(match.start(), match.end()):
                types[i] = 1
                hints[i] = hint
            before, before_end, before_hint = word, match.end(), hint
        for i in range(start, end):
            if text[i] in DOUBLE_MARKS:
                left = i == start or text[i - 1].isspace()
                right = i + 1 == end or text[i + 1].isspace()
                hints[i] = _MARK_HINT + left + 2 * right
        return types, hints

    def _hint(self, text: str, word: re.Match[str], before: str) -> int:
        """The hint of a name that stands behind no first name or title, but maybe behind a capitalized word."""
        name = word.group().lower()
        behind = _WORD.match(text, word.end() + 1) if text[word.end() : word.end() + 1] == " " else None
        alone = behind is None or not behind.group()[0].isupper()
        if before.lower() in COMPASS or (name in COMPASS and not alone):
            return 0
        if behind is None or alone:
            return name_hint(self.names.alone(name))
        return name_hint(self.names.before(name, behind.group().lower()))

    @staticmethod
    def _add_slots(out: Encoded, text: str, start: int, end: int, base: int, kinds: Collection[SlotKind]) -> None:
        index, last = base, len(out.ids) - 1
        if last < base:
            return
        for slot in find_slots(text, start, end, kinds):
            # A gap stands for the piece on its left, save at the paragraph's start.
            anchor = max(slot.start - 1, start) if slot.kind == "gap" else slot.start
            while index < last and out.starts[index + 1] <= anchor:
                index += 1
            out.slots.append(slot)
            out.places.append(index)


def windows(encoded: Encoded, size: int = 512, left: int = 150, right: int = 32) -> Iterator[Window]:
    """Windows of at most ``size`` tokens (two are special) that decide every slot once.

    Each slot has at least ``left`` pieces of context before it and ``right`` behind it where the text has them. Windows
    without slots of their own are not made.
    """
    total, body = len(encoded.ids), size - 2
    slot = 0
    while slot < len(encoded.slots):
        place = encoded.places[slot]
        start = max(0, place - left)
        end = min(total, start + body)
        limit = end if end == total else end - right
        last = slot
        first = slot
        while first > 0 and slot - first < MAX_SLOTS // 2 and encoded.places[first - 1] >= start:
            first -= 1
        while last < len(encoded.slots) and last - first < MAX_SLOTS and encoded.places[last] < limit:
            last += 1
        last = max(last, slot + 1)
        # The rest of the window behind its last slot is only context: as much as `right` asks for.
        end = min(end, encoded.places[last - 1] + right + 1)
        yield Window(start, max(end, start + 1), first, slot, last)
        slot = last
