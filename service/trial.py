"""The trial of a desk: one document goes through all of it, for real."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.result import Result

TEXT = (
    "The harbour board met on Tuesday , and its chair said that “the new quay“ will open in May.\n\n"
    "Two ferry lines have asked for berths. The board expects an answer from the ministry next week."
)


def check(result: Result) -> None:
    """Return if the result of the trial has all that it must have.

    Raises:
        RuntimeError: it has no text or no summary.
    """
    if not result.text or result.summary is None or not result.summary.text:
        raise RuntimeError("the trial run gave no text or no summary")
