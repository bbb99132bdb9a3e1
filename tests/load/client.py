"""Clients in a closed loop: each sends its next document when the last is answered."""

from __future__ import annotations

import asyncio
import http.client
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import httpx2

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.load.harness import Server

PAUSE = 1.0
"""Seconds that a client waits after a refusal, the least that ``Retry-After`` ever says."""


@dataclass
class Figures:
    """What clients saw.

    Attributes:
        seconds: how long it went on.
        answers: seconds of each answer that was 200.
        refusals: seconds of each 503.
        statuses: how often each status came; 0 stands for a connection that broke.
    """

    seconds: float = 0.0
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


async def load(
    server: Server, texts: Sequence[str], clients: int, *, seconds: float = 60.0, requests: int | None = None
) -> Figures:
    """Let clients send documents to ``/v1/process`` for some seconds, or until so many requests are done."""
    figures = Figures()
    number = iter(range(requests if requests is not None else 1_000_000_000))
    started = time.perf_counter()

    async def client(http: httpx2.AsyncClient) -> None:
        for each in number:
            sent = time.perf_counter()
            if requests is None and sent - started >= seconds:
                return
            try:
                response = await http.post("/v1/process", json={"text": texts[each % len(texts)]})
                status = response.status_code
            except httpx2.TransportError:
                status = 0
            took = time.perf_counter() - sent
            figures.statuses[status] += 1
            if status == 200:
                figures.answers.append(took)
            elif status == 503:
                figures.refusals.append(took)
                await asyncio.sleep(PAUSE)

    limits = httpx2.Limits(max_connections=clients, max_keepalive_connections=clients)
    base = f"http://127.0.0.1:{server.port}"
    async with httpx2.AsyncClient(base_url=base, timeout=120, limits=limits, trust_env=False) as http_client:
        await asyncio.gather(*(client(http_client) for _ in range(clients)))
    figures.seconds = time.perf_counter() - started
    return figures


class LivenessProbe:
    """Asks ``/livez`` twenty times a second, from a thread of its own, over one connection."""

    def __init__(self, server: Server) -> None:
        self.took: list[float] = []
        self._port = server.port
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._ask)

    def __enter__(self) -> LivenessProbe:
        self._thread.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._end.set()
        self._thread.join()

    def _ask(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=10)
        while not self._end.wait(0.05):
            sent = time.perf_counter()
            connection.request("GET", "/livez")
            response = connection.getresponse()
            response.read()
            assert response.status == 200
            self.took.append(time.perf_counter() - sent)
        connection.close()
