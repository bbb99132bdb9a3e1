"""``/livez``, ``/readyz`` and ``/metrics``: for those who run the service. None of them touches the models."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST

from service.context import get_context
from service.errors import Draining, InternalError, LoadFailed, NotReady, Stuck
from service.openapi import problems
from service.responses import AsciiJSONResponse
from service.schemas import StatusResponse

if TYPE_CHECKING:
    from service.context import Context

PROBES = frozenset({"/livez", "/readyz"})
"""Paths that need no API key: a load balancer has none."""

METRICS = "/metrics"

router = APIRouter(tags=["health"])


@router.get(
    "/livez", response_model=StatusResponse, response_class=AsciiJSONResponse, responses=problems(InternalError, Stuck)
)
async def livez(request: Request) -> AsciiJSONResponse:
    """Answer 200 as long as the process can answer at all; 503 once the models hang for good."""
    _check_alive(get_context(request))
    return AsciiJSONResponse({"status": "alive"})


@router.get(
    "/readyz",
    response_model=StatusResponse,
    response_class=AsciiJSONResponse,
    responses=problems(InternalError, NotReady, LoadFailed, Draining, Stuck),
)
async def readyz(request: Request) -> AsciiJSONResponse:
    """Answer 200 once a whole document has gone through the models, until the service is stopped."""
    context = get_context(request)
    _check_alive(context)
    context.lifecycle.check_ready()
    return AsciiJSONResponse({"status": "ready"})


@router.get(
    METRICS,
    response_class=Response,
    responses={
        200: {"description": "Metrics of Prometheus.", "content": {"text/plain": {"schema": {"type": "string"}}}},
        **problems(InternalError),
    },
)
async def metrics(request: Request) -> Response:
    """Give the metrics in the text format of Prometheus."""
    return Response(get_context(request).metrics.render(), headers={"Content-Type": CONTENT_TYPE_LATEST})


def _check_alive(context: Context) -> None:
    context.queue.check_alive()
    context.lifecycle.check_alive()
