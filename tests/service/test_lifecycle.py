from __future__ import annotations

import signal
import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import anyio
import pytest
from starlette.testclient import TestClient

from models.options import Options
from service.app import create_app
from service.lifecycle import Lifecycle
from service.metrics import Metrics
from service.settings import Settings
from tests.service.asgi import call
from tests.service.conftest import wait_until_ready
from tests.service.stand_in import StandInDesk

if TYPE_CHECKING:
    from models.result import Result

TEXT = {"Content-Type": "text/plain"}


class GatedDesk(StandInDesk):
    """Waits at the gate in every run."""

    def __init__(self) -> None:
        super().__init__()
        self.gate = threading.Event()

    def process(self, text: str, options: Options = Options()) -> Result:
        assert self.gate.wait(10)
        return super().process(text, options)


class BrokenDesk(StandInDesk):
    def process(self, text: str, options: Options = Options()) -> Result:
        raise RuntimeError("no weights")


class SilentDesk(StandInDesk):
    def process(self, text: str, options: Options = Options()) -> Result:
        return replace(super().process(text, options), summary=None)


def wait_for_code(client: TestClient, code: str) -> Any:
    for _ in range(500):
        response = client.get("/readyz")
        if response.json().get("code") == code:
            return response
    raise AssertionError(code)


def test_ready_only_after_a_whole_run() -> None:
    desk = GatedDesk()
    with TestClient(create_app(Settings(), desk)) as client:
        response = client.get("/readyz")
        assert response.status_code == 503
        assert response.json()["code"] == "not_ready"
        assert response.headers["retry-after"] == "1"
        assert client.get("/livez").json() == {"status": "alive"}
        desk.gate.set()
        wait_until_ready(client)
    assert [name for name, *_ in desk.calls] == ["process"]


def test_ready_is_latched(client: TestClient, desk: StandInDesk) -> None:
    for _ in range(3):
        assert client.get("/readyz").json() == {"status": "ready"}
    assert desk.calls == []


@pytest.mark.parametrize("desk_type", [BrokenDesk, SilentDesk])
def test_a_failed_trial_is_told_and_logged(desk_type: type[StandInDesk], capsys: pytest.CaptureFixture[str]) -> None:
    with TestClient(create_app(Settings(), desk_type())) as client:
        assert wait_for_code(client, "load_failed").status_code == 503
        assert client.get("/livez").status_code == 200
        assert client.post("/v1/clean", content=b"a", headers=TEXT).json()["code"] == "load_failed"
    assert '"event":"load_failed"' in capsys.readouterr().out


def test_while_the_desk_is_loading_requests_are_refused() -> None:
    with TestClient(create_app(Settings(cleanup_model="rules"))) as client:  # a process loads the real one
        for path in ("/v1/process", "/v1/batch"):
            response = client.post(path, content=b"a", headers=TEXT)
            assert (response.status_code, response.json()["code"]) == (503, "not_ready")
        assert client.get("/v1/info").status_code == 200
        wait_until_ready(client)
        assert client.post("/v1/clean", content=b"a", headers=TEXT).status_code == 200


def test_while_draining_not_ready_but_still_at_work(client: TestClient) -> None:
    client.app.state.context.lifecycle.drain()  # type: ignore[attr-defined]
    response = client.get("/readyz")
    assert (response.status_code, response.json()["code"]) == (503, "draining")
    assert client.get("/livez").status_code == 200
    assert client.post("/v1/clean", content=b"a", headers=TEXT).status_code == 200


class OneLineAtATime:
    """A logger like the real one: whoever comes while a line is being written waits, or here fails."""

    def __init__(self) -> None:
        self.writing = threading.Lock()
        self.events: list[str] = []

    def info(self, event: str, **_: Any) -> None:
        assert self.writing.acquire(blocking=False), "for ever"
        self.events.append(event)
        self.writing.release()


def test_a_stop_signal_in_the_middle_of_a_log_line() -> None:
    logger, heard = OneLineAtATime(), []
    before = signal.signal(signal.SIGTERM, lambda number, _: heard.append(number))
    lifecycle = Lifecycle(Settings(), logger, Metrics(), StandInDesk())  # type: ignore[arg-type]

    async def serve() -> None:
        async with lifecycle.run():
            with logger.writing:
                signal.raise_signal(signal.SIGTERM)
            with anyio.fail_after(5):
                while not heard:
                    await anyio.sleep(0.01)

    try:
        anyio.run(serve)
    finally:
        signal.signal(signal.SIGTERM, before)
    assert "draining" in logger.events
    assert heard == [signal.SIGTERM]


def test_the_event_loop_stays_free_and_runs_are_limited() -> None:
    desk = StandInDesk(delay=0.15)
    app = create_app(Settings(max_running=3, batch_group=1), desk)

    async def crowd() -> float:
        passed = 0.0
        async with anyio.create_task_group() as tasks:
            for _ in range(9):
                tasks.start_soon(lambda: call(app, "/v1/clean", [b"a"], headers=TEXT))
            await anyio.sleep(0.05)  # by now they are at work or waiting
            started = time.perf_counter()
            for _ in range(20):
                assert (await call(app, "/livez", method="GET")).status == 200
            passed += time.perf_counter() - started
        return passed

    assert anyio.run(crowd) < 0.4
    assert desk.peak == 3
    assert sum(number for _, number, _ in desk.calls) == 9


def test_starting_and_stopping_leaves_no_threads() -> None:
    def cycle() -> None:
        with TestClient(create_app(Settings(), StandInDesk())) as client:
            wait_until_ready(client)

    cycle()
    before = threading.active_count()
    for _ in range(5):
        cycle()
    assert threading.active_count() <= before + 1
