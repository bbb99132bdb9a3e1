"""The service in processes of its own, to be loaded, watched and killed."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

REPOSITORY = Path(__file__).parents[2]
JSON = {"Content-Type": "application/json"}
_PAGE = os.sysconf("SC_PAGE_SIZE")


class Server:
    """A running service.

    Attributes:
        port: where it listens on 127.0.0.1.
        process: the process that was started; with workers their parent.
        log: file that standard output and standard error go to.
    """

    def __init__(self, port: int, process: subprocess.Popen[bytes], log: Path, *, several: bool = False) -> None:
        self.port = port
        self.process = process
        self.log = log
        self._several = several

    def request(
        self, method: str, path: str, body: Any = None, timeout: float = 30, headers: dict[str, str] | None = None
    ) -> tuple[int, bytes]:
        """Send one request over a connection of its own; ``body`` becomes JSON.

        Raises:
            OSError: there is no answer.
        """
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            data = None if body is None else json.dumps(body).encode()
            connection.request(method, path, data, (JSON if body is not None else {}) | (headers or {}))
            response = connection.getresponse()
            return response.status, response.read()
        except http.client.HTTPException as error:
            raise ConnectionError(type(error).__name__) from error
        finally:
            connection.close()

    def status(self, path: str) -> int | None:
        """Return the status of a GET, or ``None`` without an answer."""
        try:
            return self.request("GET", path, timeout=5)[0]
        except OSError:
            return None

    def wait(self, path: str = "/readyz", status: int | None = 200, seconds: float = 60) -> float:
        """Wait until a GET has this status; return the seconds that it took."""
        started = time.monotonic()
        wait_until(
            lambda: self.status(path) == status or self.process.poll() is not None,
            seconds,
            lambda: f"{path} does not answer {status}: {self.tail()}",
        )
        assert self.process.poll() is None or status is None, f"it ended: {self.tail()}"
        return time.monotonic() - started

    def metric(self, name: str) -> float:
        """Return the sum of the samples of a metric."""
        lines = self.request("GET", "/metrics")[1].decode().splitlines()
        return sum(float(line.rsplit(" ", 1)[1]) for line in lines if line.split("{")[0].split(" ")[0] == name)

    def workers(self) -> list[int]:
        """Return the ids of the processes that talk HTTP."""
        return _spawned(self.process.pid) if self._several else [self.process.pid]

    def desks(self) -> list[int]:
        """Return the ids of the processes that hold the models."""
        return [desk for worker in self.workers() for desk in _spawned(worker)]

    def rss(self) -> int:
        """Resident memory of all processes that serve, in bytes; pages that they share count for each."""
        return sum(int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE for pid in self._serving())

    def descriptors(self) -> int:
        """Open file descriptors of all processes that serve."""
        return sum(len(list(Path(f"/proc/{pid}/fd").iterdir())) for pid in self._serving())

    def threads(self) -> int:
        """Threads of all processes that serve."""
        return sum(len(list(Path(f"/proc/{pid}/task").iterdir())) for pid in self._serving())

    def _serving(self) -> list[int]:
        return [*self.workers(), *self.desks()]

    def stop(self, seconds: float = 60) -> int:
        """Send SIGTERM and return the exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(seconds)

    def lines(self, event: str) -> list[dict[str, Any]]:
        """Return the log lines of an event."""
        rows = [json.loads(line) for line in self.log.read_text().splitlines() if line.startswith("{")]
        return [row for row in rows if row["event"] == event]

    def tail(self) -> str:
        """Return the last lines of the log."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-5:])


@contextmanager
def serving(*options: str, desk_seconds: float | None = None, ready: bool = True, **settings: Any) -> Iterator[Server]:
    """Start the service, wait until it is ready (or only alive), and kill what is left of it at the end.

    Args:
        *options: more options of ``copydesk serve``.
        desk_seconds: serve a desk without models that takes as long for each run; by default the real one.
        ready: wait for ``/readyz``, else for ``/livez``.
        **settings: settings, by the names of their fields.
    """
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    program = ["service", "serve"] if desk_seconds is None else ["tests.load.served", str(desk_seconds)]
    command = [sys.executable, "-m", *program, "--port", str(port), *options]
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("COPYDESK_")}
    given = {f"COPYDESK_{name.upper()}": str(value) for name, value in settings.items()}
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder, "log")
        with log.open("wb") as out:
            process = subprocess.Popen(
                command, cwd=REPOSITORY, env=inherited | given, stdout=out, stderr=subprocess.STDOUT
            )
        server = Server(port, process, log, several="--workers" in options and "1" not in options)
        try:
            server.wait("/readyz" if ready else "/livez")
            yield server
        finally:
            for pid in [*_below(process.pid), process.pid]:
                _kill(pid)
            process.wait()


def wait_until(condition: Callable[[], bool], seconds: float, explain: Callable[[], str] = str) -> None:
    """Wait until a condition holds."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, explain()
        time.sleep(0.02)


def _children(pid: int) -> list[int]:
    """The children of a process, whichever of its threads started them."""
    found: list[int] = []
    for thread in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            found += map(int, thread.read_text().split())
    return found


def _spawned(pid: int) -> list[int]:
    """Those of the children that serve; not those that watch over shared memory, or that read pages."""
    return [child for child in _children(pid) if b"spawn_main" in _command(child)]


def _below(pid: int) -> list[int]:
    return [found for child in _children(pid) for found in (*_below(child), child)]


def _command(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def _kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)
