from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.core.edit import Edit, apply_edits
from models.options import Options

if TYPE_CHECKING:
    from starlette.testclient import TestClient

    from tests.service.stand_in import StandInDesk

ROUTES = ["/v1/process", "/v1/clean", "/v1/summarize"]
TEXT = "Cut flowers , and bread.\nThe second line."
PAGE = """<!doctype html><html><head><title>Shop</title></head><body><nav><a href="/">Home</a></nav><article>
<h1>Market moves to the quay</h1>
<p>The market moves to the quay in June , the town said on Friday after a long evening of talks.</p>
<p>Sellers of fish and flowers have asked for roofs against the rain, and the town will pay for half of them.</p>
</article><footer>All rights reserved.</footer></body></html>"""
ANY_TEXT = st.text(st.characters(codec=None), min_size=1, max_size=80).filter(lambda text: not text.isspace())


def post(client: TestClient, route: str, content: str | bytes, content_type: str = "text/plain", **params: Any) -> Any:
    return client.post(route, content=content, headers={"Content-Type": content_type}, params=params)


def test_process_answers_the_contract(client: TestClient) -> None:
    response = client.post("/v1/process", json={"text": TEXT})
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"
    body = response.json()
    assert list(body) == ["text", "edits", "suggestions", "summary", "warnings", "models", "timings_ms"]
    assert body["text"] == "Cut flowers, and bread.\nThe second line."
    assert body["edits"] == [
        {
            "start": 11,
            "end": 12,
            "before": " ",
            "after": "",
            "kind": "spacing",
            "confidence": 0.99,
            "source": "rule:fake",
            "message": "No space stands before a comma.",
        }
    ]
    place = {"start": 0, "end": 24, "kept": [], "names": []}
    sentence = {"text": "Cut flowers , and bread.", **place, "generated": False, "supported": True}
    assert body["summary"] == {"text": sentence["text"], "words": 5, "sentences": [sentence]}
    assert body["models"] == {"cleanup": "fake@1", "summary": "fake@2"}


def test_clean_leaves_the_summary_out(client: TestClient) -> None:
    body = client.post("/v1/clean", json={"text": TEXT}).json()
    assert list(body) == ["text", "edits", "suggestions", "warnings", "models", "timings_ms"]


def test_summarize_cleans_unless_told_not_to(client: TestClient) -> None:
    assert client.post("/v1/summarize", json={"text": TEXT}).json()["edits"]
    raw = client.post("/v1/summarize", json={"text": TEXT, "clean": False}).json()
    assert raw["edits"] == []
    assert raw["text"] == TEXT
    assert raw["summary"]["sentences"]
    assert post(client, "/v1/summarize", TEXT, clean="false").json()["edits"] == []


@pytest.mark.parametrize("route", ["/v1/process", "/v1/clean"])
def test_only_summarize_takes_clean(client: TestClient, route: str) -> None:
    assert client.post(route, json={"text": TEXT, "clean": False}).json()["code"] == "invalid_request"
    assert post(client, route, TEXT, clean="false").json()["code"] == "invalid_request"


@pytest.mark.parametrize(
    ("given_options", "expected"),
    [
        ({}, Options()),
        ({"sentences": 5}, Options(sentences=5)),
        ({"words": 60}, Options(sentences=None, words=60)),
        ({"sentences": None, "words": 7}, Options(sentences=None, words=7)),
        ({"quote_style": "curly"}, Options(quote_style="curly")),
        ({"disabled_rules": ["b", "a", "b"]}, Options(disabled_rules=frozenset({"a", "b"}))),
    ],
)
def test_options_reach_the_desk(
    client: TestClient, desk: StandInDesk, given_options: dict[str, Any], expected: Options
) -> None:
    assert client.post("/v1/process", json={"text": TEXT, "options": given_options}).status_code == 200
    assert desk.calls == [("process_many", 1, expected)]


