"""How much one process does at the same time, from the settings and the processors that it may use."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models import cpus

if TYPE_CHECKING:
    from service.settings import Settings

_RUNS = 2
"""Enough that a long document does not hold up a short one. More would only contend for the interpreter."""


def running(settings: Settings) -> int:
    """Runs at the same time in one process."""
    return settings.max_running or min(_RUNS, _processors(settings))


def threads(settings: Settings) -> int:
    """Threads of one run, so that all runs of all processes together take the processors there are."""
    return settings.threads or max(1, _processors(settings) // running(settings))


def _processors(settings: Settings) -> int:
    return max(1, cpus.available() // settings.workers)
