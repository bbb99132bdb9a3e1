"""House style: with which glyph a mark is written, given what it does."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal

from models.core.quotes.glyph import ENGLISH, Family, Glyph, Level, Side

if TYPE_CHECKING:
    from collections.abc import Iterable

QuoteStyle = Literal["keep", "curly", "straight"]

_WRITTEN: dict[tuple[Family, Level], tuple[str, str]] = {
    ("curly", "double"): ("“", "”"),
    ("curly", "single"): ("‘", "’"),
    ("straight", "double"): ('"', '"'),
    ("straight", "single"): ("'", "'"),
    ("doubled", "double"): ("''", "''"),
    ("low", "double"): ("„", "“"),
    ("low", "single"): ("‚", "‘"),
    ("guillemet", "double"): ("«", "»"),
    ("guillemet", "single"): ("‹", "›"),
}


def write(family: Family, level: Level, side: Side) -> str:
    """Return the glyph of a family for an opening or a closing mark."""
    opening, closing = _WRITTEN[family, level]
    return opening if side == "open" else closing


def prevailing(glyphs: Iterable[Glyph]) -> Family:
    """Return the family in which a text writes its double marks; of two equal ones the curly, without any the straight.

    A “ counts as German when the text has more „ than ”.
    """
    counts = Counter(glyph.text for glyph in glyphs if glyph.level == "double")
    families: Counter[Family] = Counter()
    families["straight"] = counts['"']
    families["doubled"] = counts["''"] + counts["``"] + counts["‘‘"] + counts["’’"]
    families["guillemet"] = counts["«"] + counts["»"]
    german = counts["„"] > counts["”"] or (counts["„"] > 0 and counts["„"] >= counts["“"])
    families["low"] = counts["„"] + (counts["“"] + counts["”"] if german else 0)
    families["curly"] = 0 if german else counts["“"] + counts["”"] + counts["‟"]
    order: tuple[Family, ...] = ("curly", "straight", "doubled", "low", "guillemet")
    best = max(order, key=lambda family: (families[family], -order.index(family)))
    return best if families[best] else "straight"


def target(style: QuoteStyle, own: Family, prevailing_family: Family) -> Family:
    """Return the family in which to write a mark of family ``own``.

    ``keep`` leaves English marks in their own family, straight beside curly too; a foreign one stays in a text that is
    written so throughout, and is converted in an English-styled text.
    """
    if style != "keep":
        return style
    if own == prevailing_family or own in ENGLISH:
        return own
    return prevailing_family
