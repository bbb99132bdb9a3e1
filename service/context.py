"""What the routes of one app share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import Scope
    from structlog.typing import FilteringBoundLogger

    from service.lifecycle import Lifecycle
    from service.metrics import Metrics
    from service.pages import PageReader
    from service.queue import DeskQueue
    from service.settings import Settings


@dataclass(frozen=True, slots=True)
class Context:
    """One app's settings, state, queue, reader of pages, metrics and logger."""

    settings: Settings
    lifecycle: Lifecycle
    queue: DeskQueue
    pages: PageReader
    metrics: Metrics
    logger: FilteringBoundLogger


def get_context(request: Request) -> Context:
    """Return the context of the app that a request came to."""
    return cast("Context", request.app.state.context)


def request_id(scope: Scope) -> str:
    """Return the id of a request, which the outermost middleware has set."""
    return cast("str", scope["state"]["request_id"])


def local_path(scope: Scope) -> str:
    """Return the path of a request below the prefix that a proxy may have left in it."""
    path: str = scope["path"]
    prefix: str = scope.get("root_path", "")
    return path[len(prefix) :] if prefix and path.startswith(f"{prefix}/") else path


def note_work(scope: Scope, **figures: float) -> None:
    """Keep sizes and times of the work on a request for its log line."""
    scope["state"]["work"] = figures


def note_refusal(scope: Scope, code: str | None) -> None:
    """Keep the code of the error that a request is answered with, for log and metrics."""
    scope["state"]["code"] = code
