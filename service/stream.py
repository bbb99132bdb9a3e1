"""A batch: a line in, a line out, in order, with no more in memory than one group of documents."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from service.bodies import check_text, parse_json, validate
from service.errors import InternalError, LineTooLong, ServiceError, TooManyLines
from service.logs import describe
from service.ndjson import Line, LineSplitter
from service.payload import result_payload
from service.responses import dump_json
from service.schemas import TextRequest

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from models.options import Options
    from models.result import Result
    from service.context import Context
    from service.desk import Desk


@dataclass(frozen=True, slots=True)
class Job:
    """A line of the request: a text with its options, or the error that it is."""

    number: int
    text: str
    options: Options | None
    error: ServiceError | None = None


class BatchStream:
    """Turns the body of one batch request into the lines of its answer."""

    def __init__(self, context: Context, desk: Desk, request_id: str) -> None:
        self._context = context
        self._desk = desk
        self._request_id = request_id

    async def lines(self, chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
        """Yield a line for each line in ``chunks``, as soon as what has arrived allows."""
        settings = self._context.settings
        splitter = LineSplitter(settings.max_body_bytes)
        async for chunk in chunks:
            # The end of a body comes as an empty chunk.
            for group in self._groups(splitter.feed(chunk) if chunk else splitter.close()):
                for job, outcome in zip(group, await self._run(group), strict=True):
                    yield self._render(job, outcome)
                if isinstance(group[-1].error, TooManyLines):
                    return

    def _groups(self, lines: Iterator[Line]) -> Iterator[list[Job]]:
        """Cut into runs of at most ``batch_group`` jobs with the same options; errors are runs of their own."""
        settings = self._context.settings
        for options, jobs in groupby(map(self._parse, lines), key=lambda job: job.options):
            group: list[Job] = []
            for job in jobs:
                group.append(job)
                if options is None or len(group) == settings.batch_group:
                    yield group
                    group = []
            if group:
                yield group

    def _parse(self, line: Line) -> Job:
        settings = self._context.settings
        try:
            if line.number > settings.max_batch_lines:
                raise TooManyLines(settings.max_batch_lines)
            if line.data is None:
                raise LineTooLong(settings.max_body_bytes)
            body = validate(TextRequest, parse_json(line.data))
            check_text(body.text, settings.max_characters)
            return Job(line.number, body.text, body.options.to_options())
        except ServiceError as error:
            return Job(line.number, "", None, error)

    async def _run(self, group: list[Job]) -> list[Result | ServiceError]:
        options = group[0].options
        if options is None:
            return [job.error or InternalError() for job in group]
        texts = [job.text for job in group]
        try:
            return [*await self._context.pool.process_many(self._desk, texts, options)]
        except Exception as error:
            self._log(error, group)
        # One of them is at fault: find out which, and answer the others.
        return [await self._run_alone(job, options) for job in group]

    async def _run_alone(self, job: Job, options: Options) -> Result | ServiceError:
        try:
            return await self._context.pool.process(self._desk, job.text, options)
        except Exception as error:
            self._log(error, [job])
            return InternalError()

    def _log(self, error: Exception, group: list[Job]) -> None:
        lines = [job.number for job in group]
        self._context.logger.error("failed", id=self._request_id, lines=lines, **describe(error))

    def _render(self, job: Job, outcome: Result | ServiceError) -> bytes:
        if isinstance(outcome, ServiceError):
            self._context.metrics.refusals.labels(outcome.code).inc()
            answer = {"line": job.number, "error": outcome.problem(self._request_id)}
        else:
            answer = {"line": job.number, "result": result_payload(outcome)}
        return dump_json(answer) + b"\n"
