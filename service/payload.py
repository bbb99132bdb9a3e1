"""The JSON of a result: one shape for HTTP, command line and folder runs."""

from __future__ import annotations

import dataclasses
import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from models.result import Result

_SURROGATE = re.compile("[\ud800-\udfff]")


def result_payload(result: Result, source_text: str | None = None) -> dict[str, Any]:
    """Return the JSON object of a result; ``summary`` is left out when none was asked for.

    Args:
        result: what the desk answered.
        source_text: the text that offsets refer to, when it is not what the caller brought (an HTML page).
    """
    payload: dict[str, Any] = {
        "text": result.text,
        "edits": [dataclasses.asdict(edit) for edit in result.edits],
        "suggestions": [dataclasses.asdict(edit) for edit in result.suggestions],
    }
    if result.summary is not None:
        payload["summary"] = dataclasses.asdict(result.summary)
    payload["warnings"] = [dataclasses.asdict(warning) for warning in result.warnings]
    payload["models"] = dict(result.models)
    payload["timings_ms"] = {name: round(value, 3) for name, value in result.timings_ms.items()}
    if source_text is not None:
        payload["source_text"] = source_text
    return payload


def to_json(payload: object, *, indent: int | None = None) -> bytes:
    r"""Encode as UTF-8 JSON: readable letters, and lone surrogates, which UTF-8 cannot hold, as ``\udXXX``."""
    text = json.dumps(payload, ensure_ascii=False, indent=indent)
    return _SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", text).encode()
