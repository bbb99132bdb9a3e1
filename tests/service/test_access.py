"""Who is let in: keys, rate limits, browsers of other origins, and the prefix of a proxy."""

from __future__ import annotations

import json
import re
import time
from functools import partial
from typing import TYPE_CHECKING, Any

import anyio
import pytest
from starlette.routing import Route
from starlette.testclient import TestClient

from service.app import create_app, is_loopback
from service.middleware.gate import GateMiddleware
from service.rate import RateLimiter, network
from service.settings import Settings
from tests.load.harness import serving
from tests.service.asgi import call
from tests.service.stand_in import StandInDesk
from tests.service.test_errors import check_problem
from tests.service.test_keys import HASH, KEY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fastapi import FastAPI

    from tests.service.conftest import MakeClient

BEARER = {"Authorization": f"Bearer {KEY}"}
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW")


def routes(app: FastAPI) -> Iterator[str]:
    """Every path that the app has, however deep its routers are."""

    def walk(rows: Any, prefix: str) -> Iterator[str]:
        for row in rows:
            nested = getattr(row, "routes", None) or getattr(getattr(row, "original_router", None), "routes", None)
            if nested:
                yield from walk(nested, prefix + getattr(row, "path", ""))
            else:
                assert isinstance(row, Route), row
                yield prefix + row.path

    return walk(app.routes, "")


def test_every_route_but_health_denies(make_client: MakeClient) -> None:
    client = make_client(api_keys=KEY)
    found = set(routes(client.app))  # type: ignore[arg-type]
    assert found >= {"/v1/process", "/v1/batch", "/metrics", "/docs", "/openapi.json", "/livez", "/readyz"}
    for path in found | {"/", "/nowhere"}:
        for method in METHODS:
            response = client.request(method, path)
            if path in ("/livez", "/readyz"):
                assert response.status_code in (200, 405)
                continue
            assert response.status_code == 401, (method, path)
            assert response.headers["www-authenticate"].startswith("Bearer ")
            if method != "HEAD":
                assert response.json()["code"] == "unauthorized"
                check_problem(response)


@pytest.mark.parametrize(
    "path",
    ["/livez/", "//livez", "/v1/../livez", "/livez/../metrics", "/LIVEZ", "/livez\0", "/livez;/metrics", "livez", ""],
)
def test_paths_that_look_like_health_deny(make_client: MakeClient, path: str) -> None:
    app = make_client(api_keys=KEY).app
    for prefix in ("", "/desk"):
        answer = anyio.run(partial(call, app, prefix + path, method="GET", root_path=prefix))
        assert answer.status == 401


def test_every_route_opens_with_a_key(make_client: MakeClient) -> None:
    client = make_client(api_keys=HASH)
    for path in routes(client.app):  # type: ignore[arg-type]
        assert client.get(path, headers=BEARER).status_code in (200, 405)
    assert client.get("/nowhere", headers=BEARER).status_code == 404


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (BEARER, 200),
        ({"Authorization": f"bearer   {KEY} "}, 200),
        ({"X-API-Key": KEY}, 200),
        ({"Authorization": "Basic dXNlcjpwYXNz", "X-API-Key": KEY}, 200),
        ({}, 401),
        ({"Authorization": KEY}, 401),
        ({"Authorization": f"Basic {KEY}"}, 401),
        ({"Authorization": f"Bearer {KEY}x"}, 401),
        ({"Authorization": f"Bearer {KEY[:-1]}"}, 401),
        ({"Authorization": f"Bearer {HASH}"}, 401),
        ({"Authorization": "Bearer "}, 401),
        ({"Authorization": "Bearer wrong", "X-API-Key": KEY}, 401),
        ({"X-API-Key": ""}, 401),
        ({"X-API-Key": "\xff" * 20}, 401),
        ({"X-API-Key": "k" * 50_000}, 401),
    ],
)
def test_where_a_key_may_stand(make_client: MakeClient, headers: dict[str, str], status: int) -> None:
    client = make_client(api_keys=KEY)
    raw = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
    response = client.get("/v1/info", headers=raw)
    assert response.status_code == status
    assert ("invalid_token" in response.headers.get("www-authenticate", "")) == (
        status == 401 and bool({"X-API-Key"} & set(headers) or headers.get("Authorization", "").startswith("Bearer"))
    )


def test_a_key_in_the_url_opens_nothing(make_client: MakeClient) -> None:
    assert make_client(api_keys=KEY).get("/v1/info", params={"api_key": KEY, "key": KEY}).status_code == 401


def test_a_body_without_a_key_is_not_read(make_client: MakeClient) -> None:
    app = make_client(api_keys=KEY).app
    answer = anyio.run(lambda: call(app, "/v1/process", [b"x" * 1000] * 9))
    assert (answer.status, answer.chunks_read) == (401, 0)


