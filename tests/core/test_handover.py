from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pytest

from models.core.decision import SlotDecision, Thresholds
from models.core.document import Document
from models.core.edit import Edit, apply_edits
from models.core.handover import (
    QUOTES_RULE,
    by_marks,
    by_model,
    by_rules,
    quote_evidence,
    slot_edit,
    split,
    thresholds_of,
    together,
)
from models.core.rule import Rule
from models.core.slots import Slot, find_slots
from models.core.stop import Check, go_on

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass
class Fake:
    """Says what it was told about the words of a text, and that all else stays."""

    says: Mapping[str, Mapping[str, float]]
    thresholds: Mapping[str, Thresholds] = field(
        default_factory=lambda: {"pronoun": Thresholds(0.9, 0.6), "stray": Thresholds(0.8, 0.5)}
    )
    name: str = "fake"
    quote_weight: float = 0.0

    def decide(self, documents: Sequence[Document], check: Check = go_on) -> list[list[SlotDecision]]:
        return [
            [
                SlotDecision(slot, self.says.get(d.text[slot.start : slot.end], {slot.unchanged: 1.0}))
                for p in d.paragraphs
                for slot in find_slots(d.text, p.start, p.end)
            ]
            for d in documents
        ]


def propose(model: Fake, text: str, disabled: frozenset[str] = frozenset()) -> tuple[list[Edit], list[Edit]]:
    document = Document.parse(text)
    said = model.decide([document])[0]
    evidence = quote_evidence(said, model.quote_weight) if model.quote_weight else None
    found = together(by_marks(document, "keep", disabled, evidence), by_model(document, disabled, model, said))
    return list(found.apply), list(found.suggest)


@pytest.mark.parametrize(
    ("probability", "applied", "suggested"),
    [(0.9, 1, 0), (0.89, 0, 1), (0.6, 0, 1), (0.59, 0, 0)],
)
def test_thresholds(probability: float, applied: int, suggested: int) -> None:
    model = Fake({"he": {"she": probability, "he": 1 - probability}})
    apply, suggest = propose(model, "The nun said he slept.")
    assert (len(apply), len(suggest)) == (applied, suggested)
    for edit in (*apply, *suggest):
        assert (edit.before, edit.after, edit.kind) == ("he", "she", "pronoun")
        assert (edit.confidence, edit.source) == (probability, "fake")


def test_a_change_may_have_thresholds_of_its_own() -> None:
    thresholds = {"pronoun": Thresholds(0.5, 0.4), "pronoun:he>it": Thresholds(0.99, 0.95)}
    model = Fake({"He": {"it": 0.96, "he": 0.04}, "his": {"her": 0.7, "his": 0.3}}, thresholds)
    apply, suggest = propose(model, "He lost his head.")
    assert [(e.before, e.after) for e in apply] == [("his", "her")]
    assert [(e.before, e.after) for e in suggest] == [("He", "It")]


def test_a_kind_without_thresholds_is_never_edited() -> None:
    model = Fake({"he": {"she": 1.0}}, {})
    assert propose(model, "So he slept.") == ([], [])
    (decision,) = model.decide([Document.parse("so he slept")])[0]
    edit = slot_edit("so he slept", decision, "fake")
    assert edit is not None
    assert thresholds_of(model, decision, edit).suggest > 1


@pytest.mark.parametrize(
    ("contested", "barred", "threshold", "applied"),
    [
        (set(), set(), None, True),
        ({"feminine"}, set(), None, False),
        ({"neuter"}, {"neuter"}, None, True),
        ({"feminine"}, set(), 0.98, True),
        ({"feminine"}, set(), 0.995, False),
        (set(), {"feminine"}, 0.98, False),
        ({"feminine"}, {"feminine"}, 0.98, False),
    ],
)
def test_a_contested_change_asks_for_more(
    contested: set[str], barred: set[str], threshold: float | None, applied: bool
) -> None:
    document = Document.parse("So he slept.")
    own = {} if threshold is None else {"pronoun:he>she:contested": Thresholds(threshold, 0.5)}
    model = Fake({"he": {"she": 0.99, "he": 0.01}}, {"pronoun": Thresholds(0.9, 0.6), **own})
    said = [
        replace(decision, contested=frozenset(contested), barred=frozenset(barred))
        for decision in model.decide([document])[0]
    ]
    found = by_model(document, frozenset(), model, said)
    assert [e.after for e in (found.apply if applied else found.suggest)] == ["she"]
    assert (found.suggest if applied else found.apply) == ()


def test_a_disabled_model_edits_nothing() -> None:
    model = Fake({"he": {"she": 1.0}})
    assert propose(model, "So he slept.", frozenset({"fake"})) == ([], [])


def test_without_a_model_only_the_marks_are_read() -> None:
    document = Document.parse("“We go,” said Ann. ““We stay,” said Bob.")
    found = by_marks(document, "keep", frozenset())
    assert apply_edits(document.text, found.apply) == "“We go,” said Ann. “We stay,” said Bob."
    assert by_marks(document, "keep", {QUOTES_RULE}).apply == ()


