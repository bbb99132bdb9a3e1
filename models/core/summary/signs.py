"""What can be told of a sentence's worth without understanding it: the signs that rankers and models start from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.core.summary.centrality import Vector, centrality, dot, total, unit
from models.core.summary.forms import quoted_share

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.core.summary.candidates import Candidate

_LEAD = 3  # sentences


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs of one candidate.

    Attributes:
        order: its number among the candidates, from 0.
        central: how central it is to the document, above 0 to 1.
        lead: its cosine with the first three candidates together, 0 to 1.
        quoted: the share of it that is quoted, 0 to 1.
    """

    order: int
    central: float
    lead: float
    quoted: float


def signs_of(found: Sequence[Candidate], rows: Sequence[Vector]) -> list[Signs]:
    """The signs of every candidate of a document; ``rows`` are the vectors of their texts."""
    lead = unit(total(rows[:_LEAD]))
    return [
        Signs(order, central, dot(row, lead), quoted_share(candidate.text))
        for order, (candidate, row, central) in enumerate(zip(found, rows, centrality(rows), strict=True))
    ]
