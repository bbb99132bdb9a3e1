"""API keys: how they are made, read and compared. Only their SHA-256 is ever held.

A plain hash is enough because keys are random and long; it would not be for passwords that people choose.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

PREFIX = "copydesk_"
"""What keys made by :func:`make_key` begin with, so that scanners for leaked secrets can tell them."""

HASHED = "sha256:"
_HASH = re.compile(rf"{HASHED}[0-9a-f]{{64}}")
# No comma, which parts keys in the environment, no white space, no "#", which begins a comment in a file.
_KEY = re.compile(r"[!\"$-+\--~]{16,200}")


class KeyFormatError(ValueError):
    """An entry is neither a key nor the hash of one. The message has its place, never the entry."""


class KeyRing:
    """The keys that are let in.

    Args:
        hashes: ``sha256:`` and 64 hexadecimal digits each.
    """

    def __init__(self, hashes: Iterable[str]) -> None:
        self._hashes = tuple(dict.fromkeys(hashes))

    def __len__(self) -> int:
        return len(self._hashes)

    def find(self, key: str) -> str | None:
        """Return the hash of a key that is on the ring, else ``None``; the time tells nothing about the keys."""
        given = hash_key(key)
        found = None
        for known in self._hashes:  # all of them, whichever it is
            if hmac.compare_digest(known, given):
                found = known
        return found


def make_key() -> str:
    """Make a key of 256 random bits."""
    return PREFIX + secrets.token_urlsafe(32)


def hash_key(key: str) -> str:
    """Return ``sha256:`` and the hash of a key in hexadecimal."""
    return HASHED + hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def read_entries(entries: Iterable[str]) -> tuple[str, ...]:
    """Turn keys and hashes of keys into hashes.

    Raises:
        KeyFormatError: an entry is neither.
    """
    hashes = []
    for number, entry in enumerate(entries, start=1):
        if _HASH.fullmatch(entry):
            hashes.append(entry)
        elif _KEY.fullmatch(entry) and not entry.lower().startswith(HASHED):
            hashes.append(hash_key(entry))
        else:
            raise KeyFormatError(
                f"entry {number} is neither a key (16 to 200 visible ASCII characters without ',' and '#') "
                f"nor '{HASHED}' and 64 hexadecimal digits in lower case"
            )
    return tuple(hashes)


def read_file(path: Path) -> tuple[str, ...]:
    """Read the hashes from a file with a key or hash a line; what follows ``#`` is a comment.

    Raises:
        KeyFormatError: the file cannot be read, has no keys, or a line is neither a key nor a hash.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise KeyFormatError(f"cannot be read: {type(error).__name__}") from None
    hashes = read_entries(entry for line in lines if (entry := line.partition("#")[0].strip()))
    if not hashes:
        # An empty file would open the service to everybody.
        raise KeyFormatError("has no keys")
    return hashes
