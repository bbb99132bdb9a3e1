"""Names of results: mirrored, safe, and never the same for two documents."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from typing import TYPE_CHECKING

from service.reading import HTML_SUFFIXES, TEXT_SUFFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable

ROW_SUFFIXES = (".jsonl", ".jsonl.gz")
_SUFFIXES = (*ROW_SUFFIXES, *sorted(HTML_SUFFIXES | TEXT_SUFFIXES))
_UNSAFE = re.compile(r"[^A-Za-z0-9._-]|^\.")
_LONGEST = 100


def is_input(name: str) -> bool:
    """Tell whether a file of this name is read. Hidden files are not."""
    return not name.startswith(".") and name.lower().endswith(_SUFFIXES)


def has_rows(name: str) -> bool:
    """Tell whether a file of this name holds one document a line."""
    return name.lower().endswith(ROW_SUFFIXES)


def stems(names: Iterable[str], folders: Iterable[str]) -> dict[str, str]:
    """Map the input files of one folder to the names of their results, without ``.json``.

    ``b.txt`` becomes ``b``. Where two files would meet (``b.txt`` and ``b.md``, or ``b.jsonl`` and a folder ``b``),
    each keeps its whole name, so that the outcome does not depend on which came first. Letters that differ only in
    case meet too, as they do on some file systems.
    """
    names = list(names)
    counts = Counter((has_rows(name), _stem(name).casefold()) for name in names)
    counts.update((True, folder.casefold()) for folder in folders)
    return {name: _stem(name) if counts[has_rows(name), _stem(name).casefold()] == 1 else name for name in names}


def row_name(line: int, identity: str | None) -> str:
    """Name the result of a row: its id with every unsafe character as ``%XX``, or its number.

    Long ids are cut and end in a part of their hash.
    """
    if not identity:
        return f"{line:06d}"
    safe = _UNSAFE.sub(_percent, identity)
    if len(safe) <= _LONGEST:
        return safe
    digest = hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{safe[:_LONGEST]}-{digest[:16]}"


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "surrogatepass"))


def _stem(name: str) -> str:
    lower = name.lower()
    return next(name[: -len(suffix)] for suffix in _SUFFIXES if lower.endswith(suffix)) or name
