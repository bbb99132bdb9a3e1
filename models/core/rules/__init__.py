"""The families of rules that decide by the text alone."""

from __future__ import annotations

from models.core.rules import duplicate, encoding, pronoun, punctuation, spacing

RULES = encoding.RULES + spacing.RULES + punctuation.RULES + duplicate.RULES + pronoun.RULES
"""All rules, in the order in which their damage usually arose."""
