"""A rule: something that finds edits in a document, with an id by which it can be switched off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from models.core.document import Document
    from models.core.edit import Edit, Kind

APPLIED = 0.9
"""Edits of at least this confidence are applied; the others are suggestions."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of one family.

    Attributes:
        id: stable name, used to switch the rule off and in ``Edit.source`` as ``rule:<id>``.
        kind: kind of its edits.
        description: one sentence for people.
        find: yields the edits of a document; they never overlap, and once they are applied it finds none.
    """

    id: str
    kind: Kind
    description: str
    find: Callable[[Document], Iterable[Edit]]
