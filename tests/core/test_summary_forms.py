from __future__ import annotations

import json
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.core.summary.candidates import is_dangling
from models.core.summary.forms import Form, form_of, is_balanced, quoted_share

CASES = Path(__file__).parents[1] / "data" / "cases"
FORMS = json.loads((CASES / "summary_forms.json").read_text(encoding="utf-8"))
FAILURES = json.loads((CASES / "summary_forms_known_failures.json").read_text(encoding="utf-8"))
DANGLING = json.loads((CASES / "summary_dangling.json").read_text(encoding="utf-8"))

any_text = st.text(st.characters(codec=None, exclude_categories=()))


@pytest.mark.parametrize("case", FORMS, ids=lambda case: case["label"])
def test_forms(case: dict[str, str]) -> None:
    assert form_of(case["original"]).name == case["form"]


@pytest.mark.xfail(strict=True)
@pytest.mark.parametrize("case", FAILURES, ids=lambda case: case["label"])
def test_known_failures(case: dict[str, str]) -> None:
    assert form_of(case["original"]).name == case["form"]


@pytest.mark.parametrize("case", DANGLING, ids=lambda case: case["label"])
def test_dangling(case: dict[str, object]) -> None:
    assert is_dangling(str(case["original"])) is case["dangling"]


@given(any_text)
def test_any_text_has_a_form(text: str) -> None:
    assert isinstance(form_of(text), Form)
    assert 0 <= quoted_share(text) <= 1
    is_dangling(text)


@pytest.mark.parametrize("piece", ["(photo ", "AB ", "“", '"', "By A ", "'a ", "a'", "((", " ", "A.", "Ann, "])
def test_hostile_text_takes_linear_time(piece: str) -> None:
    started = process_time()
    form_of(piece * 40_000)
    form_of(piece * (400 // len(piece)))
    assert process_time() - started < 1


def test_balanced() -> None:
    assert is_balanced("«a» (b [c]) “d”")
    assert not is_balanced("a) (b")
    assert not is_balanced("“a")


def test_quoted_share() -> None:
    assert quoted_share("“abcd”") == 1
    assert quoted_share('ab "c" de') == pytest.approx(1 / 3)
    assert quoted_share("") == 0
