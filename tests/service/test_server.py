"""The app in a real server: signals, draining, and what the HTTP parser leaves to us."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import threading
import time
from typing import TYPE_CHECKING

import pytest

from service.server import _environment
from service.settings import Settings
from tests.load.harness import serving, wait_until

if TYPE_CHECKING:
    from tests.load.harness import Server

TEXT = {"Content-Type": "text/plain"}


def test_a_stop_signal_drains() -> None:
    answers: list[int] = []

    def ask(server: Server) -> None:
        answers.append(server.request("POST", "/v1/clean", {"text": "A text."})[0])

    with serving(desk_seconds=0.8, drain_seconds=0.5) as server:
        in_flight = threading.Thread(target=ask, args=(server,))
        in_flight.start()
        wait_for_metric(server, "copydesk_runs_in_flight", 1)
        server.process.send_signal(signal.SIGTERM)
        server.wait("/readyz", 503)
        assert server.status("/livez") == 200
        in_flight.join()
        assert server.process.wait(10) == 0
        assert server.status("/livez") is None
        assert server.lines("draining")
    assert answers == [200]


def test_who_leaves_frees_the_place() -> None:
    """One client leaves in the queue, one in its run: nothing is left in flight, long before the runs would end."""
    with serving(desk_seconds=60) as server:
        clients = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(4)]
        body = b"A text."
        head = f"POST /v1/clean HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: {len(body)}\r\n\r\n"
        for client in clients:
            client.sendall(head.encode() + body)
        wait_for_metric(server, "copydesk_requests_in_flight", 5)  # and the one that asks
        for client in clients:
            client.close()
        for name, value in (("requests_in_flight", 1), ("runs_in_flight", 0), ("queue_size", 0)):
            wait_for_metric(server, f"copydesk_{name}", value)
        assert server.metric("copydesk_desk_restarts_total") == 0


@pytest.mark.parametrize("expect", [True, False])
def test_a_full_queue_refuses_before_the_body_is_there(expect: bool) -> None:
    """What still comes of the body is passed over, and the next request on the connection is answered.

    A client that asked whether to send its body at all is not told to; that ends the connection.
    """
    with serving(desk_seconds=60, max_running=1, max_waiting=1) as server:
        others = [http.client.HTTPConnection("127.0.0.1", server.port) for _ in range(2)]
        for number, other in enumerate(others, start=1):
            other.request("POST", "/v1/clean", b"A text.", TEXT)
            wait_for_metric(server, "copydesk_requests_in_flight", number + 1)
        wait_for_metric(server, "copydesk_queue_size", 1)
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
        connection.putrequest("POST", "/v1/clean")
        for name, value in {**TEXT, "Content-Length": "1000000"}.items():
            connection.putheader(name, value)
        if expect:
            connection.putheader("Expect", "100-continue")
        connection.endheaders(None if expect else b"a" * 1000)
        connection.sock.settimeout(10)
        first = connection.sock.recv(12, socket.MSG_PEEK)
        assert first == b"HTTP/1.1 503"  # and not 100
        response = connection.getresponse()
        assert json.load(response)["code"] == "overloaded"
        assert response.getheader("Retry-After") == "1"
        if not expect:
            connection.sock.sendall(b"a" * 999_000)
            connection.request("GET", "/livez")
            assert connection.getresponse().status == 200
        for each in (connection, *others):
            each.close()
        wait_for_metric(server, "copydesk_requests_in_flight", 1)


def wait_for_metric(server: Server, name: str, value: float) -> None:
    wait_until(lambda: server.metric(name) == value, 10, lambda: f"{name} is {server.metric(name)}, not {value}")


@pytest.mark.slow
def test_a_dead_worker_is_replaced_and_a_stop_is_clean() -> None:
    with serving("--workers", "2") as server:
        wait_until(lambda: len(server.lines("ready")) == 2, 20)
        victim = server.workers()[0]
        desks = server.desks()
        os.kill(victim, signal.SIGKILL)
        began = time.monotonic()
        wait_until(lambda: victim not in server.workers() and len(server.workers()) == 2, 10)
        server.wait("/readyz")
        assert time.monotonic() - began < 10
        wait_until(lambda: len(server.desks()) == 2 and server.desks() != desks, 10)
        assert server.stop() == 0


def test_bytes_on_the_wire() -> None:
    with serving(desk_seconds=0) as server:
        # More than was announced: the rest is not ours, and the connection is closed.
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
        connection.putrequest("POST", "/v1/clean")
        connection.putheader("Content-Type", "text/plain")
        connection.putheader("Content-Length", "4")
        connection.endheaders(b"text and much more")
        assert json.load(connection.getresponse())["text"] == "text"
        connection.close()
        # Chunked, without a length, over the limit.
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
        try:
            connection.request("POST", "/v1/clean", iter([b"x" * 100_000] * 30), TEXT, encode_chunked=True)
        except OSError:
            pass  # it may close while we are still sending
        else:
            assert connection.getresponse().status == 413
        connection.close()
        assert server.status("/livez") == 200
        assert server.stop() == 0


def test_settings_reach_the_workers() -> None:
    settings = Settings(workers=2, port=9, cors_origins="https://a.example,https://b.example")
    assert _environment(settings) == {
        "COPYDESK_WORKERS": "2",
        "COPYDESK_PORT": "9",
        "COPYDESK_CORS_ORIGINS": "https://a.example,https://b.example",
    }
