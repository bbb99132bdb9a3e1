from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.service.stand_in import BOOM

if TYPE_CHECKING:
    from starlette.testclient import TestClient

    from tests.service.conftest import MakeClient

CANARY = "zanzibar-canary"
FIELDS = {
    "id",
    "method",
    "route",
    "status",
    "code",
    "bytes_in",
    "bytes_out",
    "duration_ms",
    "event",
    "level",
    "timestamp",
}


def log_lines(capsys: pytest.CaptureFixture[str], expected: int = 0) -> list[dict[str, Any]]:
    """The lines logged since the app got ready.

    Waits for ``expected`` ones, since an access line is written after its response has left; for the same reason the
    lines of the start may still come in, and are passed over.
    """
    out, deadline = "", time.monotonic() + 5
    while True:
        captured = capsys.readouterr()
        assert captured.err == ""
        out += captured.out
        lines = [json.loads(line) for line in out.splitlines()]
        lines = [line for line in lines if line["event"] != "ready" and line.get("route") != "/readyz"]
        if len(lines) >= expected or time.monotonic() > deadline:
            return lines
        time.sleep(0.01)


def samples(client: TestClient) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    """All samples, once no request but the one for the metrics is under way: counts come after the response."""
    deadline = time.monotonic() + 5
    while (found := _samples(client))["copydesk_requests_in_flight", ()] > 1 and time.monotonic() < deadline:
        time.sleep(0.01)
    return found


def _samples(client: TestClient) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    families = text_string_to_metric_families(client.get("/metrics").text)
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in families
        for sample in family.samples
    }


def visit_everything(client: TestClient) -> None:
    """Send the canary in every place that a caller can fill."""
    text = {"Content-Type": "text/plain"}
    canary = CANARY.encode()
    for route in ("/v1/process", "/v1/clean", "/v1/summarize"):
        client.post(route, json={"text": f"{CANARY} , said"})
        client.post(route, json={"text": CANARY, CANARY: 1, "options": {"quote_style": CANARY}})
        client.post(route, json={"text": f"{CANARY} {BOOM}"})
        client.post(route, content=canary, headers=text)
        client.post(route, content=canary + b"\xff", headers=text)
        client.post(route, content=b'{"text": "' + canary, headers={"Content-Type": "application/json"})
        client.post(route, content=canary * 1_000, headers=text)
        client.post(route, content=b"<p>" + canary * 20, headers={"Content-Type": "text/html"})
        client.post(f"{route}?{CANARY}={CANARY}", content=canary, headers=text)
        client.post(route, content=canary, headers={"Content-Type": f"text/plain; charset={CANARY}"})
        client.post(route, content=canary, headers={"Content-Type": f"text/{CANARY}"})
        client.post(route, content=canary, headers={**text, "Content-Encoding": CANARY})
    line = json.dumps({"text": CANARY}).encode()
    boom = json.dumps({"text": f"{CANARY} {BOOM}"}).encode()
    client.post("/v1/batch", content=b"\n".join([line, boom, canary]), headers={"Content-Type": "application/x-ndjson"})
    client.get(f"/{CANARY}?{CANARY}", headers={"X-Request-ID": f"{CANARY} with spaces", "User-Agent": CANARY})
    client.request(CANARY.upper(), "/livez")


def test_no_text_in_the_logs(capsys: pytest.CaptureFixture[str], make_client: MakeClient) -> None:
    client = make_client(log_level="debug", max_characters=5_000)
    visit_everything(client)
    captured = capsys.readouterr()
    assert captured.out.count("\n") > 30
    assert CANARY not in (captured.out + captured.err).lower()


def test_no_text_in_the_metrics(make_client: MakeClient) -> None:
    client = make_client(max_characters=5_000)
    visit_everything(client)
    page = client.get("/metrics").text
    assert CANARY not in page.lower()
    assert len(page) < 60_000


def test_an_access_line(capsys: pytest.CaptureFixture[str], client: TestClient) -> None:
    capsys.readouterr()
    response = client.post("/v1/clean", content=b"A text.", headers={"Content-Type": "text/plain"})
    (line,) = log_lines(capsys, 1)
    assert set(line) == FIELDS | {"characters", "queue_ms", "run_ms"}
    assert line["characters"] == 7
    assert line["id"] == response.headers["x-request-id"]
    assert (line["method"], line["route"], line["status"], line["code"]) == ("POST", "/v1/clean", 200, None)
    assert (line["bytes_in"], line["bytes_out"]) == (7, len(response.content))
    assert line["duration_ms"] > 0


