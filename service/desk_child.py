"""The process that holds the models: it answers what the process of the event loop sends it, and nothing else.

It ends with the connection to its parent, so that it never outlives it.
"""

from __future__ import annotations

import os
import signal
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from models.core.stop import Stopped
from service.logs import describe

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from multiprocessing.connection import Connection

    from models.options import Options
    from models.result import Result
    from service.desk import Desk


@dataclass(frozen=True, slots=True)
class Ready:
    """First word of the child: its desk is loaded. ``models`` are those in use, by task."""

    models: dict[str, str]


@dataclass(frozen=True, slots=True)
class Broken:
    """First word of a child without a desk; ``fault`` is for the log, ``message`` for people."""

    fault: dict[str, Any]
    message: str


@dataclass(frozen=True, slots=True)
class Order:
    """Work for the child: which method of the desk, and its arguments without ``check``."""

    number: int
    method: str
    texts: Sequence[str]
    options: Options
    more: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Halt:
    """An order that nobody waits for any more."""

    number: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of an order: results, or a fault for the log, or neither when it was halted."""

    number: int
    results: list[Result] | None
    fault: dict[str, Any] | None = None


def main(connection: Connection, load: Callable[[], Desk], places: int) -> None:
    """Load the desk and answer orders until the parent is gone; so many at the same time."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)  # the parent drains, for which it needs the desk
    try:
        loaded = load()
    except Exception as error:
        connection.send(Broken(describe(error), " ".join(str(error).split()) or type(error).__name__))
        return
    connection.send(Ready(dict(loaded.models)))
    _Worker(connection, loaded, places).serve()


class _Worker:
    """Does orders, as many at the same time as there are places."""

    def __init__(self, connection: Connection, loaded: Desk, places: int) -> None:
        self._connection = connection
        self._desk = loaded
        self._pool = ThreadPoolExecutor(places)
        self._sending = threading.Lock()
        self._halted: set[int] = set()

    def serve(self) -> None:
        """Take orders until the connection ends; then the process ends at once, whatever is under way."""
        try:
            while True:
                word = self._connection.recv()
                if isinstance(word, Halt):
                    self._halted.add(word.number)
                else:
                    self._pool.submit(self._do, word)
        except (EOFError, OSError):
            os._exit(0)

    def _do(self, order: Order) -> None:
        def check() -> None:
            if order.number in self._halted:
                raise Stopped

        try:
            method = getattr(self._desk, order.method)
            answer = Answer(order.number, method(order.texts, order.options, check=check, **order.more))
        except Stopped:
            answer = Answer(order.number, None)
        except Exception as error:
            answer = Answer(order.number, None, describe(error))
        self._halted.discard(order.number)
        try:
            with self._sending:
                self._connection.send(answer)
        except OSError:
            os._exit(0)