def test_metrics_may_be_public(make_client: MakeClient) -> None:
    client = make_client(api_keys=KEY, metrics_public=True)
    assert client.get("/metrics").status_code == 200
    assert client.get("/v1/info").status_code == 401


def test_the_document_tells_of_the_keys(make_client: MakeClient) -> None:
    client = make_client(api_keys=KEY, rate_limit="1000/second")
    document = client.get("/openapi.json", headers=BEARER).json()
    assert document["components"]["securitySchemes"]["bearer"] == {"type": "http", "scheme": "bearer"}
    for path, operations in document["paths"].items():
        for operation in operations.values():
            shut = path not in ("/livez", "/readyz")
            assert ("security" in operation) == ("401" in operation["responses"]) == shut
            assert ("429" in operation["responses"]) == shut
    assert "securitySchemes" not in make_client().get("/openapi.json").json()["components"]


def test_a_limit_for_each_key(make_client: MakeClient) -> None:
    other = "copydesk_of-the-tests-1"
    client = make_client(api_keys=f"{KEY},{other}", rate_limit="3/minute")
    assert [client.get("/v1/info", headers=BEARER).status_code for _ in range(5)] == [200, 200, 200, 429, 429]
    response = client.get("/v1/info", headers={"X-API-Key": KEY})
    check_problem(response)
    assert response.json()["code"] == "rate_limited"
    assert 1 <= int(response.headers["retry-after"]) <= 60
    assert response.json()["limit"] == 3
    assert client.get("/v1/info", headers={"X-API-Key": other}).status_code == 200
    assert client.get("/livez").status_code == 200
    # Guessing is counted too, by address.
    wrong = [client.get("/v1/info", headers={"X-API-Key": f"guess-{n}"}).status_code for n in range(5)]
    assert wrong == [401, 401, 401, 429, 429]
    assert client.get("/v1/info", headers={"X-API-Key": other}).status_code == 200
    page = client.get("/metrics", headers={"X-API-Key": other}).text
    assert 'copydesk_refusals_total{code="rate_limited"} 5.0' in page


def test_a_limit_for_each_address() -> None:
    app = create_app(Settings(rate_limit="2/minute"), StandInDesk())
    first, second = (TestClient(app, client=(address, 1)) for address in ("192.0.2.1", "192.0.2.2"))
    assert [first.get("/v1/info").status_code for _ in range(3)] == [200, 200, 429]
    assert second.get("/v1/info").status_code == 200


def test_the_promise_of_retry_after_is_kept() -> None:
    app = create_app(Settings(rate_limit="1/second"), StandInDesk())
    client = TestClient(app)
    assert client.get("/v1/info").status_code == 200
    refused = client.get("/v1/info")
    assert refused.status_code == 429
    time.sleep(int(refused.headers["retry-after"]))
    assert client.get("/v1/info").status_code == 200


def test_a_crowd_of_callers_leaves_nothing_behind() -> None:
    limiter = RateLimiter("1/second")

    async def crowd() -> int:
        for number in range(500):
            await limiter.check(f"caller-{number}")
        await anyio.sleep(1.1)
        await limiter.check("last")
        await anyio.sleep(0.05)
        return len(limiter._windows.storage.storage)  # type: ignore[attr-defined]

    assert anyio.run(crowd) == 1


@pytest.mark.parametrize(
    ("address", "caller"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("testclient", "unknown"),
        ("", "unknown"),
    ],
)
def test_networks(address: str, caller: str) -> None:
    assert network(address) == caller


def test_open_to_the_network_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    for settings, told in (
        (Settings(host="0.0.0.0"), True),
        (Settings(host="0.0.0.0", api_keys=KEY), False),
        (Settings(), False),
    ):
        create_app(settings, StandInDesk())
        assert ("open_to_the_network" in capsys.readouterr().out) == told
    hosts = {"127.0.0.1": True, "127.8.8.8": True, "::1": True, "localhost": True, "::": False, "desk.example": False}
    assert {host: is_loopback(host) for host in hosts} == hosts


def test_keys_stay_out_of_logs_metrics_and_answers(make_client: MakeClient, capsys: pytest.CaptureFixture[str]) -> None:
    client = make_client(api_keys=KEY, rate_limit="20/minute", log_level="debug")
    wrong = "copydesk_canary-of-a-wrong-key"
    answers = ""
    for key in (KEY, wrong):
        for headers in ({"Authorization": f"Bearer {key}"}, {"X-API-Key": key}):
            for path in (
                "/v1/info",
                "/nowhere",
                f"/v1/info?key={key}",
                f"/{key}",
                "/docs",
                "/openapi.json",
                "/metrics",
            ):
                answers += str(client.get(path, headers=headers).headers) + client.get(path, headers=headers).text
    assert "rate_limited" in answers
    page = client.get("/metrics", headers=BEARER)
    captured = capsys.readouterr()
    seen = answers + page.text + captured.out + captured.err
    for secret in (KEY, wrong, HASH, HASH[7:19]):
        assert secret not in seen


