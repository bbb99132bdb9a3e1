"""The parts of the OpenAPI document that FastAPI cannot see: bodies that routes read themselves, and errors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema

from service.bodies import HTML, JSON, NDJSON_TYPES, TEXT
from service.errors import RateLimited, Unauthorized
from service.responses import PROBLEM
from service.schemas import BatchLine, Problem, SummarizeRequest, TextRequest

if TYPE_CHECKING:
    from collections.abc import Collection

    from fastapi import FastAPI
    from pydantic import BaseModel

    from service.errors import ServiceError

_REF = "#/components/schemas/{model}"
_EXTRA: tuple[type[BaseModel], ...] = (Problem, TextRequest, SummarizeRequest, BatchLine)


_SCHEMES = {
    "bearer": {"type": "http", "scheme": "bearer"},
    "key": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
}


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


def build(
    app: FastAPI, *, keyed: bool = False, limited: bool = False, open_paths: Collection[str] = ()
) -> dict[str, Any]:
    """Return the OpenAPI document of an app, made once.

    Args:
        app: the app.
        keyed: an API key is needed.
        limited: requests are counted.
        open_paths: paths for which neither holds.
    """
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
        gate = problems(*([Unauthorized] if keyed else []), *([RateLimited] if limited else []))
        if keyed:
            document["components"]["securitySchemes"] = _SCHEMES
        for path, operations in document["paths"].items():
            for operation in operations.values() if path not in open_paths else ():
                if keyed:
                    operation["security"] = [{name: []} for name in _SCHEMES]
                added = {str(status): response for status, response in gate.items()}
                operation["responses"] = dict(sorted({**operation["responses"], **added}.items()))
        app.openapi_schema = document
    return app.openapi_schema
