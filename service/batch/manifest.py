"""The manifest: one line of JSON for each document that was dealt with, added as soon as it was."""

from __future__ import annotations

import dataclasses
import json
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO, Literal

from service.payload import to_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Record:
    """What became of one document.

    Attributes:
        path, line, id, output: see :class:`service.batch.task.Document`.
        status: ``ok`` when the result was written.
        code, message: why not.
        input_sha256: hash of the file, or of the line of a row; ``None`` when it could not be read.
        options: hash of the options and of the version of Copydesk.
        models: the models by task.
        output_sha256: hash of the result.
        ms: time that the desk took.
    """

    path: str
    line: int | None
    id: str | None
    output: str
    status: Literal["ok", "failed"]
    code: str | None = None
    message: str | None = None
    input_sha256: str | None = None
    options: str = ""
    models: Mapping[str, str] = field(default_factory=dict)
    output_sha256: str | None = None
    ms: float = 0.0

    @property
    def key(self) -> tuple[str, int | None]:
        """What one line of a compact manifest stands for."""
        return self.path, self.line


def load(paths: Iterable[Path]) -> dict[tuple[str, int | None], Record]:
    """Read manifests; the last record of a document counts. Torn and foreign lines are passed over."""
    records: dict[tuple[str, int | None], Record] = {}
    for path in paths:
        with path.open("rb") as file:
            for line in file:
                record = _parse(line)
                if record is not None:
                    records[record.key] = record
    return records


class Manifest:
    """A manifest that is open for appending. A kill at any moment leaves at most one torn line at its end."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file = self._open()

    def append(self, record: Record) -> None:
        """Add a record and hand it to the operating system."""
        self._file.write(_line(record))
        self._file.flush()

    def sync(self) -> None:
        """Wait until what was added is on the disk."""
        os.fsync(self._file.fileno())

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _open(self) -> BinaryIO:
        file = self._path.open("ab+")
        if file.tell():
            file.seek(-1, os.SEEK_END)
            if file.read(1) != b"\n":  # torn by a kill: do not glue the next record to it
                file.write(b"\n")
        return file


def dump(records: Iterable[Record]) -> bytes:
    """Render records as a manifest."""
    return b"".join(_line(record) for record in records)


def _line(record: Record) -> bytes:
    return to_json(dataclasses.asdict(record)) + b"\n"


def _parse(line: bytes) -> Record | None:
    try:
        fields = json.loads(line)
        return Record(**fields) if isinstance(fields.get("path"), str) else None
    except (ValueError, TypeError, AttributeError):
        return None
