"""Desks in several processes, as one."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from service.remote import DeskProxy, RemoteDesk

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from models.core.stop import Check
    from models.options import Options
    from models.result import Result
    from service.desk import Desk


class DeskPool(DeskProxy):
    """Processes with a desk each. A call goes to the one that has the least to do.

    Args:
        load: makes a desk in its process; must survive pickling.
        count: processes; each takes one call at a time, so no more calls than processes should be made at once.
    """

    def __init__(self, load: Callable[[], Desk], count: int) -> None:
        self._desks = [RemoteDesk(load, 1) for _ in range(count)]
        self._calls = [0] * count
        self._lock = threading.Lock()

    def start(self) -> None:
        """Start all processes, and wait for them.

        Raises:
            Exception: one did not start; see :meth:`service.remote.RemoteDesk.start`. Close the pool all the same.
        """
        with ThreadPoolExecutor(len(self._desks)) as threads:
            list(threads.map(RemoteDesk.start, self._desks))

    def close(self) -> None:
        """End the processes; calls that wait for them fail."""
        for desk in self._desks:
            desk.close()

    @property
    def alive(self) -> bool:
        """True while one of the processes takes work."""
        return any(desk.alive for desk in self._desks)

    @property
    def models(self) -> Mapping[str, str]:
        """The models in use by task: the same in all processes."""
        return self._desks[0].models

    def call(self, method: str, texts: Sequence[str], options: Options, check: Check, **more: Any) -> list[Result]:
        """See :class:`service.remote.DeskProxy`."""
        with self._lock:
            chosen = min(range(len(self._desks)), key=lambda at: (not self._desks[at].alive, self._calls[at]))
            self._calls[chosen] += 1
        try:
            return self._desks[chosen].call(method, texts, options, check, **more)
        finally:
            with self._lock:
                self._calls[chosen] -= 1
