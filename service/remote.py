"""The desk in a process of its own, for the process that talks HTTP.

Rules and models hold the interpreter. In one process the event loop would wait for it after every system call, several
times for each request; and nothing ends a thread that hangs. A process can be killed.
"""

from __future__ import annotations

import itertools
import multiprocessing
import threading
from abc import ABC, abstractmethod
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

from models.core.stop import Check, Stopped, go_on
from models.options import Options
from service import desk_child, trial
from service.desk_child import Answer, Broken, Halt, Order, Ready
from service.logs import describe

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from models.result import Result
    from service.desk import Desk

_TICK = 0.05
"""Seconds between looks at whether a run has to stop."""

_PATIENCE = 5.0
"""Seconds that the child may be late to heed a stop before it is killed, and to leave when the service ends."""

_TRIAL = -1
"""Number of the order that tries the desk."""

_LONGEST_PAUSE = 30.0
"""Seconds between attempts to start a child that does not start."""


def _keep_quiet(event: str, **more: Any) -> None:
    del event, more


class RunFailed(Exception):
    """The desk failed on these texts; ``described`` says where, for the log."""

    def __init__(self, described: dict[str, Any]) -> None:
        super().__init__(str(described.get("error")))
        self.described = described


class DeskLost(Exception):
    """The process of the desk died during the run, maybe for the sake of another."""


class NotLoaded(RunFailed):
    """The desk cannot be loaded; ``message`` is one line for people, who gave the models and no text yet."""

    def __init__(self, described: dict[str, Any], message: str) -> None:
        super().__init__(described)
        self.message = message


class DeskProxy(ABC):
    """A :class:`service.desk.Desk` whose work is done elsewhere."""

    @property
    @abstractmethod
    def alive(self) -> bool:
        """True while there is somebody who takes work."""

    @property
    @abstractmethod
    def models(self) -> Mapping[str, str]:
        """The models in use by task."""

    @abstractmethod
    def call(self, method: str, texts: Sequence[str], options: Options, check: Check, **more: Any) -> list[Result]:
        """Call a method of the desk there.

        Raises:
            Stopped: by ``check``.
            RunFailed: the desk failed.
            DeskLost: its process died.
        """

    def clean(self, text: str, options: Options = Options()) -> Result:
        """See :class:`service.desk.Desk`; for the errors see :meth:`call`."""
        return self.clean_many([text], options)[0]

    def summarize(self, text: str, options: Options = Options(), *, clean: bool = True) -> Result:
        """See :class:`service.desk.Desk`; for the errors see :meth:`call`."""
        return self.summarize_many([text], options, clean=clean)[0]

    def process(self, text: str, options: Options = Options()) -> Result:
        """See :class:`service.desk.Desk`; for the errors see :meth:`call`."""
        return self.process_many([text], options)[0]

    def clean_many(self, texts: Sequence[str], options: Options = Options(), *, check: Check = go_on) -> list[Result]:
        """See :class:`service.desk.Desk`; for the errors see :meth:`call`."""
        return self.call("clean_many", texts, options, check)

    def summarize_many(
        self, texts: Sequence[str], options: Options = Options(), *, clean: bool = True, check: Check = go_on
    ) -> list[Result]:
        """See :class:`service.desk.Desk`; for the errors see :meth:`call`."""
        return self.call("summarize_many", texts, options, check, clean=clean)

    def process_many(self, texts: Sequence[str], options: Options = Options(), *, check: Check = go_on) -> list[Result]:
        """See :class:`service.desk.Desk`; for the errors see :meth:`call`."""
        return self.call("process_many", texts, options, check)


