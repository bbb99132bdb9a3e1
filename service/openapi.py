"""The parts of the OpenAPI document that FastAPI cannot see: bodies that routes read themselves, and errors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema

from service.bodies import HTML, JSON, NDJSON_TYPES, TEXT
from service.responses import PROBLEM
from service.schemas import BatchLine, Problem, SummarizeRequest, TextRequest

if TYPE_CHECKING:
    from fastapi import FastAPI
    from pydantic import BaseModel

    from service.errors import ServiceError

_REF = "#/components/schemas/{model}"
_EXTRA: tuple[type[BaseModel], ...] = (Problem, TextRequest, SummarizeRequest, BatchLine)


def ref(schema: type[BaseModel]) -> dict[str, str]:
    """Return a reference to a wire model."""
    return {"$ref": _REF.format(model=schema.__name__)}


def problems(*errors: type[ServiceError]) -> dict[int | str, dict[str, Any]]:
    """Document errors for a route: a response for each status, which lists the codes."""
    codes: dict[int, list[str]] = {}
    for error in errors:
        codes.setdefault(error.status, []).append(f"`{error.code}`: {error.title}.")
    return {
        status: {"description": " ".join(lines), "content": {PROBLEM: {"schema": ref(Problem)}}}
        for status, lines in sorted(codes.items())
    }


def document_body(schema: type[BaseModel]) -> dict[str, Any]:
    """Document the three bodies that a document may come in."""
    text = {"schema": {"type": "string"}}
    return {
        "requestBody": {
            "required": True,
            "content": {JSON: {"schema": ref(schema)}, TEXT: text, HTML: text},
        }
    }


def batch_body(schema: type[BaseModel]) -> dict[str, Any]:
    """Document a body of NDJSON."""
    content = {media: {"schema": {"type": "string"}} for media in NDJSON_TYPES}
    text = f"One `{schema.__name__}` as JSON a line."
    return {"requestBody": {"required": True, "description": text, "content": content}}


def build(app: FastAPI) -> dict[str, Any]:
    """Return the OpenAPI document of an app, made once."""
    if app.openapi_schema is None:
        document = get_openapi(
            title=app.title,
            version=app.version,
            description=app.description,
            routes=app.routes,
            servers=app.servers,
        )
        _, extra = models_json_schema([(model, "validation") for model in _EXTRA], ref_template=_REF)
        schemas = document.setdefault("components", {}).setdefault("schemas", {})
        for name, schema in extra["$defs"].items():
            schemas.setdefault(name, schema)
        app.openapi_schema = document
    return app.openapi_schema
