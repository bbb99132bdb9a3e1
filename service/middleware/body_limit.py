"""A limit on the bytes of a body, counted as they arrive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import Headers

from service.context import local_path
from service.errors import BodyTooLarge
from service.handlers import answer

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send


class BodyLimitMiddleware:
    """Answers 413 to a body over the limit: at once if its ``Content-Length`` says so, else when it gets there.

    Args:
        app: the app to guard.
        limit: most bytes of a body.
        streamed: paths whose bodies are streams without an end in sight; their routes limit each line instead.
    """

    def __init__(self, app: ASGIApp, limit: int, streamed: frozenset[str] = frozenset()) -> None:
        self.app = app
        self._limit = limit
        self._streamed = streamed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Guard one request."""
        if scope["type"] != "http" or local_path(scope) in self._streamed:
            await self.app(scope, receive, send)
            return
        declared = Headers(scope=scope).get("content-length", "")
        if declared.isdecimal() and int(declared[:20]) > self._limit:
            await answer(scope, BodyTooLarge(self._limit))(scope, receive, send)
            return
        arrived = 0

        async def counted_receive() -> Message:
            nonlocal arrived
            message = await receive()
            arrived += len(message.get("body", b""))
            if arrived > self._limit:
                raise BodyTooLarge(self._limit)
            return message

        await self.app(scope, counted_receive, send)
