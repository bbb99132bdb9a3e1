"""Responses: JSON that survives any Unicode, problems, and streams of lines."""

from __future__ import annotations

import json
from contextlib import aclosing
from typing import TYPE_CHECKING, Any

from starlette.responses import JSONResponse, Response

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from starlette.types import Receive, Scope, Send

    from service.errors import ServiceError

PROBLEM = "application/problem+json"
NDJSON = "application/x-ndjson"


def dump_json(value: Any) -> bytes:
    """Encode as compact ASCII: lone surrogates, which UTF-8 cannot carry, come through as escapes."""
    return json.dumps(value, ensure_ascii=True, allow_nan=False, separators=(",", ":")).encode("ascii")


class AsciiJSONResponse(JSONResponse):
    """JSON in ASCII; see :func:`dump_json`."""

    def render(self, content: Any) -> bytes:
        """Encode the content."""
        return dump_json(content)


class ProblemResponse(AsciiJSONResponse):
    """An error in the one shape that all errors of the service have."""

    media_type = PROBLEM

    def __init__(self, error: ServiceError, request_id: str) -> None:
        super().__init__(error.problem(request_id), status_code=error.status, headers=error.headers)


class LinesResponse(Response):
    """NDJSON, one line sent as soon as it is made.

    Unlike Starlette's ``StreamingResponse`` it does not listen for a disconnect meanwhile: that would swallow the
    parts of the request body that the lines are made from.
    """

    media_type = NDJSON

    def __init__(self, lines: AsyncGenerator[bytes]) -> None:
        self.status_code = 200
        self.background = None
        self._lines = lines
        self.init_headers()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the lines."""
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        async with aclosing(self._lines) as lines:
            async for line in lines:
                await send({"type": "http.response.body", "body": line, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})
