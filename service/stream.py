"""A batch: a line in, a line out, in order, with only a few documents in memory."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.requests import ClientDisconnect

from service.bodies import check_text, parse_json, validate
from service.choice import check_model
from service.errors import InternalError, LineTooLong, ServiceError, TooManyLines
from service.job import Job, Task
from service.logs import describe
from service.ndjson import Line, LineSplitter
from service.payload import result_payload
from service.responses import dump_json
from service.schemas import TextRequest

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, AsyncIterator

    from models.result import Result
    from service.context import Context
    from service.desk import Desk

_AHEAD = 2
"""Groups of documents that one stream has in the queue at most: one at work, one to follow it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the request: the job that it became, or the error that it is."""

    number: int
    job: Job | None
    error: ServiceError | None = None


class BatchStream:
    """Turns the body of one batch request into the lines of its answer.

    Lines are read only as far ahead as there is room for them in the queue, so that a long stream neither fills the
    memory nor keeps others out.
    """

    def __init__(self, context: Context, desk: Desk, request_id: str) -> None:
        self._context = context
        self._desk = desk
        self._request_id = request_id
        self._open: set[Job] = set()

    async def lines(self, chunks: AsyncIterator[bytes]) -> AsyncGenerator[bytes]:
        """Yield a line for each line in ``chunks``, as soon as what has arrived allows.

        Raises:
            ClientDisconnect: the client left; what was queued is withdrawn.
        """
        entries: asyncio.Queue[Entry | None] = asyncio.Queue(_AHEAD * self._context.settings.batch_group)
        feeder = asyncio.create_task(self._feed(chunks, entries))
        try:
            while (entry := await entries.get()) is not None:
                yield self._render(entry.number, await self._outcome(entry))
            await feeder
        finally:
            feeder.cancel()
            self._withdraw()

    async def _feed(self, chunks: AsyncIterator[bytes], entries: asyncio.Queue[Entry | None]) -> None:
        """Queue the lines as they arrive; at the end, or when the client has left, give ``None``."""
        splitter = LineSplitter(self._context.settings.max_body_bytes)
        try:
            async for chunk in chunks:
                # The end of a body comes as an empty chunk.
                for line in splitter.feed(chunk) if chunk else splitter.close():
                    entry = await self._enter(line)
                    await entries.put(entry)
                    if isinstance(entry.error, TooManyLines):
                        return
        except ClientDisconnect as error:
            self._withdraw(error)
            raise
        finally:
            await entries.put(None)

    async def _enter(self, line: Line) -> Entry:
        settings = self._context.settings
        try:
            if line.number > settings.max_batch_lines:
                raise TooManyLines(settings.max_batch_lines)
            if line.data is None:
                raise LineTooLong(settings.max_body_bytes)
            body = validate(TextRequest, parse_json(line.data))
            check_text(body.text, settings.max_characters)
            options = check_model(body.options.to_options(), settings)
        except ServiceError as error:
            return Entry(line.number, None, error)
        job = await self._context.queue.put(self._desk, Task.PROCESS, body.text, options)
        self._open.add(job)
        return Entry(line.number, job)

    async def _outcome(self, entry: Entry) -> Result | ServiceError:
        if entry.job is None:
            return entry.error or InternalError()
        try:
            return await self._context.queue.result(entry.job)
        except ClientDisconnect:
            raise
        except ServiceError as error:
            return error
        except Exception as error:
            self._context.logger.error("failed", id=self._request_id, line=entry.number, **describe(error))
            return InternalError()
        finally:
            self._open.discard(entry.job)

    def _withdraw(self, error: Exception | None = None) -> None:
        """Withdraw the jobs that are not answered; who waits for one is given the error."""
        for job in self._open:
            self._context.queue.withdraw(job)
            if error is not None and not job.done.done():
                job.done.set_exception(error)
                job.done.exception()  # only the first of them is waited for
        self._open.clear()

    def _render(self, number: int, outcome: Result | ServiceError) -> bytes:
        if isinstance(outcome, ServiceError):
            self._context.metrics.refusals.labels(outcome.code).inc()
            answer = {"line": number, "error": outcome.problem(self._request_id)}
        else:
            answer = {"line": number, "result": result_payload(outcome)}
        return dump_json(answer) + b"\n"
