from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import cleaner
from models.cleaner import ROUNDS, Cleaned, Cleaner
from models.core.document import Document
from models.core.edit import Edit, apply_edits
from models.core.rule import Rule
from models.options import Options
from tests.models.fake import FakeModel

BITS = (
    *("he", "She", "the", "the", "had", "Mrs. Alder", "Alder said", "that", "don ’ t", "Ã©", "â€œ", "&amp;", "U.S."),
    *(
        " ",
        " ",
        "  ",
        "\n",
        "\n\n",
        "\r\n",
        " ,",
        ".",
        "..",
        "?",
        "(",
        ")",
        "“",
        "”",
        "««",
        '"',
        "’",
        "'",
        "—",
        "-",
        ":",
    ),
    *(
        "\x00",
        "\u200d",
        "\u200b",
        "\ufeff",
        "\u2028",
        "\u202e",
        "\ud83d",
        "\ude00",
        "א",
        "م",
        "👩‍💻",
        "𝔘",
        "\u0301",
        "\x85",
    ),
)
ANY = st.one_of(st.text(max_size=50), st.lists(st.sampled_from(BITS), max_size=25).map("".join))


def clean(text: str, model: FakeModel | None = None, options: Options | None = None) -> Cleaned:
    return Cleaner(model).clean_many([text], options or Options())[0]


def consistent(received: str, cleaned: Cleaned) -> None:
    assert cleaned.received == received
    assert apply_edits(received, cleaned.edits) == cleaned.document.text
    for edit in cleaned.suggestions:
        assert received[edit.start : edit.end] == edit.before


def test_rules_and_model_take_turns() -> None:
    model = FakeModel({"he": ("she", 0.95), "had ": ("delete", 0.95)})
    text = "The nun , he said had had a a cold."
    cleaned = clean(text, model)
    assert cleaned.document.text == "The nun, she said had a cold."
    assert cleaned.settled
    consistent(text, cleaned)
    assert {edit.source.split(":")[0] for edit in cleaned.edits} == {"rule", "fake"}
    # The model reads only what the rules have tidied, and the last time what it left itself.
    assert model.seen[0] == ["The nun, he said had had a cold."]
    assert model.seen[-1] == ["The nun, she said had a cold."]


def test_a_clean_text_is_read_once() -> None:
    model = FakeModel({})
    cleaned = clean("The nun slept.", model)
    assert (cleaned.edits, cleaned.suggestions, cleaned.warnings) == ([], [], [])
    assert len(model.seen) == 1


def test_the_model_reads_a_text_whose_form_is_finished() -> None:
    model = FakeModel({})
    text = "The nun ,  he said. ““We stay,” said Bob."
    cleaned = clean(text, model)
    assert model.seen == [["The nun, he said. “We stay,” said Bob."]]
    consistent(text, cleaned)


def test_settled_texts_are_not_read_again() -> None:
    model = FakeModel({"he": ("she", 0.95)})
    cleaned = Cleaner(model).clean_many(["It rained.", "So he slept.", "We ate."], Options())
    assert [c.document.text for c in cleaned] == ["It rained.", "So she slept.", "We ate."]
    assert model.seen == [["It rained.", "So he slept.", "We ate."], ["So she slept."]]


def test_the_second_clean_is_empty() -> None:
    model = FakeModel({"he": ("she", 0.95), "his": ("her", 0.6)})
    once = clean("The nun , he said, lost his hat.", model)
    again = clean(once.document.text, model)
    assert again.edits == []
    assert [(e.before, e.after) for e in again.suggestions] == [("his", "her")]


def test_suggestions_are_mapped_back_to_the_received_text() -> None:
    text = "The the nun , as  he said , lost his hat. don ’ t"
    cleaned = clean(text, FakeModel({"his": ("her", 0.7)}))
    assert cleaned.document.text != text
    (suggestion,) = [edit for edit in cleaned.suggestions if edit.source == "fake"]
    assert suggestion.start == text.index("his")
    consistent(text, cleaned)


def test_suggestions_on_edited_ground_are_dropped() -> None:
    cleaned = Cleaned("a x b", Document.parse("a x b"))
    cleaned.take([Edit(2, 3, "x", "yyy", "spacing", 1.0, "rule:a", "")])
    fine = Edit(6, 7, "b", "c", "spacing", 0.5, "rule:b", "")
    cleaned.suggest([Edit(2, 5, "yyy", "z", "spacing", 0.5, "rule:b", ""), fine])
    assert [(e.start, e.end, e.before, e.after) for e in cleaned.suggestions] == [(4, 5, "b", "c")]


