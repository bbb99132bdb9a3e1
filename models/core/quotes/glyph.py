"""The glyphs that can be quotation marks: how strong, of which family, and which way they point."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["double", "single"]
Side = Literal["open", "close"]
Family = Literal["curly", "straight", "doubled", "prime", "low", "guillemet"]


@dataclass(frozen=True, slots=True)
class Glyph:
    """One way to write a quotation mark.

    Attributes:
        text: the character, or the two characters typed for one mark.
        level: double marks and single marks nest inside each other.
        family: the set of glyphs that it belongs to; ``doubled`` is two single characters for one double mark.
        side: where the glyph points by itself, ``None`` for marks without a direction.
    """

    text: str
    level: Level
    family: Family
    side: Side | None


GLYPHS: dict[str, Glyph] = {
    glyph.text: glyph
    for glyph in (
        Glyph("“", "double", "curly", "open"),
        Glyph("”", "double", "curly", "close"),
        Glyph("‟", "double", "curly", "open"),
        Glyph('"', "double", "straight", None),
        Glyph("″", "double", "prime", None),
        Glyph("„", "double", "low", "open"),
        Glyph("«", "double", "guillemet", "open"),
        Glyph("»", "double", "guillemet", "close"),
        Glyph("``", "double", "doubled", "open"),
        Glyph("''", "double", "doubled", None),
        Glyph("‘‘", "double", "doubled", "open"),
        Glyph("’’", "double", "doubled", "close"),
        Glyph("‘", "single", "curly", "open"),
        Glyph("’", "single", "curly", "close"),
        Glyph("‛", "single", "curly", "open"),
        Glyph("'", "single", "straight", None),
        Glyph("‚", "single", "low", "open"),
        Glyph("‹", "single", "guillemet", "open"),
        Glyph("›", "single", "guillemet", "close"),
    )
}

QUOTE_CHARACTERS = frozenset("".join(GLYPHS))
ENGLISH: frozenset[Family] = frozenset({"curly", "straight", "doubled"})
"""Families in which English is written; the others are foreign, or no quotation marks at all."""
