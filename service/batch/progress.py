"""How far a run is: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Protocol, Self

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress

_EVERY = 5.0
"""Seconds between two lines when there is no terminal."""


class Progress(Protocol):
    """Told of each document once, whatever became of it."""

    def __enter__(self) -> Self:
        """Begin to show."""
        ...

    def __exit__(self, *exception: object) -> None:
        """End to show."""
        ...

    def advance(self, *, failed: bool = False, unchanged: bool = False) -> None:
        """Count one document."""
        ...


def progress(total: int) -> Progress:
    """Return the progress that fits standard error."""
    return Bar(total) if sys.stderr.isatty() else Lines(total)


class Lines:
    """A line on standard error every few seconds: ``120/200 done, 3 failed, 14.2/s, 0:06 left``."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._done = self._failed = self._unchanged = 0
        self._began = self._shown = time.monotonic()

    def __enter__(self) -> Self:
        """Begin to count time."""
        self._began = self._shown = time.monotonic()
        return self

    def __exit__(self, *exception: object) -> None:
        """Nothing is left open."""

    def advance(self, *, failed: bool = False, unchanged: bool = False) -> None:
        """Count one document and print a line if the last is old."""
        self._done += 1
        self._failed += failed
        self._unchanged += unchanged
        now = time.monotonic()
        if now - self._shown >= _EVERY:
            self._shown = now
            print(self.line(now - self._began), file=sys.stderr, flush=True)

    def line(self, seconds: float) -> str:
        """Say how far the run is after so many seconds. What was unchanged took no time and gives no rate."""
        rate = (self._done - self._unchanged) / seconds if seconds > 0 else 0.0
        total = max(self._total, self._done)
        left = f", {_clock((total - self._done) / rate)} left" if rate else ""
        return f"{self._done}/{total} done, {self._failed} failed, {rate:.1f}/s{left}"


class Bar:
    """A bar with rate and time left, drawn by rich on standard error."""

    def __init__(self, total: int) -> None:
        self._bar = _rich_bar()
        self._task = self._bar.add_task("", total=total, failed=0)
        self._failed = 0

    def __enter__(self) -> Self:
        """Draw the bar."""
        self._bar.start()
        return self

    def __exit__(self, *exception: object) -> None:
        """Leave the bar as it is."""
        self._bar.stop()

    def advance(self, *, failed: bool = False, unchanged: bool = False) -> None:
        """Count one document."""
        del unchanged
        self._failed += failed
        self._bar.update(self._task, advance=1, failed=self._failed)


def _rich_bar() -> RichProgress:
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        Task,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: Task) -> Text:
            return Text(f"{task.speed or 0:.1f}/s")

    return Progress(
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[failed]} failed"),
        Rate(),
        TimeRemainingColumn(),
        TextColumn("left"),
        console=Console(stderr=True),
    )


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
