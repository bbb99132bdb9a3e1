from __future__ import annotations

import functools
import hashlib
import itertools
import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from models.options import Options
from service.batch.engine import EngineError
from service.batch.local import LocalEngine
from service.batch.progress import Lines
from service.batch.report import summaries
from service.batch.runner import Report, Shard
from service.batch.store import Store
from service.commands.batch import run_folder
from service.commands.failure import Exit, Failure
from service.settings import Settings
from tests.service.fake_desk import FakeDesk, Here, broken, dying

if TYPE_CHECKING:
    from service.batch.task import DeskFactory

REPOSITORY = Path(__file__).parents[2]


def run(
    tmp_path: Path, *, options: Options = Options(), desk: FakeDesk | None = None, shard: Shard = Shard()
) -> Report:
    return run_folder(tmp_path / "in", tmp_path / "out", Here(desk or FakeDesk(), options), options, shard)


def put(tmp_path: Path, **files: str) -> None:
    (tmp_path / "in").mkdir(exist_ok=True)
    for name, text in files.items():
        (tmp_path / "in" / f"{name}.txt").write_text(text)


def manifest(tmp_path: Path, name: str = "manifest.jsonl") -> dict[str, Any]:
    lines = (tmp_path / "out" / name).read_bytes().splitlines()
    return {row["path"]: row for row in map(json.loads, lines)}


def test_results_manifest_and_summaries(tmp_path: Path) -> None:
    put(tmp_path, good="Lithuania , Latvia. More.", blank=" \n", bad="BOOM. ")
    (tmp_path / "in/latin.txt").write_bytes(b"caf\xe9")
    (tmp_path / "in/page.html").write_text("<p>Paris , *Rome*. More.</p>")
    report = run(tmp_path)
    assert (report.done, report.unchanged, len(report.failed)) == (2, 0, 3)

    result = json.loads((tmp_path / "out/good.json").read_bytes())
    assert result["text"] == "Lithuania, Latvia. More."
    assert result["summary"]["text"] == "Lithuania, Latvia."
    assert result["document"]["path"] == "good.txt"
    assert "source_text" not in result
    assert json.loads((tmp_path / "out/page.json").read_bytes())["source_text"] == "Paris , *Rome*. More."

    rows = manifest(tmp_path)
    assert {name: row["code"] for name, row in rows.items()} == {
        "bad.txt": "internal_error",
        "blank.txt": "empty_text",
        "good.txt": None,
        "latin.txt": "invalid_encoding",
        "page.html": None,
    }
    good = rows["good.txt"]
    assert good["status"] == "ok"
    assert good["models"] == {"cleanup": "fake@1", "summary": "fake@1"}
    assert good["input_sha256"] == hashlib.sha256(b"Lithuania , Latvia. More.").hexdigest()
    assert good["output_sha256"] == hashlib.sha256((tmp_path / "out/good.json").read_bytes()).hexdigest()
    assert "text of the document" not in json.dumps(rows)

    page = (tmp_path / "out/summaries.md").read_text()
    assert "## good.txt\n\nLithuania, Latvia.\n\n[good.json](good.json)\n" in page
    assert "Paris, \\*Rome\\*." in page
    assert "No result: the text is empty" in page


def test_second_run_does_only_what_is_missing_or_changed(tmp_path: Path) -> None:
    put(tmp_path, a="A.", b="B.", c="C.", d="D.")
    assert run(tmp_path).done == 4
    before = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "out").glob("?.json")}
    again = run(tmp_path)
    assert (again.done, again.unchanged) == (0, 4)
    assert before == {path.name: path.stat().st_mtime_ns for path in (tmp_path / "out").glob("?.json")}

    put(tmp_path, a="Changed.", e="New.")
    (tmp_path / "out/b.json").unlink()
    (tmp_path / "out/c.json").write_bytes((tmp_path / "out/c.json").read_bytes()[:-9])
    third = run(tmp_path)
    assert (third.done, third.unchanged) == (4, 1)
    assert len((tmp_path / "out/manifest.jsonl").read_bytes().splitlines()) == 5

    assert run(tmp_path, options=Options(sentences=1)).done == 5
    assert run(tmp_path, options=Options(sentences=1)).done == 0
    assert run(tmp_path, options=Options(sentences=1), desk=FakeDesk("fake@2")).done == 5


def test_failed_documents_are_tried_again_and_leave_no_stale_result(tmp_path: Path) -> None:
    put(tmp_path, a="A.")
    run(tmp_path)
    put(tmp_path, a="BOOM.")
    assert len(run(tmp_path).failed) == 1
    assert not (tmp_path / "out/a.json").exists()
    put(tmp_path, a="A.")
    assert run(tmp_path).done == 1


def test_a_result_that_cannot_be_written_is_recorded(tmp_path: Path) -> None:
    put(tmp_path, a="A.", b="B.")
    (tmp_path / "out/a.json").mkdir(parents=True)
    report = run(tmp_path)
    assert (report.done, [record.code for record in report.failed]) == (1, ["unwritable"])


