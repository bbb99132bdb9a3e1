"""Drives an ASGI app by hand, for what an HTTP client would not do."""

from __future__ import annotations

import json
from collections.abc import AsyncIterable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import anyio

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes
    chunks_read: int

    @property
    def json(self) -> Any:
        return json.loads(self.body)


async def call(
    app: ASGIApp,
    path: str,
    chunks: Iterable[bytes] | AsyncIterable[bytes] = (),
    *,
    method: str = "POST",
    headers: dict[str, str] | None = None,
    leave: bool = False,
    root_path: str = "",
) -> Answer:
    """Send a request in chunks; with ``leave`` the client goes away instead of ending the body."""
    source = chunks.__aiter__() if isinstance(chunks, AsyncIterable) else None
    pieces = iter(() if isinstance(chunks, AsyncIterable) else chunks)
    answer = Answer(0, {}, b"", 0)
    ended = False
    answered = anyio.Event()

    async def receive() -> Message:
        nonlocal ended
        if ended:
            if not leave:
                await answered.wait()
            return {"type": "http.disconnect"}
        try:
            chunk = await anext(source) if source is not None else next(pieces)
        except (StopIteration, StopAsyncIteration):
            ended = True
            return {"type": "http.disconnect"} if leave else {"type": "http.request", "body": b"", "more_body": False}
        answer.chunks_read += 1
        return {"type": "http.request", "body": chunk, "more_body": True}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            answer.status = message["status"]
            answer.headers = {name.decode(): value.decode() for name, value in message["headers"]}
        else:
            answer.body += message.get("body", b"")
            if not message.get("more_body", False):
                answered.set()

    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": root_path,
        "scheme": "http",
        "headers": [(name.lower().encode(), value.encode()) for name, value in (headers or {}).items()],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
    }
    await app(scope, receive, send)
    return answer
