"""Everything that the service refuses or fails to do, as exceptions with stable codes.

::

    ServiceError
    ├── BadRequest                     400  bad_request
    │   ├── MalformedJson              400  malformed_json
    │   └── InvalidEncoding            400  invalid_encoding
    ├── Unauthorized                   401  unauthorized
    ├── NotFound                       404  not_found
    ├── MethodNotAllowed               405  method_not_allowed
    ├── TooLarge
    │   ├── BodyTooLarge               413  body_too_large
    │   ├── LineTooLong                413  line_too_long          (line of a batch)
    │   └── TooManyLines               413  too_many_lines         (line of a batch)
    ├── Unsupported
    │   ├── UnsupportedMediaType       415  unsupported_media_type
    │   ├── UnsupportedCharset         415  unsupported_charset
    │   └── UnsupportedContentEncoding 415  unsupported_content_encoding
    ├── Unprocessable
    │   ├── InvalidRequest             422  invalid_request
    │   ├── ConflictingLengths         422  conflicting_lengths
    │   ├── EmptyText                  422  empty_text
    │   ├── TextTooLong                422  text_too_long
    │   └── NoArticle                  422  no_article
    ├── RateLimited                    429  rate_limited
    ├── InternalError                  500  internal_error
    ├── DeadlineExceeded               504  deadline_exceeded
    └── Unavailable
        ├── NotReady                   503  not_ready
        ├── LoadFailed                 503  load_failed
        ├── Draining                   503  draining
        ├── Overloaded                 503  overloaded
        ├── QueueTimeout               503  queue_timeout
        └── Stuck                      503  stuck

Each renders as one problem of RFC 9457 (``application/problem+json``). No message holds text of a document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


class ServiceError(Exception):
    """A request that cannot be answered as asked.

    Attributes:
        status: HTTP status.
        code: stable name of the error; ``None`` for the families that are never raised themselves.
        title: what the code means, the same for every occurrence.
        detail: what happened this time, one sentence for people.
        headers: HTTP headers that belong to the answer.
        members: further members of the problem, such as ``limit``.
    """

    status: ClassVar[int] = 500
    code: ClassVar[str | None] = None
    title: ClassVar[str] = ""

    def __init__(self, detail: str, *, headers: Mapping[str, str] | None = None, **members: Any) -> None:
        super().__init__(detail)
        self.detail = detail
        self.headers = dict(headers or {})
        self.members = members

    def problem(self, request_id: str) -> dict[str, Any]:
        """Render as a problem of RFC 9457, as plain JSON values."""
        return {
            "type": f"urn:copydesk:error:{self.code}",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "instance": f"urn:copydesk:request:{request_id}",
            "code": self.code,
            "request_id": request_id,
            **self.members,
        }


class BadRequest(ServiceError):
    """The request is not well-formed HTTP, JSON or text."""

    status, code, title = 400, "bad_request", "The request is malformed"


class MalformedJson(BadRequest):
    """The body says it is JSON and is not."""

    code, title = "malformed_json", "The body is not valid JSON"


class InvalidEncoding(BadRequest):
    """The bytes of the body are not text in the charset that was named."""

    code, title = "invalid_encoding", "The body is not valid text in its charset"


class Unauthorized(ServiceError):
    """No API key was sent, or one that is not let in."""

    status, code, title = 401, "unauthorized", "An API key is needed"

    def __init__(self, sent: bool) -> None:
        if sent:
            detail, challenge = "The API key is not known here.", 'Bearer realm="copydesk", error="invalid_token"'
        else:
            detail = "Send an API key as Authorization: Bearer, or as X-API-Key."
            challenge = 'Bearer realm="copydesk"'
        super().__init__(detail, headers={"WWW-Authenticate": challenge})


class NotFound(ServiceError):
    """No such path."""

    status, code, title = 404, "not_found", "There is nothing at this path"


class MethodNotAllowed(ServiceError):
    """The path exists, the method does not."""

    status, code, title = 405, "method_not_allowed", "The path does not take this method"


class TooLarge(ServiceError):
    """More than the service takes; ``limit`` says how much it takes."""

    status = 413

    def __init__(self, limit: int) -> None:
        super().__init__(self.explain(limit), limit=limit)

    @classmethod
    def explain(cls, limit: int) -> str:
        """Say what is limited, for ``detail``."""
        raise NotImplementedError


class BodyTooLarge(TooLarge):
    """The body has more bytes than ``max_body_bytes``."""

    code, title = "body_too_large", "The body is too large"

    @classmethod
    def explain(cls, limit: int) -> str:
        """Say what is limited, for ``detail``."""
        return f"A body may have {limit:,} bytes."


class LineTooLong(TooLarge):
    """A line of a batch has more bytes than ``max_body_bytes``."""

    code, title = "line_too_long", "The line is too long"

    @classmethod
    def explain(cls, limit: int) -> str:
        """Say what is limited, for ``detail``."""
        return f"A line of a batch may have {limit:,} bytes."


class TooManyLines(TooLarge):
    """A batch has more lines than ``max_batch_lines``; the rest is not read."""

    code, title = "too_many_lines", "The batch has too many lines"

    @classmethod
    def explain(cls, limit: int) -> str:
        """Say what is limited, for ``detail``."""
        return f"A batch may have {limit:,} lines; this one and the rest were not read."


class Unsupported(ServiceError):
    """The form of the body is one that the service does not read."""

    status = 415


class UnsupportedMediaType(Unsupported):
    """The content type is missing or is not one of those that the route takes."""

    code, title = "unsupported_media_type", "The content type is not supported"


class UnsupportedCharset(Unsupported):
    """The charset is unknown, or is not one for text."""

    code, title = "unsupported_charset", "The charset is not supported"


class UnsupportedContentEncoding(Unsupported):
    """The body is compressed."""

    code, title = "unsupported_content_encoding", "Compressed bodies are not accepted"


class Unprocessable(ServiceError):
    """The request can be read, but not done."""

    status = 422


class InvalidRequest(Unprocessable):
    """A field or parameter is missing, unknown or wrong; ``errors`` lists each as ``field`` and ``message``."""

    code, title = "invalid_request", "A field or parameter is wrong"

    _MOST_ROWS: ClassVar[int] = 20
    _LONGEST_FIELD: ClassVar[int] = 100

    @classmethod
    def from_rows(cls, rows: Sequence[Mapping[str, Any]], prefix: tuple[str, ...] = ()) -> InvalidRequest:
        """Make the error from the rows of a pydantic ``ValidationError``, leaving out the values that were sent."""
        errors = [
            {
                "field": ".".join(str(part) for part in (*prefix, *row["loc"]))[: cls._LONGEST_FIELD],
                "message": str(row["msg"]).removeprefix("Value error, "),
            }
            for row in rows[: cls._MOST_ROWS]
        ]
        first = errors[0]
        more = f" ({len(rows) - 1} more)" if len(rows) > 1 else ""
        return cls(f"{first['field']}: {first['message']}{more}", errors=errors)


class ConflictingLengths(Unprocessable):
    """Both ``sentences`` and ``words`` were given."""

    code, title = "conflicting_lengths", "The length of the summary is given twice"

    def __init__(self) -> None:
        super().__init__("Give the length of the summary in sentences or in words, not both.")


class EmptyText(Unprocessable):
    """The text is empty or only white space."""

    code, title = "empty_text", "The text is empty"

    def __init__(self) -> None:
        super().__init__("The text is empty or has nothing but white space.")


class TextTooLong(Unprocessable):
    """The text has more code points than ``max_characters``."""

    code, title = "text_too_long", "The text is too long"

    def __init__(self, length: int, limit: int) -> None:
        super().__init__(f"The text has {length:,} characters; a text may have {limit:,}.", length=length, limit=limit)


class NoArticle(Unprocessable):
    """No article was found in the HTML."""

    code, title = "no_article", "No article was found in the HTML"

    def __init__(self) -> None:
        super().__init__("No article text was found in the page; send the text itself as text/plain or JSON.")


class RateLimited(ServiceError):
    """The caller has made the ``limit`` requests of its window; ``Retry-After`` says when it may come again."""

    status, code, title = 429, "rate_limited", "Too many requests"

    def __init__(self, limit: int, window: int, seconds: int) -> None:
        detail = f"A caller may make {limit:,} requests in {window:,} s; come again in {seconds:,} s."
        super().__init__(detail, headers={"Retry-After": str(seconds)}, limit=limit)


class InternalError(ServiceError):
    """A fault of the service."""

    status, code, title = 500, "internal_error", "The service failed"

    def __init__(self) -> None:
        super().__init__("The service failed on this request; its log has the request id.")


class DeadlineExceeded(ServiceError):
    """The work on the document took longer than ``limit`` seconds and was broken off."""

    status, code, title = 504, "deadline_exceeded", "The document took too long"

    def __init__(self, limit: float) -> None:
        super().__init__(f"The work on one document may take {limit:g} seconds.", limit=limit)


class Unavailable(ServiceError):
    """The service cannot answer now; ``Retry-After`` says when to try again."""

    status = 503

    def __init__(self, detail: str, retry_after: int = 1) -> None:
        super().__init__(detail, headers={"Retry-After": str(retry_after)})


class NotReady(Unavailable):
    """The models are still being loaded or tried."""

    code, title = "not_ready", "The service is starting"

    def __init__(self) -> None:
        super().__init__("The models are being loaded and tried.")


class LoadFailed(Unavailable):
    """The models could not be loaded, or the trial run failed."""

    code, title = "load_failed", "The models do not work"

    def __init__(self) -> None:
        super().__init__("The models could not be loaded or tried; the log says why.")


class Draining(Unavailable):
    """The service is stopping; requests that are in flight are finished."""

    code, title = "draining", "The service is stopping"

    def __init__(self) -> None:
        super().__init__("The service is finishing what is in flight and takes no more.")


class Overloaded(Unavailable):
    """As many documents wait as may wait."""

    code, title = "overloaded", "The service is overloaded"

    def __init__(self, retry_after: int) -> None:
        super().__init__("Too many documents wait already.", retry_after)


class QueueTimeout(Unavailable):
    """The document waited too long for its turn, and nothing was done on it."""

    code, title = "queue_timeout", "The document waited too long"

    def __init__(self, limit: float, retry_after: int) -> None:
        super().__init__(f"The document waited {limit:g} seconds for its turn.", retry_after)


class Stuck(Unavailable):
    """The runs in all places hang, or the process of the models died and no other starts."""

    code, title = "stuck", "The models hang"

    def __init__(self) -> None:
        super().__init__("The models do not answer. If this lasts the service must be started anew.")


def all_errors(root: type[ServiceError] = ServiceError) -> Iterator[type[ServiceError]]:
    """Yield every error class that has a code, in the order of the tree."""
    if root.code is not None:
        yield root
    for child in root.__subclasses__():
        yield from all_errors(child)
