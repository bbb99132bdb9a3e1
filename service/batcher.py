"""Which of the waiting documents go to the models together."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from service.job import Job


def form(waiting: Sequence[Job], most: int, characters: int) -> list[Job]:
    """Choose the next batch: the one that has waited longest, and those nearest to it in length.

    Models pad what goes together to the longest, so like lengths cost least. The oldest is always among the chosen:
    nobody starves.

    Args:
        waiting: at least one job, the oldest first.
        most: jobs of a batch at most.
        characters: number of jobs times length of the longest, at most; a longer text goes alone.

    Returns:
        Jobs of one kind, the shortest first; of equal ones the oldest.
    """
    oldest = waiting[0]
    length = len(oldest.text)
    others = [job for job in waiting[1:] if job.kind == oldest.kind]
    others.sort(key=lambda job: abs(len(job.text) - length))
    batch, longest = [oldest], length
    for job in others:
        longest = max(longest, len(job.text))
        if len(batch) == most or longest * (len(batch) + 1) > characters:
            break
        batch.append(job)
    return sorted(batch, key=lambda job: len(job.text))
