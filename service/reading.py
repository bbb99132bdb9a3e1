"""From bytes on disk to the text that the desk receives."""

from __future__ import annotations

import stat
import sys
from typing import TYPE_CHECKING

from service.html import extract_html

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES = 32 * 1024 * 1024
"""The largest single document that is read."""

HTML_SUFFIXES = frozenset({".html", ".htm"})
TEXT_SUFFIXES = frozenset({".txt", ".md"})

NO_ARTICLE = ("no_article", "no article text found in the HTML")


class ReadError(Exception):
    """A document cannot be read. ``code`` is stable, ``message`` is one line for people.

    Codes: ``not_found``, ``not_a_file``, ``unreadable``, ``file_too_large``, ``invalid_encoding``, ``no_article``.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def read_text(path: Path) -> str:
    """Read a text or HTML file. HTML is reduced to its article.

    Raises:
        ReadError: the file is missing, no regular file, too large, not UTF-8, or HTML without an article.
    """
    return to_text(read_bytes(path), html=path.suffix.lower() in HTML_SUFFIXES)


def read_stdin() -> str:
    """Read UTF-8 text from standard input.

    Raises:
        ReadError: too large or not UTF-8.
    """
    return to_text(_limited(sys.stdin.buffer.read(MAX_BYTES + 1)), html=False)


def read_bytes(path: Path) -> bytes:
    """Read a regular file whole.

    Raises:
        ReadError: the file is missing, no regular file, not readable or larger than ``MAX_BYTES``.
    """
    try:
        # A pipe or a device would block or never end.
        if not stat.S_ISREG(path.stat().st_mode):
            raise ReadError("not_a_file", "not a regular file")
        with path.open("rb") as file:
            return _limited(file.read(MAX_BYTES + 1))
    except FileNotFoundError as error:
        raise ReadError("not_found", "no such file") from error
    except OSError as error:
        raise ReadError("unreadable", error.strerror or str(error)) from error


def to_text(data: bytes, *, html: bool) -> str:
    """Decode a document; of HTML return the article.

    A byte order mark is not part of the text. Nothing else is normalised: line ends and odd code points stay.

    Raises:
        ReadError: not UTF-8, or HTML without an article.
    """
    text = decode(data)
    if not html:
        return text
    article = extract_html(text)
    if article is None:
        raise ReadError(*NO_ARTICLE)
    return article


def decode(data: bytes) -> str:
    """Decode UTF-8, without its byte order mark.

    Raises:
        ReadError: not UTF-8.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        hint = "it looks like UTF-16; " if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ""
        message = f"byte 0x{data[error.start]:02x} at offset {error.start} is not UTF-8; {hint}convert it first"
        raise ReadError("invalid_encoding", message) from error


def _limited(data: bytes) -> bytes:
    if len(data) > MAX_BYTES:
        raise ReadError("file_too_large", f"larger than {MAX_BYTES // 2**20} MiB")
    return data
