"""Routes about the service itself: models, info, docs and the OpenAPI document."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest

from models.seq2seq.listing import ConfiguredModel
from service import __version__
from service.errors import all_errors
from service.schemas import InfoResponse, ModelsResponse

if TYPE_CHECKING:
    from starlette.testclient import TestClient

    from tests.service.conftest import MakeClient

DOCUMENT_ROUTES = ["/v1/process", "/v1/clean", "/v1/summarize"]


@dataclass(frozen=True)
class Model:
    name: str
    task: str
    version: str
    sha256: str
    licence: str
    path: Path


def test_models(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    registry = ModuleType("models.registry")
    model = Model("cleanup-en", "cleanup", "1", "ab" * 32, "Apache-2.0", Path("/secret/place"))
    registry.installed = lambda folder: [model]  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "models.registry", registry)
    response = client.get("/v1/models")
    ModelsResponse.model_validate(response.json())
    assert response.json()["installed"][0]["name"] == "cleanup-en"
    assert response.json()["in_use"] == {"cleanup": "fake@1", "summary": "fake@2"}
    assert "secret" not in response.text


def test_configured_models(make_client: MakeClient, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[object, ...]] = []

    def configured(*arguments: object) -> list[ConfiguredModel]:
        asked.append(arguments)
        return [ConfiguredModel("./bart", "summary", "bart", "", "cd" * 32, True, True, "")]

    monkeypatch.setattr("models.registry.installed", lambda folder: [])
    monkeypatch.setattr("models.seq2seq.listing.configured", configured)
    pin = "cd" * 32
    body = make_client(summary_model="ranker,./bart", weights_sha256=f"./bart={pin}").get("/v1/models").json()
    ModelsResponse.model_validate(body)
    assert asked == [(None, "ranker,./bart", [], {"./bart": pin})]
    assert body["configured"] == [
        {"name": "./bart", "task": "summary", "kind": "bart", "revision": "", "sha256": pin, "pinned": True,
         "offline": True, "problem": ""}
    ]  # fmt: skip


def test_info_tells_the_limits(make_client: MakeClient) -> None:
    body = make_client(max_characters=77, max_body_bytes=5_000).get("/v1/info").json()
    InfoResponse.model_validate(body)
    assert body["version"] == __version__
    assert body["limits"]["characters"] == 77
    assert body["limits"]["body_bytes"] == body["limits"]["batch_line_bytes"] == 5_000


def test_the_docs_page_stands_alone(client: TestClient) -> None:
    page = client.get("/docs").text
    assert "<script" not in page
    assert "http://" not in page
    assert "https://" not in page
    for error in all_errors():
        assert f'id="{error.code}"' in page
    for route in DOCUMENT_ROUTES:
        assert f"POST {route}" in page


def test_docs_can_be_switched_off(make_client: MakeClient) -> None:
    client = make_client(docs=False)
    assert client.get("/docs").status_code == 404
    assert client.get("/openapi.json").status_code == 404


@pytest.fixture
def openapi(client: TestClient) -> dict[str, Any]:
    document: dict[str, Any] = client.get("/openapi.json").json()
    return document


def test_openapi_has_every_route(openapi: dict[str, Any]) -> None:
    operations = {(path, method) for path, row in openapi["paths"].items() for method in row}
    assert operations == {
        ("/v1/process", "post"),
        ("/v1/clean", "post"),
        ("/v1/summarize", "post"),
        ("/v1/batch", "post"),
        ("/v1/models", "get"),
        ("/v1/info", "get"),
        ("/livez", "get"),
        ("/readyz", "get"),
        ("/metrics", "get"),
    }


def test_every_documented_error_is_a_problem(openapi: dict[str, Any]) -> None:
    for row in openapi["paths"].values():
        for operation in row.values():
            errors = {status: answer for status, answer in operation["responses"].items() if status != "200"}
            assert "500" in errors
            for answer in errors.values():
                schema = {"schema": {"$ref": "#/components/schemas/Problem"}}
                assert answer["content"] == {"application/problem+json": schema}


def test_documents_have_all_their_errors(openapi: dict[str, Any]) -> None:
    for route in DOCUMENT_ROUTES:
        responses = openapi["paths"][route]["post"]["responses"]
        assert set(responses) == {"200", "400", "413", "415", "422", "500", "503", "504"}
        body = openapi["paths"][route]["post"]["requestBody"]["content"]
        assert list(body) == ["application/json", "text/plain", "text/html"]


def test_every_reference_leads_somewhere(openapi: dict[str, Any]) -> None:
    schemas = openapi["components"]["schemas"]
    names = set(re.findall(r"#/components/schemas/(\w+)", str(openapi)))
    assert names <= set(schemas)
    assert "HTTPValidationError" not in schemas


def test_requests_refuse_unknown_fields_on_paper_too(openapi: dict[str, Any]) -> None:
    for name in ("TextRequest", "SummarizeRequest", "OptionsIn"):
        assert openapi["components"]["schemas"][name]["additionalProperties"] is False


def test_the_prefix_of_a_proxy_is_told(make_client: MakeClient) -> None:
    document = make_client(root_path="/desk").get("/openapi.json").json()
    assert document["servers"] == [{"url": "/desk"}]


def test_importing_the_app_brings_no_tensors() -> None:
    code = (
        "import sys, service.app\n"
        "heavy = {'torch', 'transformers', 'numpy', 'trafilatura', 'lxml'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=50)
