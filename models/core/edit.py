"""An edit of a text, and the algebra of edits: apply, compose, select, and map offsets both ways.

Offsets are Unicode code points, half-open, into the text that the edit was made for. Everything here is pure and
deterministic.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Kind = Literal["quote", "pronoun", "spacing", "punctuation", "duplicate", "encoding", "boilerplate"]


class EditError(ValueError):
    """The edits do not fit the text, or overlap one another."""


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Replace ``text[start:end]``, which reads ``before``, by ``after``.

    Attributes:
        start: first code point replaced.
        end: one past the last code point replaced; ``start == end`` inserts.
        before: the text that is replaced, for checking and for people.
        after: what stands there afterwards.
        kind: the family of the repair.
        confidence: calibrated probability, 0 to 1, that the edit is right.
        source: what decided: the id of a rule (``rule:space-before-comma``) or the name of a model (``cleanup-en``).
        message: one sentence for people saying why.
    """

    start: int
    end: int
    before: str
    after: str
    kind: Kind
    confidence: float
    source: str
    message: str


def overlaps(one: Edit, two: Edit) -> bool:
    """Tell whether two edits of one text cannot both be applied.

    They cannot when they share a code point, when both insert at one place, or when one inserts at the boundary of the
    other: then the order of the outcome would be a guess.
    """
    first, second = (one, two) if (one.start, one.end) <= (two.start, two.end) else (two, one)
    if second.start != first.end:
        return second.start < first.end
    return first.start == first.end or second.start == second.end


def _ordered(edits: Iterable[Edit]) -> list[Edit]:
    """Sort edits by place and refuse overlaps and impossible spans (``EditError``)."""
    ordered = sorted(edits)
    for edit in ordered:
        if not 0 <= edit.start <= edit.end:
            raise EditError(f"edit has no valid span: {edit.start}..{edit.end}")
    for one, two in pairwise(ordered):
        if overlaps(one, two):
            raise EditError(f"edits overlap: {one.start}..{one.end} and {two.start}..{two.end}")
    return ordered


def apply_edits(text: str, edits: Sequence[Edit]) -> str:
    """Return ``text`` with all ``edits`` applied; their order does not matter.

    Raises:
        EditError: two edits overlap, one is out of range, or its ``before`` is not what the text says there.
    """
    parts: list[str] = []
    done = 0
    for edit in _ordered(edits):
        if edit.end > len(text):
            raise EditError(f"edit is out of range: {edit.start}..{edit.end} in a text of {len(text)}")
        if text[edit.start : edit.end] != edit.before:
            raise EditError(f"edit does not fit the text at {edit.start}..{edit.end}")
        parts += (text[done : edit.start], edit.after)
        done = edit.end
    parts.append(text[done:])
    return "".join(parts)


def select(edits: Iterable[Edit]) -> list[Edit]:
    """Return a sorted set of edits without overlaps and without those that change nothing.

    Of edits that overlap the more confident one stays; at equal confidence the earlier, then the longer.
    """
    chosen: list[Edit] = []
    real = {edit for edit in edits if edit.before != edit.after}
    for edit in sorted(real, key=lambda edit: (-edit.confidence, edit.start, -edit.end, edit)):
        place = bisect_left(chosen, edit)
        around = chosen[max(place - 1, 0) : place + 1]
        if not any(overlaps(edit, other) for other in around):
            chosen.insert(place, edit)
    return chosen


@dataclass(slots=True)
class _Cluster:
    """Edits of two passes that touch, with their common span in the text between the passes."""

    start: int
    end: int
    first: list[Edit]
    second: list[Edit]

    def touches(self, start: int, first: bool) -> bool:
        if start != self.end:
            return start < self.end
        return bool(self.second if first else self.first)


