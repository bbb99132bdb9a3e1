"""Worker processes on this machine, behind the queue that the HTTP service has too."""

from __future__ import annotations

import asyncio
import itertools
import threading
from concurrent.futures import FIRST_COMPLETED, Future, wait
from typing import TYPE_CHECKING, Self

from service import job
from service.batch.engine import EngineError
from service.batch.task import Outcome, Task
from service.batch.worker import EMPTY, outcome
from service.desk_pool import DeskPool
from service.errors import ServiceError
from service.metrics import Metrics
from service.pages import PageReader
from service.queue import DeskQueue
from service.reading import NO_ARTICLE, ReadError, decode
from service.remote import DeskLost, NotLoaded, RunFailed
from service.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from models.options import Options
    from service.batch.task import DeskFactory
    from service.settings import Settings

_AHEAD = 2
"""Groups of documents for each worker in the queue at most: one at work, one to follow it."""

_RUN_SECONDS = 600.0
"""Seconds for one document where no setting says otherwise: those of a folder may be far larger than requests."""


class LocalEngine:
    """``workers`` processes, each with its own desk, and processes that read pages.

    Documents meet in a :class:`service.queue.DeskQueue`: batches by length, a deadline for each document, and one that
    kills its worker fails alone. Pages have a deadline of their own.

    Args:
        factory: makes a desk in a worker.
        options: those of the run.
        workers: number of processes.
        settings: sizes of batches, and deadlines; by default from the environment.
    """

    def __init__(self, factory: DeskFactory, options: Options, workers: int, settings: Settings | None = None) -> None:
        given = settings or load_settings()
        self._ahead = _AHEAD * given.batch_group * workers
        # It is this engine that bounds the queue, so that nothing is ever refused or waits for too long.
        bounds = {"max_running": workers, "max_waiting": self._ahead, "max_wait_seconds": float("inf")}
        if "max_run_seconds" not in given.model_fields_set:
            bounds["max_run_seconds"] = _RUN_SECONDS
        self._settings = given.model_copy(update=bounds)
        self._options = options
        self._desk = DeskPool(factory, workers)
        self._queue = DeskQueue(self._settings, Metrics())
        self._pages = PageReader(self._settings)
        self.models: Mapping[str, str] = {}

    def __enter__(self) -> Self:
        """Start the workers.

        Raises:
            EngineError: the desk cannot be loaded.
        """
        try:
            self._desk.start()
        except (NotLoaded, RunFailed, RuntimeError) as error:
            self._desk.close()
            raise EngineError("load_failed", getattr(error, "message", str(error))) from error
        except DeskLost as error:
            self._desk.close()
            raise EngineError("load_failed", "the worker died while it loaded the models") from error
        except BaseException:
            self._desk.close()
            raise
        self.models = self._desk.models
        self._loop = asyncio.new_event_loop()
        self._ending = asyncio.Event()
        self._thread = threading.Thread(target=self._serve, name="queue", daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *exception: object) -> None:
        """Stop the workers, and what is under way."""
        del exception
        self._desk.close()
        self._loop.call_soon_threadsafe(self._ending.set)
        self._thread.join()

    def run(self, groups: Iterable[Sequence[Task]]) -> Iterator[list[Outcome]]:
        """Process tasks; see :class:`service.batch.engine.Engine`."""
        tasks = itertools.chain.from_iterable(groups)
        pending: set[Future[Outcome]] = set()
        while True:
            for task in itertools.islice(tasks, self._ahead - len(pending)):
                pending.add(asyncio.run_coroutine_threadsafe(self._process(task), self._loop))
            if not pending:
                return
            done, pending = wait(pending, return_when=FIRST_COMPLETED)
            yield [each.result() for each in done]

    def _serve(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._ending.wait())

    async def _process(self, task: Task) -> Outcome:
        try:
            text = await self._read(task)
            if not text or text.isspace():
                return Outcome(task, None, *EMPTY)
            done = await self._queue.put(self._desk, job.Task.PROCESS, text, self._options)
            result = await self._queue.result(done)
        except ReadError as error:
            return Outcome(task, None, error.code, error.message)
        except ServiceError as error:
            return Outcome(task, None, error.code, error.detail)
        except DeskLost:
            return Outcome(task, None, "worker_died", "the worker died on this document")
        except RunFailed as error:
            return outcome(task, "", error, 0.0)
        return outcome(task, text, result, 1000 * (done.took or 0.0))

    async def _read(self, task: Task) -> str:
        if isinstance(task.content, str):
            return task.content
        text = decode(task.content)
        if not task.html or not text or text.isspace():
            return text
        article = await self._pages.article(text)
        if article is None:
            raise ReadError(*NO_ARTICLE)
        return article
