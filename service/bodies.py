"""From the body of a request to a text."""

from __future__ import annotations

import codecs
import json
from dataclasses import dataclass
from email.message import Message
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from pydantic import ValidationError

from service.errors import (
    EmptyText,
    InvalidEncoding,
    InvalidRequest,
    MalformedJson,
    TextTooLong,
    UnsupportedCharset,
    UnsupportedMediaType,
)
from service.schemas import Wire

if TYPE_CHECKING:
    from collections.abc import Collection

    from starlette.requests import Request

JSON = "application/json"
TEXT = "text/plain"
HTML = "text/html"
NDJSON_TYPES = ("application/x-ndjson", "application/ndjson", "application/jsonl")

# Python also knows codecs that are no charsets (`unicode_escape`) or that one should not feed with strangers' bytes.
_CHARSETS = frozenset(
    {"ascii", "utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"}
    | {"koi8-r", "koi8-u", "gb2312", "gbk", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr", "mac-roman"}
    | {f"iso8859-{part}" for part in range(1, 17)}
    | {f"cp{page}" for page in range(1250, 1259)}
)

W = TypeVar("W", bound=Wire)


@dataclass(frozen=True, slots=True)
class ContentType:
    """A media type in lower case and the charset that was named with it, if any."""

    media: str
    charset: str | None


def content_type(request: Request, accepted: Collection[str]) -> ContentType:
    """Read the content type of a request.

    Raises:
        UnsupportedMediaType: it is missing or not among those accepted.
    """
    header = request.headers.get("content-type", "")
    media = header.partition(";")[0].strip().lower()
    if media not in accepted:
        listed = ", ".join(accepted)
        raise UnsupportedMediaType(f"The body must be one of: {listed}.", headers={"Accept": listed})
    message = Message()
    message["content-type"] = header
    charset = message.get_param("charset")
    return ContentType(media, charset if isinstance(charset, str) else None)


def decode(data: bytes, charset: str | None) -> str:
    """Decode a body. A byte order mark of UTF-8 stays: it is part of the text that offsets count.

    Raises:
        UnsupportedCharset: the charset is unknown or is not one for text.
        InvalidEncoding: the bytes are not text in it.
    """
    try:
        name = codecs.lookup(charset or "utf-8").name
    except (LookupError, ValueError):
        name = ""
    if name not in _CHARSETS:
        raise UnsupportedCharset("The charset is not known; send UTF-8.")
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        raise InvalidEncoding(f"The body is not valid {name}: it breaks at byte {error.start:,}.") from None


def parse_json(data: bytes) -> Any:
    r"""Parse JSON strictly: UTF-8, no ``NaN``. Escapes of lone surrogates (``"\ud800"``) are valid and kept.

    Raises:
        InvalidEncoding: the bytes are not UTF-8.
        MalformedJson: they are not JSON.
    """
    text = decode(data, "utf-8").removeprefix("\ufeff")  # RFC 8259 lets a parser ignore the mark
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise MalformedJson(f"{error.msg} at line {error.lineno}, column {error.colno}.") from None
    except (ValueError, RecursionError):
        # A constant that is not JSON, an integer of thousands of digits, or nesting without an end.
        raise MalformedJson("A number or the nesting is beyond what is accepted.") from None


def validate(schema: type[W], value: Any) -> W:
    """Check parsed JSON against a wire model.

    Raises:
        InvalidRequest: a field is missing, unknown or wrong.
    """
    try:
        return schema.model_validate(value)
    except ValidationError as error:
        rows = error.errors(include_url=False, include_context=False, include_input=False)
        raise InvalidRequest.from_rows(rows, prefix=("body",)) from None


def check_text(text: str, limit: int) -> None:
    """Check that there is a text, and not too much of it.

    Raises:
        EmptyText: nothing but white space.
        TextTooLong: more than ``limit`` code points.
    """
    if not text or text.isspace():
        raise EmptyText
    if len(text) > limit:
        raise TextTooLong(len(text), limit)


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)
