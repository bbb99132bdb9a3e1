"""Stopping in the middle of the work: a callable that long work calls between its steps."""

from __future__ import annotations

from collections.abc import Callable


class Stopped(Exception):
    """The work was broken off because nobody waits for it any more, or its time is over."""


Check = Callable[[], None]
"""Called between steps; returns to go on, raises :class:`Stopped` to break off."""


def go_on() -> None:
    """Never stop."""
