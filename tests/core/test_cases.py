"""Runs the cases of tests/data/cases that concern rules.

A row has a `label`, the `rule` (an id, or `*` for all of them), the `original` text, and what applied edits make of it
(`fixed`, equal to the original in a negative case). With `suggestion` the rule may only suggest: applied edits leave
the text alone, and `fixed` is what the suggestions make of it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from models.core.document import Document
from models.core.edit import apply_edits, select
from models.core.rule import APPLIED
from models.core.rules import RULES
from models.core.rules.boilerplate import find_boilerplate

CASES = Path(__file__).parents[1] / "data" / "cases"
FAMILIES = ("encoding", "spacing", "punctuation", "duplicate", "pronoun", "negative")
BY_ID = {rule.id: rule for rule in RULES}


def load(*names: str, marks: tuple[pytest.MarkDecorator, ...] = ()) -> list[Any]:
    rows = [row for name in names for row in json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))]
    return [pytest.param(row, id=f"{row['rule']}: {row['label']}", marks=marks) for row in rows]


def outcome(row: dict[str, Any], least: float) -> str:
    text: str = row["original"]
    rules = RULES if row["rule"] == "*" else [BY_ID[row["rule"]]]
    document = Document.parse(text)
    edits = select(edit for rule in rules for edit in rule.find(document))
    return apply_edits(text, [edit for edit in edits if edit.confidence >= least])


@pytest.mark.parametrize("row", load(*FAMILIES))
def test_case(row: dict[str, Any]) -> None:
    if row.get("suggestion"):
        assert outcome(row, APPLIED) == row["original"]
        assert outcome(row, 0) == row["fixed"]
    else:
        assert outcome(row, APPLIED) == row["fixed"]


@pytest.mark.parametrize("row", load("known_failures", marks=(pytest.mark.xfail(strict=True),)))
def test_known_failure(row: dict[str, Any]) -> None:
    assert outcome(row, APPLIED) == row["fixed"]


@pytest.mark.parametrize("row", load("boilerplate"))
def test_boilerplate(row: dict[str, Any]) -> None:
    text: str = row["original"]
    found = find_boilerplate(Document.parse(text))
    assert [text[item.start : item.end] for item in found] == ([text] if row["boilerplate"] else [])


def test_every_rule_has_positive_and_negative_cases() -> None:
    rows = [param.values[0] for param in load(*FAMILIES)]
    for rule in RULES:
        mine = [row for row in rows if row["rule"] == rule.id]
        assert any(row["fixed"] != row["original"] for row in mine), rule.id
        assert any(row["fixed"] == row["original"] for row in mine), rule.id


def test_ids_are_unique() -> None:
    assert len(BY_ID) == len(RULES)
