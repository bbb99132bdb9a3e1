"""Prometheus metrics of one app. Labels take few values, none of them from a user."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

if TYPE_CHECKING:
    from models.result import Result

_SECONDS = (0.005, 0.025, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)
_SIZES = (1, 2, 4, 8, 16, 32, 64)
_CHARACTERS = (100, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000)


class Metrics:
    """The metrics and the registry that holds them."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter("copydesk_requests", "Requests answered.", ("route", "status"), registry=self.registry)
        self.duration = Histogram(
            "copydesk_request_duration_seconds",
            "Time from the first byte of a request to the last of its answer.",
            ("route",),
            buckets=_SECONDS,
            registry=self.registry,
        )
        self.in_flight = Gauge("copydesk_requests_in_flight", "Requests being answered.", registry=self.registry)
        self.refusals = Counter(
            "copydesk_refusals", "Requests and lines of batches refused or failed.", ("code",), registry=self.registry
        )
        self.input_characters = Histogram(
            "copydesk_input_characters",
            "Length of the documents that were processed, in code points.",
            buckets=_CHARACTERS,
            registry=self.registry,
        )
        self.waiting = Gauge("copydesk_queue_size", "Documents that wait for a run.", registry=self.registry)
        self.running = Gauge("copydesk_runs_in_flight", "Model runs under way.", registry=self.registry)
        self.queue_time = Histogram(
            "copydesk_queue_duration_seconds",
            "Time that a document waited for its run.",
            buckets=_SECONDS,
            registry=self.registry,
        )
        self.run_time = Histogram(
            "copydesk_inference_duration_seconds", "Time of a run.", buckets=_SECONDS, registry=self.registry
        )
        self.batch_size = Histogram(
            "copydesk_batch_size", "Documents that went to the models together.", buckets=_SIZES, registry=self.registry
        )
        self.restarts = Counter(
            "copydesk_desk_restarts", "Processes of the desk that died and were replaced.", registry=self.registry
        )
        self.edits = Counter("copydesk_edits", "Edits applied.", ("kind",), registry=self.registry)

    def observe_document(self, text: str, result: Result) -> None:
        """Count one document that was processed."""
        self.input_characters.observe(len(text))
        for edit in result.edits:
            self.edits.labels(edit.kind).inc()

    def render(self) -> bytes:
        """Return all metrics in the text format of Prometheus."""
        return generate_latest(self.registry)
