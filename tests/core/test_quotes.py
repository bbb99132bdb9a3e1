"""The repair of quotation marks: cases, and what holds for any text."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from models.core.document import Document
from models.core.edit import Edit, apply_edits, select
from models.core.quotes import QuoteStyle, repair_quotes
from models.core.quotes.glyph import QUOTE_CHARACTERS
from models.core.rule import APPLIED

CASES = Path(__file__).parents[1] / "data" / "cases"
STYLES: tuple[QuoteStyle, ...] = ("keep", "curly", "straight")
PIECES = st.sampled_from(
    [
        *("“", "”", '"', "„", "«", "»", "‟", "″", "''", "``", "‘‘", "’’", "‘", "’", "'", "‚", "‹", "›", "‛"),
        *("said", "he", "The", "It", "we", "I", "plan", "s", "5", "90s", "tis", "Mr. Jones", "n"),
        *(", ", ". ", ".", ",", "?", ": ", "—", " — ", "…", "...", "(", ")", "-", "\\", "|", "<a href=", ">"),
        *("\n", "\n\n", "\t", "\xa0", "  ", "\u2028", "\r\n"),
        *("\ud800", "\x00", "ש", "\u200d", "𝒽", "👩‍🚀", "é"),
    ]
)
TEXTS = st.one_of(
    st.lists(PIECES, max_size=40).map("".join),
    st.lists(PIECES, max_size=40).map(" ".join),
    st.text(alphabet=st.characters(), max_size=60),
)


GOOD = ["plan", "The", "“fine”", "he said,", "“Go.”", "dogs’", "5″", "it’s"]


def load(name: str, *marks: pytest.MarkDecorator) -> list[Any]:
    rows = json.loads((CASES / f"quotes_{name}.json").read_text(encoding="utf-8"))
    return [pytest.param(row, id=row["label"], marks=marks) for row in rows]


def repair(text: str, style: QuoteStyle = "keep", least: float = APPLIED) -> str:
    return apply_edits(text, [e for e in repair_quotes(Document.parse(text), style) if e.confidence >= least])


def without_marks(text: str) -> str:
    return "".join(c for c in text if c not in QUOTE_CHARACTERS and not c.isspace())


@pytest.mark.parametrize("row", [*load("wild"), *load("synthetic")])
def test_repair(row: dict[str, str]) -> None:
    assert repair(row["original"]) == row["fixed"]
    assert repair(row["fixed"]) == row["fixed"]


@pytest.mark.parametrize("row", load("negative"))
def test_what_is_right_stays(row: dict[str, str]) -> None:
    assert row["original"] == row["fixed"]
    assert repair(row["original"]) == row["original"]


@pytest.mark.parametrize("row", load("known_failures", pytest.mark.xfail(strict=True)))
def test_known_failure(row: dict[str, str]) -> None:
    assert repair(row["original"]) == row["fixed"]


def test_right_texts_stay_right_together() -> None:
    english = [row.values[0]["original"] for row in load("negative")]
    text = "\n\n".join(t for t in english if not re.search("[„«“]$|[„«`]|^and the|kno$", t))
    assert repair(text) == text


@settings(max_examples=400, deadline=None)
@given(text=TEXTS, style=st.sampled_from(STYLES))
@example(text="", style="keep")
@example(text="\n \n", style="curly")
@example(text="“" * 50, style="keep")
@example(text='" " " " ""', style="straight")
def test_any_text(text: str, style: QuoteStyle) -> None:
    edits = repair_quotes(Document.parse(text), style)
    assert edits == repair_quotes(Document.parse(text), style)
    assert edits == select(edits)
    for edit in edits:
        assert 0 <= edit.start <= edit.end <= len(text)
        assert edit.before == text[edit.start : edit.end]
        assert edit.kind == "quote"
        assert edit.source == "rule:quotation-marks"
        assert 0.5 <= edit.confidence < 1
        assert edit.message.endswith(".")
    after = apply_edits(text, edits)
    assert without_marks(after) == without_marks(text)
    assert repair_quotes(Document.parse(after), style) == []


@settings(max_examples=150, deadline=None)
@given(words=st.lists(st.sampled_from(GOOD), max_size=30))
@example(words=["“Go.”", "“fine”", "5″", "“fine”"])
def test_good_text_is_left_alone(words: list[str]) -> None:
    text = " ".join(words)
    assert repair(text) == text


def test_edits_are_small() -> None:
    text = "The port can begin a” slow return “with fewer ships."
    edits = repair_quotes(Document.parse(text), "keep")
    assert [(edit.before, edit.after) for edit in edits] == [("” ", " “"), (" “", "” ")]


def test_the_marks_of_a_pair_share_their_confidence() -> None:
    text = "The port can begin a” slow return “with fewer ships."
    first, second = repair_quotes(Document.parse(text), "keep")
    assert first.confidence == second.confidence


def test_an_uncertain_repair_is_a_suggestion() -> None:
    text = "He bought it.\n\nThey named him the angry enforcer” of the party. It was late."
    edits = repair_quotes(Document.parse(text), "keep")
    assert all(edit.confidence < APPLIED for edit in edits)


def test_a_pair_in_two_styles_is_a_suggestion() -> None:
    text = 'It was “late," he said. “It was cold,” he said.'
    [edit] = repair_quotes(Document.parse(text), "keep")
    assert (edit.before, edit.after) == ('"', "”")
    assert edit.confidence < APPLIED


@pytest.mark.parametrize(
    ("style", "text", "expected"),
    [
        ("curly", '"It\'s late," he said. "We \'might\' go."', "“It’s late,” he said. “We ‘might’ go.”"),
        ("straight", "“It’s late,” he said. “We ‘might’ go.”", '"It\'s late," he said. "We \'might\' go."'),
        ("curly", "The dogs' bowls and the '90s: 6'2\" and 27\".", 'The dogs’ bowls and the ’90s: 6\'2" and 27".'),
        ("straight", "„Guten Tag“ and « bonjour ».", '"Guten Tag" and "bonjour".'),
        ("curly", "``best'' and ‘‘worst’’ of it", "“best” and “worst” of it"),
        ("straight", "He is 6′2″ tall.", "He is 6′2″ tall."),
        ("keep", "'It is late,' he said. 'We \"might\" go.'", "'It is late,' he said. 'We \"might\" go.'"),
    ],
)
def test_house_style(style: QuoteStyle, text: str, expected: str) -> None:
    assert repair(text, style) == expected
    assert repair(expected, style) == expected


def test_paragraphs_apart_do_not_pair() -> None:
    text = "She called it ”nonsense” twice.\n\nHe called it ”rubbish” once."
    assert repair(text) == "She called it “nonsense” twice.\n\nHe called it “rubbish” once."


@pytest.mark.parametrize("unit", ['"', "“", "”", ' "', "'", "‘ ", 'a" ', '“ "', "« ", "‘“"])
def test_many_marks_are_read_in_bounded_time(unit: str) -> None:
    document = Document.parse(unit * 1500)
    started = time.process_time()
    repair_quotes(document, "keep")
    assert time.process_time() - started < 4


@pytest.mark.parametrize("unit", ["a ", " ", "<a ", "a. ", "A", "\t\n", "(", "he said, "])
def test_long_texts_without_an_answer_take_linear_time(unit: str) -> None:
    document = Document.parse('"x ' + unit * 20_000 + '"')
    started = time.process_time()
    edits: list[Edit] = repair_quotes(document, "keep")
    assert time.process_time() - started < 4
    assert len(edits) <= 2
