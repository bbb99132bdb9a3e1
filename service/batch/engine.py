"""What runs the work of a folder: an interface, so that one machine and a cluster look alike."""

from __future__ import annotations

import os
from collections import deque
from typing import TYPE_CHECKING, Protocol, Self

from service.batch.task import Outcome, Task

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence


class EngineError(Exception):
    """The engine cannot start; ``code`` is stable. Codes: ``load_failed``, ``engine_missing``."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class Engine(Protocol):
    """A pool of workers, each with its own desk. Enter it to start them."""

    @property
    def models(self) -> Mapping[str, str]:
        """The models that the desks use, by task."""
        ...

    def run(self, groups: Iterable[Sequence[Task]]) -> Iterator[list[Outcome]]:
        """Process groups of tasks, in any order; a group is drawn only when a worker is free for it."""
        ...

    def __enter__(self) -> Self:
        """Start the workers.

        Raises:
            EngineError: they cannot start.
        """
        ...

    def __exit__(self, *exception: object) -> None:
        """Stop the workers."""
        ...


class Backlog:
    """Groups still to be given out: those of a worker that died, one document at a time, before new ones."""

    def __init__(self, groups: Iterable[Sequence[Task]]) -> None:
        self._groups = iter(groups)
        self._again: deque[Sequence[Task]] = deque()
        self._drained = False

    @property
    def empty(self) -> bool:
        """True when the last group has been drawn and none has come back."""
        return self._drained and not self._again

    def draw(self) -> Sequence[Task] | None:
        """Return the next group, or ``None``."""
        if self._again:
            return self._again.popleft()
        group = next(self._groups, None)
        self._drained = group is None
        return group

    def put(self, group: Sequence[Task]) -> None:
        """Take back a group that nobody began."""
        self._again.appendleft(group)

    def give_back(self, group: Sequence[Task]) -> list[Outcome]:
        """Take back the group of a dead worker. A document that kills a worker on its own has failed."""
        if len(group) == 1:
            return [Outcome(group[0], None, "worker_died", "the worker died on this document")]
        self._again.extend([task] for task in group)
        return []


def threads_for(workers: int) -> int:
    """Divide the processors that this process may use among the workers."""
    return max(1, len(os.sched_getaffinity(0)) // workers)
