"""What a worker does with a few documents; the same on a cluster and in a test. Also the outcome of one."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from service.batch.task import Outcome, Task
from service.logs import describe
from service.payload import result_payload, to_json
from service.reading import ReadError, to_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.options import Options
    from models.result import Result
    from service.desk import Desk

EMPTY = ("empty_text", "the text is empty or has nothing but white space")


def answer(desk: Desk, tasks: Sequence[Task], options: Options) -> list[Outcome]:
    """Process tasks together; one outcome for each, in their order. Never raises for the sake of one document."""
    outcomes: dict[int, Outcome] = {}
    texts: dict[int, str] = {}
    for index, task in enumerate(tasks):
        try:
            text = task.content if isinstance(task.content, str) else to_text(task.content, html=task.html)
        except ReadError as error:
            outcomes[index] = Outcome(task, None, error.code, error.message)
            continue
        if not text or text.isspace():
            outcomes[index] = Outcome(task, None, *EMPTY)
        else:
            texts[index] = text
    began = time.perf_counter()
    results = _together(desk, list(texts.values()), options)
    ms = (time.perf_counter() - began) * 1000 / max(1, len(texts))
    for (index, text), result in zip(texts.items(), results, strict=True):
        outcomes[index] = outcome(tasks[index], text, result, ms)
    return [outcomes[index] for index in range(len(tasks))]


def _together(desk: Desk, texts: Sequence[str], options: Options) -> list[Result | Exception]:
    try:
        return list(desk.process_many(texts, options)) if texts else []
    except Exception as error:
        if len(texts) == 1:
            return [error]
        return [result for text in texts for result in _together(desk, [text], options)]


def outcome(task: Task, text: str, result: Result | Exception, ms: float) -> Outcome:
    """Make the outcome of a task from the result for its text, or from what the desk raised."""
    if isinstance(result, Exception):
        # The message of an unforeseen error could hold text of the document; its type cannot.
        name = describe(result)["error"]
        return Outcome(task, None, "internal_error", f"the desk failed: {name}", ms)
    document = task.document
    payload = {
        "document": {"path": document.path, "line": document.line, "id": document.id, "sha256": task.sha256},
        **result_payload(result, text if task.html else None),
    }
    return Outcome(task, to_json(payload, indent=1) + b"\n", ms=ms)
