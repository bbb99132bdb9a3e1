"""Workers as Ray actors, on one machine or many. Needs the extra ``copydesk[ray]``."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any, Self

from service.batch.engine import Backlog, EngineError, threads_for
from service.batch.worker import answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from models.options import Options
    from service.batch.task import DeskFactory, Outcome, Task


class RayEngine:
    """``workers`` actors, each with its own desk. Joins the cluster that ``RAY_ADDRESS`` names, or starts a local one.

    Documents travel to the actors and results come back: only the machine that started the run reads and writes files.
    """

    def __init__(self, factory: DeskFactory, options: Options, workers: int) -> None:
        self._factory = factory
        self._options = options
        self._count = workers
        self._ray: Any = None
        self._actors: list[Any] = []
        self.models: Mapping[str, str] = {}

    def __enter__(self) -> Self:
        """Start the actors and wait for the first.

        Raises:
            EngineError: Ray is not installed, or the desk cannot be loaded.
        """
        try:
            self._ray = importlib.import_module("ray")
        except ImportError as error:
            message = "Ray is not installed; install `copydesk[ray]`, or use --engine local"
            raise EngineError("engine_missing", message) from error
        self._ray.init(ignore_reinit_error=True, include_dashboard=False, log_to_driver=False)
        threads = threads_for(self._count)
        actor = self._ray.remote(num_cpus=threads, max_restarts=-1)(_Actor)
        self._actors = [actor.remote(self._factory, self._options) for _ in range(self._count)]
        try:
            self.models = self._ray.get(self._actors[0].models.remote())
        except self._ray.exceptions.RayError as error:
            self._ray.shutdown()
            raise EngineError("load_failed", " ".join(str(error).split())) from error
        return self

    def __exit__(self, *exception: object) -> None:
        """Stop the actors and leave the cluster."""
        del exception
        self._ray.shutdown()

    def run(self, groups: Iterable[Sequence[Task]]) -> Iterator[list[Outcome]]:
        """Process groups of tasks; see :class:`service.batch.engine.Engine`."""
        backlog = Backlog(groups)
        idle = list(self._actors)
        pending: dict[Any, tuple[Any, Sequence[Task]]] = {}
        while True:
            while idle and (group := backlog.draw()) is not None:
                actor = idle.pop()
                pending[actor.answer.remote(list(group))] = actor, group
            if not pending:
                return
            done, _ = self._ray.wait(list(pending), num_returns=1)
            actor, group = pending.pop(done[0])
            idle.append(actor)
            try:
                outcomes = self._ray.get(done[0])
            except self._ray.exceptions.RayError:  # the actor died; Ray starts it again
                outcomes = backlog.give_back(group)
            if outcomes:
                yield outcomes


class _Actor:
    """Lives in a process of the cluster."""

    def __init__(self, factory: DeskFactory, options: Options) -> None:
        self._desk = factory()
        self._options = options

    def models(self) -> dict[str, str]:
        return dict(self._desk.models)

    def answer(self, tasks: Sequence[Task]) -> list[Outcome]:
        return answer(self._desk, tasks, self._options)
