"""What happens when things break: the service and folder runs in processes of their own, hurt on purpose."""

from __future__ import annotations

import asyncio
import hashlib
import http.client
import itertools
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from models.registry import WEIGHTS
from service.commands.failure import Exit
from tests.load.articles import article
from tests.load.client import Figures, load
from tests.load.harness import REPOSITORY, Server, serving, wait_until
from tests.load.served import DIE, HANG

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

TEXTS = [article(30, seed) for seed in range(20)]


class Crowd:
    """Clients at work in a thread, to do something to the service meanwhile."""

    def __init__(self, server: Server, clients: int, seconds: float) -> None:
        self.figures = Figures()
        self._thread = threading.Thread(target=self._run, args=(server, clients, seconds))

    def _run(self, server: Server, clients: int, seconds: float) -> None:
        self.figures = asyncio.run(load(server.port, TEXTS, clients, seconds=seconds))

    def __enter__(self) -> Crowd:
        self._thread.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._thread.join()


@pytest.mark.parametrize("workers", [1, 2])
def test_sigterm_under_load_answers_all_that_was_accepted(workers: int) -> None:
    with serving("--workers", str(workers), desk_seconds=0.1, drain_seconds=0.5) as server:
        with Crowd(server, clients=16, seconds=3) as crowd:
            time.sleep(1)
            told = time.time()
            assert server.stop() == 0
        rows = [row for row in server.lines("request") if row["route"] == "/v1/process"]
    assert {row["status"] for row in rows} == {200}
    assert len(rows) == crowd.figures.statuses[200] > 20
    late = [row for row in rows if row["timestamp"] > time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(told))]
    assert late, "nothing was in flight"
    assert set(crowd.figures.statuses) == {200, 0}  # 0: it does not listen any more


def test_sigkill_of_a_worker_costs_only_what_it_had_in_flight() -> None:
    clients = 8
    with serving("--workers", "2", desk_seconds=0.05) as server:
        wait_until(lambda: len(server.lines("ready")) == 2, 20)
        with Crowd(server, clients, seconds=14) as crowd:
            time.sleep(2)
            # The one that has more of the clients: chance gives the other none at times.
            victim = max(server.workers(), key=lambda pid: len(list(Path(f"/proc/{pid}/fd").iterdir())))
            os.kill(victim, signal.SIGKILL)
            killed = time.monotonic()
            wait_until(lambda: victim not in server.workers() and len(server.workers()) == 2, 10)
            wait_until(lambda: len(server.lines("ready")) == 3, 10)  # the new one has tried its desk
            back = time.monotonic() - killed
        assert server.stop() == 0
    print(f"back after {back:.1f} s; {dict(crowd.figures.statuses)}")
    assert back < 10
    assert set(crowd.figures.statuses) <= {200, 0}
    assert 1 <= crowd.figures.statuses[0] <= clients
    assert crowd.figures.statuses[200] > 100


def test_a_backend_that_hangs() -> None:
    """Its request is answered, others are served in the other place, and the process that hangs is replaced."""
    with serving(desk_seconds=0.01, max_running=2, max_run_seconds=1) as server:
        (first,) = server.desks()
        started = time.monotonic()
        status, body = server.request("POST", "/v1/process", {"text": f"{HANG} ."}, timeout=20)
        assert (status, json.loads(body)["code"]) == (504, "deadline_exceeded")
        assert time.monotonic() - started < 5
        assert server.request("POST", "/v1/process", {"text": "A text."}, timeout=10)[0] == 200
        assert server.status("/livez") == server.status("/readyz") == 200
        wait_until(lambda: server.desks() not in ([], [first]) and server.status("/readyz") == 200, 15)
        print(f"another process {time.monotonic() - started:.1f} s after the run began")
        assert server.request("POST", "/v1/process", {"text": "A text."}, timeout=10)[0] == 200
        assert server.metric("copydesk_desk_restarts_total") == 1
        assert server.stop(10) == 0


def test_backends_that_hang_in_all_places() -> None:
    with serving(desk_seconds=0.01, max_running=1, max_run_seconds=1) as server:
        assert server.request("POST", "/v1/process", {"text": f"{HANG} ."}, timeout=20)[0] == 504
        for path in ("/livez", "/readyz"):
            status, body = server.request("GET", path)
            assert (status, json.loads(body)["code"]) == (503, "stuck")
        assert server.request("POST", "/v1/process", {"text": "A text."}, timeout=20)[0] == 200
        assert server.status("/livez") == 200


def test_sigkill_of_the_models_costs_nothing() -> None:
    """What was in flight is done again in the next process."""
    with serving(desk_seconds=0.05) as server:
        with Crowd(server, 8, seconds=8) as crowd:
            time.sleep(2)
            (victim,) = server.desks()
            os.kill(victim, signal.SIGKILL)
            killed = time.monotonic()
            wait_until(lambda: bool(server.lines("desk_back")), 10)
            back = time.monotonic() - killed
        assert server.stop() == 0
    print(f"back after {back:.1f} s; {dict(crowd.figures.statuses)}")
    assert back < 10
    assert set(crowd.figures.statuses) == {200}


