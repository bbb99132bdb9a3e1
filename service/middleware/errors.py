"""The last net: a fault of ours becomes a plain 500, and its message goes nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.requests import ClientDisconnect

from service.context import note_refusal, request_id
from service.errors import InternalError
from service.handlers import answer
from service.logs import describe

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send
    from structlog.typing import FilteringBoundLogger


class BrokenOffError(Exception):
    """The answer had begun when the service failed: all that is left is to cut the connection."""


class ErrorMiddleware:
    """Answers 500 to whatever no handler took, and logs its type and place.

    The exception ends here: a server that prints it would print the message, which may quote the document.
    """

    def __init__(self, app: ASGIApp, logger: FilteringBoundLogger) -> None:
        self.app = app
        self._logger = logger

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Guard one request.

        Raises:
            BrokenOffError: the answer had begun.
        """
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def watched_send(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, watched_send)
        except ClientDisconnect:
            note_refusal(scope, "client_left")
        except Exception as error:
            self._logger.error("failed", id=request_id(scope), **describe(error))
            response = answer(scope, InternalError())
            if started:
                raise BrokenOffError from None
            await response(scope, receive, send)
