from __future__ import annotations

import gzip
import json
import os
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from service.batch import inputs, names
from service.batch.inputs import count, find
from service.batch.names import row_name, stems
from service.batch.task import Refused, Task

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def listing(folder: Path, out: Path | None = None) -> dict[str, str]:
    """Map each document to its output, or to the code of its refusal."""
    return {
        str(item.document): item.code if isinstance(item, Refused) else item.document.output
        for item in find(folder, without=out or folder / "OUT")
    }


def put(folder: Path, name: str, content: str | bytes = "Text.") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_paths_are_mirrored(tmp_path: Path) -> None:
    for name in ("a/b.txt", "a/c.MD", "d.html", "e.htm", "skip.pdf", ".hidden.txt", ".git/x.txt", "no-suffix"):
        put(tmp_path, name)
    assert listing(tmp_path) == {
        "a/b.txt": "a/b.json",
        "a/c.MD": "a/c.json",
        "d.html": "d.json",
        "e.htm": "e.json",
    }
    assert count(tmp_path, without=tmp_path / "OUT") == 4


def test_order_is_fixed(tmp_path: Path) -> None:
    for name in ("z.txt", "a.txt", "m/x.txt", "b/x.txt"):
        put(tmp_path, name)
    assert list(listing(tmp_path)) == ["a.txt", "z.txt", "b/x.txt", "m/x.txt"]


def test_files_that_would_meet_keep_their_whole_names(tmp_path: Path) -> None:
    for name in ("b.txt", "b.md", "B.html", "c.txt"):
        put(tmp_path, name)
    assert listing(tmp_path) == {
        "B.html": "B.html.json",
        "b.md": "b.md.json",
        "b.txt": "b.txt.json",
        "c.txt": "c.json",
    }


def test_residual_collision_is_refused(tmp_path: Path) -> None:
    for name in ("b.txt", "b.md", "b.txt.txt"):
        put(tmp_path, name)
    assert sorted(listing(tmp_path).values()) == ["b.md.json", "b.txt.json", "output_collision"]


def test_rows(tmp_path: Path) -> None:
    rows = [
        b'\xef\xbb\xbf{"text": "One.", "id": "a/../b"}',
        b"",
        b'{"text": "Two."}',
        b'{"text": "Three.", "id": 7}',
        b'{"text": "Four.", "id": "7"}',
        b"not json",
        b'{"title": "no text"}',
        b'["list"]',
        b'{"text": "Five.", "id": true}',
        b'{"text": "\\ud800 lone", "id": "\\ud800"}',
        b"[" * 100_000,
        b'{"text": "\xff"}',
    ]
    put(tmp_path, "news.jsonl", b"\n".join(rows))
    assert listing(tmp_path) == {
        "news.jsonl:1": "news/a%2F..%2Fb.json",
        "news.jsonl:3": "news/000003.json",
        "news.jsonl:4": "news/7.json",
        "news.jsonl:5": "news/7~5.json",
        "news.jsonl:6": "malformed_json",
        "news.jsonl:7": "invalid_row",
        "news.jsonl:8": "invalid_row",
        "news.jsonl:9": "invalid_row",
        "news.jsonl:10": "news/%ED%A0%80.json",
        "news.jsonl:11": "malformed_json",
        "news.jsonl:12": "malformed_json",
    }
    assert count(tmp_path, without=tmp_path / "OUT") == 11
    texts = [item.content for item in find(tmp_path, without=tmp_path / "OUT") if isinstance(item, Task)]
    assert texts == ["One.", "Two.", "Three.", "Four.", "\ud800 lone"]


def test_rows_meet_a_folder(tmp_path: Path) -> None:
    put(tmp_path, "news.jsonl", '{"text": "x", "id": "1"}')
    put(tmp_path, "news/1.txt")
    assert listing(tmp_path) == {"news.jsonl:1": "news.jsonl/1.json", "news/1.txt": "news/1.json"}


def test_gzip(tmp_path: Path) -> None:
    whole = gzip.compress(
        b"\n".join(json.dumps({"text": f"Text {i}. {os.urandom(40).hex()}"}).encode() for i in range(200))
    )
    put(tmp_path, "a.jsonl.gz", whole)
    put(tmp_path, "b.jsonl.gz", whole[: len(whole) // 2])
    put(tmp_path, "c.jsonl.gz", b"no gzip")
    found = listing(tmp_path)
    assert sum(name.startswith("a.jsonl.gz:") for name in found) == 200
    assert found["b.jsonl.gz"] == found["c.jsonl.gz"] == "unreadable"
    assert sum(name.startswith("b.jsonl.gz:") for name in found) > 20
    assert count(tmp_path, without=tmp_path / "OUT") == 202


def test_long_line_is_refused_and_the_next_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "MAX_BYTES", 50)
    put(tmp_path, "n.jsonl", json.dumps({"text": "x" * 500}) + '\n{"text": "short"}\n')
    assert listing(tmp_path) == {"n.jsonl:1": "line_too_long", "n.jsonl:2": "n/000002.json"}


def test_links(tmp_path: Path) -> None:
    outside = put(tmp_path, "outside/secret.txt")
    folder = tmp_path / "in"
    put(folder, "real.txt")
    (folder / "good.txt").symlink_to(folder / "real.txt")
    (folder / "bad.txt").symlink_to(outside)
    (folder / "bad.jsonl").symlink_to(outside)
    (folder / "away").symlink_to(outside.parent)
    (folder / "loop").symlink_to(folder)
    (folder / "dead.txt").symlink_to(folder / "nothing.txt")
    assert listing(folder) == {
        "away": "symlink_escape",
        "bad.jsonl": "symlink_escape",
        "bad.txt": "symlink_escape",
        "dead.txt": "not_found",
        "good.txt": "good.json",
        "real.txt": "real.json",
    }


def test_pipes_do_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "p.txt")
    os.mkfifo(tmp_path / "p.jsonl")
    assert listing(tmp_path) == {"p.jsonl": "not_a_file", "p.txt": "not_a_file"}
    assert count(tmp_path, without=tmp_path / "OUT") == 2


def test_results_are_not_input(tmp_path: Path) -> None:
    put(tmp_path, "a.txt")
    put(tmp_path, "results/manifest.jsonl", '{"text": "x"}')
    put(tmp_path, "results/summaries.md")
    assert listing(tmp_path, tmp_path / "results") == {"a.txt": "a.json"}


def test_names_that_are_not_utf8(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"\xff.txt")).write_text("Text.")
    assert list(listing(tmp_path)) == ["\udcff.txt"]


@given(st.text(st.characters(), min_size=1), st.text(st.characters(), min_size=1))
def test_row_names_are_safe_and_different(first: str, second: str) -> None:
    one, two = row_name(1, first), row_name(1, second)
    assert set(one) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-%")
    assert not one.startswith(".")
    assert len(one) <= 120
    assert (one == two) == (first == second)


def test_stems_of_odd_names() -> None:
    assert stems(["x.jsonl", "x.jsonl.gz", "y.jsonl.gz"], []) == {
        "x.jsonl": "x.jsonl",
        "x.jsonl.gz": "x.jsonl.gz",
        "y.jsonl.gz": "y",
    }
    assert names.is_input("A.TXT")
    assert not names.is_input(".txt")