def test_options_in_the_query_reach_the_desk(client: TestClient, desk: StandInDesk) -> None:
    assert post(client, "/v1/process", TEXT, words=40, quote_style="straight").status_code == 200
    assert desk.calls == [("process_many", 1, Options(sentences=None, words=40, quote_style="straight"))]


@pytest.mark.parametrize("route", ROUTES)
def test_plain_text(client: TestClient, route: str) -> None:
    body = post(client, route, TEXT.encode()).json()
    assert body["text"] in (TEXT, "Cut flowers, and bread.\nThe second line.")
    assert "source_text" not in body


@pytest.mark.parametrize(
    ("charset", "data"),
    [
        ("utf-8", "Café , bar".encode()),
        ('"UTF-8"', "Café , bar".encode()),
        ("iso-8859-1", "Café , bar".encode("latin-1")),
        ("windows-1252", "Café , bar".encode("cp1252")),
        ("utf-16", "Café , bar".encode("utf-16")),
    ],
)
def test_charset(client: TestClient, charset: str, data: bytes) -> None:
    assert post(client, "/v1/clean", data, f"text/plain; charset={charset}").json()["text"] == "Café, bar"


def test_a_byte_order_mark_in_plain_text_is_text(client: TestClient) -> None:
    body = post(client, "/v1/clean", "\ufeffBread , butter".encode()).json()
    assert body["text"] == "\ufeffBread, butter"
    assert body["edits"][0]["start"] == 6


def test_html_gives_the_article_and_the_text_that_offsets_refer_to(client: TestClient) -> None:
    body = post(client, "/v1/process", PAGE, "text/html; charset=utf-8").json()
    source = body["source_text"]
    assert "moves to the quay in June , the town" in source
    assert "Home" not in source
    assert "\n\n" in source
    assert len(body["edits"]) == 1
    assert apply_edits(source, [Edit(**edit) for edit in body["edits"]]) == body["text"]


def test_another_language_is_processed_with_a_warning(client: TestClient) -> None:
    spanish = (
        "El puente sobre el río quedará cerrado hasta marzo, según dijo el alcalde, porque las obras que se hacen en "
        "la calle principal no han terminado todavía y los vecinos piden otra salida."
    )
    response = client.post("/v1/process", json={"text": spanish})
    assert response.status_code == 200
    assert [warning["code"] for warning in response.json()["warnings"]] == ["language"]


@pytest.mark.parametrize(
    "text",
    [
        "\ud800 alone",
        "a\udfff",
        "nul \0 nul",
        "שלום , עולם",
        "👩‍👩‍👧 , 𝒳",
        "\u202eRTL\u202c",
        "a\r\nb\rc\u2028d",
        "\x7f\x80",
    ],
)
@pytest.mark.parametrize("route", ROUTES)
def test_unicode_comes_through_alive(client: TestClient, route: str, text: str) -> None:
    response = client.post(route, content=ascii_json({"text": text}), headers={"Content-Type": "application/json"})
    assert response.status_code == 200
    assert response.content.isascii()
    body = response.json()
    assert apply_edits(text, [Edit(**edit) for edit in body["edits"]]) == body["text"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=ANY_TEXT)
def test_any_unicode_as_json(client: TestClient, text: str) -> None:
    content = ascii_json({"text": text})
    response = client.post("/v1/process", content=content, headers={"Content-Type": "application/json"})
    assert response.status_code == 200
    # JSON cannot tell an astral letter from a pair of surrogates; neither can this comparison.
    assert canonical(apply_edits(canonical(text), [Edit(**row) for row in response.json()["edits"]])) == canonical(
        response.json()["text"]
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=60), content_type=st.sampled_from(["text/plain", "text/html", "application/json"]))
def test_any_bytes_get_an_answer(client: TestClient, data: bytes, content_type: str) -> None:
    response = post(client, "/v1/process", data, content_type)
    assert response.status_code in (200, 400, 422)


def ascii_json(value: object) -> bytes:
    import json

    return json.dumps(value).encode("ascii")


def canonical(text: str) -> str:
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
