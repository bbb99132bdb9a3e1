"""What travels between the parts of a folder run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from service.desk import Desk

DeskFactory = Callable[[], Desk]
"""Makes a desk inside a worker; must survive pickling."""


@dataclass(frozen=True, slots=True)
class Document:
    """Where a document comes from and where its result goes.

    Attributes:
        path: path of the file below the input folder, with forward slashes.
        line: number of the line in a JSONL file, from 1; ``None`` for a file that is one document.
        id: the ``id`` of the row, if it has one.
        output: path of the result below the output folder, with forward slashes.
    """

    path: str
    line: int | None
    id: str | None
    output: str

    def __str__(self) -> str:
        """Return the path, and the line of a row: ``news.jsonl:12``."""
        return self.path if self.line is None else f"{self.path}:{self.line}"


@dataclass(frozen=True, slots=True)
class Task:
    """A document to be processed; ``content`` is the bytes of a file, or the text of a row; ``sha256`` its hash."""

    document: Document
    content: bytes | str
    html: bool
    sha256: str


@dataclass(frozen=True, slots=True)
class Refused:
    """A document that never reached the desk, and why."""

    document: Document
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a task: the bytes of its JSON, or a code and a message."""

    task: Task
    payload: bytes | None
    code: str | None = None
    message: str | None = None
    ms: float = 0.0