def compose(text: str, first: Sequence[Edit], second: Sequence[Edit]) -> list[Edit]:
    """Return one set of edits on ``text`` that does what ``first`` and then ``second`` do.

    ``second`` was made for ``apply_edits(text, first)``. The result is sorted and free of overlaps. Edits of the two
    passes that touch become one edit; it bears the kind, source and message of the first of them that changes a
    letter or digit, else of the first of all, and the lowest confidence. Edits that cancel out disappear.

    Raises:
        EditError: ``first`` does not fit ``text``, or ``second`` does not fit the text between the passes.
    """
    between = apply_edits(text, first)
    apply_edits(between, second)
    shift_before = 0
    placed: list[tuple[int, int, int, Edit]] = []
    for edit in sorted(first):
        start = edit.start + shift_before
        placed.append((start, start + len(edit.after), 0, edit))
        shift_before += len(edit.after) - len(edit.before)
    placed += [(edit.start, edit.end, 1, edit) for edit in second]
    placed.sort(key=lambda item: item[:3])

    clusters: list[_Cluster] = []
    for start, end, number, edit in placed:
        if not (clusters and clusters[-1].touches(start, number == 0)):
            clusters.append(_Cluster(start, end, [], []))
        cluster = clusters[-1]
        cluster.end = max(cluster.end, end)
        (cluster.second if number else cluster.first).append(edit)

    result: list[Edit] = []
    shift = 0
    for cluster in clusters:
        before_shift = shift
        shift += sum(len(edit.after) - len(edit.before) for edit in cluster.first)
        merged = _merge(text, between, cluster, before_shift, shift)
        if merged.before == merged.after:
            continue
        # Replacements that only adjoined may now have an insertion at their boundary, which would count as overlap.
        if result and overlaps(result[-1], merged):
            merged = _join(result.pop(), merged)
        result.append(merged)
    return result


def _merge(text: str, between: str, cluster: _Cluster, shift_before: int, shift_after: int) -> Edit:
    """Make one edit on ``text`` of a cluster; the shifts are ``between`` minus ``text`` at its two ends."""
    start, end = cluster.start - shift_before, cluster.end - shift_after
    local = [replace(e, start=e.start - cluster.start, end=e.end - cluster.start) for e in cluster.second]
    after = apply_edits(between[cluster.start : cluster.end], local)
    edits = cluster.first + cluster.second
    confidence = min(edit.confidence for edit in edits)
    return replace(_speaker(edits), start=start, end=end, before=text[start:end], after=after, confidence=confidence)


def _join(one: Edit, two: Edit) -> Edit:
    """Make one edit of two of which the second starts where the first ends."""
    return replace(
        _speaker([one, two]),
        start=one.start,
        end=two.end,
        before=one.before + two.before,
        after=one.after + two.after,
        confidence=min(one.confidence, two.confidence),
    )


def _speaker(edits: Sequence[Edit]) -> Edit:
    """Return the edit whose kind, source and message a merged edit bears."""
    return next((edit for edit in edits if _letters(edit.before) != _letters(edit.after)), edits[0])


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


class OffsetMap:
    """Offsets before and after a set of edits.

    Both directions are monotone. The bounds of a replaced span map to the bounds of its replacement. Where one offset
    has several counterparts (before and after an insertion or a deletion) the leftmost is given. An offset inside a
    replaced span keeps its distance from the start of the span as far as the other side reaches.
    """

    def __init__(self, edits: Iterable[Edit]) -> None:
        """Prepare the map; ``edits`` may come in any order.

        Raises:
            EditError: two edits overlap or a span is impossible.
        """
        self._input: list[tuple[int, int]] = []
        self._output: list[tuple[int, int]] = []
        shift = 0
        for edit in _ordered(edits):
            start = edit.start + shift
            self._input.append((edit.start, edit.end))
            self._output.append((start, start + len(edit.after)))
            shift += len(edit.after) - (edit.end - edit.start)

    def to_output(self, offset: int) -> int:
        """Return the place in the edited text of an offset into the text before."""
        return _project(offset, self._input, self._output)

    def to_input(self, offset: int) -> int:
        """Return the place in the text before of an offset into the edited text."""
        return _project(offset, self._output, self._input)


def _project(offset: int, here: Sequence[tuple[int, int]], there: Sequence[tuple[int, int]]) -> int:
    index = bisect_left(here, (offset, -1)) - 1
    if index < 0:
        return offset
    (start, end), (other_start, other_end) = here[index], there[index]
    if offset >= end:
        return other_end + offset - end
    return min(other_start + offset - start, other_end)