class RemoteDesk(DeskProxy):
    """A desk in a child process. When that dies another is started.

    Calls block; while there is no child they wait for the next, for as long as their ``check`` lets them.

    Args:
        load: makes the desk in the child; must survive pickling.
        places: calls at the same time.
        tell: called with ``desk_lost``, ``desk_not_started`` or ``desk_back``, and with what belongs into the log.
    """

    def __init__(self, load: Callable[[], Desk], places: int, tell: Callable[..., None] = _keep_quiet) -> None:
        self._load = load
        self._places = places
        self._tell = tell
        self._numbers = itertools.count()
        self._child: _Child | None = None
        self._closing = threading.Event()
        self._models: Mapping[str, str] = {}
        self.failing = False
        """True while no child starts in the place of one that died."""

    def start(self) -> None:
        """Start the first child, and wait until a document has gone through it and back.

        Raises:
            NotLoaded: it cannot load the desk.
            RunFailed: it failed on the document.
            RuntimeError: the document came back without text or summary.
            DeskLost: it died.
        """
        self._child = self._start()
        threading.Thread(target=self._supervise, name="desk", daemon=True).start()

    def close(self) -> None:
        """End the child; calls that wait for it fail."""
        self._closing.set()
        if self._child is not None:
            self._child.kill()

    @property
    def alive(self) -> bool:
        """True while there is a child that takes work."""
        return self._child is not None and self._child.alive

    @property
    def process_id(self) -> int | None:
        """Id of the child process, if there is one."""
        return self._child.process_id if self._child is not None else None

    @property
    def models(self) -> Mapping[str, str]:
        """The models in use by task."""
        return self._models

    def call(self, method: str, texts: Sequence[str], options: Options, check: Check, **more: Any) -> list[Result]:
        """See :class:`DeskProxy`."""
        order = Order(next(self._numbers), method, texts, options, more)
        while (child := self._child) is None or (answer := child.take(order)) is None:
            check()
            if self._closing.wait(_TICK):
                raise DeskLost
        while True:
            try:
                return answer.result(_TICK)
            except TimeoutError:
                pass
            try:
                check()
            except Stopped:
                child.halt(order, answer)
                raise

    def _start(self) -> _Child:
        child = _Child(self._load, self._places)
        self._models = child.greet()
        return child

    def _supervise(self) -> None:
        while True:
            assert self._child is not None
            self._child.listen()
            if self._closing.is_set():
                return
            self._tell("desk_lost", exit_code=self._child.exit_code)
            if not self._restart():
                return
            self._tell("desk_back")

    def _restart(self) -> bool:
        pause = 0.0
        while not self._closing.wait(pause):
            try:
                self._child = self._start()
            except (RunFailed, DeskLost, RuntimeError) as error:
                self._tell("desk_not_started", **describe(error))
                self.failing = True
                pause = min(_LONGEST_PAUSE, 2 * pause or 1.0)
            else:
                self.failing = False
                if self._closing.is_set():
                    self._child.kill()
                return True
        return False


class _Child:
    """One child process and the orders that it has."""

    def __init__(self, load: Callable[[], Desk], places: int) -> None:
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        # A daemon: the end of this process never waits for it.
        self._process = context.Process(target=desk_child.main, args=(theirs, load, places), name="desk", daemon=True)
        self._process.start()
        theirs.close()  # so that its death ends the connection
        self._orders: dict[int, Future[list[Result]]] = {}
        self._lock = threading.Lock()
        self._sending = threading.Lock()
        self.alive = True

    @property
    def process_id(self) -> int | None:
        """Id of the process."""
        return self._process.pid

    @property
    def exit_code(self) -> int | None:
        """Exit code of the process, once it is over; a negative one is a signal."""
        return self._process.exitcode

    def greet(self) -> Mapping[str, str]:
        """Wait until the desk is loaded and has been tried; return its models."""
        try:
            word = self._connection.recv()
            if isinstance(word, Broken):
                raise NotLoaded(word.fault, word.message)
            assert isinstance(word, Ready)
            self._connection.send(Order(_TRIAL, "process_many", [trial.TEXT], Options()))
            answer = self._connection.recv()
            if answer.fault is not None:
                raise RunFailed(answer.fault)
            trial.check(answer.results[0])
        except (EOFError, OSError):
            self.kill()
            raise DeskLost from None
        except Exception:
            self.kill()
            raise
        return word.models

    def take(self, order: Order) -> Future[list[Result]] | None:
        """Give an order to the child; ``None`` when it is dead."""
        answer: Future[list[Result]] = Future()
        with self._lock:
            if not self.alive:
                return None
            self._orders[order.number] = answer
        if self._send(order):
            return answer
        with self._lock:
            self._orders.pop(order.number, None)
        return None

    def halt(self, order: Order, answer: Future[list[Result]]) -> None:
        """Have an order broken off; a child that does not heed it is killed."""
        self._send(Halt(order.number))
        try:
            answer.exception(_PATIENCE)
        except TimeoutError:
            self.kill()

    def listen(self) -> None:
        """Hand answers to those who wait, until the child is dead; then what it still had is lost."""
        try:
            while True:
                self._hand_out(self._connection.recv())
        except (EOFError, OSError):
            pass
        with self._lock:
            self.alive = False
            lost = list(self._orders.values())
            self._orders.clear()
        self.kill()
        self._connection.close()
        for answer in lost:
            answer.set_exception(DeskLost())

    def kill(self) -> None:
        """End the process, at once."""
        self._process.kill()
        self._process.join()

    def _hand_out(self, word: Answer) -> None:
        with self._lock:
            answer = self._orders.pop(word.number)
        if word.results is not None:
            answer.set_result(word.results)
        else:
            answer.set_exception(RunFailed(word.fault) if word.fault is not None else Stopped())

    def _send(self, word: Order | Halt) -> bool:
        try:
            with self._sending:
                self._connection.send(word)
        except OSError:
            return False
        return True
