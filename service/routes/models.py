"""``/v1/models``: what is installed and what is in use."""

from __future__ import annotations

import anyio.to_thread
from fastapi import APIRouter, Request

from service.context import get_context
from service.errors import InternalError, LoadFailed, NotReady
from service.openapi import problems
from service.responses import AsciiJSONResponse
from service.schemas import ModelOut, ModelsResponse

router = APIRouter(tags=["service"])


@router.get(
    "/v1/models",
    response_model=ModelsResponse,
    response_class=AsciiJSONResponse,
    responses=problems(InternalError, NotReady, LoadFailed),
)
async def models(request: Request) -> AsciiJSONResponse:
    """List the models that are installed, and those in use by task."""
    from models.registry import installed

    context = get_context(request)
    in_use = context.lifecycle.desk.models
    found = await anyio.to_thread.run_sync(installed, context.settings.models_dir)
    rows = [{name: getattr(model, name) for name in ModelOut.model_fields} for model in found]
    return AsciiJSONResponse({"installed": rows, "in_use": dict(in_use)})
