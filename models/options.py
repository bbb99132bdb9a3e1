"""What a caller may ask of the desk for one text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

QuoteStyle = Literal["keep", "curly", "straight"]


@dataclass(frozen=True, slots=True)
class Options:
    """Options of one request.

    Attributes:
        sentences: length of the summary in sentences; ``None`` when ``words`` is given.
        words: length of the summary in words, never exceeded; ``None`` when ``sentences`` is given.
        quote_style: house style of quotation marks; ``keep`` follows the article's own prevailing style.
        disabled_rules: ids of rules that must not run.
        summary_model: one of the summary models that were loaded, as it was named then; ``None`` for the first.
    """

    sentences: int | None = 3
    words: int | None = None
    quote_style: QuoteStyle = "keep"
    disabled_rules: frozenset[str] = field(default_factory=frozenset)
    summary_model: str | None = None
