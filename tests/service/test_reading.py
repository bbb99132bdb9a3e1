from __future__ import annotations

import io
import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from service import reading
from service.html import extract_html
from service.reading import ReadError, read_stdin, read_text, to_text

if TYPE_CHECKING:
    from pathlib import Path

PAGE = """<html><head><title>Not this</title><script>var x = "nor this";</script></head><body>
<nav><a href="/">Home</a> <a href="/world">World</a></nav>
<article><h1>Ministers meet</h1>
<p>The ministers met in “Oslo ”and <b>Anna</b> , said one. A second sentence follows here.</p>
<p>They spoke &amp; agreed about a good many things, all of which would be written down later.</p></article>
<footer>Copyright</footer></body></html>"""


def test_nothing_is_normalised(tmp_path: Path) -> None:
    text = "One\r\ntwo\rthree\u2028four\x00 \u200d\u202e \U0001f600 e\u0301 \ufeffend"
    path = tmp_path / "x.txt"
    path.write_bytes(text.encode())
    assert read_text(path) == text
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert read_text(path) == text


def test_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_BYTES", 5)
    path = tmp_path / "x.txt"
    path.write_bytes(b"12345")
    assert read_text(path) == "12345"
    path.write_bytes(b"123456")
    with pytest.raises(ReadError) as caught:
        read_text(path)
    assert caught.value.code == "file_too_large"
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(b"123456")))
    with pytest.raises(ReadError):
        read_stdin()


def test_utf16_is_named() -> None:
    with pytest.raises(ReadError, match="byte 0xff at offset 0 is not UTF-8; it looks like UTF-16"):
        to_text("a".encode("utf-16"), html=False)


def test_article_of_a_page() -> None:
    article = extract_html(PAGE)
    assert article is not None
    paragraphs = article.split("\n\n")
    assert "The ministers met in “Oslo ”and Anna , said one. A second sentence follows here." in paragraphs
    assert "Home" not in article
    assert "Copyright" not in article
    assert "this" not in article


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Short.</p>", "Short."),
        ("<p>One <b>two</b><br>three</p><p>four</p>", "One two\n\nthree\n\nfour"),
        ("plain", "plain"),
        ("", None),
        ("<script>x()</script>", None),
        ("<p> \n </p>", None),
    ],
)
def test_small_pages(html: str, text: str | None) -> None:
    assert extract_html(html) == text


def test_page_without_article() -> None:
    with pytest.raises(ReadError) as caught:
        to_text(b"<script>x()</script>", html=True)
    assert caught.value.code == "no_article"
