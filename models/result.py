"""What the desk answers: the clean text, the edits, the suggestions, the warnings and the summary."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from models.core.span import Span
from models.core.summary.summarizer import Naming

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from models.core.edit import Edit
    from models.core.summary.summarizer import Pick


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
    """A sentence of the summary and the span of the received text that it was made from.

    ``kept`` are the parts of that span that it was made from, all of it when nothing was trimmed; ``names`` the names
    put for pronouns. All spans point into the received text. A ``generated`` sentence is in a model's own words: its
    span is the sentence of the text that is most like it, and ``supported`` tells whether the text bears it out.
    """

    text: str
    start: int
    end: int
    kept: tuple[Span, ...] = ()
    names: tuple[Naming, ...] = ()
    generated: bool = False
    supported: bool = True

    @classmethod
    def of(cls, pick: Pick, place: Callable[[int], int]) -> SummarySentence:
        """A pick for the reader; ``place`` leads from an offset in the summarized text to one in the received text."""
        kept = pick.kept or (Span(pick.start, pick.end),)
        return cls(
            pick.text,
            place(pick.start),
            place(pick.end),
            tuple(Span(place(span.start), place(span.end)) for span in kept),
            tuple(Naming(place(n.start), place(n.end), n.before, n.after) for n in pick.named),
            pick.generated,
            pick.supported,
        )


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