def test_a_document_that_kills_the_models_fails_alone() -> None:
    with serving(desk_seconds=0.05) as server:
        with Crowd(server, 4, seconds=12) as crowd:
            time.sleep(1)
            status, body = server.request("POST", "/v1/process", {"text": f"{DIE} ."}, timeout=30)
        assert (status, json.loads(body)["code"]) == (500, "internal_error")
        assert set(crowd.figures.statuses) == {200}
        assert server.metric("copydesk_desk_restarts_total") == 2  # once with others, once alone
        assert server.status("/readyz") == 200


def test_a_damaged_weight_file_is_told_and_served_to_nobody(tmp_path: Path) -> None:
    folder = tmp_path / "weights"
    shutil.copytree(WEIGHTS, folder)
    path = next(iter(sorted(folder.rglob("*.safetensors"))))
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    with serving(models_dir=folder, cleanup_model=path.parent.name, ready=False) as server:
        wait_until(lambda: bool(server.lines("load_failed")), 60, server.tail)
        assert server.status("/livez") == 200
        for method, path_, body in (("GET", "/readyz", None), ("POST", "/v1/process", {"text": "A text."})):
            status, answer = server.request(method, path_, body)
            assert (status, json.loads(answer)["code"]) == (503, "load_failed")
        assert server.stop() == 0


def batch(tmp_path: Path, out: Path, limit: int = resource.RLIM_INFINITY) -> tuple[int, str]:
    """Run ``copydesk batch``; no file may grow over ``limit`` bytes. Returns the exit code and standard error."""
    command = [sys.executable, "-m", "service", "batch", str(tmp_path / "in"), str(out), "--cleanup-model", "rules"]
    finished = subprocess.run(
        command,
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )
    return finished.returncode, finished.stderr


def fill(tmp_path: Path, documents: int) -> None:
    (tmp_path / "in").mkdir()
    for number in range(documents):
        (tmp_path / f"in/n{number:03}.txt").write_text(article(60, number))


def check_results(out: Path, documents: int) -> None:
    rows = {row["path"]: row for row in map(json.loads, (out / "manifest.jsonl").read_bytes().splitlines())}
    assert len(rows) == documents
    for row in rows.values():
        assert row["status"] == "ok"
        assert hashlib.sha256((out / row["output"]).read_bytes()).hexdigest() == row["output_sha256"]


def whole_results(out: Path) -> int:
    """Count the results; each must be whole JSON, whatever happened."""
    return sum(1 for path in out.glob("n*.json") if json.loads(path.read_bytes())["text"])


def test_a_folder_run_on_a_disk_that_takes_no_more(tmp_path: Path) -> None:
    """Here the manifest, which grows with every document, is what no longer fits."""
    fill(tmp_path, 100)
    out = tmp_path / "out"
    code, error = batch(tmp_path, out, limit=20_000)
    assert code == Exit.OUTPUT, error
    assert error.strip().endswith("[unwritable]")
    assert "Traceback" not in error
    assert 0 < whole_results(out) < 100
    assert batch(tmp_path, out)[0] == 0
    check_results(out, 100)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(disk)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("may not mount a file system here")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_folder_run_on_a_full_disk(tmp_path: Path, small_disk: Path) -> None:
    fill(tmp_path, 100)
    out = small_disk / "out"
    code, error = batch(tmp_path, out)
    assert code == Exit.OUTPUT, error
    assert "No space left on device" in error
    assert 0 < whole_results(out) < 100
    grown = ["mount", "-o", "remount,size=16m", str(small_disk)]
    subprocess.run(grown, check=True)
    assert batch(tmp_path, out)[0] == 0
    check_results(out, 100)


LINES = 1_000_000
DOCUMENTS_EVERY = 10
CHUNK = 1000


def body() -> Iterator[bytes]:
    """A million lines in chunks: each tenth is a document, the others are wrong in ways that cost little."""
    kinds = itertools.cycle([b'{"text":"A , b."}\n', *[b"{}\n", b"[]\n", b"?\n"] * 3])
    for _ in range(LINES // CHUNK):
        data = b"".join(itertools.islice(kinds, CHUNK))
        yield b"%x\r\n%s\r\n" % (len(data), data)
    yield b"0\r\n\r\n"


@pytest.mark.timeout(3600)  # a quarter of an hour on a busy processor
def test_a_million_lines_in_flat_memory() -> None:
    with serving(desk_seconds=0.0, max_batch_lines=2 * LINES) as server:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=120)
        connection.putrequest("POST", "/v1/batch")
        connection.putheader("Content-Type", "application/x-ndjson")
        connection.putheader("Transfer-Encoding", "chunked")
        connection.endheaders()

        def send() -> None:
            for chunk in body():
                connection.sock.sendall(chunk)

        sender = threading.Thread(target=send)
        sender.start()
        response = connection.getresponse()
        assert response.status == 200
        results, memory = 0, []
        for number, line in enumerate(response, start=1):
            if number % (LINES // 20) == 0:
                memory.append(server.rss())
                assert json.loads(line)["line"] == number
            results += b'"result"' in line
        sender.join()
        assert (number, results) == (LINES, LINES // DOCUMENTS_EVERY)
        early, late = memory[1], memory[-1]
        print(f"RSS after 100,000 lines {early / 1e6:.1f} MB, at the end {late / 1e6:.1f} MB")
        assert late < 1.03 * early
        assert server.status("/livez") == 200
        connection.close()
        assert server.stop() == 0
