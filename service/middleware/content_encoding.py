"""No compressed bodies: a few bytes of one may stand for gigabytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import Headers

from service.errors import UnsupportedContentEncoding
from service.handlers import answer

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send


class ContentEncodingMiddleware:
    """Refuses every ``Content-Encoding`` but ``identity`` with 415."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse or pass on."""
        if scope["type"] == "http":
            codings = Headers(scope=scope).getlist("content-encoding")
            if any(coding.strip().lower() not in ("", "identity") for coding in codings):
                error = UnsupportedContentEncoding(
                    "Send the body as it is, without Content-Encoding.", headers={"Accept-Encoding": "identity"}
                )
                await answer(scope, error)(scope, receive, send)
                return
        await self.app(scope, receive, send)
