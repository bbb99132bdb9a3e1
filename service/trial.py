"""The trial of a desk: one document goes through all of it, for real."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from service.desk import Desk

TEXT = (
    "The harbour board met on Tuesday , and its chair said that “the new quay“ will open in May.\n\n"
    "Two ferry lines have asked for berths. The board expects an answer from the ministry next week."
)


def run(desk: Desk) -> None:
    """Process a document.

    Raises:
        Exception: whatever the desk raises, or that it gave no text or no summary.
    """
    result = desk.process(TEXT)
    if not result.text or result.summary is None or not result.summary.text:
        raise RuntimeError("the trial run gave no text or no summary")
