"""``make load``: latency, throughput and refusals on this machine, over the loopback.

Articles of 700 words at 1, 8 and 64 clients; the same with room for few to wait; then short texts, one by one and
together. About six minutes.

The clients run in a process of their own, which takes little of a processor (the tables say how much), and wait for
``Retry-After`` when they are refused. Probes are other processes that do nothing but ask at a steady pace, for
``/livez`` and for refusals: they see what a caller on another machine sees.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tests.load import report
from tests.load.articles import article
from tests.load.client import Figures, aside, crowd, load, percentile
from tests.load.harness import serving
from tests.load.probe import Sample, probe

if TYPE_CHECKING:
    from tests.load.harness import Server

LONG, SHORT = 700, 150
TEXTS = 200
CROWDS = (1, 8, 64)
ROOM = 8
"""Documents that may wait in the run that is to see refusals."""

CALLERS = 4
"""Connections of the probe for refusals."""


def articles(
    seconds: float = typer.Option(40.0, help="Seconds at each number of clients."),
    out: Annotated[Path, typer.Option(help="Where the figures go as JSON.")] = Path("build/load.json"),
    long_model: str = typer.Option("cleanup-en", help="Cleanup model for the articles."),
    short_model: str = typer.Option("cleanup-en", help="Cleanup model for the short texts."),
) -> None:
    """Run the load test; exit code 1 when a promise of the service is not kept."""
    long = [article(LONG, seed) for seed in range(TEXTS)]
    short = [article(SHORT, seed) for seed in range(TEXTS)]
    rows, crowds = _crowds(long, seconds, long_model)
    report.show(f"Articles of {LONG} words", rows)
    refused = _refusals(long, seconds, long_model)
    report.show(f"The same, {ROOM} may wait", [refused])
    together = _together(short, seconds * 0.6, short_model)
    report.show(f"Texts of {SHORT} words with {short_model}", together)
    gain = together[-1]["a second"] / together[0]["a second"]
    promises = [
        report.verdict(
            "no 5xx but 503 and 504", all(set(each.statuses) <= {200, 503, 504} for each in crowds.values())
        ),
        report.verdict(f"/livez p99 < 50 ms at {CROWDS[-1]} clients", rows[-1]["livez p99 ms"] < 50),
        report.verdict("refusals p99 < 20 ms, as the probe sees them", refused["probed p99 ms"] < 20),
        report.verdict(
            f"throughput at 64 clients >= 0.95 of that at 8 (is {crowds[64].throughput / crowds[8].throughput:.2f})",
            crowds[64].throughput >= 0.95 * crowds[8].throughput,
        ),
        report.verdict(f"short texts together >= 1.5 times one by one (is {gain:.2f})", gain >= 1.5),
    ]
    report.show("Promises", promises)
    tables = {"articles": rows, "refusals": [refused], "short": together, "promises": promises}
    report.write(out, {"seconds": seconds, "long_model": long_model, "short_model": short_model, **tables})
    if any(row["kept"] == "NO" for row in promises):
        raise typer.Exit(1)


def _crowds(texts: list[str], seconds: float, model: str) -> tuple[list[dict[str, Any]], dict[int, Figures]]:
    rows, crowds = [], {}
    with serving(cleanup_model=model) as server:
        asyncio.run(load(server.port, texts, 4, requests=20))  # to warm up
        for clients in CROWDS:
            with aside(probe, server.port, None, seconds) as alive:
                figures = crowds[clients] = _crowd(server, texts, clients, seconds)
            rows.append(_row(clients, figures) | _livez(alive.result()))
    return rows, crowds


def _refusals(texts: list[str], seconds: float, model: str) -> dict[str, Any]:
    with serving(cleanup_model=model, max_waiting=ROOM) as server:
        asyncio.run(load(server.port, texts, 4, requests=20))
        with (
            aside(probe, server.port, None, seconds) as alive,
            aside(probe, server.port, texts, seconds, CALLERS) as refused,
        ):
            figures = _crowd(server, texts, CROWDS[-1], seconds)
        probed = [took for status, took in refused.result() if status == 503]
        strange = {status for status, _ in refused.result()} - {200, 503}
        return {
            **_row(CROWDS[-1], figures),
            "refusals": len(figures.refusals),
            "refusal p99 ms": percentile(figures.refusals, 0.99),
            "probed": len(probed),
            "probed p50 ms": percentile(probed, 0.5),
            "probed p99 ms": percentile(probed, 0.99),
            **_livez(alive.result()),
            "others": sum(_others(figures)) + len(strange),
        }


def _crowd(server: Server, texts: list[str], clients: int, seconds: float) -> Figures:
    with aside(crowd, server.port, texts, clients, seconds) as figures:
        return figures.result()


def _row(clients: int, figures: Figures) -> dict[str, Any]:
    shares = {f"p{round(100 * share)} ms": percentile(figures.answers, share) for share in (0.5, 0.95, 0.99)}
    return {
        "clients": clients,
        "answers": len(figures.answers),
        "a second": figures.throughput,
        **shares,
        "clients' CPU %": 100 * figures.processor / figures.seconds,
        "others": sum(_others(figures)),
    }


def _others(figures: Figures) -> list[int]:
    return [count for status, count in figures.statuses.items() if status not in (200, 503)]


def _livez(samples: list[Sample]) -> dict[str, Any]:
    assert {status for status, _ in samples} == {200}
    return {"livez p99 ms": percentile([took for _, took in samples], 0.99)}


def _together(texts: list[str], seconds: float, model: str) -> list[dict[str, Any]]:
    rows = []
    for group, clients, name in (
        (1, 1, "one by one"),
        (1, 16, "16 clients, no batches"),
        (8, 16, "16 clients, batches"),
    ):
        with serving(cleanup_model=model, batch_group=group) as server:
            asyncio.run(load(server.port, texts, 2, requests=6))
            runs, documents = (server.metric(f"copydesk_batch_size_{part}") for part in ("count", "sum"))
            figures = _crowd(server, texts, clients, seconds)
            runs, documents = (
                server.metric(f"copydesk_batch_size_{part}") - before
                for part, before in (("count", runs), ("sum", documents))
            )
        rows.append(
            {
                "how": name,
                "answers": len(figures.answers),
                "a second": figures.throughput,
                "p50 ms": percentile(figures.answers, 0.5),
                "documents a run": documents / runs,
            }
        )
    return rows


if __name__ == "__main__":
    typer.run(articles)
    sys.exit()
