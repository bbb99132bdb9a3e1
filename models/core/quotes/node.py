"""The steps of the search: marks, gaps and the ends of blocks, each with its possible readings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from models.core.quotes.glyph import Family, Level
    from models.core.quotes.marks import Mark

Extent = Literal["line", "paragraph", "text"]
Role = Literal["open", "close", "keep", "delete"]


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a mark or a gap.

    Attributes:
        role: what it does; ``keep`` leaves a mark without meaning, or a gap without a mark.
        cost: what speaks against it at its own place.
        place: where the mark is written when not where it stands: it is moved, or inserted.
        phrase: it opens a quotation inside a sentence, with a small letter.
        changes: the text is changed by it.
    """

    role: Role
    cost: float
    place: int | None = None
    phrase: bool = False
    changes: bool = False

    @property
    def outcome(self) -> tuple[object, ...]:
        """What the reader sees of it: readings with the same outcome do not compete."""
        return (self.role, self.place) if self.changes else ()


@dataclass(frozen=True, slots=True)
class Segment:
    """The text between a step and the one before it.

    Attributes:
        inside: cost of its words as the words of a quotation.
        outside: cost of its words as the words of the writer.
        sentences: how many sentences end in it.
        empty: no word and no figure stands in it.
    """

    inside: float
    outside: float
    sentences: int
    empty: bool


@dataclass(frozen=True, slots=True)
class Node:
    """A step of the search at a mark or a gap.

    Attributes:
        mark: the mark, ``None`` for a gap.
        level: level of the mark that is or may be there.
        family: its family.
        readings: what it may be, never empty.
        segment: the text before it, from the step before.
        head: it stands in the first block of the text.
    """

    mark: Mark | None
    level: Level
    family: Family
    readings: tuple[Reading, ...]
    segment: Segment
    head: bool

    @property
    def kind(self) -> tuple[Level, Family, bool, bool]:
        """All that the states depend on."""
        return self.level, self.family, self.mark is None, self.head


@dataclass(frozen=True, slots=True)
class Boundary:
    """A step of the search at the end of a block.

    Attributes:
        segment: the text before it, from the step before.
        kind: a ``line`` of a paragraph, a ``paragraph``, or the last of the ``text``.
        sentence: the block ends with the end of a sentence.
        next_level: level of the mark that the next block begins with, if it does.
    """

    segment: Segment
    kind: Extent
    sentence: bool
    next_level: Level | None


Step = Node | Boundary