def test_a_fault_is_logged_with_its_place(capsys: pytest.CaptureFixture[str], client: TestClient) -> None:
    capsys.readouterr()
    response = client.post("/v1/clean", json={"text": BOOM})
    fault, access = log_lines(capsys, 2)
    assert (fault["event"], fault["error"]) == ("failed", "ValueError")
    assert fault["stack"][-1].startswith("stand_in.py:")
    assert fault["id"] == access["id"] == response.headers["x-request-id"]
    assert access["code"] == "internal_error"


def test_the_log_level_is_kept(capsys: pytest.CaptureFixture[str], make_client: MakeClient) -> None:
    make_client(log_level="error").get("/livez")
    assert log_lines(capsys) == []


def test_metrics_count(client: TestClient) -> None:
    client.post("/v1/clean", json={"text": "One , two , three"})
    client.post("/v1/clean", json={"text": ""})
    client.get("/some/where")
    found = samples(client)
    assert found["copydesk_requests_total", (("route", "/v1/clean"), ("status", "200"))] == 1
    assert found["copydesk_requests_total", (("route", "unmatched"), ("status", "404"))] == 1
    assert found["copydesk_refusals_total", (("code", "empty_text"),)] == 1
    assert found["copydesk_edits_total", (("kind", "spacing"),)] == 2
    assert found["copydesk_input_characters_count", ()] == 1
    assert found["copydesk_input_characters_sum", ()] == 17
    assert found["copydesk_request_duration_seconds_count", (("route", "/v1/clean"),)] == 2
    assert found["copydesk_requests_in_flight", ()] == 1


def test_lines_of_a_batch_count(client: TestClient) -> None:
    client.post("/v1/batch", content=b'{"text": "a , b"}\n{\n', headers={"Content-Type": "application/x-ndjson"})
    found = samples(client)
    assert found["copydesk_refusals_total", (("code", "malformed_json"),)] == 1
    assert found["copydesk_edits_total", (("kind", "spacing"),)] == 1


def test_apps_do_not_share_metrics(make_client: MakeClient) -> None:
    first, second = make_client(), make_client()
    first.get("/v1/info")
    assert "/v1/info" in first.get("/metrics").text
    assert "/v1/info" not in second.get("/metrics").text


@pytest.mark.parametrize("given", ["a", "Req_1.2-3", "0" * 64])
def test_a_harmless_request_id_is_kept(client: TestClient, given: str) -> None:
    assert client.get("/livez", headers={"X-Request-ID": given}).headers["x-request-id"] == given


@pytest.mark.parametrize("given", ["", "a b", "0" * 65, 'x"y', "a\tb", "é", "{}"])
def test_any_other_request_id_is_replaced(client: TestClient, given: str) -> None:
    answer = client.get("/livez", headers=[(b"X-Request-ID", given.encode())]).headers["x-request-id"]
    assert answer != given
    assert len(answer) == 32


def test_security_headers_are_everywhere(client: TestClient) -> None:
    for path in ("/livez", "/nowhere", "/metrics", "/docs", "/openapi.json"):
        headers = client.get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"
        assert headers["content-security-policy"].startswith("default-src 'none'")
        assert "frame-ancestors 'none'" in headers["content-security-policy"]


def test_cors_is_off_by_default(client: TestClient) -> None:
    response = client.get("/livez", headers={"Origin": "https://a.example"})
    assert not [name for name in response.headers if name.startswith("access-control")]


def test_cors_for_those_named(make_client: MakeClient) -> None:
    client = make_client(cors_origins="https://a.example")
    named = client.get("/nowhere", headers={"Origin": "https://a.example"}).headers
    assert named["access-control-allow-origin"] == "https://a.example"
    assert "access-control-allow-credentials" not in named
    assert "access-control-allow-origin" not in client.get("/livez", headers={"Origin": "https://b.example"}).headers
    preflight = {"Origin": "https://a.example", "Access-Control-Request-Method": "POST"}
    assert client.options("/v1/process", headers=preflight).status_code == 200
