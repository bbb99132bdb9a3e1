"""From any exception to the one shape of errors."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from service.context import note_refusal, request_id
from service.errors import (
    BadRequest,
    InternalError,
    InvalidRequest,
    MethodNotAllowed,
    NotFound,
    ServiceError,
)
from service.responses import ProblemResponse

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.requests import Request
    from starlette.types import Scope


def answer(scope: Scope, error: ServiceError) -> ProblemResponse:
    """Make the response for an error, and note its code for log and metrics."""
    note_refusal(scope, error.code)
    return ProblemResponse(error, request_id(scope))


def install(app: FastAPI) -> None:
    """Set the handlers for what routes raise. Whatever has no handler is for ``ErrorMiddleware``."""
    app.add_exception_handler(ServiceError, _service_error)
    app.add_exception_handler(HTTPException, _http_exception)
    app.add_exception_handler(RequestValidationError, _validation_error)


async def _service_error(request: Request, error: Exception) -> ProblemResponse:
    assert isinstance(error, ServiceError)
    return answer(request.scope, error)


async def _http_exception(request: Request, error: Exception) -> ProblemResponse:
    assert isinstance(error, HTTPException)
    return answer(request.scope, _translate(error))


async def _validation_error(request: Request, error: Exception) -> ProblemResponse:
    assert isinstance(error, RequestValidationError)
    return answer(request.scope, InvalidRequest.from_rows(error.errors()))


def _translate(error: HTTPException) -> ServiceError:
    """Translate what the framework raises; it knows 404 and 405, anything else of 4xx is a malformed request."""
    if error.status_code == HTTPStatus.NOT_FOUND:
        return NotFound("There is nothing at this path.")
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        allowed = (error.headers or {}).get("Allow", "")
        return MethodNotAllowed(f"The path takes {allowed}.", headers=error.headers)
    if error.status_code < HTTPStatus.INTERNAL_SERVER_ERROR:
        return BadRequest("The request is malformed.")
    return InternalError()
