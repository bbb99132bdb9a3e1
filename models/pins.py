"""Hashes that checkpoints must have, as they are set: ``name=sha256``, separated by commas."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_HASH = re.compile(r"[0-9a-f]{64}")


def read_pins(text: str, named: Iterable[str]) -> dict[str, str]:
    """Read ``name=sha256,…``; a name may hold ``=``, as folders do.

    Args:
        text: as it is set.
        named: the models that are configured: a pin of another one would guard nothing.

    Raises:
        ValueError: an entry is not of this form, or names no configured model.
    """
    known = {name.strip() for name in named}
    found: dict[str, str] = {}
    for entry in filter(None, map(str.strip, text.split(","))):
        name, _, digest = entry.rpartition("=")
        name, digest = name.strip(), digest.strip().lower().removeprefix("sha256:")
        if not name or not _HASH.fullmatch(digest):
            raise ValueError(f"{entry!r} is not NAME=SHA256 with 64 hexadecimal digits")
        if name not in known:
            raise ValueError(f"{name!r} is not one of the models that are set; they are: {', '.join(sorted(known))}")
        found[name] = digest
    return found
