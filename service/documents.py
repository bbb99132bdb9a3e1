"""One document as a request brings it: its text, its options, and where offsets point."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.bodies import HTML, JSON, TEXT, check_text, content_type, decode, parse_json, validate
from service.choice import check_model
from service.connection import while_connected
from service.context import get_context
from service.errors import InvalidRequest, NoArticle, UnsupportedCharset
from service.schemas import SummarizeQuery, SummarizeRequest, TextRequest

if TYPE_CHECKING:
    from starlette.requests import Request

    from models.options import Options
    from service.schemas import QueryOptions

ACCEPTED = (JSON, TEXT, HTML)


@dataclass(frozen=True, slots=True)
class Incoming:
    """A document to work on.

    Attributes:
        text: the text that offsets refer to.
        options: what was asked for.
        clean: whether to clean before summarizing.
        extracted: the text was found in HTML, so that the caller does not have it yet.
    """

    text: str
    options: Options
    clean: bool = True
    extracted: bool = False

    @property
    def source_text(self) -> str | None:
        """The text to give back, if the caller does not have it."""
        return self.text if self.extracted else None


async def read_document(request: Request, query: QueryOptions, schema: type[TextRequest] = TextRequest) -> Incoming:
    """Read the document of a request: JSON, plain text or HTML.

    Raises:
        ServiceError: 400, 413, 415, 422, 503 or 504 as docs/api.md lists.
    """
    kind = content_type(request, ACCEPTED)
    if kind.media == JSON:
        return await _read_json(request, query, schema, kind.charset)
    context = get_context(request)
    options = check_model(query.to_options(), context.settings)
    text = decode(await request.body(), kind.charset)
    if kind.media == HTML:
        # The limit on bytes holds the page; the limit on characters is for the article in it.
        check_text(text, limit=len(text))
        article = await while_connected(request, context.pages.article(text))
        if article is None:
            raise NoArticle
        text = article
    check_text(text, context.settings.max_characters)
    clean = query.clean if isinstance(query, SummarizeQuery) else True
    return Incoming(text, options, clean=clean, extracted=kind.media == HTML)


async def _read_json(request: Request, query: QueryOptions, schema: type[TextRequest], charset: str | None) -> Incoming:
    if charset is not None and charset.lower() not in ("utf-8", "utf8"):
        raise UnsupportedCharset("JSON is UTF-8.")
    if query.model_fields_set:
        raise InvalidRequest.from_rows(
            [
                {"loc": (name,), "msg": "options of a JSON body belong in the body"}
                for name in sorted(query.model_fields_set)
            ],
            prefix=("query",),
        )
    body = validate(schema, parse_json(await request.body()))
    settings = get_context(request).settings
    check_text(body.text, settings.max_characters)
    clean = body.clean if isinstance(body, SummarizeRequest) else True
    return Incoming(body.text, check_model(body.options.to_options(), settings), clean=clean)
