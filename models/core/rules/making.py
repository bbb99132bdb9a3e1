"""What all rules share: a finding, and the making of a rule from a search for findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from models.core.document import Document
from models.core.edit import Edit, Kind, apply_edits, compose, select
from models.core.rule import APPLIED, Rule

_ROUNDS = 12


class Finding(NamedTuple):
    """``text[start:end]`` should read ``after``; ``message`` says why in one sentence for people."""

    start: int
    end: int
    after: str
    confidence: float
    message: str


Search = Callable[[Document], Iterable[Finding]]


def make_rule(rule_id: str, kind: Kind, description: str, search: Search) -> Rule:
    """Make a rule that repeats ``search`` on its own outcome until it finds nothing more to apply."""

    def edits_of(document: Document) -> list[Edit]:
        source = f"rule:{rule_id}"
        return select(
            Edit(start, end, document.text[start:end], after, kind, confidence, source, message)
            for start, end, after, confidence, message in search(document)
        )

    def find(document: Document) -> Iterator[Edit]:
        found = edits_of(document)
        applied = _applied(found)
        again = applied
        for _ in range(_ROUNDS):
            if not again:
                break
            again = _applied(edits_of(Document.parse(apply_edits(document.text, applied))))
            applied = compose(document.text, applied, again)
        suggestions = [edit for edit in found if edit.confidence < APPLIED]
        # An applied edit outweighs a suggestion at the same place.
        yield from select(applied + suggestions)

    return Rule(rule_id, kind, description, find)


def _applied(edits: Iterable[Edit]) -> list[Edit]:
    return [edit for edit in edits if edit.confidence >= APPLIED]