def test_a_browser_of_a_named_origin_may_ask_first(make_client: MakeClient) -> None:
    client = make_client(api_keys=KEY, cors_origins="https://a.example")
    asked = {"Origin": "https://a.example", "Access-Control-Request-Method": "POST"}
    preflight = client.options("/v1/process", headers={**asked, "Access-Control-Request-Headers": "authorization"})
    assert preflight.status_code == 200
    assert "authorization" in preflight.headers["access-control-allow-headers"].lower()
    denied = client.post("/v1/process", headers={"Origin": "https://a.example"})
    assert denied.status_code == 401
    assert denied.headers["access-control-allow-origin"] == "https://a.example"


@pytest.mark.parametrize("origins", ["", "*", "https://a.example"])
def test_credentials_are_never_allowed_across_origins(make_client: MakeClient, origins: str) -> None:
    client = make_client(cors_origins=origins)
    for origin in ("https://a.example", "https://b.example", "null"):
        asked = {"Origin": origin, "Access-Control-Request-Method": "POST"}
        for response in (client.get("/v1/info", headers=asked), client.options("/v1/process", headers=asked)):
            assert "access-control-allow-credentials" not in response.headers
            allowed = response.headers.get("access-control-allow-origin")
            assert allowed in ({None} if not origins else {"*"} if origins == "*" else {None, "https://a.example"})


def test_behind_the_prefix_of_a_proxy() -> None:
    """The proxy strips the prefix and the server puts it back: the app sees it in the path."""
    app = create_app(Settings(root_path="/desk", api_keys=KEY), StandInDesk())
    client = TestClient(app, root_path="/desk")
    assert client.get("/desk/livez").status_code == 200
    assert client.get("/desk/metrics").status_code == 401
    assert client.get("/desk").status_code == 401
    document = client.get("/desk/openapi.json", headers=BEARER).json()
    assert document["servers"] == [{"url": "/desk"}]
    assert not [path for path in document["paths"] if path.startswith("/desk")]
    page = client.get("/desk/docs", headers=BEARER).text
    links = re.findall(r'(?:href|src)="([^"]+)"', page)
    assert links == ["openapi.json"]  # relative: the browser looks beside /desk/docs


def test_the_gate_is_before_everything_that_reads(make_client: MakeClient) -> None:
    app = make_client(api_keys=KEY).app
    names = [middleware.cls.__name__ for middleware in app.user_middleware]  # type: ignore[attr-defined]
    assert names.index(GateMiddleware.__name__) < names.index("ContentEncodingMiddleware")
    assert names.index(GateMiddleware.__name__) < names.index("BodyLimitMiddleware")


@pytest.mark.parametrize("settings", [{}, {"api_keys": KEY}, {"rate_limit": "1/hour"}])
def test_every_error_of_every_route_has_the_one_shape(make_client: MakeClient, settings: dict[str, str]) -> None:
    client = make_client(**settings)
    found, codes = {*routes(client.app), "/", "/nowhere", "/v1"}, set()  # type: ignore[arg-type]
    for path in found:
        for method in METHODS:
            for content, media in (
                (b"", ""),
                (b"\xff", "application/json"),
                (b"{}", "application/json"),
                (b"a", "a/b"),
            ):
                response = client.request(method, path, content=content, headers={"Content-Type": media})
                if response.status_code >= 400 and method != "HEAD":
                    check_problem(response)
                    codes.add(response.json()["code"])
    assert len(codes) >= (2 if settings else 5)


@pytest.mark.parametrize(("trusted", "last"), [("", 429), ("127.0.0.1", 200)])
def test_a_real_server_behind_a_proxy_that_strips(trusted: str, last: int) -> None:
    """Only a named proxy is believed about the address of the caller; the prefix is not in the path on the wire."""
    with serving(desk_seconds=0.0, root_path="/desk", rate_limit="2/minute", trusted_proxies=trusted) as server:
        callers = [{"X-Forwarded-For": f"192.0.2.{number}"} for number in range(3)]
        answers = [server.request("GET", "/openapi.json", headers=headers) for headers in callers]
        assert [status for status, _ in answers] == [200, 200, last]
        document = json.loads(answers[0][1])
        assert document["servers"] == [{"url": "/desk"}]
        assert "/v1/process" in document["paths"]
