"""One document on its way through the queue."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from models.options import Options
    from models.result import Result


class Task(Enum):
    """What is to be done with a text."""

    PROCESS = "process"
    CLEAN = "clean"
    SUMMARIZE = "summarize"
    SUMMARIZE_AS_IT_IS = "summarize_as_it_is"


class Kind(NamedTuple):
    """What jobs must have in common to go together."""

    task: Task
    options: Options


@dataclass(eq=False, slots=True)
class Job:
    """A text, what is to be done with it, and what became of it.

    Attributes:
        text: the document.
        kind: what is to be done.
        since: time when it was queued, in seconds of the monotonic clock.
        done: gets the result, or the error.
        left: nobody waits for it any more. Read by the thread of the run.
        waited: seconds in the queue, once it is over.
        took: seconds of its run, once it is over; others may have shared it.
    """

    text: str
    kind: Kind
    since: float
    done: asyncio.Future[Result] = field(default_factory=lambda: asyncio.get_running_loop().create_future())
    left: bool = False
    waited: float | None = None
    took: float | None = None

    def figures(self) -> dict[str, float]:
        """Size and times, for a log line: milliseconds in the queue and of the run."""
        times = {"queue_ms": self.waited, "run_ms": self.took}
        return {"characters": len(self.text)} | {
            name: round(1000 * seconds, 3) for name, seconds in times.items() if seconds is not None
        }
