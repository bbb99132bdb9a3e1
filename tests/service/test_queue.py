"""The queue before the models: batches, refusals, deadlines, withdrawal."""

from __future__ import annotations

import asyncio
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import anyio
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.core.stop import Check, go_on
from models.options import Options
from service import batcher
from service.app import create_app
from service.errors import DeadlineExceeded, Overloaded, QueueTimeout
from service.job import Job, Kind, Task
from service.metrics import Metrics
from service.queue import DeskQueue
from service.remote import DeskLost
from service.settings import Settings
from tests.service.asgi import call
from tests.service.stand_in import BOOM, StandInDesk

if TYPE_CHECKING:
    from collections.abc import Coroutine, Sequence

    from models.result import Result

OPTIONS = Options()
TEXT = {"Content-Type": "text/plain"}
HELD = "HELD"


@dataclass
class HeldDesk(StandInDesk):
    """Texts with HELD in them take as long as the gate is closed; those that were stopped are noted."""

    gate: threading.Event = field(default_factory=threading.Event)
    stopped: list[str] = field(default_factory=list)

    def process_many(self, texts: Sequence[str], options: Options = OPTIONS, *, check: Check = go_on) -> list[Result]:
        if any(HELD in text for text in texts):
            while not self.gate.wait(0.005):
                try:
                    check()
                except Exception:
                    self.stopped += texts
                    raise
        return super().process_many(texts, options, check=check)


def run(main: Coroutine[Any, Any, None]) -> None:
    async def limited() -> None:
        async with asyncio.timeout(20):
            await main

    asyncio.run(limited())


def make_queue(**settings: Any) -> DeskQueue:
    return DeskQueue(Settings(**settings), Metrics())


async def hold(queue: DeskQueue, desk: HeldDesk) -> asyncio.Task[Job]:
    """Keep the only run busy."""
    held = asyncio.create_task(queue.submit(desk, Task.PROCESS, HELD, OPTIONS))
    while not queue._running:
        await asyncio.sleep(0.001)
    return held


def submit(queue: DeskQueue, desk: StandInDesk, text: str, task: Task = Task.PROCESS) -> asyncio.Task[Job]:
    return asyncio.create_task(queue.submit(desk, task, text, OPTIONS))


def test_what_waits_goes_together_and_answers_are_those_of_single_runs() -> None:
    async def main() -> None:
        desk, queue = HeldDesk(), make_queue(max_running=1, batch_group=4)
        held = await hold(queue, desk)
        texts = [f"Text {'x' * number} , here" for number in (9, 1, 5, 3, 2, 7, 8, 4)]
        waiting = [submit(queue, desk, text) for text in texts]
        await asyncio.sleep(0)
        desk.gate.set()
        jobs = await asyncio.gather(held, *waiting)
        assert [number for _, number, _ in desk.calls] == [1, 4, 4]
        assert [job.done.result() for job in jobs[1:]] == [StandInDesk().process(text) for text in texts]
        assert all(job.waited is not None and job.took is not None for job in jobs)

    run(main())


def test_other_tasks_and_options_do_not_mix() -> None:
    async def main() -> None:
        desk, queue = HeldDesk(), make_queue(max_running=1)
        held = await hold(queue, desk)
        waiting = [submit(queue, desk, "One , two", task) for task in Task for _ in range(2)]
        await asyncio.sleep(0)
        desk.gate.set()
        await asyncio.gather(held, *waiting)
        assert [name for name, *_ in desk.calls[1:]] == [
            "process_many",
            "clean_many",
            "summarize_many",
            "summarize_many",
        ]
        assert [len(job.result().done.result().edits) for job in waiting] == [1, 1, 1, 1, 1, 1, 0, 0]

    run(main())


def test_a_lone_document_of_an_idle_service_does_not_wait() -> None:
    async def main() -> None:
        queue = make_queue(batch_wait_ms=1000)
        job = await queue.submit(StandInDesk(), Task.CLEAN, "a", OPTIONS)
        assert job.waited is not None
        assert job.waited < 0.5

    run(main())


def test_one_that_fails_does_not_take_its_batch_along() -> None:
    async def main() -> None:
        desk, queue = HeldDesk(), make_queue(max_running=1)
        held = await hold(queue, desk)
        waiting = [submit(queue, desk, text) for text in ("a", BOOM, "b")]
        await asyncio.sleep(0)
        desk.gate.set()
        await held
        good, bad, fine = await asyncio.gather(*waiting, return_exceptions=True)
        assert isinstance(bad, ValueError)
        assert [job.done.result().text for job in (good, fine) if isinstance(job, Job)] == ["a", "b"]

    run(main())


