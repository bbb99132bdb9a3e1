"""The one queue before the models: bounded, with deadlines, and emptied in batches."""

from __future__ import annotations

import asyncio
import math
import os
import threading
import time
from typing import TYPE_CHECKING, cast

import anyio
import anyio.to_thread

from models.core.stop import Stopped
from service import batcher, capacity
from service.errors import DeadlineExceeded, Overloaded, QueueTimeout, Stuck
from service.job import Job, Kind
from service.remote import DeskLost, DeskProxy
from service.run import Run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.options import Options
    from models.result import Result
    from service.desk import Desk
    from service.job import Task
    from service.metrics import Metrics
    from service.settings import Settings

_SHARE = 0.25
"""Part of the time of one document that a batch has before its documents are tried one by one."""

_MEMORY = 0.2
"""Weight of the latest run in the mean that ``Retry-After`` is estimated from."""

_LONGEST_RETRY = 60

_LOOK = 0.02
"""Seconds between looks at whether the process of the desk is there, or the runs in it are over."""

_GRACE = 2.0
"""Seconds that a run may be late to heed its deadline before it counts as hanging."""

_LAST_SECONDS = 2.0
"""Seconds that a process with a run that hangs has for all else when it stops."""


class DeskQueue:
    """Documents wait here for one of a few runs. All methods belong to the event loop.

    A run takes what waits, in batches: see :mod:`service.batcher`. While every run is busy batches form by themselves;
    a lone document of an idle service starts at once.
    """

    def __init__(self, settings: Settings, metrics: Metrics) -> None:
        self._settings = settings
        self._metrics = metrics
        self._places = capacity.running(settings)
        self._limiter: anyio.CapacityLimiter | None = None
        self._waiting: list[Job] = []
        self._runners: set[asyncio.Task[None]] = set()
        self._seekers: list[asyncio.Future[None]] = []
        self._running = 0
        self._quarantine = asyncio.Lock()
        self._hung: set[Job] = set()
        self._mean = 0.0

    @property
    def full(self) -> bool:
        """True when no more documents may wait."""
        return len(self._waiting) >= self._settings.max_waiting

    def check_alive(self) -> None:
        """Return if there is a place for a run, be it taken.

        Raises:
            Stuck: the runs in all places hang.
        """
        if len(self._hung) >= self._places:
            raise Stuck

    def close(self) -> None:
        """At the end of the service: let no run that hangs keep the process."""
        if self._hung:
            last = threading.Timer(_LAST_SECONDS, os._exit, (1,))
            last.daemon = True
            last.start()

    def check_room(self) -> None:
        """Return if a document may wait.

        Raises:
            Overloaded: too many wait.
        """
        if self.full:
            raise Overloaded(self._retry_after())

    async def submit(self, desk: Desk, task: Task, text: str, options: Options) -> Job:
        """Wait for a turn and for the result of a document; cancel to withdraw it.

        Returns:
            The job, which is done.

        Raises:
            Overloaded: too many wait.
            QueueTimeout: it was not its turn within ``max_wait_seconds``.
            DeadlineExceeded: it took longer than ``max_run_seconds``.
            Exception: whatever the desk raises.
        """
        self.check_room()
        job = self._put(desk, task, text, options)
        timer = asyncio.get_running_loop().call_later(self._settings.max_wait_seconds, self._time_out, job)
        try:
            await self.result(job)
        finally:
            timer.cancel()
        return job

    async def put(self, desk: Desk, task: Task, text: str, options: Options) -> Job:
        """Queue a document once there is room; then it waits for as long as it takes. For :meth:`result`."""
        while self.full:
            room = asyncio.get_running_loop().create_future()
            self._seekers.append(room)
            await room
        return self._put(desk, task, text, options)

    async def result(self, job: Job) -> Result:
        """Wait for the result of a job; cancel to withdraw it."""
        try:
            return await job.done
        except asyncio.CancelledError:
            self.withdraw(job)
            raise

    def withdraw(self, job: Job) -> None:
        """Take a job out: from the queue at once, from a run at its next step unless others are in it."""
        job.left = True
        if job in self._waiting:
            self._waiting.remove(job)
            self._changed()

    def _put(self, desk: Desk, task: Task, text: str, options: Options) -> Job:
        job = Job(text, Kind(task, options), time.monotonic())
        self._waiting.append(job)
        self._changed()
        if len(self._runners) < self._places:
            self._runners.add(asyncio.create_task(self._work(desk)))
        return job

    async def _work(self, desk: Desk) -> None:
        """Run batches until nothing waits."""
        try:
            while self._waiting:
                await self._gather()
                await self._until_alive(desk)
                if batch := self._take():
                    await self._run(desk, batch)
        finally:
            # Here and not in a callback, which would come too late for who queues a document meanwhile.
            self._runners.discard(cast("asyncio.Task[None]", asyncio.current_task()))

    async def _until_alive(self, desk: Desk) -> None:
        """Wait for a process of the desk: until then documents wait, and are not at work."""
        while isinstance(desk, DeskProxy) and not desk.alive:
            await asyncio.sleep(_LOOK)

    def _take(self) -> list[Job]:
        """Take the next batch out of the queue, if anything waits."""
        if not self._waiting:  # taken by another, or withdrawn
            return []
        batch = batcher.form(self._waiting, self._settings.batch_group, self._settings.batch_characters)
        now = time.monotonic()
        for job in batch:
            self._waiting.remove(job)
            job.waited = now - job.since
            self._metrics.queue_time.observe(job.waited)
        self._changed()
        return batch

    async def _gather(self) -> None:
        """Wait a moment for documents to go together, unless enough are there or only one is."""
        settings = self._settings
        if not settings.batch_wait_ms or (not self._running and len(self._waiting) == 1):
            return
        left = self._waiting[0].since + settings.batch_wait_ms / 1000 - time.monotonic()
        if left > 0 and len(self._waiting) < settings.batch_group:
            await asyncio.sleep(left)

    async def _run(self, desk: Desk, batch: Sequence[Job], *, suspect: bool = False) -> None:
        """Run a batch; when it fails find out which document is at fault, and answer the others.

        Documents that were at work when the process of the desk died are suspects: each is tried once more with
        nothing else in the process.
        """
        limit = self._settings.max_run_seconds
        alone = len(batch) == 1
        seconds = limit if alone else limit * _SHARE
        began = time.monotonic()
        try:
            results = await (self._in_quarantine if suspect else self._watched)(desk, batch, seconds)
        except Exception as error:
            lost = isinstance(error, DeskLost)
            if not alone or (lost and not suspect):
                for job in batch:
                    if not job.left:
                        await self._run(desk, [job], suspect=lost)
            elif not batch[0].done.done():
                batch[0].took = time.monotonic() - began
                batch[0].done.set_exception(DeadlineExceeded(limit) if isinstance(error, Stopped) else error)
                if batch[0].left:
                    batch[0].done.exception()  # nobody will ask for it
            return
        took = time.monotonic() - began
        self._mean += _MEMORY * (took / len(batch) - self._mean)
        self._metrics.run_time.observe(took)
        self._metrics.batch_size.observe(len(batch))
        for job, result in zip(batch, results, strict=True):
            job.took = took
            self._metrics.observe_document(job.text, result)
            if not job.done.done():
                job.done.set_result(result)

    async def _in_quarantine(self, desk: Desk, batch: Sequence[Job], seconds: float) -> list[Result]:
        async with self._quarantine:
            try:
                async with asyncio.timeout(self._settings.max_wait_seconds):
                    while self._running:
                        await asyncio.sleep(_LOOK)
                    await self._until_alive(desk)
            except TimeoutError:
                raise DeskLost from None
            return await self._timed(desk, batch, seconds)

    async def _watched(self, desk: Desk, batch: Sequence[Job], seconds: float) -> list[Result]:
        async with self._quarantine:
            pass  # no suspect is at work now
        return await self._timed(desk, batch, seconds)

    async def _timed(self, desk: Desk, batch: Sequence[Job], seconds: float) -> list[Result]:
        watch = asyncio.get_running_loop().call_later(seconds + _GRACE, self._give_up, batch)
        try:
            return await self._in_thread(Run(desk, batch, seconds))
        finally:
            watch.cancel()
            self._hung.discard(batch[0])

    def _give_up(self, batch: Sequence[Job]) -> None:
        """Answer for a run that does not heed its deadline. Its place stays taken until it ends.

        That is when the process of the desk is killed; in this process it may be never.
        """
        self._hung.add(batch[0])
        for job in batch:
            job.left = True
            if not job.done.done():
                job.done.set_exception(DeadlineExceeded(self._settings.max_run_seconds))

    async def _in_thread(self, run: Run) -> list[Result]:
        self._limiter = self._limiter or anyio.CapacityLimiter(self._places)
        self._running += 1
        self._metrics.running.inc()
        try:
            return await anyio.to_thread.run_sync(run, limiter=self._limiter, abandon_on_cancel=True)
        finally:
            self._running -= 1
            self._metrics.running.dec()

    def _time_out(self, job: Job) -> None:
        if job in self._waiting:
            self.withdraw(job)
            if not job.done.done():
                job.done.set_exception(QueueTimeout(self._settings.max_wait_seconds, self._retry_after()))

    def _retry_after(self) -> int:
        """Seconds until what waits now is done, as far as the last runs tell."""
        seconds = math.ceil(self._mean * len(self._waiting) / self._places)
        return max(1, min(_LONGEST_RETRY, seconds))

    def _changed(self) -> None:
        self._metrics.waiting.set(len(self._waiting))
        if not self.full and self._seekers:
            # Each looks again: one of them may have given up since.
            for room in self._seekers:
                if not room.done():
                    room.set_result(None)
            self._seekers.clear()
