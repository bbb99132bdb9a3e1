"""Slots that the model has decided and whose right operation is known."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from models.nn.scaling import Scaling


@dataclass(frozen=True, slots=True)
class Seen:
    """A decided slot.

    Attributes:
        kind, own, right: its kind, the operation that leaves it as it stands, and the right one.
        scores: logarithms of the probabilities, of pronouns the final ones, else uncalibrated, by operation.
        corpus: where it is from.
        contested: genders a change to which has a threshold of its own.
        barred: genders a change to which is a suggestion at most, whatever the threshold.
    """

    kind: str
    own: str
    right: str
    scores: Mapping[str, float]
    corpus: str
    contested: frozenset[str] = frozenset()
    barred: frozenset[str] = frozenset()

    def best(self, scaling: Scaling) -> tuple[str, float]:
        """The likeliest operation and its probability."""
        found = scaling.probabilities(self.scores, self.own)
        operation = max(found, key=lambda o: found[o])
        return operation, found[operation]


def write_seen(path: Path, seen: Iterable[Seen]) -> None:
    """Write decided slots, one a line."""
    lines = (asdict(s) | {"contested": sorted(s.contested), "barred": sorted(s.barred)} for s in seen)
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")


def read_seen(path: Path) -> list[Seen]:
    """Read what `write_seen` wrote."""
    lines = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [
        Seen(**line | {"contested": frozenset(line["contested"]), "barred": frozenset(line["barred"])})
        for line in lines
    ]
