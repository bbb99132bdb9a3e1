"""An edit of a text, and the algebra of edits: apply, compose, and map offsets both ways.

Offsets are Unicode code points, half-open, into the text that the edit was made for. Everything here is pure and
deterministic.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal["quote", "pronoun", "spacing", "punctuation", "duplicate", "encoding", "boilerplate"]


class EditError(ValueError):
    """The edits do not fit the text, or overlap one another."""


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Replace ``text[start:end]``, which reads ``before``, by ``after``.

    Attributes:
        start: first code point replaced.
        end: one past the last code point replaced; ``start == end`` inserts.
        before: the text that is replaced, for checking and for people.
        after: what stands there afterwards.
        kind: the family of the repair.
        confidence: calibrated probability, 0 to 1, that the edit is right.
        source: what decided: the id of a rule (``rule:space-before-comma``) or the name of a model (``cleanup-en``).
        message: one sentence for people saying why.
    """

    start: int
    end: int
    before: str
    after: str
    kind: Kind
    confidence: float
    source: str
    message: str
