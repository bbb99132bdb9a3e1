"""Probes: one request at a time, at a steady pace, by a process that does nothing else.

A client in a crowd measures the crowd too: its answer lies there while others are read. A probe sees what a caller on
another machine sees.
"""

from __future__ import annotations

import http.client
import threading
import time

INTERVAL = 0.05

Sample = tuple[int, float]
"""Status and seconds of an answer."""


def probe(port: int, texts: list[str] | None, seconds: float, connections: int = 1) -> list[Sample]:
    """Ask for ``/livez``, or send texts to ``/v1/process``, for some seconds over a few connections that are kept."""
    samples: list[Sample] = []

    def ask(first: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        number = first
        while time.perf_counter() < end:
            time.sleep(INTERVAL)
            if texts is None:
                method, path, body, headers = "GET", "/livez", None, {}
            else:
                method, path = "POST", "/v1/process"
                body, headers = texts[number % len(texts)].encode(), {"Content-Type": "text/plain"}
            number += connections
            sent = time.perf_counter()
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            response.read()
            samples.append((response.status, time.perf_counter() - sent))
        connection.close()

    end = time.perf_counter() + seconds
    threads = [threading.Thread(target=ask, args=(number,)) for number in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return samples
