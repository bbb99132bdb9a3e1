from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from service.app import create_app
from service.settings import Settings
from tests.service.stand_in import StandInDesk

MakeClient = Callable[..., TestClient]


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith("COPYDESK_"):
            monkeypatch.delenv(name)


@pytest.fixture
def desk() -> StandInDesk:
    return StandInDesk()


@pytest.fixture
def make_client(desk: StandInDesk) -> Iterator[MakeClient]:
    """Start an app with the given settings; ready when it is returned."""
    clients: list[TestClient] = []

    def make(**settings: Any) -> TestClient:
        client = TestClient(create_app(Settings(**settings), desk))
        client.__enter__()
        clients.append(client)
        wait_until_ready(client)
        desk.calls.clear()
        return client

    yield make
    for client in clients:
        client.__exit__(None, None, None)


@pytest.fixture
def client(make_client: MakeClient) -> TestClient:
    return make_client()


def wait_until_ready(client: TestClient) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        if client.get("/readyz").status_code == 200:
            return
        time.sleep(0.001)
    raise AssertionError("the app did not get ready")
