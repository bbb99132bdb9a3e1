"""One run of the desk over a batch, in a worker thread, that can be broken off."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from models.core.stop import Stopped
from service.job import Task

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.result import Result
    from service.desk import Desk
    from service.job import Job


class Run:
    """Works on jobs of one kind until they are done, their time is over, or nobody waits for any of them.

    Args:
        desk: does the work.
        jobs: of one kind, at least one.
        seconds: time that the run has from when it begins.
    """

    def __init__(self, desk: Desk, jobs: Sequence[Job], seconds: float) -> None:
        self._desk = desk
        self._jobs = jobs
        self._seconds = seconds
        self._end = 0.0

    def __call__(self) -> list[Result]:
        """Do the work.

        Raises:
            Stopped: the time is over or nobody waits any more.
            Exception: whatever the desk raises.
        """
        self._end = time.monotonic() + self._seconds
        self._check()
        task, options = self._jobs[0].kind
        texts = [job.text for job in self._jobs]
        match task:
            case Task.PROCESS:
                return self._desk.process_many(texts, options, check=self._check)
            case Task.CLEAN:
                return self._desk.clean_many(texts, options, check=self._check)
            case Task.SUMMARIZE:
                return self._desk.summarize_many(texts, options, check=self._check)
            case Task.SUMMARIZE_AS_IT_IS:
                return self._desk.summarize_many(texts, options, clean=False, check=self._check)

    def _check(self) -> None:
        if time.monotonic() >= self._end or all(job.left for job in self._jobs):
            raise Stopped
