"""The desk in a process of its own: the same answers, stops, failures and a death."""

from __future__ import annotations

import functools
import os
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

from models.core.stop import Stopped
from models.desk import Desk
from models.options import Options
from service.desk_pool import DeskPool
from service.logs import describe
from service.remote import DeskLost, NotLoaded, RemoteDesk, RunFailed
from tests.load.articles import article

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from models.result import Result

TEXTS = [article(60, seed) for seed in range(3)]
LONG = article(8000, 1)


class Told:
    def __init__(self) -> None:
        self.events: list[str] = []

    def __call__(self, event: str, **more: Any) -> None:
        self.events.append(event)


@pytest.fixture(scope="module")
def told() -> Told:
    return Told()


@pytest.fixture(scope="module")
def remote(told: Told) -> Iterator[RemoteDesk]:
    desk = RemoteDesk(functools.partial(Desk.load, cleanup="rules"), 2, told)
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


def test_a_run_is_stopped_from_here(remote: RemoteDesk, told: Told) -> None:
    began = time.monotonic()

    def check() -> None:
        if time.monotonic() - began > 0.2:
            raise Stopped

    with pytest.raises(Stopped):
        remote.process_many([LONG], check=check)
    assert time.monotonic() - began < 2
    assert remote.process_many(TEXTS[:1])
    assert told.events == []


def test_a_failure_says_where_and_not_what(remote: RemoteDesk) -> None:
    with pytest.raises(RunFailed) as caught:
        remote.process_many(TEXTS, Options(summary_model="secret"))
    said = describe(caught.value)
    assert said["error"] == "KeyError"
    assert any(frame.startswith("desk.py:") for frame in said["stack"])
    assert "secret" not in str(said)


def test_a_death_is_told_and_the_next_process_answers(remote: RemoteDesk, told: Told) -> None:
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
    assert told.events == ["desk_lost", "desk_back"]


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
    desk = RemoteDesk(functools.partial(Desk.load, models_dir=tmp_path, cleanup="any"), 1)
    with pytest.raises(NotLoaded) as caught:
        desk.start()
    assert "manifest" in caught.value.message
    assert describe(caught.value)["stack"]
    assert not desk.alive


def test_a_pool_answers_as_a_desk_does_and_from_all_its_processes() -> None:
    pool = DeskPool(functools.partial(Desk.load, cleanup="rules"), 2)
    with ThreadPoolExecutor(2) as threads:
        try:
            pool.start()
            results = list(threads.map(pool.process, TEXTS * 4))
            used = [next(desk._numbers) > 0 for desk in pool._desks]
        finally:
            pool.close()
    assert [core(result) for result in results] == [core(Desk.load(cleanup="rules").process(t)) for t in TEXTS * 4]
    assert used == [True, True]
    assert not pool.alive