@pytest.mark.parametrize(
    ("text", "operation", "after", "message"),
    [
        ("he", "she", "she", "“he” stands for someone or something feminine here, so “she”."),
        ("He", "it", "It", "“He” stands for someone or something neuter here, so “It”."),
        ("HIS", "her", "HER", "“HIS” stands for someone or something feminine here, so “HER”."),
        ("her", "him", "him", "“her” stands for someone or something masculine here, so “him”."),
        ("it", "them", "them", "“it” stands for several here, so “them”."),
    ],
)
def test_messages_of_pronouns(text: str, operation: str, after: str, message: str) -> None:
    slot = Slot(0, len(text), "pronoun", (operation, text.lower()), text.lower())
    edit = slot_edit(text, SlotDecision(slot, {operation: 0.75, text.lower(): 0.25}), "fake")
    assert edit == Edit(0, len(text), text, after, "pronoun", 0.75, "fake", message)


@pytest.mark.parametrize(
    ("text", "span", "fixed", "kind", "message"),
    [
        (
            "They left. and came.",
            ".",
            "They left and came.",
            "punctuation",
            "The “.” stands in the middle of a sentence.",
        ),
        (
            "They left; and came.",
            ";",
            "They left and came.",
            "punctuation",
            "The “;” stands in the middle of a sentence.",
        ),
        ("We had had it.", "had ", "We had it.", "duplicate", "“had” is written again right behind."),
        ("Had had we it?", "Had ", "Had we it?", "duplicate", "“Had” is written again right behind."),
        (
            "The town to the town came.",
            "The town to ",
            "The town came.",
            "duplicate",
            "Behind “The town to” the same words start over.",
        ),
        ("The The end.", "The ", "The end.", "duplicate", "“The” is written again right behind."),
    ],
)
def test_strays(text: str, span: str, fixed: str, kind: str, message: str) -> None:
    model = Fake({span: {"delete": 0.95, "keep": 0.05}})
    apply, _ = propose(model, text, frozenset({QUOTES_RULE}))
    assert apply_edits(text, apply) == fixed
    assert [(e.kind, e.message) for e in apply] == [(kind, message)]


@pytest.mark.parametrize("kind", ["mark", "gap"])
def test_marks_are_not_the_models_to_edit(kind: str) -> None:
    operation = "delete" if kind == "mark" else "open"
    slot = (
        Slot(0, 1, "mark", ("keep", operation), "keep")
        if kind == "mark"
        else Slot(0, 0, "gap", ("keep", "open"), "keep")
    )
    assert slot_edit("“", SlotDecision(slot, {operation: 1.0}), "fake") is None


def test_evidence() -> None:
    text = "“Go, he said."
    model = Fake({"“": {"keep": 0.2, "delete": 0.8, "open": 0.0}, "": {"keep": 0.5, "close": 0.5}})
    evidence = quote_evidence(model.decide([Document.parse(text)])[0], 0.5)
    assert evidence.weight == 0.5
    assert dict(evidence.marks) == {0: {"keep": math.log(0.2), "delete": math.log(0.8), "open": math.log(1e-9)}}
    assert sorted(evidence.gaps) == [0, 4, len(text)]
    assert evidence.gaps[4] == {"keep": math.log(0.5), "close": math.log(0.5)}


def test_evidence_sways_the_reading_of_marks() -> None:
    text = "The “river was high. It rained."
    plain, _ = propose(Fake({}), text)
    model = Fake({"“": {"delete": 1.0, "keep": 0.0, "open": 0.0, "close": 0.0}}, quote_weight=5.0)
    swayed, _ = propose(model, text)
    assert plain == []
    assert apply_edits(text, swayed) == "The river was high. It rained."


def edit_at(start: int, end: int, confidence: float) -> Edit:
    return Edit(start, end, "x" * (end - start), "", "spacing", confidence, "rule:a", "")


def test_split_takes_the_surest_of_each_set() -> None:
    sure, surer, unsure = edit_at(0, 2, 0.9), edit_at(1, 3, 0.95), edit_at(5, 6, 0.5)
    found = split([(sure, True), (surer, True), (unsure, False)])
    assert found.apply == (surer,)
    assert found.suggest == (unsure,)


def test_rules_apply_suggest_and_can_be_switched_off() -> None:
    rules = [
        Rule("sure", "spacing", "", lambda _: [edit_at(0, 1, 0.9)]),
        Rule("unsure", "spacing", "", lambda _: [edit_at(2, 3, 0.89)]),
    ]
    document = Document.parse("xxxx")
    found = by_rules(document, rules, frozenset())
    assert (found.apply, found.suggest) == ((edit_at(0, 1, 0.9),), (edit_at(2, 3, 0.89),))
    assert by_rules(document, rules, {"sure"}).apply == ()
