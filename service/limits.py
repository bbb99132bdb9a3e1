"""Limits that are part of the contract and not settings."""

from __future__ import annotations

from typing import Final

MAX_SENTENCES: Final = 100
MAX_WORDS: Final = 10_000
MAX_DISABLED_RULES: Final = 200
MAX_RULE_ID: Final = 100
MAX_MODEL_NAME: Final = 200
