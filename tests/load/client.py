"""Clients in a closed loop: each sends its next document when the last is answered.

One that is refused waits and sends the same again, so that crowds of all sizes get through the same documents.

They cost little, so that they are not what is measured: requests are made beforehand, and of an answer only status,
``Retry-After`` and length are read.
"""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from typing import TYPE_CHECKING, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Future

P = ParamSpec("P")
T = TypeVar("T")

SPREAD = 0.5
"""A client that is refused waits for ``Retry-After``, and up to half as long again: else all come back together."""

PATIENCE = 120.0


@dataclass
class Figures:
    """What clients saw.

    Attributes:
        seconds: until the last answer came; that a refused client still waits at the end is not work.
        processor: seconds of a processor that the clients took.
        answers: seconds of each answer that was 200.
        refusals: seconds of each 503.
        statuses: how often each status came; 0 stands for a connection that broke.
    """

    seconds: float = 0.0
    processor: float = 0.0
    answers: list[float] = field(default_factory=list)
    refusals: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)

    @property
    def throughput(self) -> float:
        """Answers a second."""
        return len(self.answers) / self.seconds


def percentile(values: Sequence[float], share: float) -> float:
    """Return a percentile by the nearest rank, in milliseconds; NaN of nothing."""
    if not values:
        return float("nan")
    ranked = sorted(values)
    return 1000 * ranked[min(len(ranked) - 1, int(share * len(ranked)))]


def post(text: str, path: str = "/v1/process") -> bytes:
    """Make the bytes of a request."""
    body = json.dumps({"text": text}).encode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    )
    return head.encode() + b"\r\n" + body


class Connection:
    """A connection that is kept, and opened anew when the service has closed it."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def send(self, request: bytes) -> tuple[int, float]:
        """Send a request; return the status, 0 for a connection that broke, and the seconds of ``Retry-After``."""
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._exchange(request)
        except (OSError, asyncio.IncompleteReadError, TimeoutError):
            self.close()
            return 0, 0.0

    async def _exchange(self, request: bytes) -> tuple[int, float]:
        if self._reader is None or self._writer is None or self._reader.at_eof():
            self.close()
            self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port)
        self._writer.write(request)
        head = await self._reader.readuntil(b"\r\n\r\n")
        status, *lines = head.decode("latin-1").split("\r\n")
        headers = dict(line.lower().split(": ", 1) for line in lines if line)
        await self._reader.readexactly(int(headers["content-length"]))
        if headers.get("connection") == "close":
            self.close()
        return int(status.split()[1]), float(headers.get("retry-after", 0))

    def close(self) -> None:
        """Close the connection; the next request opens another."""
        if self._writer is not None:
            self._writer.close()
        self._reader = self._writer = None


async def load(
    port: int, texts: Sequence[str], clients: int, *, seconds: float = 60.0, requests: int | None = None
) -> Figures:
    """Let clients send documents to ``/v1/process`` for some seconds, or until so many requests are done."""
    figures = Figures()
    prepared = [post(text) for text in texts]
    number = iter(range(requests if requests is not None else 1_000_000_000))
    chance = random.Random(clients)
    started, spent = time.perf_counter(), time.process_time()

    def over() -> bool:
        return requests is None and time.perf_counter() - started >= seconds

    async def client() -> None:
        connection = Connection(port)
        for each in number:
            status = 503
            while status == 503 and not over():
                sent = time.perf_counter()
                status, pause = await connection.send(prepared[each % len(prepared)])
                done = time.perf_counter()
                took, figures.seconds = done - sent, done - started
                figures.statuses[status] += 1
                if status == 200:
                    figures.answers.append(took)
                elif status == 503:
                    figures.refusals.append(took)
                    await asyncio.sleep(pause * (1 + SPREAD * chance.random()))
                else:
                    await asyncio.sleep(0.02)
            if over():
                break
        connection.close()

    await asyncio.gather(*(client() for _ in range(clients)))
    figures.processor = time.process_time() - spent
    return figures


def crowd(port: int, texts: Sequence[str], clients: int, seconds: float) -> Figures:
    """Do :func:`load`; for :func:`aside`."""
    return asyncio.run(load(port, texts, clients, seconds=seconds))


@contextmanager
def aside(function: Callable[P, T], *arguments: P.args, **more: P.kwargs) -> Iterator[Future[T]]:
    """Run a function in a process of its own, so that it neither waits for the interpreter of another nor holds it."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        yield pool.submit(function, *arguments, **more)
