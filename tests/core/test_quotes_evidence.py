"""What a model says of marks and gaps is weighed with the solver's own costs."""

from __future__ import annotations

import math

from models.core.document import Document
from models.core.edit import Edit, apply_edits
from models.core.quotes import QuoteEvidence, repair_quotes
from models.core.rule import APPLIED

SURE, HARDLY = math.log(0.97), math.log(0.01)


def sure_of(role: str) -> dict[str, float]:
    return {name: SURE if name == role else HARDLY for name in ("open", "close", "delete", "keep")}


def sure_edits(text: str, evidence: QuoteEvidence | None = None) -> list[Edit]:
    return [e for e in repair_quotes(Document.parse(text), "keep", evidence) if e.confidence >= APPLIED]


def test_without_a_word_nothing_changes() -> None:
    text = "They named him the angry enforcer” of the party."
    assert repair_quotes(Document.parse(text), "keep", QuoteEvidence()) == repair_quotes(Document.parse(text), "keep")


def test_a_gap_named_by_the_model_gets_its_opening_mark() -> None:
    text = "It rained.\n\nThey named him the angry enforcer” of the party."
    gap = text.index(" angry")
    evidence = QuoteEvidence(gaps={gap: {"open": SURE, "keep": HARDLY, "close": HARDLY}})
    assert apply_edits(text, sure_edits(text, evidence)) == text.replace("angry", "“angry")


def test_a_gap_named_by_the_model_gets_its_closing_mark() -> None:
    text = "The bill is “ripe for abuse and lacks money. It was late.\n\nNobody came."
    gap = text.index(" and")
    evidence = QuoteEvidence(gaps={gap: {"close": SURE, "keep": HARDLY, "open": HARDLY}})
    assert apply_edits(text, sure_edits(text, evidence)) == text.replace("abuse and", "abuse” and")


def test_a_mark_in_doubt_is_decided_by_the_model() -> None:
    text = "the goals” of peace “are far"
    assert sure_edits(text) == []
    marks = {text.index("”"): sure_of("open"), text.index("“"): sure_of("close")}
    assert apply_edits(text, sure_edits(text, QuoteEvidence(marks=marks))) == "the goals “of peace” are far"


def test_a_mark_is_kept_or_deleted_for_the_model() -> None:
    text = 'The pole of 5" is here. It “ended” well.'
    assert sure_edits(text, QuoteEvidence(marks={text.index('"'): sure_of("keep")})) == []
    stray = "The pole” is here. It “ended” well."
    evidence = QuoteEvidence(marks={stray.index("”"): sure_of("delete")}, weight=2.0)
    assert apply_edits(stray, sure_edits(stray, evidence)) == "The pole is here. It “ended” well."


def test_the_weight_scales_the_model() -> None:
    text = "the goals” of peace “are far"
    marks = {text.index("”"): sure_of("open"), text.index("“"): sure_of("close")}
    assert sure_edits(text, QuoteEvidence(marks=marks, weight=0.0)) == sure_edits(text)


def test_what_is_not_mentioned_is_floored() -> None:
    evidence = QuoteEvidence(marks={0: {"open": -0.1}})
    assert evidence.of_mark(0, "close") == 12.0
    assert evidence.of_mark(1, "close") == 0.0
    assert evidence.of_gap(0, "keep") == 0.0


def test_evidence_moves_with_the_text() -> None:
    evidence = QuoteEvidence(marks={5: {"open": -0.1}}, gaps={2: {"keep": -0.1}}, weight=2.0)
    moved = evidence.mapped([Edit(3, 3, "", "x", "quote", 1.0, "test", "Test.")])
    assert (set(moved.marks), set(moved.gaps), moved.weight) == ({6}, {2}, 2.0)


def test_a_gap_at_the_edges_of_a_block() -> None:
    text = "We will go,” he said."
    evidence = QuoteEvidence(gaps={0: {"open": SURE, "keep": HARDLY}, len(text): {"keep": SURE, "close": HARDLY}})
    assert apply_edits(text, sure_edits(text, evidence)) == "“We will go,” he said."
