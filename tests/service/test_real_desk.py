"""A few requests through the desk in the box."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest
from starlette.testclient import TestClient

from models.core.edit import Edit, apply_edits
from service.app import create_app
from service.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

pytest.importorskip("models.desk")

TEXT = (
    "The mayor of the port said on Monday that the ferry will not sail , because the crew “has not been paid“ since "
    "March. Passengers waited on the quay for six hours.\n\n"
    "The owner of the line , a firm from the north, answered that the money was on its way. Nobody on the quay "
    "believed it.\n\n"
    "A second ferry is to come on Thursday, if the weather allows it. Until then the island has no post."
)


@pytest.fixture(scope="module")
def real() -> Iterator[TestClient]:
    with TestClient(create_app(Settings())) as client:
        for _ in range(20_000):
            status = client.get("/readyz").json()
            assert status.get("code") != "load_failed"
            if status.get("status") == "ready":
                break
        yield client


def process(client: TestClient, text: str) -> Any:
    response = client.post("/v1/process", json={"text": text})
    assert response.status_code == 200
    return response.json()


def test_edits_apply_and_a_second_pass_is_empty(real: TestClient) -> None:
    body = process(real, TEXT)
    assert body["edits"]
    assert apply_edits(TEXT, [Edit(**edit) for edit in body["edits"]]) == body["text"]
    assert process(real, body["text"])["edits"] == []


def test_the_summary_points_into_the_text(real: TestClient) -> None:
    sentences = process(real, TEXT)["summary"]["sentences"]
    assert sentences
    assert all(0 <= row["start"] < row["end"] <= len(TEXT) for row in sentences)


def test_another_language_gives_a_warning(real: TestClient) -> None:
    german = (
        "Die Fähre fährt am Montag nicht, sagte der Bürgermeister, weil die Mannschaft seit März kein Geld hat. "
        "Die Reisenden warteten sechs Stunden lang am Kai und fuhren dann nach Hause zurück."
    )
    assert "language" in [warning["code"] for warning in process(real, german)["warnings"]]


def test_batch_gives_what_process_gives(real: TestClient) -> None:

    line = json.dumps({"text": TEXT}).encode()
    response = real.post("/v1/batch", content=line, headers={"Content-Type": "application/x-ndjson"})
    result = json.loads(response.content)["result"]
    alone = process(real, TEXT)
    result.pop("timings_ms")
    alone.pop("timings_ms")
    assert result == alone


def test_documents_in_company_are_answered_as_alone(real: TestClient) -> None:
    """Many clients at once: what meets in a batch gets the answer that it gets by itself."""
    texts = [" ".join([TEXT] * (1 + number % 4)) + f" Number {number} , the end." for number in range(12)]
    alone = [process(real, text) for text in texts]
    with ThreadPoolExecutor(12) as clients:
        together = list(clients.map(lambda text: process(real, text), texts))
    for one, other in zip(alone, together, strict=True):
        one.pop("timings_ms")
        other.pop("timings_ms")
        assert one == other


def test_models(real: TestClient) -> None:
    body = real.get("/v1/models").json()
    assert set(body["in_use"]) >= {"cleanup", "summary"}