@dataclass
class MortalDesk(StandInDesk):
    """A text with DIE in it is the death of all runs that are at work, like that of the process that they share."""

    deaths: int = 0
    alone: list[bool] = field(default_factory=list)

    def process_many(self, texts: Sequence[str], options: Options = OPTIONS, *, check: Check = go_on) -> list[Result]:
        with self._lock:
            self._running += 1
            before = self.deaths
        try:
            time.sleep(0.05)
            if any("DIE" in text for text in texts):
                self.deaths += 1
            time.sleep(0.05)
            if self.deaths > before:
                self.alone.append(self._running == 1)
                raise DeskLost
            return [self._one(text, clean=True, summary=True) for text in texts]
        finally:
            with self._lock:
                self._running -= 1


def test_one_that_is_the_death_of_the_process_fails_alone() -> None:
    async def main() -> None:
        desk, queue = MortalDesk(), make_queue(max_running=2, batch_group=2)
        texts = ["a", "DIE", "b", "c", "d"]
        outcomes = await asyncio.gather(*(submit(queue, desk, text) for text in texts), return_exceptions=True)
        assert isinstance(outcomes.pop(1), DeskLost)
        assert [job.done.result().text for job in outcomes if isinstance(job, Job)] == ["a", "b", "c", "d"]
        assert desk.deaths == 2
        assert desk.alone[-1]

    run(main())


def test_a_full_queue_refuses_and_says_when_to_come_back() -> None:
    async def main() -> None:
        desk, queue = HeldDesk(), make_queue(max_running=1, max_waiting=2)
        held = await hold(queue, desk)
        waiting = [submit(queue, desk, "a") for _ in range(2)]
        await asyncio.sleep(0)
        began = time.perf_counter()
        with pytest.raises(Overloaded) as refusal:
            await queue.submit(desk, Task.PROCESS, "b", OPTIONS)
        assert time.perf_counter() - began < 0.02
        assert 1 <= int(refusal.value.headers["Retry-After"]) <= 60
        desk.gate.set()
        await asyncio.gather(held, *waiting)
        await queue.submit(desk, Task.PROCESS, "b", OPTIONS)

    run(main())


def test_a_batch_waits_for_room_instead() -> None:
    async def main() -> None:
        desk, queue = HeldDesk(), make_queue(max_running=1, max_waiting=1)
        held = await hold(queue, desk)
        first = await queue.put(desk, Task.PROCESS, "a", OPTIONS)
        second = asyncio.create_task(queue.put(desk, Task.PROCESS, "b", OPTIONS))
        third = asyncio.create_task(queue.put(desk, Task.PROCESS, "c", OPTIONS))
        await asyncio.sleep(0.02)
        assert not second.done()
        second.cancel()  # who gives up does not keep the next from its room
        desk.gate.set()
        await asyncio.gather(held, queue.result(first), queue.result(await third))

    run(main())


def test_who_waits_too_long_is_told_and_nothing_is_done() -> None:
    async def main() -> None:
        desk, queue = HeldDesk(), make_queue(max_running=1, max_wait_seconds=0.05)
        held = await hold(queue, desk)
        with pytest.raises(QueueTimeout):
            await queue.submit(desk, Task.PROCESS, "late", OPTIONS)
        desk.gate.set()
        await held  # the time of waiting is not that of running
        assert [number for _, number, _ in desk.calls] == [1]

    run(main())


def test_a_run_past_its_deadline_stops() -> None:
    async def main() -> None:
        desk, queue = HeldDesk(), make_queue(max_running=1, max_run_seconds=0.1)
        with pytest.raises(DeadlineExceeded):
            await queue.submit(desk, Task.PROCESS, HELD, OPTIONS)
        assert desk.stopped == [HELD]
        assert (await queue.submit(desk, Task.PROCESS, "a", OPTIONS)).done.result().text == "a"

    run(main())


