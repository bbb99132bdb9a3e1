"""``/v1/models``: what is installed, what is configured, and what is in use."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import anyio.to_thread
from fastapi import APIRouter, Request

from service.context import get_context
from service.errors import InternalError, LoadFailed, NotReady
from service.openapi import problems
from service.responses import AsciiJSONResponse
from service.schemas import ModelOut, ModelsResponse

if TYPE_CHECKING:
    from models.seq2seq.listing import ConfiguredModel

router = APIRouter(tags=["service"])


@router.get(
    "/v1/models",
    response_model=ModelsResponse,
    response_class=AsciiJSONResponse,
    responses=problems(InternalError, NotReady, LoadFailed),
)
async def models(request: Request) -> AsciiJSONResponse:
    """List the models that are installed, the checkpoints that are configured, and the models in use by task."""
    from models.registry import installed

    context = get_context(request)
    in_use = context.lifecycle.desk.models
    settings = context.settings
    found = await anyio.to_thread.run_sync(installed, settings.models_dir)
    rows = [{name: getattr(model, name) for name in ModelOut.model_fields} for model in found]
    others: list[ConfiguredModel] = []
    if settings.cleanup_model or settings.summary_model:
        from models.seq2seq.listing import configured

        others = await anyio.to_thread.run_sync(
            configured, settings.cleanup_model, settings.summary_model, [model.name for model in found], settings.pins
        )
    return AsciiJSONResponse(
        {"installed": rows, "configured": [dataclasses.asdict(model) for model in others], "in_use": dict(in_use)}
    )