def test_suggestions_of_rules_and_model_do_not_overlap() -> None:
    cleaned = clean("They closed the cemetery cemetery.", FakeModel({"cemetery ": ("delete", 0.7)}))
    assert cleaned.edits == []
    assert len(cleaned.suggestions) == 1


def turn(rule: str, one: str, other: str, confidence: float) -> Rule:
    def find(document: Document) -> list[Edit]:
        places = [i for i, c in enumerate(document.text) if c == one]
        return [Edit(i, i + 1, one, other, "encoding", confidence, f"rule:{rule}", "") for i in places]

    return Rule(rule, "encoding", "", find)


def test_suggestions_of_all_rules_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cleaner, "ENCODING", (turn("encoding", "x", "y", 0.5),))
    monkeypatch.setattr(cleaner, "FORM", (turn("form", "z", "y", 0.5), turn("other", "a", "b", 1.0)))
    cleaned = clean("x a z")
    assert cleaned.document.text == "x b z"
    assert [(e.start, e.source) for e in cleaned.suggestions] == [(0, "rule:encoding"), (4, "rule:form")]


def test_rules_that_undo_one_another_leave_the_text_as_it_came(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cleaner, "ENCODING", (turn("there", "x", "y", 1.0),))
    monkeypatch.setattr(cleaner, "FORM", (turn("back", "y", "x", 1.0),))
    cleaned = clean("x a")
    assert (cleaned.document.text, cleaned.edits) == ("x a", [])
    assert [w.code for w in cleaned.warnings] == ["unstable"]


def test_rules_that_feed_one_another_come_to_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    letters = "abcdefghijklmnopqrstuvwxyz" * 8
    growing = Rule(
        "grow",
        "spacing",
        "",
        lambda d: [Edit(len(d.text), len(d.text), "", letters[len(d.text)], "spacing", 1.0, "rule:grow", "")],
    )
    monkeypatch.setattr(cleaner, "FORM", (growing,))
    cleaned = clean("a")
    assert (cleaned.document.text, cleaned.edits) == ("a", [])
    assert [w.code for w in cleaned.warnings] == ["unstable"]


def test_a_model_that_flips_leaves_the_text_as_it_came() -> None:
    text = "So  he slept , and she woke."
    model = FakeModel({"he": ("she", 0.95), "she": ("he", 0.95)})
    calm, flipping = Cleaner(model).clean_many(["It  rained.", text], Options())
    assert calm.document.text == "It rained."
    assert (calm.warnings, flipping.settled) == ([], False)
    assert flipping.document.text == text
    assert (flipping.edits, flipping.suggestions) == ([], [])
    assert [w.code for w in flipping.warnings] == ["unstable"]
    assert len(model.seen) == ROUNDS


def test_disabled_rules_do_not_run() -> None:
    text = "It  rained ."
    off = Options(disabled_rules=frozenset({"double-space"}))
    assert clean(text, None, off).document.text == "It  rained."
    model = FakeModel({"It": ("he", 0.95)})
    assert clean("It rained.", model, Options(disabled_rules=frozenset({"fake"}))).edits == []


def test_quote_style() -> None:
    text = '"We go," said Ann. "It rains," said Bob.'
    assert clean(text, None, Options(quote_style="curly")).document.text == "“We go,” said Ann. “It rains,” said Bob."
    assert clean(text).edits == []


@pytest.mark.parametrize("texts", [[], [""], ["", " ", "\n\n"]])
def test_nothing_comes_back_as_nothing(texts: list[str]) -> None:
    assert [c.document.text for c in Cleaner().clean_many(texts, Options())] == texts


@settings(deadline=None)
@given(ANY)
def test_any_text_is_cleaned_once_and_for_all(text: str) -> None:
    cleaned = clean(text)
    consistent(text, cleaned)
    if cleaned.settled:
        again = clean(cleaned.document.text)
        assert again.edits == []
        assert again.settled
    else:
        assert cleaned.document.text == text


@settings(deadline=None)
@given(st.lists(ANY, max_size=4))
def test_texts_do_not_see_one_another(texts: list[str]) -> None:
    model = FakeModel({"he": ("she", 0.95), "She": ("he", 0.6)})
    together = Cleaner(model).clean_many(texts, Options())
    assert together == [clean(text, model) for text in texts]
    for text, cleaned in zip(texts, together, strict=True):
        consistent(text, cleaned)
