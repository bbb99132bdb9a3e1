from __future__ import annotations

import json
import tracemalloc
from typing import TYPE_CHECKING, Any

import anyio

from models.options import Options
from service.app import create_app
from service.errors import all_errors
from service.schemas import BatchLine
from service.settings import Settings
from tests.service.asgi import call
from tests.service.stand_in import BOOM, StandInDesk

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.testclient import TestClient

    from tests.service.conftest import MakeClient

NDJSON = {"Content-Type": "application/x-ndjson"}


def lines_of(*texts: str, **options: Any) -> bytes:
    return b"".join(json.dumps({"text": text, "options": options}).encode() + b"\n" for text in texts)


def batch(client: TestClient, content: bytes) -> list[dict[str, Any]]:
    response = client.post("/v1/batch", content=content, headers=NDJSON)
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/x-ndjson"
    assert response.content.isascii()
    answers = [json.loads(line) for line in response.content.splitlines()]
    for answer in answers:
        BatchLine.model_validate(answer)
        assert set(answer) in ({"line", "result"}, {"line", "error"})
    return answers


def test_a_line_for_each_document_in_order(client: TestClient) -> None:
    answers = batch(client, lines_of(*(f"Text {number} , here" for number in range(30))))
    assert [answer["line"] for answer in answers] == list(range(1, 31))
    assert [answer["result"]["text"] for answer in answers] == [f"Text {number}, here" for number in range(30)]


def test_a_result_is_what_process_answers(client: TestClient) -> None:
    alone = client.post("/v1/process", json={"text": "One , two"}).json()
    assert batch(client, lines_of("One , two"))[0]["result"] == alone


def test_the_last_line_needs_no_end(client: TestClient) -> None:
    assert len(batch(client, lines_of("a", "b").rstrip(b"\n"))) == 2


def test_nothing_gives_nothing(client: TestClient) -> None:
    assert batch(client, b"") == []
    assert batch(client, b"\n \r\n\n") == []


def test_a_bad_line_gives_an_error_with_its_number(client: TestClient) -> None:
    content = b"\n".join(
        [
            b'{"text": "good"}',
            b"{",
            b"",
            b'{"text": ""}',
            b'{"text": "a", "options": {"sentences": 1, "words": 1}}',
            b'{"text": "a", "more": 1}',
            b'{"text": "\xff"}',
            b'{"text": "good"}',
        ]
    )
    answers = batch(client, content)
    codes = [(answer["line"], answer["error"]["code"] if "error" in answer else None) for answer in answers]
    assert codes == [
        (1, None),
        (2, "malformed_json"),
        (4, "empty_text"),
        (5, "conflicting_lengths"),
        (6, "invalid_request"),
        (7, "invalid_encoding"),
        (8, None),
    ]
    known = {error.code for error in all_errors()}
    assert {code for _, code in codes if code} <= known


def test_a_text_that_fails_does_not_take_its_neighbours_along(client: TestClient) -> None:
    answers = batch(client, lines_of("a", BOOM, "b"))
    assert [answer.get("error", {}).get("code") for answer in answers] == [None, "internal_error", None]


def test_lines_over_the_limits(make_client: MakeClient) -> None:
    client = make_client(max_body_bytes=1_000, max_characters=50, max_batch_lines=4)
    answers = batch(client, lines_of("a", "x" * 2_000, "y" * 51, "b", "c", "d"))
    codes = [answer.get("error", {}).get("code") for answer in answers]
    assert codes == [None, "line_too_long", "text_too_long", None, "too_many_lines"]
    assert answers[-1]["error"]["limit"] == 4


def test_only_documents_with_the_same_options_go_together(make_client: MakeClient, desk: StandInDesk) -> None:
    client = make_client(batch_group=4)
    batch(client, lines_of(*"abcdef") + lines_of("g", sentences=1) + lines_of("h"))
    assert {name for name, *_ in desk.calls} == {"process_many"}
    assert sum(number for _, number, options in desk.calls if options == Options()) == 7
    assert [number for _, number, options in desk.calls if options == Options(sentences=1)] == [1]
    assert max(number for _, number, _ in desk.calls) <= 4


def test_lone_surrogates(client: TestClient) -> None:
    assert batch(client, b'{"text": "\\ud800 , x"}\n')[0]["result"]["text"] == "\ud800, x"


def test_answers_come_before_the_request_ends() -> None:
    """A client that waits for each answer before it sends the next line gets on."""

    async def talk() -> int:
        app = create_app(Settings(), StandInDesk())
        to_app, from_client = anyio.create_memory_object_stream[bytes](0)
        answered = anyio.Event()

        async def watched(scope: Any, receive: Any, send: Any) -> None:
            async def watched_send(message: Any) -> None:
                await send(message)
                if message.get("body"):
                    answered.set()

            await app(scope, receive, watched_send)

        async with anyio.create_task_group() as tasks:
            answers = []

            async def run() -> None:
                async with from_client:
                    answers.append(await call(watched, "/v1/batch", from_client, headers=NDJSON))

            tasks.start_soon(run)
            with anyio.fail_after(5):
                await to_app.send(lines_of("a"))
                await answered.wait()
                await to_app.send(lines_of("b"))
                await to_app.aclose()
        return len(answers[0].body.splitlines())

    assert anyio.run(talk) == 2


def test_work_stops_when_the_client_leaves(desk: StandInDesk) -> None:
    app = create_app(Settings(), desk)
    answer = anyio.run(lambda: call(app, "/v1/batch", [lines_of("a"), b'{"text": "half'], headers=NDJSON, leave=True))
    assert answer.status == 200
    assert len(desk.calls) <= 1
    assert app.state.context.metrics.waiting._value.get() == 0


def test_memory_is_flat() -> None:
    """Ten times the lines do not need more memory."""
    app = create_app(Settings(log_level="error"), QuietDesk())
    chunk = lines_of(*(f"Line {number} with some words in it." for number in range(50)))
    count = 0

    async def chunks(number: int) -> AsyncIterator[bytes]:
        for _ in range(number):
            yield chunk

    async def discard(scope: Any, receive: Any, send: Any) -> None:
        async def counting_send(message: Any) -> None:
            nonlocal count
            count += bool(message.get("body"))
            await send({**message, "body": b""} if "body" in message else message)

        await app(scope, receive, counting_send)

    def peak(number: int) -> int:
        tracemalloc.start()
        anyio.run(lambda: call(discard, "/v1/batch", chunks(number), headers=NDJSON))
        used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return used

    peak(40)  # what is loaded once
    few = peak(4)
    many = peak(40)
    assert count == 50 * 84
    assert many < few * 1.2 + 100_000


class QuietDesk(StandInDesk):
    """Keeps no record of its calls."""

    def _run(self, *args: Any, **kwargs: Any) -> Any:
        results = super()._run(*args, **kwargs)
        self.calls.clear()
        return results
