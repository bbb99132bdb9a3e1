from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from service import errors
from service.errors import ServiceError, all_errors
from service.schemas import Problem
from tests.service.stand_in import BOOM

if TYPE_CHECKING:
    from starlette.testclient import TestClient

    from tests.service.conftest import MakeClient

JSON = {"Content-Type": "application/json"}
TEXT = {"Content-Type": "text/plain"}
HTML = {"Content-Type": "text/html"}

# method, path, headers, content, status, code
CASES: list[tuple[str, str, dict[str, str], bytes, int, str]] = [
    ("GET", "/nowhere", {}, b"", 404, "not_found"),
    ("GET", "/v1/process/", {}, b"", 404, "not_found"),
    ("GET", "/v1/process", {}, b"", 405, "method_not_allowed"),
    ("DELETE", "/livez", {}, b"", 405, "method_not_allowed"),
    ("POST", "/docs", {}, b"", 405, "method_not_allowed"),
    ("POST", "/v1/process", JSON, b"", 400, "malformed_json"),
    ("POST", "/v1/process", JSON, b"{", 400, "malformed_json"),
    ("POST", "/v1/process", JSON, b'{"text": NaN}', 400, "malformed_json"),
    ("POST", "/v1/process", JSON, b"[" * 100_000, 400, "malformed_json"),
    ("POST", "/v1/process", JSON, b"9" * 5_000, 400, "malformed_json"),
    ("POST", "/v1/process", JSON, b'{"text": "\xff"}', 400, "invalid_encoding"),
    ("POST", "/v1/process", JSON, b'{"text": "\xed\xa0\x80"}', 400, "invalid_encoding"),
    ("POST", "/v1/process", TEXT, b"caf\xe9", 400, "invalid_encoding"),
    ("POST", "/v1/process", HTML, b"caf\xe9", 400, "invalid_encoding"),
    ("POST", "/v1/process", TEXT, b"x" * 5_001, 413, "body_too_large"),
    ("POST", "/v1/process", {}, b"text", 415, "unsupported_media_type"),
    ("POST", "/v1/process", {"Content-Type": "application/xml"}, b"<a/>", 415, "unsupported_media_type"),
    ("POST", "/v1/process", {"Content-Type": ";;"}, b"text", 415, "unsupported_media_type"),
    ("POST", "/v1/batch", JSON, b"{}", 415, "unsupported_media_type"),
    ("POST", "/v1/process", {"Content-Type": "text/plain; charset=klingon"}, b"a", 415, "unsupported_charset"),
    ("POST", "/v1/process", {"Content-Type": "text/plain; charset=unicode_escape"}, b"a", 415, "unsupported_charset"),
    ("POST", "/v1/process", {"Content-Type": "text/plain; charset=zlib"}, b"a", 415, "unsupported_charset"),
    ("POST", "/v1/process", {"Content-Type": "application/json; charset=utf-16"}, b"{}", 415, "unsupported_charset"),
    (
        "POST",
        "/v1/batch",
        {"Content-Type": "application/x-ndjson; charset=latin-1"},
        b"{}",
        415,
        "unsupported_charset",
    ),
    ("POST", "/v1/process", {**TEXT, "Content-Encoding": "gzip"}, b"a", 415, "unsupported_content_encoding"),
    ("POST", "/v1/batch", {**TEXT, "Content-Encoding": "identity, br"}, b"a", 415, "unsupported_content_encoding"),
    ("POST", "/v1/process", JSON, b"[]", 422, "invalid_request"),
    ("POST", "/v1/process", JSON, b"{}", 422, "invalid_request"),
    ("POST", "/v1/process", JSON, b'{"text": 1}', 422, "invalid_request"),
    ("POST", "/v1/process", JSON, b'{"text": "a", "extra": 1}', 422, "invalid_request"),
    ("POST", "/v1/process", JSON, b'{"text": "a", "\\ud800": 1}', 422, "invalid_request"),
    ("POST", "/v1/process", JSON, b'{"text": "a", "options": {"sentence": 1}}', 422, "invalid_request"),
    ("POST", "/v1/process", JSON, b'{"text": "a", "options": {"sentences": 0}}', 422, "invalid_request"),
    ("POST", "/v1/process", JSON, b'{"text": "a", "options": {"sentences": "3"}}', 422, "invalid_request"),
    ("POST", "/v1/process", JSON, b'{"text": "a", "options": {"sentences": true}}', 422, "invalid_request"),
    ("POST", "/v1/process", JSON, b'{"text": "a", "options": {"quote_style": "french"}}', 422, "invalid_request"),
    ("POST", "/v1/process?sentences=3", JSON, b'{"text": "a"}', 422, "invalid_request"),
    ("POST", "/v1/process?sentences=x", TEXT, b"a", 422, "invalid_request"),
    ("POST", "/v1/process?sentence=3", TEXT, b"a", 422, "invalid_request"),
    ("POST", "/v1/batch?words=3", {"Content-Type": "application/x-ndjson"}, b"", 422, "invalid_request"),
    ("POST", "/v1/process?sentences=3&words=9", TEXT, b"a", 422, "conflicting_lengths"),
    (
        "POST",
        "/v1/summarize",
        JSON,
        b'{"text": "a", "options": {"sentences": 3, "words": 9}}',
        422,
        "conflicting_lengths",
    ),
    ("POST", "/v1/process", JSON, b'{"text": ""}', 422, "empty_text"),
    ("POST", "/v1/clean", JSON, b'{"text": " \\n\\t\\u00a0"}', 422, "empty_text"),
    ("POST", "/v1/process", TEXT, b"", 422, "empty_text"),
    ("POST", "/v1/process", HTML, b"", 422, "empty_text"),
    ("POST", "/v1/process", TEXT, b"x" * 1_001, 422, "text_too_long"),
    ("POST", "/v1/process", HTML, b"<html><body><script>go()</script></body></html>", 422, "no_article"),
    ("POST", "/v1/process", TEXT, BOOM.encode(), 500, "internal_error"),
]


