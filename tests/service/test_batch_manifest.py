from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from service.batch.manifest import Manifest, Record, dump, load

ONE = Record("a.txt", None, None, "a.json", "ok", input_sha256="1", options="o", models={"cleanup": "m"}, ms=1.5)
TWO = Record("n.jsonl", 3, "\ud800", "n/x.json", "failed", code="empty_text", message="„nothing“")


def test_what_is_appended_is_loaded(tmp_path: Path) -> None:
    path = tmp_path / "manifest.jsonl"
    manifest = Manifest(path)
    manifest.append(ONE)
    manifest.append(TWO)
    manifest.sync()
    manifest.close()
    assert list(load([path]).values()) == [ONE, TWO]
    assert path.read_bytes() == dump([ONE, TWO])


def test_last_record_of_a_document_counts(tmp_path: Path) -> None:
    path = tmp_path / "manifest.jsonl"
    later = Record("a.txt", None, None, "a.json", "failed")
    path.write_bytes(dump([ONE, TWO, later]))
    assert load([path]) == {later.key: later, TWO.key: TWO}


@given(st.integers(0, 10_000))
def test_a_torn_end_costs_one_record(cut: int) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "manifest.jsonl"
        whole = dump([ONE, TWO])
        path.write_bytes(whole[: cut % len(whole)])
        before = list(load([path]).values())
        assert before == [ONE, TWO][: len(before)]
        manifest = Manifest(path)
        manifest.append(TWO)
        manifest.close()
        after = load([path])
        assert after[TWO.key] == TWO
        assert set(after) == {record.key for record in (*before, TWO)} or ONE.key in after


def test_foreign_lines_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "manifest.jsonl"
    path.write_bytes(b'\xff\n{}\n[]\n7\nnull\n{"path": "x"}\n{"path": 1}\n{"path": "a", "new": 1}\n' + dump([ONE]))
    assert list(load([path]).values()) == [ONE]
