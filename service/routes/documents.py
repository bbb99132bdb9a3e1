"""``/v1/process``, ``/v1/clean`` and ``/v1/summarize``: one document in, one answer out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request

from service.connection import while_connected
from service.context import get_context, note_work
from service.documents import read_document
from service.errors import (
    BodyTooLarge,
    ConflictingLengths,
    DeadlineExceeded,
    EmptyText,
    InternalError,
    InvalidEncoding,
    InvalidRequest,
    LoadFailed,
    MalformedJson,
    NoArticle,
    NotReady,
    Overloaded,
    QueueTimeout,
    TextTooLong,
    UnsupportedCharset,
    UnsupportedContentEncoding,
    UnsupportedMediaType,
)
from service.job import Task
from service.openapi import document_body, problems
from service.payload import result_payload
from service.responses import AsciiJSONResponse
from service.schemas import (
    CleanResponse,
    ProcessResponse,
    QueryOptions,
    SummarizeQuery,
    SummarizeRequest,
    TextRequest,
)

ERRORS = problems(
    MalformedJson,
    InvalidEncoding,
    BodyTooLarge,
    UnsupportedMediaType,
    UnsupportedCharset,
    UnsupportedContentEncoding,
    InvalidRequest,
    ConflictingLengths,
    EmptyText,
    TextTooLong,
    NoArticle,
    InternalError,
    NotReady,
    LoadFailed,
    Overloaded,
    QueueTimeout,
    DeadlineExceeded,
)

router = APIRouter(tags=["documents"])


@router.post(
    "/v1/process",
    response_model=ProcessResponse,
    response_class=AsciiJSONResponse,
    responses=ERRORS,
    openapi_extra=document_body(TextRequest),
)
async def process(request: Request, query: Annotated[QueryOptions, Query()]) -> AsciiJSONResponse:
    """Clean a text, then summarize it."""
    return await _answer(request, query, Task.PROCESS)


@router.post(
    "/v1/clean",
    response_model=CleanResponse,
    response_class=AsciiJSONResponse,
    responses=ERRORS,
    openapi_extra=document_body(TextRequest),
)
async def clean(request: Request, query: Annotated[QueryOptions, Query()]) -> AsciiJSONResponse:
    """Clean a text; the answer has no summary."""
    return await _answer(request, query, Task.CLEAN)


@router.post(
    "/v1/summarize",
    response_model=ProcessResponse,
    response_class=AsciiJSONResponse,
    responses=ERRORS,
    openapi_extra=document_body(SummarizeRequest),
)
async def summarize(request: Request, query: Annotated[SummarizeQuery, Query()]) -> AsciiJSONResponse:
    """Summarize a text, after cleaning it unless ``clean`` is false."""
    return await _answer(request, query, Task.SUMMARIZE, SummarizeRequest)


async def _answer(
    request: Request, query: QueryOptions, task: Task, schema: type[TextRequest] = TextRequest
) -> AsciiJSONResponse:
    context = get_context(request)
    desk = context.lifecycle.desk
    context.queue.check_room()  # before the body is read: a refusal must cost nothing
    incoming = await read_document(request, query, schema)
    if not incoming.clean:
        task = Task.SUMMARIZE_AS_IT_IS
    job = await while_connected(request, context.queue.submit(desk, task, incoming.text, incoming.options))
    note_work(request.scope, **job.figures())
    return AsciiJSONResponse(result_payload(job.done.result(), incoming.source_text))
