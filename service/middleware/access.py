"""One log line and the metrics of every request."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from service.context import request_id

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send
    from structlog.typing import FilteringBoundLogger

    from service.metrics import Metrics

CLIENT_LEFT = 499
"""Logged as the status when the caller left before there was one."""

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT"})


class AccessMiddleware:
    """Logs id, method, route template, status, sizes and duration of each request, and counts them."""

    def __init__(self, app: ASGIApp, logger: FilteringBoundLogger, metrics: Metrics) -> None:
        self.app = app
        self._logger = logger
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Watch one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = time.perf_counter()
        status = CLIENT_LEFT
        received = sent = 0

        async def counted_receive() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            return message

        async def counted_send(message: Message) -> None:
            nonlocal status, sent
            if message["type"] == "http.response.start":
                status = message["status"]
            sent += len(message.get("body", b""))
            await send(message)

        try:
            with self._metrics.in_flight.track_inprogress():
                await self.app(scope, counted_receive, counted_send)
        finally:
            self._record(scope, status, time.perf_counter() - started, received, sent)

    def _record(self, scope: Scope, status: int, seconds: float, received: int, sent: int) -> None:
        route = getattr(scope.get("route"), "path", "unmatched")
        code = scope["state"].get("code")
        self._metrics.requests.labels(route, str(status)).inc()
        self._metrics.duration.labels(route).observe(seconds)
        if code is not None:
            self._metrics.refusals.labels(code).inc()
        self._logger.info(
            "request",
            id=request_id(scope),
            method=scope["method"] if scope["method"] in _METHODS else "other",
            route=route,
            status=status,
            code=code,
            bytes_in=received,
            bytes_out=sent,
            duration_ms=round(seconds * 1000, 3),
            **scope["state"].get("work", {}),
        )
