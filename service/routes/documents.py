"""``/v1/process``, ``/v1/clean`` and ``/v1/summarize``: one document in, one answer out."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request

from service.context import get_context
from service.documents import read_document
from service.errors import (
    BodyTooLarge,
    ConflictingLengths,
    EmptyText,
    InternalError,
    InvalidEncoding,
    InvalidRequest,
    LoadFailed,
    MalformedJson,
    NoArticle,
    NotReady,
    TextTooLong,
    UnsupportedCharset,
    UnsupportedContentEncoding,
    UnsupportedMediaType,
)
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
    context = get_context(request)
    desk = context.lifecycle.desk
    incoming = await read_document(request, query)
    result = await context.pool.process(desk, incoming.text, incoming.options)
    return AsciiJSONResponse(result_payload(result, incoming.source_text))


@router.post(
    "/v1/clean",
    response_model=CleanResponse,
    response_class=AsciiJSONResponse,
    responses=ERRORS,
    openapi_extra=document_body(TextRequest),
)
async def clean(request: Request, query: Annotated[QueryOptions, Query()]) -> AsciiJSONResponse:
    """Clean a text; the answer has no summary."""
    context = get_context(request)
    desk = context.lifecycle.desk
    incoming = await read_document(request, query)
    result = await context.pool.clean(desk, incoming.text, incoming.options)
    return AsciiJSONResponse(result_payload(result, incoming.source_text))


@router.post(
    "/v1/summarize",
    response_model=ProcessResponse,
    response_class=AsciiJSONResponse,
    responses=ERRORS,
    openapi_extra=document_body(SummarizeRequest),
)
async def summarize(request: Request, query: Annotated[SummarizeQuery, Query()]) -> AsciiJSONResponse:
    """Summarize a text, after cleaning it unless ``clean`` is false."""
    context = get_context(request)
    desk = context.lifecycle.desk
    incoming = await read_document(request, query, SummarizeRequest)
    result = await context.pool.summarize(desk, incoming.text, incoming.options, clean=incoming.clean)
    return AsciiJSONResponse(result_payload(result, incoming.source_text))
