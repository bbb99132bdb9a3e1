"""The documents of a folder, in a fixed order: each either to be processed or refused with a reason."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from service.batch.names import has_rows, is_input, row_name, stems
from service.batch.task import Document, Refused, Task
from service.reading import HTML_SUFFIXES, MAX_BYTES, ReadError, read_bytes

Item = Task | Refused
Wanted = Callable[[str, int | None], bool]
"""Tells by path and line whether a document belongs to this shard."""


def everything(path: str, line: int | None) -> bool:
    """Want every document."""
    del path, line
    return True


def find(folder: Path, *, without: Path, wanted: Wanted = everything) -> Iterator[Item]:
    """Yield the documents below ``folder``, but none below ``without`` (results must not become input).

    Symbolic links to files are read when they stay inside the folder; links to folders are not followed. Hidden files
    and folders are passed over. At most one document is held in memory.
    """
    root = folder.resolve()
    taken: set[str] = set()
    for path, stem in _files(root, without.resolve()):
        if isinstance(path, Refused):
            if wanted(path.document.path, None):
                yield path
            continue
        relative = path.relative_to(root).as_posix()
        target = path.relative_to(root).with_name(stem).as_posix()
        if has_rows(path.name):
            for item in _rows(path, relative, target, taken, root):
                if wanted(item.document.path, item.document.line):
                    yield item
        elif wanted(relative, None):
            yield _file(path, Document(relative, None, None, f"{target}.json"), taken, root)


def count(folder: Path, *, without: Path, wanted: Wanted = everything) -> int:
    """Count the documents that :func:`find` will yield, nearly: for the progress bar only."""
    root = folder.resolve()
    total = 0
    for path, _ in _files(root, without.resolve()):
        relative = path.document.path if isinstance(path, Refused) else path.relative_to(root).as_posix()
        if isinstance(path, Refused) or not has_rows(path.name):
            total += wanted(relative, None)
            continue
        try:
            _check_inside(path, root)
            with _open(path) as file:
                total += sum(wanted(relative, number) for number, line in _lines(file) if line is None or line.strip())
        except (OSError, EOFError, zlib.error, ReadError):
            total += 1
    return total


def _files(root: Path, without: Path) -> Iterator[tuple[Path, str] | tuple[Refused, str]]:
    unreadable: list[OSError] = []
    for here, folders, names in os.walk(root, onerror=unreadable.append):
        folder = Path(here)
        for error in unreadable:
            yield _refuse(root, Path(str(error.filename)), "unreadable", error.strerror or "cannot be read"), ""
        unreadable.clear()
        links = [name for name in folders if (folder / name).is_symlink()]
        for name in sorted(links):
            if not (folder / name).resolve().is_relative_to(root):
                yield _refuse(root, folder / name, "symlink_escape", "the link leads out of the folder"), ""
        folders[:] = sorted(
            name
            for name in folders
            if name not in links and not name.startswith(".") and (folder / name).resolve() != without
        )
        inputs = sorted(name for name in names if is_input(name))
        for name, stem in stems(inputs, folders).items():
            yield folder / name, stem
    for error in unreadable:
        yield _refuse(root, Path(str(error.filename)), "unreadable", error.strerror or "cannot be read"), ""


def _refuse(root: Path, path: Path, code: str, message: str) -> Refused:
    relative = path.relative_to(root).as_posix()
    return Refused(Document(relative, None, None, f"{relative}.json"), code, message)


def _file(path: Path, document: Document, taken: set[str], root: Path) -> Item:
    if not _take(document.output, taken):
        return Refused(document, "output_collision", f"another document already has the result {document.output}")
    try:
        _check_inside(path, root)
        data = read_bytes(path)
    except ReadError as error:
        return Refused(document, error.code, error.message)
    return Task(document, data, path.suffix.lower() in HTML_SUFFIXES, hashlib.sha256(data).hexdigest())


def _rows(path: Path, relative: str, target: str, taken: set[str], root: Path) -> Iterator[Item]:
    number = 0
    try:
        _check_inside(path, root)
        with _open(path) as file:
            for number, line in _lines(file):
                if line is None or line.strip():
                    yield _row(line, relative, number, target, taken)
    except ReadError as error:
        yield Refused(Document(relative, None, None, f"{target}.json"), error.code, error.message)
    except (OSError, EOFError, zlib.error) as error:
        message = f"cannot be read after line {number}: {error}"
        yield Refused(Document(relative, None, None, f"{target}.json"), "unreadable", message)


def _row(line: bytes | None, relative: str, number: int, target: str, taken: set[str]) -> Item:
    def refuse(code: str, message: str) -> Refused:
        return Refused(Document(relative, number, None, f"{target}/{row_name(number, None)}.json"), code, message)

    if line is None:
        return refuse("line_too_long", f"the line has more than {MAX_BYTES // 2**20} MiB")
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        return refuse("malformed_json", f"the line is not JSON: {error}")
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        return refuse("invalid_row", "the line is not an object with a string `text`")
    identity = row.get("id")
    if isinstance(identity, bool) or not isinstance(identity, str | int | None):
        return refuse("invalid_row", "`id` is neither a string nor a whole number")
    identity = None if identity is None else str(identity)
    name = row_name(number, identity)
    if not _take(f"{target}/{name}.json", taken):
        # A second row of the same id: the line tells them apart; "~" is in no other name.
        name = f"{name}~{number}"
        if not _take(f"{target}/{name}.json", taken):
            return refuse("output_collision", f"another document already has the result {target}/{name}.json")
    digest = hashlib.sha256(line.strip()).hexdigest()
    return Task(Document(relative, number, identity, f"{target}/{name}.json"), row["text"], False, digest)


def _take(output: str, taken: set[str]) -> bool:
    key = output.casefold()
    if key in taken:
        return False
    taken.add(key)
    return True


def _check_inside(path: Path, root: Path) -> None:
    if path.is_symlink() and not path.resolve().is_relative_to(root):
        raise ReadError("symlink_escape", "the link leads out of the folder")


def _open(path: Path) -> BinaryIO:
    if not path.is_file():  # a pipe would block
        raise ReadError("not_a_file", "not a regular file")
    return cast("BinaryIO", gzip.open(path, "rb")) if path.suffix.lower() == ".gz" else path.open("rb")


def _lines(file: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Number the lines; one that is too long comes as ``None`` and is never held whole."""
    number = 0
    while line := file.readline(MAX_BYTES + 1):
        number += 1
        if len(line) > MAX_BYTES and not line.endswith(b"\n"):
            while line and not line.endswith(b"\n"):
                line = file.readline(MAX_BYTES)
            yield number, None
        else:
            yield number, line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
