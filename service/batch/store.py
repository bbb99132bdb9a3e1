"""The output folder: whole files or none, nothing outside it, one run at a time."""

from __future__ import annotations

import fcntl
import hashlib
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_OWN = ".copydesk"


class StoreError(Exception):
    """One result cannot be written; ``code`` is stable. Codes: ``output_escape``, ``unwritable``."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class Busy(Exception):
    """Another run holds the folder."""


class Store:
    """Writes below one folder. ``part`` names the shard, so that shards do not hinder one another."""

    def __init__(self, root: Path, part: str) -> None:
        """Take hold of the folder, which is made if need be, and clear what a killed run left half-written.

        Raises:
            Busy: another run holds it.
            OSError: it cannot be made.
        """
        root.mkdir(parents=True, exist_ok=True)
        self.root = root.resolve()
        own = self.root / _OWN
        own.mkdir(exist_ok=True)
        self._lock = (own / f"lock{part}").open("ab")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._lock.close()
            raise Busy from None
        self._scratch = own / f"tmp{part}"
        self._scratch.mkdir(exist_ok=True)
        for left in self._scratch.iterdir():
            left.unlink()
        self._written = 0

    def write(self, relative: str, data: bytes) -> None:
        """Write a file whole: it appears under its name only when all of it is on the disk.

        Raises:
            StoreError: a folder on the way is a link, or the name cannot be written.
            OSError: the disk is full or broken.
        """
        target = self._target(relative)
        self._written += 1
        scratch = self._scratch / str(self._written)
        with scratch.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            scratch.replace(target)
        except (FileExistsError, NotADirectoryError, IsADirectoryError, PermissionError) as error:
            raise StoreError("unwritable", error.strerror or "cannot be written") from error
        except OSError as error:
            if error.strerror and "name too long" in error.strerror.lower():
                raise StoreError("unwritable", "the name is too long") from error
            raise

    def digest(self, relative: str) -> str | None:
        """Return the hash of a file, or ``None`` when there is none."""
        try:
            with self._target(relative).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except (OSError, StoreError):
            return None

    def read(self, relative: str) -> bytes:
        """Read a file of the folder."""
        return self._target(relative).read_bytes()

    def remove(self, relative: str) -> None:
        """Remove a file, if it is there."""
        try:
            self._target(relative).unlink(missing_ok=True)
        except OSError as error:
            raise StoreError("unwritable", error.strerror or "cannot be removed") from error

    def close(self) -> None:
        """Let go of the folder."""
        self._lock.close()

    def _target(self, relative: str) -> Path:
        path = self.root
        parts = relative.split("/")
        if not all(parts) or {".", ".."} & set(parts):
            raise StoreError("output_escape", "the result would lie outside the output folder")
        for part in parts[:-1]:
            path /= part
            if path.is_symlink():
                raise StoreError("output_escape", f"{path.name} is a link; results are not written through links")
        return path / parts[-1]
