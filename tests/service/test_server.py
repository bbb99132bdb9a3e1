"""The app in a real server: signals, draining, and what the HTTP parser leaves to us."""

from __future__ import annotations

import http.client
import json
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from service.server import _environment
from service.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

SERVE = """
import sys
from service import lifecycle, server
from service.settings import load_settings
from tests.service.stand_in import StandInDesk
lifecycle.load_desk = lambda settings: StandInDesk(delay=float(sys.argv[2]))
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
    assert get(port, "/livez") is None
    lines = [json.loads(line) for line in output.splitlines()]
    assert "draining" in [line["event"] for line in lines]


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
