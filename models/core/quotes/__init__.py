"""Quotation marks: finding them, reading them, repairing them."""

from __future__ import annotations

from models.core.quotes.evidence import QuoteEvidence
from models.core.quotes.solver import repair_quotes
from models.core.quotes.style import QuoteStyle

__all__ = ["QuoteEvidence", "QuoteStyle", "repair_quotes"]
