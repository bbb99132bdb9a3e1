"""What the desk answers: the clean text, the edits, the suggestions, the warnings and the summary."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.core.edit import Edit


@dataclass(frozen=True, slots=True)
class Warning:
    """Something that a person should know, with the place it concerns.

    ``code`` is stable. ``start`` and ``end`` are code points into the received text; both are 0 when the warning is
    about the text as a whole.
    """

    code: str
    message: str
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class SummarySentence:
    """A sentence of the summary and the span of the received text that it was made from."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Summary:
    """A summary: its sentences in order; ``text`` joins them by one space; ``words`` counts its words."""

    text: str
    words: int
    sentences: tuple[SummarySentence, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome for one text. ``edits`` applied to the received text give ``text`` exactly."""

    text: str
    edits: tuple[Edit, ...]
    suggestions: tuple[Edit, ...]
    warnings: tuple[Warning, ...]
    summary: Summary | None
    models: Mapping[str, str] = field(default_factory=dict)
    timings_ms: Mapping[str, float] = field(default_factory=dict)
