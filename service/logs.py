"""Logs as JSON lines. What is logged is sizes, times and names of ours: never text of a document."""

from __future__ import annotations

import json
import logging
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import structlog

from service.responses import dump_json

if TYPE_CHECKING:
    from structlog.typing import FilteringBoundLogger


def make_logger(level: str) -> FilteringBoundLogger:
    """Make the logger of one app: JSON lines on standard output, nothing global."""
    logger: FilteringBoundLogger = structlog.wrap_logger(
        structlog.PrintLogger(),
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(serializer=_serialize),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        cache_logger_on_first_use=True,
    )
    return logger


def describe(error: BaseException) -> dict[str, Any]:
    """Say what failed and where, without the message: messages of text code are apt to quote the text.

    An error of another process brings with it what was said there.
    """
    if (described := getattr(error, "described", None)) is not None:
        return dict(described)
    frames = traceback.extract_tb(error.__traceback__)
    return {
        "error": type(error).__name__,
        "stack": [f"{Path(frame.filename).name}:{frame.lineno}:{frame.name}" for frame in frames],
    }


class JsonFormatter(logging.Formatter):
    """Formats records of the standard library, such as those of the HTTP server, as the same JSON lines."""

    def format(self, record: logging.LogRecord) -> str:
        """Render one record as one line."""
        line: dict[str, Any] = {
            "event": record.getMessage(),
            "level": record.levelname.lower(),
            "logger": record.name,
            "timestamp": datetime.fromtimestamp(record.created, UTC).isoformat(),
        }
        if record.exc_info and record.exc_info[1] is not None:
            line |= describe(record.exc_info[1])
        return json.dumps(line)


def server_log_config(level: str) -> dict[str, Any]:
    """Return the ``log_config`` for uvicorn: its own messages as JSON lines, its access log off (the app has one)."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "service.logs.JsonFormatter"}},
        "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "json", "stream": "ext://sys.stdout"}},
        "loggers": {
            "uvicorn": {"handlers": ["out"], "level": level.upper(), "propagate": False},
            "uvicorn.access": {"handlers": [], "level": "CRITICAL", "propagate": False},
            "trafilatura": {"handlers": [], "level": "CRITICAL", "propagate": False},
        },
    }


def _serialize(line: Any, **_: Any) -> str:
    return dump_json(line).decode("ascii")
