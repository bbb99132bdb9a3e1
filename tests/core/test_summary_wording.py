from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.core.document import Document, Span
from models.core.summary.cuts import HEDGE, Kind, cuts_of
from models.core.summary.dropping import drop_probability
from models.core.summary.forms import has_verb, is_balanced
from models.core.summary.naming import name_for
from models.core.summary.wording import Wording, trim, without

if TYPE_CHECKING:
    from models.core.summary.cuts import Cut

FOLDER = Path(__file__).parents[1] / "data" / "cases"
QUOTATION = re.compile(r"“[^“”]*”|\"[^\"]*\"")


def cases(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return rows


def surely(sentence: str, cut: Cut) -> float:
    return 1.0


subjects = st.sampled_from(
    ["The mayor", "Anna Keller", "The ferry", "He", "A law from 2010", "Keller, 55, of Ansel", "The captain (a lawyer)"]
)
openers = st.sampled_from(
    [
        "",
        "However, ",
        "But ",
        "And yet ",
        "PORT ANSEL (AP) — ",
        "(CNN)",
        "In May, however, ",
        "On Monday, ",
        "When he came, ",
    ]
)
clauses = st.sampled_from(
    [
        "",
        ", who never slept,",
        ", which carries cars,",
        ", meanwhile,",
        ", a former captain,",
        " (born in 1950)",
        ", Ansel,",
    ]
)
verbs = st.sampled_from(
    [
        "signed the plan",
        "said it was not over",
        "was closed on Friday",
        "sank",
        "said “however, it (is) late”",
        "left 1,200 men",
    ]
)
tails = st.sampled_from(
    [
        "",
        ", leaving forty ships outside",
        ", where beds stood ready",
        ", although it was late",
        ", police said",
        ", however",
        ", a port, and a bay",
        " on Monday",
        ", unless it rains",
        ", hitting, and running",
    ]
)
stops = st.sampled_from([".", "!", "?", "", ".”", " ."])
generated = st.builds(lambda *parts: "".join(parts), openers, subjects, clauses, st.just(" "), verbs, tails, stops)
any_text = generated | st.text(st.characters(codec=None, exclude_categories=())) | st.text('Al, but.(who)“”"-1—’')
worths = st.sampled_from([None, surely, drop_probability])


@pytest.mark.parametrize("case", cases("summary_trims"), ids=lambda case: case["label"])
def test_trims(case: dict[str, Any]) -> None:
    assert trim(case["text"]).text == case["always"]
    assert trim(case["text"], surely).text == case["all"]


@pytest.mark.parametrize("case", cases("summary_trims_known_failures"), ids=lambda case: case["label"])
@pytest.mark.xfail(strict=True)
def test_known_failures(case: dict[str, Any]) -> None:
    assert trim(case["text"], surely).text == case["all"]


@given(any_text, worths)
def test_the_pieces_are_the_text(sentence: str, worth: Any) -> None:
    wording = trim(sentence, worth)
    joined = "".join(sentence[span.start : span.end] for span in wording.kept)
    assert len(joined) == len(wording.text)
    differing = [i for i, (one, other) in enumerate(zip(joined, wording.text, strict=True)) if one != other]
    assert len(differing) <= 1
    assert all(joined[i].upper() == wording.text[i] and not any(map(str.isalnum, joined[:i])) for i in differing)
    assert all(a.end < b.start for a, b in zip(wording.kept, wording.kept[1:], strict=False))
    assert all(span.start < span.end for span in wording.kept)


@given(any_text, worths)
def test_trimming_again_changes_nothing(sentence: str, worth: Any) -> None:
    once = trim(sentence, worth)
    again = trim(once.text, worth)
    assert again.text == once.text
    assert again.cuts == ()


@given(generated, worths)
def test_no_trimmed_sentence_is_broken(sentence: str, worth: Any) -> None:
    wording = trim(sentence, worth)
    if not wording.cuts:
        assert wording.text == sentence
        return
    text = wording.text
    assert not text[0].islower()
    assert text[-1] == sentence[-1]
    assert is_balanced(text)
    assert has_verb(text) or not has_verb(sentence)
    assert QUOTATION.findall(text) == QUOTATION.findall(sentence)
    assert not re.search(r"\s[,;!?]|,\s*[,.]|\s\s|^\W*,", text)
    lost = len(HEDGE.findall(sentence)) - len(HEDGE.findall(text))
    assert lost == sum(len(HEDGE.findall(part)) for part in ("But ", "But, ") if sentence.startswith(part))


@given(any_text)
def test_slots_lie_in_the_sentence(sentence: str) -> None:
    for cut in cuts_of(sentence):
        assert 0 <= cut.start < cut.end < len(sentence)
        assert 0 <= drop_probability(sentence, cut) <= 1


def test_what_would_break_a_sentence_is_refused() -> None:
    sentence = "The mayor (a lawyer) signed."
    cuts = cuts_of(sentence)
    assert [cut.kind for cut in cuts] == [Kind.PARENTHESIS]
    wording = without(sentence, cuts)
    assert wording is not None
    assert wording.text == "The mayor signed."
    assert without("Signed (by us).", cuts_of("Signed (by us).")) is None
    assert Wording.whole("").kept == ()


def test_an_endless_sentence_is_left_alone() -> None:
    sentence = "The mayor, who was late, " * 2_000 + "signed."
    assert trim(sentence, surely).text == sentence


@pytest.mark.parametrize("case", cases("summary_names"), ids=lambda case: case["label"])
def test_names(case: dict[str, Any]) -> None:
    document = Document.parse(case["text"])
    before, sentence = document.sentences
    naming = name_for(document.text, before, sentence)
    assert (naming.after if naming else None) == case["name"]
    if naming:
        assert document.text[naming.start : naming.end] == naming.before
        assert naming.start == sentence.start


@given(any_text, any_text)
def test_a_name_comes_from_the_sentence_before(one: str, other: str) -> None:
    text = one + other
    naming = name_for(text, Span(0, len(one)), Span(len(one), len(text)))
    assert naming is None or (naming.after in one and text[naming.start : naming.end] == naming.before)
