"""The way from the event loop to the models, which block."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

import anyio
import anyio.to_thread

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from models.options import Options
    from models.result import Result
    from service.desk import Desk
    from service.metrics import Metrics

T = TypeVar("T")


class DeskPool:
    """Runs the desk in worker threads, at most ``size`` runs at a time; others wait."""

    def __init__(self, size: int, metrics: Metrics) -> None:
        self._limiter = anyio.CapacityLimiter(size)
        self._metrics = metrics

    async def run(self, function: Callable[[], T]) -> T:
        """Run blocking work that needs no desk, such as reading HTML, in the same places."""
        return await anyio.to_thread.run_sync(function, limiter=self._limiter)

    async def process(self, desk: Desk, text: str, options: Options) -> Result:
        """Clean and summarize a text."""
        return self._counted(text, await self.run(partial(desk.process, text, options)))

    async def clean(self, desk: Desk, text: str, options: Options) -> Result:
        """Clean a text."""
        return self._counted(text, await self.run(partial(desk.clean, text, options)))

    async def summarize(self, desk: Desk, text: str, options: Options, *, clean: bool) -> Result:
        """Summarize a text."""
        return self._counted(text, await self.run(partial(desk.summarize, text, options, clean=clean)))

    async def process_many(self, desk: Desk, texts: Sequence[str], options: Options) -> list[Result]:
        """Process several texts together."""
        results = await self.run(partial(desk.process_many, texts, options))
        return [self._counted(text, result) for text, result in zip(texts, results, strict=True)]

    def _counted(self, text: str, result: Result) -> Result:
        self._metrics.observe_document(text, result)
        return result
