"""Repair of quotation marks: the cheapest reading of all marks of a text, written as edits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.core.document import Document
from models.core.edit import Edit, apply_edits, compose
from models.core.quotes import lattice
from models.core.quotes.automaton import Automaton
from models.core.quotes.blocks import split_blocks
from models.core.quotes.decisions import Decision, place
from models.core.quotes.evidence import QuoteEvidence
from models.core.quotes.layout import Placement, lay_out
from models.core.quotes.marks import find_apostrophes
from models.core.quotes.node import Node
from models.core.quotes.steps import build_steps

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.core.quotes.style import QuoteStyle

ROUNDS = 4
APOSTROPHE = 0.99
"""Confidence that a mark inside a word is an apostrophe."""


def repair_quotes(document: Document, style: QuoteStyle, evidence: QuoteEvidence | None = None) -> list[Edit]:
    """Edits that repair the quotation marks of a document; after them there is nothing left to repair.

    Args:
        document: the text; its paragraphs bound where quotations may end.
        style: ``keep`` for the text's own glyphs, or the family to write all quotation marks in.
        evidence: what a model says of marks and gaps, added to the costs of the readings.

    Returns:
        Sorted edits that do not touch one another. The confidence of an edit is the logistic function of its margin:
        by how many nats the whole text becomes less likely under any other outcome for that mark.
    """
    evidence = evidence or QuoteEvidence()
    automaton = Automaton()
    edits = _repair_once(document, style, evidence, automaton)
    if not edits:
        return []
    for _ in range(ROUNDS):
        evidence_now = evidence.mapped(edits)
        again = _repair_once(Document.parse(apply_edits(document.text, edits)), style, evidence_now, automaton)
        if not again:
            return edits
        edits = compose(document.text, edits, again)
    return []


def _repair_once(document: Document, house: QuoteStyle, evidence: QuoteEvidence, automaton: Automaton) -> list[Edit]:
    stops = build_steps(document, evidence)
    choices = lattice.solve([stop.step for stop in stops], automaton)
    decisions = [
        Decision(stop.step, stop.block, choice)
        for stop, choice in zip((stop for stop in stops if isinstance(stop.step, Node)), choices, strict=True)
        if isinstance(stop.step, Node)
    ]
    placements = list(place(decisions, house))
    if house != "keep":
        placements += _apostrophes(document, house)
    return lay_out(document.text, placements)


def _apostrophes(document: Document, house: QuoteStyle) -> Iterator[Placement]:
    """Placements of the apostrophes that need no search, in the house style."""
    glyph = "'" if house == "straight" else "’"
    for block in split_blocks(document):
        for mark in find_apostrophes(document.text, block.start, block.end):
            yield Placement(mark, block, "keep", None, glyph, APOSTROPHE)
