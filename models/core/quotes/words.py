"""Sets of words, written as a line of text."""

from __future__ import annotations


def words(line: str) -> frozenset[str]:
    """Split a line into a set of words."""
    return frozenset(line.split())
