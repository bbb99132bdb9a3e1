"""``summaries.md``: the summaries of a run in one page."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from service.batch.manifest import Record
    from service.batch.store import Store

_MARKUP = re.compile(r"([\\`*_\[\]<>#|~])")


def summaries(store: Store, records: Iterable[Record]) -> bytes:
    """Render the summaries of the results, in the order of ``records``; failures are named with their reason."""
    return "".join(_sections(store, records)).encode("utf-8", errors="backslashreplace")


def _sections(store: Store, records: Iterable[Record]) -> Iterator[str]:
    yield "# Summaries\n"
    for record in records:
        name = record.path if record.line is None else f"{record.path}:{record.line}"
        if record.id is not None:
            name += f" ({record.id})"
        yield f"\n## {_plain(name)}\n\n"
        if record.status == "failed":
            yield f"No result: {_plain(record.message or '')} `{record.code}`\n"
            continue
        summary = json.loads(store.read(record.output)).get("summary") or {"text": ""}
        link = quote(record.output.encode("utf-8", errors="surrogateescape"))
        yield f"{_plain(summary['text'])}\n\n[{_plain(record.output)}]({link})\n"


def _plain(text: str) -> str:
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))
