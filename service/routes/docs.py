"""``/docs`` and ``/openapi.json``: the reference, without scripts and without another server's files."""

from __future__ import annotations

import base64
import hashlib
from html import escape
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from service.errors import all_errors
from service.responses import AsciiJSONResponse

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    "code,pre{font-family:ui-monospace,monospace;background:#8881;padding:.1em .3em}"
    "pre{padding:.8em;overflow-x:auto}table{border-collapse:collapse}"
    "td,th{border:1px solid #8886;padding:.3em .6em;text-align:left;vertical-align:top}"
    ":root{color-scheme:light dark}"
)
_STYLE_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_HEADERS = {"Content-Security-Policy": f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; frame-ancestors 'none'"}

router = APIRouter(include_in_schema=False)


@router.get("/openapi.json")
async def openapi(request: Request) -> AsciiJSONResponse:
    """Give the OpenAPI document."""
    return AsciiJSONResponse(request.app.openapi())


@router.get("/docs")
async def docs(request: Request) -> HTMLResponse:
    """Show the endpoints and the errors."""
    return HTMLResponse(_page(request.app.openapi()), headers=_HEADERS)


def _page(document: dict[str, Any]) -> str:
    title = escape(f"{document['info']['title']} {document['info']['version']}")
    endpoints = "".join(
        _endpoint(method, path, operation)
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
    )
    errors = "".join(
        f'<tr id="{error.code}"><td>{error.status}<td><code>{error.code}</code><td>{escape(error.title)}'
        for error in all_errors()
    )
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title><style>{_STYLE}</style>'
        f"<h1>{title}</h1><p>{escape(document['info'].get('description', ''))}"
        '<p>All of it for programs: <a href="openapi.json">openapi.json</a>.'
        f"<pre>curl -H 'Content-Type: text/plain' --data-binary @article.txt '…/v1/process?sentences=3'</pre>"
        f"<h2>Endpoints</h2>{endpoints}"
        f"<h2>Errors</h2><table><tr><th>Status<th>Code<th>Meaning{errors}</table></html>"
    )


def _endpoint(method: str, path: str, operation: dict[str, Any]) -> str:
    bodies = ", ".join(f"<code>{media}</code>" for media in operation.get("requestBody", {}).get("content", {}))
    parameters = ", ".join(f"<code>{escape(row['name'])}</code>" for row in operation.get("parameters", ()))
    return (
        f"<h3><code>{method.upper()} {escape(path)}</code></h3><p>{escape(operation.get('description', ''))}"
        + (f"<p>Bodies: {bodies}" if bodies else "")
        + (f"<p>Parameters, for bodies that are not JSON: {parameters}" if parameters else "")
    )
