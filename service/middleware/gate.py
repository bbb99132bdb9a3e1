"""The gate before all routes: who may come in, and how often."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import Headers

from service.context import local_path
from service.errors import ServiceError, Unauthorized
from service.handlers import answer
from service.rate import network

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from service.keys import KeyRing
    from service.rate import RateLimiter

KEY_HEADER = "X-API-Key"
_SCHEME = "bearer"


class GateMiddleware:
    """Refuses callers without a key with 401, and those who come too often with 429, before anything else is read.

    It stands before the router, so that a route, or a path without one, is shut unless it is named here.

    Args:
        app: the app to guard.
        keys: the keys that are let in; without any, everybody is.
        limiter: counts requests by key, or by address where there is none; those with a wrong key by address too.
        open_paths: paths that need no key and are not counted.
    """

    def __init__(self, app: ASGIApp, keys: KeyRing, limiter: RateLimiter | None, open_paths: frozenset[str]) -> None:
        self.app = app
        self._keys = keys
        self._limiter = limiter
        self._open_paths = open_paths

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in or refuse it."""
        if scope["type"] == "http" and local_path(scope) not in self._open_paths:
            try:
                await self._check(scope)
            except ServiceError as error:
                await answer(scope, error)(scope, receive, send)
                return
        await self.app(scope, receive, send)

    async def _check(self, scope: Scope) -> None:
        given = _given_key(Headers(scope=scope))
        key = self._keys.find(given) if given is not None else None
        if self._limiter is not None:
            await self._limiter.check(key or network(scope["client"][0] if scope.get("client") else ""))
        if self._keys and key is None:
            raise Unauthorized(given is not None)


def _given_key(headers: Headers) -> str | None:
    """Return the key in ``Authorization: Bearer`` or, where a proxy uses that for itself, in ``X-API-Key``."""
    scheme, _, token = headers.get("authorization", "").partition(" ")
    if scheme.lower() == _SCHEME:
        return token.strip()
    return headers.get(KEY_HEADER)