@pytest.mark.parametrize(("method", "path", "headers", "content", "status", "code"), CASES)
def test_every_error_has_the_one_shape(
    make_client: MakeClient,
    method: str,
    path: str,
    headers: dict[str, str],
    content: bytes,
    status: int,
    code: str,
) -> None:
    limit = 5_000 if code == "body_too_large" else 200_000
    client = make_client(max_body_bytes=limit, max_characters=1_000)
    response = client.request(method, path, headers=headers, content=content)
    assert (response.status_code, response.json().get("code")) == (status, code)
    check_problem(response)


def check_problem(response: Any) -> None:
    body = response.json()
    assert response.headers["content-type"] == "application/problem+json"
    Problem.model_validate(body)
    assert body["status"] == response.status_code
    assert body["type"] == f"urn:copydesk:error:{body['code']}"
    assert body["request_id"] == response.headers["x-request-id"]
    assert body["instance"].endswith(body["request_id"])
    assert body["code"] in {error.code for error in all_errors()}


def test_every_code_is_tried() -> None:
    tried = {case[-1] for case in CASES}
    # These have tests of their own: batches in test_batch.py, states of the service in test_lifecycle.py.
    elsewhere = {"line_too_long", "too_many_lines", "not_ready", "load_failed", "draining", "bad_request"}
    elsewhere |= {"overloaded", "queue_timeout", "deadline_exceeded"}  # test_queue.py
    elsewhere |= {"unauthorized", "rate_limited", "stuck"}  # test_access.py, tests/load/test_chaos.py
    assert tried | elsewhere == {error.code for error in all_errors()}


def test_codes_are_unique_and_the_tree_in_the_docstring_is_whole() -> None:
    rows = {line.split()[-2:][0]: line for line in (errors.__doc__ or "").splitlines() if line.strip()}
    assert rows
    codes = [error.code for error in all_errors()]
    assert len(codes) == len(set(codes))
    for error in all_errors():
        pattern = [line for line in (errors.__doc__ or "").splitlines() if f" {error.__name__} " in line]
        assert len(pattern) == 1
        assert str(error.status) in pattern[0]
        assert f" {error.code}" in pattern[0]


def test_families_are_in_the_docstring_too() -> None:
    def walk(error: type[ServiceError]) -> None:
        assert error.__name__ in (errors.__doc__ or "")
        for child in error.__subclasses__():
            walk(child)

    walk(ServiceError)


def test_every_code_is_documented() -> None:
    page = Path("docs/api.md").read_text(encoding="utf-8")
    for error in all_errors():
        assert f"| {error.status} | `{error.code}` |" in page


def test_limits_are_in_the_answer(make_client: MakeClient) -> None:
    client = make_client(max_body_bytes=1_000, max_characters=10)
    assert client.post("/v1/clean", content=b"x" * 1_001, headers=TEXT).json()["limit"] == 1_000
    long = client.post("/v1/clean", content=b"x" * 11, headers=TEXT).json()
    assert (long["limit"], long["length"]) == (10, 11)


def test_wrong_fields_are_listed_without_their_values(client: TestClient) -> None:
    body = {"text": "a", "secret": "canary-value", "options": {"sentences": 0, "x": "canary-value"}}
    response = client.post("/v1/process", json=body)
    fields = {row["field"] for row in response.json()["errors"]}
    assert fields == {"body.secret", "body.options.sentences", "body.options.x"}
    assert "canary" not in response.text


def test_an_endless_list_of_wrong_fields_is_cut(client: TestClient) -> None:
    body = {"text": "a", **{f"{'x' * 500}{number}": 1 for number in range(100)}}
    response = client.post("/v1/process", json=body)
    assert len(response.json()["errors"]) == 20
    assert len(response.content) < 10_000


def test_405_says_what_is_allowed(client: TestClient) -> None:
    assert client.get("/v1/process").headers["allow"] == "POST"


def test_415_says_what_is_accepted(client: TestClient) -> None:
    response = client.post("/v1/process", content=b"a", headers={"Content-Type": "image/png"})
    assert response.headers["accept"] == "application/json, text/plain, text/html"


def test_a_fault_quotes_nothing(client: TestClient) -> None:
    response = client.post("/v1/process", json={"text": f"canary {BOOM}"})
    assert response.status_code == 500
    assert "canary" not in response.text


def test_problems_render_without_an_app() -> None:
    problem = errors.BodyTooLarge(5).problem("an-id")
    assert json.loads(json.dumps(problem))["limit"] == 5
