"""The desk in a process of its own: the same answers, stops, failures and a death."""

from __future__ import annotations

import os
import signal
import threading
import time
from typing import TYPE_CHECKING

import pytest

from models.core.stop import Stopped
from models.desk import Desk
from models.options import Options
from service.logs import describe, make_logger
from service.remote import DeskLost, RemoteDesk, RunFailed
from service.settings import Settings
from tests.load.articles import article

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from models.result import Result

TEXTS = [article(60, seed) for seed in range(3)]
LONG = article(8000, 1)


class Losses:
    def __init__(self) -> None:
        self.count = 0

    def __call__(self) -> None:
        self.count += 1


@pytest.fixture(scope="module")
def losses() -> Losses:
    return Losses()


@pytest.fixture(scope="module")
def remote(losses: Losses) -> Iterator[RemoteDesk]:
    desk = RemoteDesk(Settings(cleanup_model="rules", max_running=2), make_logger("error"), losses)
    desk.start()
    assert desk.alive
    yield desk
    desk.close()


def core(result: Result) -> tuple[object, ...]:
    return result.text, result.edits, result.suggestions, result.summary, result.warnings, dict(result.models)


def test_answers_are_those_of_the_desk(remote: RemoteDesk) -> None:
    desk = Desk.load(cleanup="rules")
    options = Options(sentences=2)
    assert dict(remote.models) == dict(desk.models)
    calls: list[Callable[[RemoteDesk | Desk], list[Result]]] = [
        lambda each: each.process_many(TEXTS, options),
        lambda each: each.clean_many(TEXTS, options),
        lambda each: each.summarize_many(TEXTS, options, clean=False),
        lambda each: [each.process(TEXTS[0]), each.clean(TEXTS[1]), each.summarize(TEXTS[2])],
    ]
    for call in calls:
        assert [core(result) for result in call(remote)] == [core(result) for result in call(desk)]


def test_a_run_is_stopped_from_here(remote: RemoteDesk, losses: Losses) -> None:
    began = time.monotonic()

    def check() -> None:
        if time.monotonic() - began > 0.2:
            raise Stopped

    with pytest.raises(Stopped):
        remote.process_many([LONG], check=check)
    assert time.monotonic() - began < 2
    assert remote.process_many(TEXTS[:1])
    assert losses.count == 0


def test_a_failure_says_where_and_not_what(remote: RemoteDesk) -> None:
    with pytest.raises(RunFailed) as caught:
        remote.process_many(TEXTS, Options(summary_model="secret"))
    said = describe(caught.value)
    assert said["error"] == "KeyError"
    assert any(frame.startswith("desk.py:") for frame in said["stack"])
    assert "secret" not in str(said)


def test_a_death_is_told_and_the_next_process_answers(remote: RemoteDesk, losses: Losses) -> None:
    caught: list[Exception] = []

    def run() -> None:
        try:
            remote.process_many([LONG])
        except DeskLost as error:
            caught.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    time.sleep(0.3)
    assert remote.process_id is not None
    os.kill(remote.process_id, signal.SIGKILL)
    thread.join()
    assert len(caught) == 1
    assert remote.process_many(TEXTS[:1])  # waits for the next
    assert losses.count == 1


def test_waiting_for_the_next_process_can_be_stopped(remote: RemoteDesk) -> None:
    def check() -> None:
        raise Stopped

    assert remote.process_id is not None
    os.kill(remote.process_id, signal.SIGKILL)
    until = time.monotonic() + 5
    while remote.alive:
        assert time.monotonic() < until
    with pytest.raises(Stopped):
        remote.process_many(TEXTS, check=check)
    assert remote.process_many(TEXTS[:1])


def test_a_desk_that_cannot_be_loaded_is_told(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text("{")
    settings = Settings(models_dir=tmp_path, cleanup_model="any")
    desk = RemoteDesk(settings, make_logger("error"), lambda: None)
    with pytest.raises(RunFailed) as caught:
        desk.start()
    assert describe(caught.value)["stack"]
    assert not desk.alive