def test_one_past_its_deadline_does_not_take_its_batch_along() -> None:
    async def main() -> None:
        desk, queue = HeldDesk(), make_queue(max_running=1, max_run_seconds=0.2, batch_wait_ms=20)
        waiting = [submit(queue, desk, text) for text in ("a", HELD, "b")]
        outcomes = await asyncio.gather(*waiting, return_exceptions=True)
        assert [type(outcome) for outcome in outcomes] == [Job, DeadlineExceeded, Job]

    run(main())


def test_who_leaves_the_queue_is_not_worked_for() -> None:
    async def main() -> None:
        desk, queue = HeldDesk(), make_queue(max_running=1)
        held = await hold(queue, desk)
        waiting = submit(queue, desk, "a")
        await asyncio.sleep(0)
        waiting.cancel()
        desk.gate.set()
        await held
        await asyncio.sleep(0.02)
        assert [number for _, number, _ in desk.calls] == [1]

    run(main())


def test_a_run_that_nobody_waits_for_stops() -> None:
    async def main() -> None:
        desk, queue = HeldDesk(), make_queue(max_running=1)
        held = await hold(queue, desk)
        await asyncio.sleep(0.05)
        held.cancel()
        while queue._running:
            await asyncio.sleep(0.001)
        assert desk.stopped == [HELD]

    run(main())


@pytest.mark.parametrize("path", ["/v1/process", "/v1/batch"])
def test_single_documents_and_batches_are_refused_alike_and_at_once(path: str) -> None:
    async def main() -> None:
        desk = HeldDesk()
        app = create_app(Settings(max_running=1, max_waiting=1), desk)
        queue: DeskQueue = app.state.context.queue
        held = await hold(queue, desk)
        waiting = submit(queue, desk, "a")
        await asyncio.sleep(0)
        headers = TEXT if path == "/v1/process" else {"Content-Type": "application/x-ndjson"}
        await call(app, "/livez", method="GET")  # what is made on the first request
        began = time.perf_counter()
        answer = await call(app, path, [b"{}"], headers=headers)
        assert time.perf_counter() - began < 0.1
        assert (answer.status, answer.json["code"], answer.chunks_read) == (503, "overloaded", 0)
        assert "retry-after" in answer.headers
        desk.gate.set()
        await asyncio.gather(held, waiting)

    run(main())


@pytest.mark.parametrize(
    ("settings", "status", "code"),
    [({"max_run_seconds": 0.05}, 504, "deadline_exceeded"), ({"max_wait_seconds": 0.05}, 503, "queue_timeout")],
)
def test_deadlines_are_answered(settings: dict[str, Any], status: int, code: str) -> None:
    async def main() -> None:
        desk = HeldDesk()
        app = create_app(Settings(max_running=1, **settings), desk)
        held = await hold(app.state.context.queue, desk)
        answer = await call(app, "/v1/process", [HELD.encode()], headers=TEXT)
        assert (answer.status, answer.json["code"]) == (status, code)
        desk.gate.set()
        await asyncio.gather(held, return_exceptions=True)

    run(main())


def test_a_page_that_takes_too_long_is_given_up_and_the_next_is_read() -> None:
    async def main() -> None:
        app = create_app(Settings(max_html_seconds=3), StandInDesk())
        html = {"Content-Type": "text/html"}
        began = time.monotonic()
        hostile = await call(app, "/v1/clean", [b"<p>a" * 300_000], headers=html)
        assert time.monotonic() - began < 6
        assert (hostile.status, hostile.json["code"]) == (504, "deadline_exceeded")
        app.state.context.pages._settings = Settings(max_html_seconds=60)
        assert (await call(app, "/v1/clean", [b"<p>An article.</p>"], headers=html)).json["text"] == "An article."

    anyio.run(main)


job_lists = st.lists(st.tuples(st.integers(1, 40), st.sampled_from(Task)), min_size=1, max_size=30)


@given(job_lists, st.integers(1, 8), st.integers(1, 200))
def test_batches_keep_their_promises(sizes: list[tuple[int, Task]], most: int, characters: int) -> None:
    async def main() -> None:
        waiting = [Job("x" * size, Kind(task, OPTIONS), 0.0) for size, task in sizes]
        batch = batcher.form(waiting, most, characters)
        lengths = [len(job.text) for job in batch]
        assert waiting[0] in batch
        assert len({id(job) for job in batch}) == len(batch) <= most
        assert {job.kind for job in batch} == {waiting[0].kind}
        assert lengths == sorted(lengths)
        assert len(batch) == 1 or lengths[-1] * len(batch) <= characters

    asyncio.run(main())