def test_results_inside_the_input(tmp_path: Path) -> None:
    put(tmp_path, a="A.")
    out = tmp_path / "in/out"
    for done in (1, 0):
        report = run_folder(tmp_path / "in", out, Here(FakeDesk(), Options()), Options(), Shard())
        assert (report.done, report.documents) == (done, 1)


def test_shards_share_the_work(tmp_path: Path) -> None:
    put(tmp_path, **{f"n{i}": f"Text {i}." for i in range(40)})
    done = [run(tmp_path, shard=Shard(number, 3)).done for number in (1, 2, 3)]
    assert sum(done) == 40
    assert min(done) > 4
    assert len(list((tmp_path / "out").glob("n*.json"))) == 40
    assert (tmp_path / "out/manifest.2-of-3.jsonl").exists()
    whole = run(tmp_path)
    assert (whole.done, whole.unchanged) == (0, 40)


def test_unusable_folders(tmp_path: Path) -> None:
    with pytest.raises(Failure) as caught:
        run(tmp_path)
    assert caught.value.code == "not_found"
    put(tmp_path, a="A.")
    with pytest.raises(Failure) as caught:
        run_folder(tmp_path / "in", tmp_path / "in", Here(FakeDesk(), Options()), Options(), Shard())
    assert caught.value.code == "same_folder"
    (tmp_path / "out").write_text("a file")
    with pytest.raises(Failure) as caught:
        run(tmp_path)
    assert (caught.value.code, caught.value.exit) == ("unwritable", Exit.OUTPUT)
    (tmp_path / "out").unlink()
    store = Store(tmp_path / "out", "")
    with pytest.raises(Failure) as caught:
        run(tmp_path)
    assert caught.value.code == "output_busy"
    store.close()


def test_full_disk_stops_the_run_and_a_later_run_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, **{f"n{i:02}": f"Text {i}." for i in range(20)})
    real, calls = Store.write, []

    def full(self: Store, relative: str, data: bytes) -> None:
        calls.append(relative)
        if len(calls) > 10:
            raise OSError(28, "No space left on device")
        real(self, relative, data)

    with monkeypatch.context() as patch:
        patch.setattr(Store, "write", full)
        with pytest.raises(Failure, match="No space left"):
            run(tmp_path)
    report = run(tmp_path)
    assert (report.done, report.unchanged) == (10, 10)


def local(tmp_path: Path, factory: DeskFactory, workers: int = 2) -> Report:
    options = Options()
    return run_folder(tmp_path / "in", tmp_path / "out", LocalEngine(factory, options, workers), options, Shard())


@pytest.mark.parametrize("workers", [1, 2])
def test_worker_processes_and_one_that_dies(tmp_path: Path, workers: int) -> None:
    put(tmp_path, **{f"n{i}": f"n{i} text." for i in range(12)}, killer="KILL.")
    report = local(tmp_path, FakeDesk, workers)
    assert report.done == 12
    assert [(record.path, record.code) for record in report.failed] == [("killer.txt", "worker_died")]


@pytest.mark.parametrize(("factory", "message"), [(broken, "weights are missing"), (dying, "died while it loaded")])
def test_a_desk_that_does_not_load(tmp_path: Path, factory: DeskFactory, message: str) -> None:
    put(tmp_path, a="A.")
    with pytest.raises(Failure, match=message) as caught:
        local(tmp_path, factory, workers=1)
    assert (caught.value.code, caught.value.exit) == ("load_failed", Exit.MODEL)


def test_a_page_and_a_document_that_take_too_long(tmp_path: Path) -> None:
    put(tmp_path, a="A.", b="B.")
    (tmp_path / "in/page.html").write_text("<p>Paris , Rome. More.</p>")
    (tmp_path / "in/hostile.html").write_text("<p>a" * 300_000)
    slow = functools.partial(FakeDesk, pause=0.0, slow="SLOW")
    put(tmp_path, slow="SLOW.")
    settings = Settings(max_html_seconds=3, max_run_seconds=1)
    engine = LocalEngine(slow, Options(), 2, settings)
    report = run_folder(tmp_path / "in", tmp_path / "out", engine, Options(), Shard())
    assert report.done == 3
    assert {record.path: record.code for record in report.failed} == {
        "hostile.html": "deadline_exceeded",
        "slow.txt": "deadline_exceeded",
    }


def test_documents_of_like_length_go_together(tmp_path: Path) -> None:
    put(tmp_path, **{f"n{i:02}": f"n{i:02} " + "More of it. " * (1 if i % 2 else 300) for i in range(32)})
    log = tmp_path / "log"
    engine = LocalEngine(functools.partial(FakeDesk, log=log, pause=0.01), Options(), 1, Settings(batch_group=8))
    assert run_folder(tmp_path / "in", tmp_path / "out", engine, Options(), Shard()).done == 32
    order = [int(name[1:]) % 2 for name in log.read_text().split()]
    changes = sum(first != second for first, second in itertools.pairwise(order))
    assert changes < 16  # of 31 if they went as they came


