from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import anyio
import pytest

from service.app import create_app
from service.settings import Settings
from tests.service.asgi import call
from tests.service.stand_in import StandInDesk

if TYPE_CHECKING:
    from collections.abc import Iterator

LIMIT = 1_000
TEXT = {"Content-Type": "text/plain"}


def send(chunks: Iterator[bytes] | list[bytes], headers: dict[str, str], path: str = "/v1/clean") -> tuple[int, int]:
    """Return the status and how many chunks the app read."""
    app = create_app(Settings(max_body_bytes=LIMIT), StandInDesk())
    answer = anyio.run(lambda: call(app, path, chunks, headers=TEXT | headers))
    if answer.status == 413:
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json["code"] == "body_too_large"
        assert answer.json["limit"] == LIMIT
        assert answer.json["request_id"] == answer.headers["x-request-id"]
    return answer.status, answer.chunks_read


def test_chunked_without_length_stops_where_the_limit_is() -> None:
    assert send([b"x" * 400] * 1_000, {}) == (413, 3)


def test_an_endless_body_is_not_read_to_its_end() -> None:
    def forever() -> Iterator[bytes]:
        while True:
            yield b"x" * 100

    assert send(forever(), {}) == (413, 11)


def test_a_length_over_the_limit_is_refused_before_reading() -> None:
    assert send([b"x"], {"Content-Length": str(LIMIT + 1)}) == (413, 0)


def test_a_length_that_lies_low_does_not_help() -> None:
    assert send([b"x" * 600] * 3, {"Content-Length": "10"}) == (413, 2)


@pytest.mark.parametrize("length", ["abc", "-1", "", "9" * 5_000, "1e3"])
def test_a_length_that_is_no_number_does_no_harm(length: str) -> None:
    status, _ = send([b"x" * 10], {"Content-Length": length})
    assert status == (413 if length.isdecimal() else 200)


def test_a_body_of_exactly_the_limit_is_taken() -> None:
    assert send([b"x" * 500, b"x" * 500], {"Content-Length": str(LIMIT)}) == (200, 2)


def test_the_limit_counts_bytes_not_characters() -> None:
    assert send(["é".encode() * 501], {})[0] == 413


def test_the_limit_holds_behind_a_prefix() -> None:
    app = create_app(Settings(max_body_bytes=LIMIT, root_path="/desk"), StandInDesk())
    for path in ("/desk/v1/clean", "/v1/clean"):
        answer = anyio.run(partial(call, app, path, [b"x" * 2_000], headers=TEXT, root_path="/desk"))
        assert answer.status == 413


def test_no_path_slips_through_as_a_batch() -> None:
    assert send([b"x" * 2_000], {"Content-Length": "2000"}, path="/v1/batch/")[0] == 413
    assert send([b"x" * 2_000], {"Content-Length": "2000"}, path="//v1/batch")[0] == 413


def test_a_client_that_leaves_is_no_fault(capsys: pytest.CaptureFixture[str]) -> None:
    app = create_app(Settings(), StandInDesk())
    answer = anyio.run(lambda: call(app, "/v1/clean", [b"x"], headers=TEXT, leave=True))
    assert answer.status == 0
    line = capsys.readouterr().out
    assert '"status":499' in line
    assert '"level":"error"' not in line
