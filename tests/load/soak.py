"""``make soak``: ten thousand requests, with memory and descriptors before, between and after."""

from __future__ import annotations

import asyncio
import random
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tests.load import report
from tests.load.articles import article
from tests.load.client import load
from tests.load.harness import serving

if TYPE_CHECKING:
    from tests.load.harness import Server

MARGIN = 0.03
"""Growth of the resident memory that is allowed after the first tenth of the requests."""


def soak(
    requests: int = typer.Option(10_000, min=100, help="Requests in all."),
    clients: int = typer.Option(8, min=1, help="Clients at the same time."),
    words: int = typer.Option(200, min=1, help="Words of the longest text."),
    cleanup_model: str = typer.Option("cleanup-en", help="Cleanup model."),
    out: Annotated[Path, typer.Option(help="Where the figures go as JSON.")] = Path("build/soak.json"),
) -> None:
    """Run the soak; exit code 1 when memory or descriptors grow."""
    chance = random.Random(1)
    texts = [article(chance.randint(5, words), seed) for seed in range(1000)]
    step = requests // 10
    rows: list[dict[str, Any]] = []
    began = time.monotonic()
    with serving(cleanup_model=cleanup_model) as server:
        for done in range(step, requests + 1, step):
            figures = asyncio.run(load(server.port, texts, clients, requests=step))
            assert set(figures.statuses) == {200}, figures.statuses
            rows.append(_row(server, done, figures.throughput))
        # Those that were left in the middle of a request and those that failed must not leave anything either.
        in_flight = server.metric("copydesk_requests_in_flight")
    report.show(f"Soak: {requests:,} requests of up to {words} words, {clients} clients", rows)
    first, last = rows[0], rows[-1]
    growth = last["RSS MB"] / first["RSS MB"] - 1
    promises = [
        report.verdict(f"RSS at the end within 3 % of RSS after a tenth (is {growth:+.1%})", growth <= MARGIN),
        report.verdict("descriptors at the end no more than after a tenth", last["files"] <= first["files"]),
        report.verdict("threads at the end no more than after a tenth", last["threads"] <= first["threads"]),
        report.verdict("nothing in flight at the end", in_flight == 1),  # the request that asks
    ]
    slope = _slope([row["RSS MB"] for row in rows[1:]], step)
    print(f"\nSlope of RSS after the first tenth: {slope:+.3f} MB for 1,000 requests.")
    report.show("Promises", promises)
    report.write(
        out,
        {
            "requests": requests,
            "cleanup_model": cleanup_model,
            "seconds": time.monotonic() - began,
            "slope_mb_per_1000": slope,
            "rows": rows,
            "promises": promises,
        },
    )
    if any(row["kept"] == "NO" for row in promises):
        raise typer.Exit(1)


def _row(server: Server, done: int, throughput: float) -> dict[str, Any]:
    time.sleep(0.2)  # let the connections of the clients close
    return {
        "requests": done,
        "RSS MB": server.rss() / 1e6,
        "files": server.descriptors(),
        "threads": server.threads(),
        "a second": throughput,
    }


def _slope(values: list[float], step: int) -> float:
    """Least squares: how much a value grows for 1,000 requests."""
    middle = (len(values) - 1) / 2
    mean = sum(values) / len(values)
    above = sum((at - middle) * (value - mean) for at, value in enumerate(values))
    below = sum((at - middle) ** 2 for at in range(len(values)))
    return above / below / step * 1000


if __name__ == "__main__":
    typer.run(soak)
