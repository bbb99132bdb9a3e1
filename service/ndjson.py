"""Lines from a stream of bytes, numbered, without ever holding more than one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its number from 1 and its bytes without the end of line; ``None`` if it was over the limit."""

    number: int
    data: bytes | None


class LineSplitter:
    r"""Splits a stream at ``\n``. A line over ``limit`` bytes is dropped as it comes in.

    Blank lines are counted and left out.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._rest = bytearray()
        self._overlong = False
        self._number = 0

    def feed(self, chunk: bytes) -> Iterator[Line]:
        """Take the next piece of the stream; yield the lines that it completes."""
        start = 0
        while (end := chunk.find(b"\n", start)) >= 0:
            self._keep(chunk[start:end])
            start = end + 1
            yield from self._finish()
        self._keep(chunk[start:])

    def close(self) -> Iterator[Line]:
        """End the stream; yield the last line if it had no end of line."""
        if self._rest or self._overlong:
            yield from self._finish()

    def _keep(self, piece: bytes) -> None:
        if self._overlong or len(self._rest) + len(piece) > self._limit:
            self._overlong = True
            self._rest.clear()
        else:
            self._rest += piece

    def _finish(self) -> Iterator[Line]:
        self._number += 1
        data = None if self._overlong else bytes(self._rest)
        self._rest.clear()
        self._overlong = False
        if data is None or data.strip():
            yield Line(self._number, data)
