from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from service.ndjson import Line, LineSplitter


def split(chunks: list[bytes], limit: int = 100) -> list[Line]:
    splitter = LineSplitter(limit)
    lines = [line for chunk in chunks for line in splitter.feed(chunk)]
    return lines + list(splitter.close())


def test_lines_are_numbered_and_blank_ones_left_out() -> None:
    assert split([b"a\n\n \r\nb\r\nc"]) == [Line(1, b"a"), Line(4, b"b\r"), Line(5, b"c")]


def test_a_long_line_is_dropped_and_the_next_one_read() -> None:
    assert split([b"x" * 6, b"x" * 6, b"\nok\n"], limit=10) == [Line(1, None), Line(2, b"ok")]


def test_a_long_line_at_the_end() -> None:
    assert split([b"x" * 11], limit=10) == [Line(1, None)]


def test_a_long_line_holds_no_memory() -> None:
    splitter = LineSplitter(10)
    for _ in range(100):
        assert list(splitter.feed(b"x" * 1_000)) == []
    assert len(splitter._rest) == 0


@given(st.lists(st.binary(max_size=8), max_size=12))
def test_chunks_do_not_matter(chunks: list[bytes]) -> None:
    whole = b"".join(chunks)
    assert split(chunks, 5) == split([whole], 5)
    assert [line.data for line in split(chunks)] == [line for line in whole.split(b"\n") if line.strip()]
