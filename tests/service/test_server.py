"""The app in a real server: signals, draining, and what the HTTP parser leaves to us."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from service.server import _environment
from service.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

SERVE = """
import sys
from service import lifecycle, server
from service.settings import load_settings
from tests.service.stand_in import StandInDesk
delay = float(sys.argv[2])
class Desk(StandInDesk):
    def process(self, *arguments):  # the trial
        return StandInDesk().process(*arguments)
lifecycle.load_desk = lambda settings: Desk(delay=delay)
server.run(load_settings(port=int(sys.argv[1]), drain_seconds=float(sys.argv[3]), shutdown_seconds=4))
"""


@contextmanager
def serving(delay: float = 0.0, drain: float = 0.0) -> Iterator[tuple[int, subprocess.Popen[str]]]:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    arguments = [sys.executable, "-c", SERVE, str(port), str(delay), str(drain)]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        try:
            wait_for(port, 200)
            yield port, process
        finally:
            if process.poll() is None:
                process.kill()


def get(port: int, path: str) -> int | None:
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        connection.request("GET", path)
        status = connection.getresponse().status
        connection.close()
    except OSError:
        return None
    return status


def wait_for(port: int, status: int) -> None:
    for _ in range(400):
        if get(port, "/readyz") == status:
            return
        time.sleep(0.025)
    raise AssertionError(f"/readyz did not answer {status}")


def test_a_stop_signal_drains() -> None:
    answers: list[int] = []

    def ask(port: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("POST", "/v1/clean", b"A text.", {"Content-Type": "text/plain"})
        answers.append(connection.getresponse().status)
        connection.close()

    with serving(delay=0.8, drain=0.5) as (port, process):
        in_flight = threading.Thread(target=ask, args=(port,))
        in_flight.start()
        time.sleep(0.2)
        process.send_signal(signal.SIGTERM)
        wait_for(port, 503)
        assert get(port, "/livez") == 200
        in_flight.join()
        output, _ = process.communicate(timeout=10)
    assert answers == [200]
    assert process.returncode == 0
    assert get(port, "/livez") is None
    lines = [json.loads(line) for line in output.splitlines()]
    assert "draining" in [line["event"] for line in lines]


def test_who_leaves_frees_the_place() -> None:
    """One client leaves in the queue, one in its run: nothing is left in flight, long before the runs would end."""
    with serving(delay=60) as (port, process):
        clients = [socket.create_connection(("127.0.0.1", port)) for _ in range(4)]
        body = b"A text."
        head = f"POST /v1/clean HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: {len(body)}\r\n\r\n"
        for client in clients:
            client.sendall(head.encode() + body)
        wait_for_gauge(port, "copydesk_requests_in_flight", 5)  # and the one that asks
        for client in clients:
            client.close()
        for name, value in (("requests_in_flight", 1), ("runs_in_flight", 0), ("queue_size", 0)):
            wait_for_gauge(port, f"copydesk_{name}", value)
        process.kill()


def wait_for_gauge(port: int, name: str, value: float) -> None:
    found = ""
    for _ in range(200):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        connection.request("GET", "/metrics")
        page = connection.getresponse().read().decode()
        connection.close()
        (found,) = [line.split()[1] for line in page.splitlines() if line.startswith(f"{name} ")]
        if float(found) == value:
            return
        time.sleep(0.025)
    raise AssertionError(f"{name} is {found}, not {value}")


WORKERS = """
import sys
from service import server
from service.settings import load_settings
if __name__ == "__main__":
    server.run(load_settings(port=int(sys.argv[1]), workers=2, shutdown_seconds=4))
"""


@pytest.mark.slow
def test_a_dead_worker_is_replaced_and_a_stop_is_clean(tmp_path: Path) -> None:
    script = tmp_path / "serve.py"
    script.write_text(WORKERS)
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen([sys.executable, str(script), str(port)], stdout=subprocess.PIPE, env=environment) as parent:
        wait_for(port, 200)
        first = workers_of(parent.pid)
        os.kill(first[0], signal.SIGKILL)
        began = time.monotonic()
        while (now := workers_of(parent.pid)) == first or len(now) < 2:
            assert time.monotonic() - began < 10
            time.sleep(0.05)
        wait_for(port, 200)
        assert time.monotonic() - began < 10
        parent.send_signal(signal.SIGTERM)
        parent.communicate(timeout=30)
        assert parent.returncode == 0


def workers_of(pid: int) -> list[int]:
    """Children of a process that are alive and run the service, not those that watch over shared memory."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in children if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()]


def test_bytes_on_the_wire() -> None:
    with serving() as (port, process):
        # More than was announced: the rest is not ours, and the connection is closed.
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        connection.putrequest("POST", "/v1/clean")
        connection.putheader("Content-Type", "text/plain")
        connection.putheader("Content-Length", "4")
        connection.endheaders(b"text and much more")
        assert json.load(connection.getresponse())["text"] == "text"
        connection.close()
        # Chunked, without a length, over the limit.
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request(
                "POST", "/v1/clean", iter([b"x" * 100_000] * 30), {"Content-Type": "text/plain"}, encode_chunked=True
            )
        except OSError:
            pass  # it may close while we are still sending
        else:
            assert connection.getresponse().status == 413
        connection.close()
        assert get(port, "/livez") == 200
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=10)


def test_settings_reach_the_workers() -> None:
    settings = Settings(workers=2, port=9, cors_origins="https://a.example,https://b.example")
    assert _environment(settings) == {
        "COPYDESK_WORKERS": "2",
        "COPYDESK_PORT": "9",
        "COPYDESK_CORS_ORIGINS": "https://a.example,https://b.example",
    }
