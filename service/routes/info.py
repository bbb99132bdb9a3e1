"""``/v1/info``: the version and all limits."""

from __future__ import annotations

from fastapi import APIRouter, Request

from service import __version__, capacity
from service.context import get_context
from service.errors import InternalError
from service.limits import MAX_DISABLED_RULES, MAX_SENTENCES, MAX_WORDS
from service.openapi import problems
from service.responses import AsciiJSONResponse
from service.schemas import InfoResponse, LimitsOut

router = APIRouter(tags=["service"])


@router.get(
    "/v1/info", response_model=InfoResponse, response_class=AsciiJSONResponse, responses=problems(InternalError)
)
async def info(request: Request) -> AsciiJSONResponse:
    """Tell the version and how much this service takes."""
    settings = get_context(request).settings
    limits = LimitsOut(
        body_bytes=settings.max_body_bytes,
        characters=settings.max_characters,
        batch_lines=settings.max_batch_lines,
        batch_line_bytes=settings.max_body_bytes,
        sentences=MAX_SENTENCES,
        words=MAX_WORDS,
        disabled_rules=MAX_DISABLED_RULES,
        running=capacity.running(settings),
        waiting=settings.max_waiting,
        wait_seconds=settings.max_wait_seconds,
        run_seconds=settings.max_run_seconds,
        html_seconds=settings.max_html_seconds,
    )
    return AsciiJSONResponse(InfoResponse(name="copydesk", version=__version__, limits=limits).model_dump())
