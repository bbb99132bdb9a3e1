"""``/v1/batch``: a stream of documents in, a stream of answers out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request

from service.bodies import NDJSON_TYPES, content_type
from service.context import get_context, request_id
from service.errors import (
    InternalError,
    InvalidRequest,
    LoadFailed,
    NotReady,
    Overloaded,
    UnsupportedCharset,
    UnsupportedContentEncoding,
    UnsupportedMediaType,
)
from service.openapi import batch_body, problems, ref
from service.responses import NDJSON, LinesResponse
from service.schemas import BatchLine, NoQuery, TextRequest
from service.stream import BatchStream

PATH = "/v1/batch"

router = APIRouter(tags=["documents"])


@router.post(
    PATH,
    response_class=LinesResponse,
    status_code=200,
    responses={
        200: {
            "description": "One `BatchLine` as JSON for each line of the request, in order, as they are done.",
            "content": {NDJSON: {"schema": {"type": "string"}, "itemSchema": ref(BatchLine)}},
        },
        **problems(
            UnsupportedMediaType,
            UnsupportedCharset,
            UnsupportedContentEncoding,
            InvalidRequest,
            InternalError,
            NotReady,
            LoadFailed,
            Overloaded,
        ),
    },
    openapi_extra=batch_body(TextRequest),
)
async def batch(request: Request, query: Annotated[NoQuery, Query()]) -> LinesResponse:
    """Clean and summarize one document a line. A bad line is answered with an error line and stops nothing."""
    context = get_context(request)
    desk = context.lifecycle.desk
    context.queue.check_room()
    kind = content_type(request, NDJSON_TYPES)
    if kind.charset is not None and kind.charset.lower() not in ("utf-8", "utf8"):
        raise UnsupportedCharset("NDJSON is UTF-8.")
    stream = BatchStream(context, desk, request_id(request.scope))
    return LinesResponse(stream.lines(request.stream()))