def test_killed_in_the_middle_and_started_again(tmp_path: Path) -> None:
    """All 200 results are there and whole; only what was in flight is computed twice."""
    put(tmp_path, **{f"n{i:03}": f"n{i:03} , text. " + "More of it. " * 50 for i in range(200)})
    log, workers = tmp_path / "log", 2
    command = [sys.executable, "-m", "tests.service.fake_desk", str(tmp_path / "in"), str(tmp_path / "out"), str(log)]

    first = subprocess.Popen([*command, str(workers), "0.01"], cwd=REPOSITORY)
    deadline = time.monotonic() + 30
    while len(list((tmp_path / "out").glob("n*.json"))) < 70 and time.monotonic() < deadline:
        time.sleep(0.005)
    os.kill(first.pid, signal.SIGKILL)
    assert first.wait() == -signal.SIGKILL
    kept = len(list((tmp_path / "out").glob("n*.json")))
    assert 70 <= kept < 200
    time.sleep(0.5)  # its workers see that it is gone

    second = subprocess.run(
        [*command, str(workers), "0"], cwd=REPOSITORY, capture_output=True, text=True, check=True, timeout=50
    )
    done, unchanged, failed = map(int, second.stdout.split())
    assert (done + unchanged, failed) == (200, 0)
    assert kept - 1 <= unchanged <= kept  # one may have been written but not yet recorded

    for i in range(200):
        result = json.loads((tmp_path / f"out/n{i:03}.json").read_bytes())
        assert result["text"].startswith(f"n{i:03}, text.")
    rows = manifest(tmp_path)
    assert len(rows) == 200
    for row in rows.values():
        assert hashlib.sha256((tmp_path / "out" / row["output"]).read_bytes()).hexdigest() == row["output_sha256"]

    computed = Counter(log.read_text().split())
    assert len(computed) == 200
    twice = [name for name, times in computed.items() if times > 1]
    assert max(computed.values()) <= 2
    assert len(twice) <= 2 * workers * 8  # a group of each worker at work, and one to be written
    assert not list((tmp_path / "out/.copydesk/tmp").iterdir())


def test_ray_is_optional(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from service.batch.cluster import RayEngine

    put(tmp_path, a="A.")
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(Failure, match=r"copydesk\[ray\]") as caught:
        run_folder(tmp_path / "in", tmp_path / "out", RayEngine(FakeDesk, Options(), 2), Options(), Shard())
    assert caught.value.code == "engine_missing"


class FakeRay:
    """The few calls of Ray that the engine makes, done at once and here."""

    class exceptions:  # noqa: N801
        class RayError(Exception):
            pass

    def __init__(self) -> None:
        self.results: dict[int, Any] = {}
        self.down = False

    def init(self, **options: object) -> None:
        pass

    def shutdown(self) -> None:
        self.down = True

    def remote(self, **options: object) -> Any:
        def decorate(kind: Any) -> Any:
            def make(*arguments: Any) -> Any:
                made = kind(*arguments)
                calls = {
                    n: SimpleNamespace(remote=functools.partial(self._call, getattr(made, n)))
                    for n in ("models", "answer")
                }
                return SimpleNamespace(**calls)

            return SimpleNamespace(remote=make)

        return decorate

    def _call(self, method: Any, *arguments: Any) -> int:
        try:
            if arguments and any("KILL" in str(task.content) for task in arguments[0]):
                raise self.exceptions.RayError("actor died")
            result = method(*arguments)
        except self.exceptions.RayError as error:
            result = error
        self.results[len(self.results)] = result
        return len(self.results) - 1

    def get(self, reference: int) -> Any:
        result = self.results[reference]
        if isinstance(result, Exception):
            raise result
        return result

    def wait(self, references: list[int], num_returns: int) -> tuple[list[int], list[int]]:
        return references[:num_returns], references[num_returns:]


def test_ray_actors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from service.batch.cluster import RayEngine

    ray = FakeRay()
    monkeypatch.setitem(sys.modules, "ray", ray)
    put(tmp_path, **{f"n{i:02}": f"Text {i}." for i in range(20)}, killer="KILL.")
    report = run_folder(tmp_path / "in", tmp_path / "out", RayEngine(FakeDesk, Options(), 2), Options(), Shard())
    assert (report.done, [record.code for record in report.failed]) == (20, ["worker_died"])
    assert ray.down


def test_progress_lines(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    now = 0.0
    monkeypatch.setattr("service.batch.progress.time", SimpleNamespace(monotonic=lambda: now))
    with Lines(10) as lines:
        for i in range(8):
            now = float(i)
            lines.advance(failed=i == 2, unchanged=i < 2)
    assert capsys.readouterr().err == "6/10 done, 1 failed, 0.8/s, 0:05 left\n"
    assert Lines(10_000).line(0) == "0/10000 done, 0 failed, 0.0/s"


def test_progress_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    from service.batch import progress

    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    with progress.progress(2) as bar:
        bar.advance()
        bar.advance(failed=True)
    assert isinstance(bar, progress.Bar)


def test_engine_errors_carry_a_code() -> None:
    assert EngineError("load_failed", "no").code == "load_failed"


def test_summaries_of_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path, "")
    assert summaries(store, []) == b"# Summaries\n"
    store.close()
