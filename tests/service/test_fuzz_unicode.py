"""Bodies of any Unicode through the whole app and the desk in the box: promises are kept, errors have one shape."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from models.core.edit import Edit, apply_edits
from models.desk import Desk
from service.app import create_app
from service.settings import Settings
from tests.service.conftest import wait_until_ready
from tests.service.test_errors import check_problem

if TYPE_CHECKING:
    from collections.abc import Iterator

PIECES = (
    *("\ud800", "\udfff", "\udc00\ud800", "\0", "\ufeff", "\ufffe", "\uffff"),  # halves, NUL, marks, non-characters
    *("\u202e", "\u2066", "\u2069", "\u200f", "\u200b", "\u200d"),  # bidi and zero width
    *("𝒳", "👩‍👩‍👧", "🏳️‍🌈", "é", "e\u0301", "ﬁ", "Ａ", "İ"),  # astral, joined, composed in several ways
    *("\r\n", "\n\n", "\u2028", "\u0085", "\t", "\u00a0", "\u3000"),
    *("“", "”", "“", '"', "'", "’", "«", "»", "„", " ,", " .", "( ", "the the", "Ã©", "He said", " she ", "U.S."),
    *("&amp;", "<p>", "</p>", "\\", "\\u0041", "{", "NaN", "Subscribe to our newsletter", "Привет", "שלום", "世界"),
)
ANY = st.text(st.characters(codec=None), max_size=60)
TEXT = st.one_of(
    ANY,
    st.lists(st.one_of(st.sampled_from(PIECES), st.sampled_from(PIECES), ANY), max_size=25).map("".join),
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=40).map(" ".join),
)
OPTIONS = st.fixed_dictionaries(
    {},
    optional={
        "sentences": st.integers(1, 5),
        "quote_style": st.sampled_from(["keep", "curly", "straight"]),
        "disabled_rules": st.lists(TEXT, max_size=3),
    },
)
ROUTES = ("/v1/process", "/v1/clean", "/v1/summarize")


@pytest.fixture(scope="module")
def real() -> Iterator[TestClient]:
    app = create_app(Settings(log_level="error"), Desk.load(cleanup="rules"))
    with TestClient(app) as client:
        wait_until_ready(client)
        yield client


def canonical(text: str) -> str:
    """JSON cannot tell an astral letter from a pair of surrogates; neither can what compares with it."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


def check_result(text: str, body: Any) -> None:
    sent = canonical(text)
    assert canonical(apply_edits(sent, [Edit(**row) for row in body["edits"]])) == canonical(body["text"])
    summary = body.get("summary")
    for row in [*body["edits"], *body["suggestions"], *body["warnings"], *(summary["sentences"] if summary else ())]:
        assert 0 <= row["start"] <= row["end"] <= len(sent)
    for row in [*body["edits"], *body["suggestions"]]:
        assert canonical(sent[row["start"] : row["end"]]) == canonical(row["before"])


@settings(max_examples=150, deadline=None)
@given(text=TEXT, options=OPTIONS, route=st.sampled_from(ROUTES), escaped=st.booleans())
def test_any_text_as_json(real: TestClient, text: str, options: dict[str, Any], route: str, escaped: bool) -> None:
    content = json.dumps({"text": text, "options": options}, ensure_ascii=escaped).encode("utf-8", "surrogatepass")
    response = real.post(route, content=content, headers={"Content-Type": "application/json"})
    assert response.content.isascii()
    if response.status_code == 200:
        check_result(text, response.json())
    else:
        assert response.json()["code"] in ("empty_text", "invalid_request", "invalid_encoding")
        check_problem(response)


@settings(max_examples=60, deadline=None)
@given(text=TEXT, media=st.sampled_from(["text/plain", "text/html"]), route=st.sampled_from(ROUTES))
def test_any_text_as_it_is(real: TestClient, text: str, media: str, route: str) -> None:
    content = text.encode("utf-8", "surrogatepass")
    response = real.post(route, content=content, headers={"Content-Type": media})
    if response.status_code == 200:
        body = response.json()
        check_result(body["source_text"] if media == "text/html" else text, body)
    else:
        assert response.json()["code"] in ("empty_text", "no_article", "invalid_encoding")
        check_problem(response)


@settings(max_examples=60, deadline=None)
@given(
    content=st.one_of(
        st.binary(max_size=200),
        st.recursive(
            st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), TEXT),
            lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
        ).map(lambda value: json.dumps(value).encode()),
    ),
    media=st.sampled_from(["application/json", "text/plain", "text/html", "application/x-ndjson", "\x7f"]),
    route=st.sampled_from((*ROUTES, "/v1/batch")),
)
def test_any_body_gets_an_answer_or_a_problem(real: TestClient, content: bytes, media: str, route: str) -> None:
    response = real.post(route, content=content, headers={"Content-Type": media})
    assert response.status_code < 500
    if response.status_code != 200:
        check_problem(response)


@settings(max_examples=40, deadline=None)
@given(texts=st.lists(TEXT, max_size=6))
def test_any_lines_of_a_batch(real: TestClient, texts: list[str]) -> None:
    content = b"".join(json.dumps({"text": text}).encode() + b"\n" for text in texts)
    response = real.post("/v1/batch", content=content, headers={"Content-Type": "application/x-ndjson"})
    rows = [json.loads(line) for line in response.content.splitlines()]
    assert [row["line"] for row in rows] == list(range(1, len(texts) + 1))
    for text, row in zip(texts, rows, strict=True):
        if "result" in row:
            check_result(text, row["result"])
        else:
            assert row["error"]["code"] == "empty_text"
