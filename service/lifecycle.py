"""From start to stop: load the desk, try it once for real, be ready, drain."""

from __future__ import annotations

import asyncio
import signal
import sys
import threading
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

import anyio
import anyio.to_thread

from service import capacity, trial
from service.desk import load_desk
from service.errors import Draining, LoadFailed, NotReady, Stuck
from service.logs import describe
from service.remote import RemoteDesk

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from types import FrameType

    from structlog.typing import FilteringBoundLogger

    from service.desk import Desk
    from service.metrics import Metrics
    from service.settings import Settings

SWITCH_SECONDS = 0.0005
"""How long a run may keep the interpreter from the event loop, which needs it after every system call.

With the 5 ms that Python gives, health checks of a busy service take several times as long.
"""


class Lifecycle:
    """The state of the service and of the desk that it holds.

    ``ready`` is latched: it becomes true after one trial run of the whole desk and stays true until draining.
    """

    def __init__(
        self, settings: Settings, logger: FilteringBoundLogger, metrics: Metrics, desk: Desk | None = None
    ) -> None:
        self._settings = settings
        self._logger = logger
        self._metrics = metrics
        # A desk that is given works in this process; that is for tests and for programs with a desk of their own.
        self._desk = desk
        self._remote = (
            RemoteDesk(partial(load_desk, settings), capacity.running(settings), self._tell) if desk is None else None
        )
        self._tried = False
        self._failed = False
        self._draining = False

    @property
    def desk(self) -> Desk:
        """The desk.

        Raises:
            NotReady: it is still being loaded.
            LoadFailed: it could not be loaded, or failed its trial.
        """
        if self._failed:
            raise LoadFailed
        if self._desk is None:
            raise NotReady
        return self._desk

    def check_alive(self) -> None:
        """Return if the service has a desk, or can be expected to have one.

        Raises:
            Stuck: the process of the desk died, and no other starts.
        """
        if self._remote is not None and self._remote.failing:
            raise Stuck

    def check_ready(self) -> None:
        """Return if the service can take work.

        Raises:
            Draining: the service is stopping.
            NotReady: the trial run is not done yet, or the process of the desk died and the next is not ready.
            LoadFailed: the desk could not be loaded, or failed its trial.
        """
        if self._draining:
            raise Draining
        if self._failed:
            raise LoadFailed
        if not self._tried or (self._remote is not None and not self._remote.alive):
            raise NotReady

    def drain(self) -> None:
        """Turn ``/readyz`` to 503; work that comes in all the same is still done."""
        self._draining = True
        self._logger.info("draining")

    @asynccontextmanager
    async def run(self) -> AsyncIterator[None]:
        """Load and try the desk in the background while the service answers; drain at the end."""
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(self._start)
            with _stop_signals(self._on_stop_signal), _quick_switches():
                yield
            self._draining = True
            tasks.cancel_scope.cancel()
            if self._remote is not None:
                self._remote.close()

    async def _start(self) -> None:
        try:
            await anyio.to_thread.run_sync(self._load_and_try, abandon_on_cancel=True)
        except Exception as error:
            self._failed = True
            self._logger.error("load_failed", **describe(error))
        else:
            self._tried = True
            self._logger.info("ready", models=dict(self.desk.models))

    def _load_and_try(self) -> None:
        if self._remote is not None:
            self._remote.start()
            self._desk = self._remote
        else:
            assert self._desk is not None
            trial.check(self._desk.process(trial.TEXT))

    def _tell(self, event: str, **more: Any) -> None:
        if event == "desk_lost":
            self._metrics.restarts.inc()
        log = self._logger.info if event == "desk_back" else self._logger.error
        log(event, **more)

    def _on_stop_signal(self, proceed: Callable[[], None]) -> None:
        first = not self._draining
        self.drain()
        if first and self._settings.drain_seconds:
            asyncio.get_running_loop().call_later(self._settings.drain_seconds, proceed)
        else:
            proceed()


@contextmanager
def _quick_switches() -> Iterator[None]:
    before = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH_SECONDS)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


@contextmanager
def _stop_signals(on_stop: Callable[[Callable[[], None]], None]) -> Iterator[None]:
    """Hear SIGTERM and SIGINT before the server does, whose handlers ``on_stop`` is given to go on with.

    The server stops to listen as soon as its own handler runs, which is too late to tell a load balancer. Only the
    main thread may set handlers; elsewhere (in tests) signals are left alone.

    ``on_stop`` runs in the event loop, never where the signal finds the thread: that may be in the middle of a log
    line, whose lock ``on_stop`` would then wait for without end.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    loop = asyncio.get_running_loop()
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}

    def proceed(number: int) -> None:
        handler = before[signal.Signals(number)]
        if callable(handler):
            handler(number, None)

    def handle(number: int, frame: FrameType | None) -> None:
        del frame
        loop.call_soon_threadsafe(on_stop, partial(proceed, number))

    # A default handler kills the process at once: then there is no server that drains, and nothing to tell.
    ours = [number for number, handler in before.items() if callable(handler)]
    for number in ours:
        signal.signal(number, handle)
    try:
        yield
    finally:
        for number in ours:
            signal.signal(number, before[number])
