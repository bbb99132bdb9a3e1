"""Worker processes on this machine."""

from __future__ import annotations

import multiprocessing
import os
import signal
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Self, cast

from service.batch.engine import Backlog, EngineError, threads_for
from service.batch.worker import answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from multiprocessing.context import SpawnProcess

    from models.options import Options
    from service.batch.task import DeskFactory, Outcome, Task

_PATIENCE = 5.0
"""Seconds that a worker has to leave by itself."""


@dataclass(frozen=True, slots=True)
class _Ready:
    """First word of a worker: its desk is loaded."""

    models: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Broken:
    """First word of a worker that has no desk."""

    message: str


@dataclass(slots=True)
class _Worker:
    """A process as its parent sees it; ``hand`` is the group that it works on."""

    process: SpawnProcess
    ready: bool = False
    hand: Sequence[Task] | None = None


class LocalEngine:
    """``workers`` processes, each with its own desk. A worker that dies is replaced, and its documents tried singly."""

    def __init__(self, factory: DeskFactory, options: Options, workers: int) -> None:
        self._factory = factory
        self._options = options
        self._count = workers
        self._workers: dict[Connection, _Worker] = {}
        self.models: Mapping[str, str] = {}

    def __enter__(self) -> Self:
        """Start the workers and wait for the first.

        Raises:
            EngineError: the desk cannot be loaded.
        """
        try:
            for _ in range(self._count):
                self._start()
            while not any(worker.ready for worker in self._workers.values()):
                for connection in self._heard():
                    self._greet(connection)
        except BaseException:
            self._stop(patience=0)
            raise
        return self

    def __exit__(self, *exception: object) -> None:
        """Stop the workers; at once when something went wrong."""
        self._stop(patience=0 if exception and exception[0] else _PATIENCE)

    def run(self, groups: Iterable[Sequence[Task]]) -> Iterator[list[Outcome]]:
        """Process groups of tasks; see :class:`service.batch.engine.Engine`."""
        backlog = Backlog(groups)
        self._feed(backlog)
        while not backlog.empty or any(worker.hand for worker in self._workers.values()):
            for connection in self._heard():
                if not self._workers[connection].ready:
                    self._greet(connection)
                elif outcomes := self._receive(connection, backlog):
                    yield outcomes
            self._feed(backlog)

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        threads = threads_for(self._count)
        process = context.Process(target=_work, args=(theirs, self._factory, self._options, threads), daemon=True)
        process.start()
        theirs.close()  # so that the death of the worker ends the connection
        self._workers[ours] = _Worker(process)

    def _heard(self) -> list[Connection]:
        return [cast("Connection", connection) for connection in wait(list(self._workers))]

    def _greet(self, connection: Connection) -> None:
        try:
            word = connection.recv()
        except (EOFError, OSError):
            word = _Broken("the worker died while it loaded the models")
        if isinstance(word, _Broken):
            raise EngineError("load_failed", word.message)
        self.models = word.models
        self._workers[connection].ready = True

    def _receive(self, connection: Connection, backlog: Backlog) -> list[Outcome]:
        worker = self._workers[connection]
        hand, worker.hand = worker.hand, None
        try:
            outcomes: list[Outcome] = connection.recv()
        except (EOFError, OSError):
            self._replace(connection)
            return backlog.give_back(hand) if hand else []
        return outcomes

    def _feed(self, backlog: Backlog) -> None:
        for connection, worker in list(self._workers.items()):
            if not worker.ready or worker.hand is not None:
                continue
            group = backlog.draw()
            if group is None:
                return
            try:
                connection.send(group)
                worker.hand = group
            except OSError:  # it died since
                backlog.put(group)
                self._replace(connection)

    def _replace(self, connection: Connection) -> None:
        worker = self._workers.pop(connection)
        connection.close()
        worker.process.join()
        self._start()

    def _stop(self, patience: float) -> None:
        for connection in self._workers:
            connection.close()  # an idle worker leaves when nobody is there
        for worker in self._workers.values():
            worker.process.join(patience)
            if worker.process.is_alive():
                worker.process.kill()
                worker.process.join()
        self._workers.clear()


def _work(connection: Connection, factory: DeskFactory, options: Options, threads: int) -> None:
    """Run in the worker: load the desk once, then answer until the parent is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what an interruption means
    os.environ.setdefault("OMP_NUM_THREADS", str(threads))
    try:
        desk = factory()
        connection.send(_Ready(dict(desk.models)))
    except Exception as error:
        connection.send(_Broken(" ".join(str(error).split()) or type(error).__name__))
        return
    try:
        while True:
            connection.send(answer(desk, connection.recv(), options))
    except (EOFError, OSError):
        return
