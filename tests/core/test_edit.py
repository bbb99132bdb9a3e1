from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.core.edit import Edit, EditError, OffsetMap, apply_edits, compose, overlaps, select

TEXTS = st.text(alphabet=st.one_of(st.sampled_from("ab .,\u200d\u05d0\x00\ud800😀"), st.characters()), max_size=40)


def make(text: str, start: int, end: int, after: str, confidence: float = 0.9, source: str = "rule:a") -> Edit:
    return Edit(start, end, text[start:end], after, "spacing", confidence, source, "why")


@st.composite
def edit_sets(draw: st.DrawFn, text: str) -> list[Edit]:
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=12)))
    pairs = zip(cuts[::2], cuts[1::2], strict=False)
    afters = st.text(alphabet="xyz. 😀", max_size=3)
    sources = st.sampled_from(["rule:a", "rule:b"])
    confidences = st.sampled_from([0.5, 0.9, 1.0])
    edits = [make(text, a, b, draw(afters), draw(confidences), draw(sources)) for a, b in pairs]
    return select(edits)


@st.composite
def text_with_edits(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    text = draw(TEXTS)
    return text, draw(edit_sets(text))


@st.composite
def two_passes(draw: st.DrawFn) -> tuple[str, list[Edit], list[Edit]]:
    text, first = draw(text_with_edits())
    return text, first, draw(edit_sets(apply_edits(text, first)))


def test_apply_replaces_inserts_and_deletes() -> None:
    text = "a , b"
    edits = [make(text, 4, 5, "c"), make(text, 1, 2, ""), make(text, 0, 0, "x")]
    assert apply_edits(text, edits) == "xa, c"


@pytest.mark.parametrize(
    "edits",
    [
        [make("abc", 0, 2, "x"), make("abc", 1, 3, "y")],
        [make("abc", 1, 1, "x"), make("abc", 1, 1, "y")],
        [make("abc", 0, 1, "x"), make("abc", 1, 1, "y")],
        [make("abc", 1, 1, "x"), make("abc", 1, 2, "y")],
        [Edit(0, 9, "abc", "x", "spacing", 1.0, "rule:a", "why")],
        [Edit(-1, 0, "", "x", "spacing", 1.0, "rule:a", "why")],
        [Edit(2, 1, "", "x", "spacing", 1.0, "rule:a", "why")],
        [Edit(0, 1, "b", "x", "spacing", 1.0, "rule:a", "why")],
    ],
)
def test_apply_refuses_edits_that_do_not_fit(edits: list[Edit]) -> None:
    with pytest.raises(EditError):
        apply_edits("abc", edits)


def test_touching_replacements_do_not_overlap() -> None:
    one, two = make("abc", 0, 1, "x"), make("abc", 1, 3, "y")
    assert not overlaps(one, two)
    assert not overlaps(two, one)
    assert apply_edits("abc", [two, one]) == "xy"


def test_select_keeps_the_more_confident_then_earlier_then_longer() -> None:
    text = "abcdef"
    sure, unsure = make(text, 1, 3, "x", 0.95), make(text, 0, 2, "y", 0.9)
    assert select([unsure, sure]) == [sure]
    early, late = make(text, 0, 2, "y"), make(text, 1, 3, "x")
    assert select([late, early]) == [early]
    short, long = make(text, 0, 1, "y"), make(text, 0, 2, "x")
    assert select([short, long]) == [long]


def test_select_drops_edits_that_change_nothing() -> None:
    assert select([make("ab", 0, 1, "a")]) == []


def test_compose_merges_edits_that_touch() -> None:
    text = "said , he"
    first = [Edit(4, 5, " ", "", "spacing", 0.99, "rule:space", "space")]
    second = [Edit(6, 8, "he", "she", "pronoun", 0.95, "model", "pronoun"), make("said, he", 4, 5, ";")]
    assert compose(text, first, second) == [
        Edit(4, 6, " ,", ";", "spacing", 0.9, "rule:space", "space"),
        Edit(7, 9, "he", "she", "pronoun", 0.95, "model", "pronoun"),
    ]


def test_compose_names_the_edit_that_changes_letters() -> None:
    first = [Edit(1, 2, " ", "", "spacing", 0.99, "rule:space", "space")]
    second = [Edit(1, 2, "b", "c", "pronoun", 0.95, "model", "pronoun")]
    assert compose("a b", first, second) == [Edit(1, 3, " b", "c", "pronoun", 0.95, "model", "pronoun")]


def test_compose_drops_edits_that_cancel_out() -> None:
    assert compose("ab", [make("ab", 1, 1, " ")], [make("a b", 1, 2, "")]) == []


def test_compose_refuses_a_second_pass_for_another_text() -> None:
    with pytest.raises(EditError):
        compose("ab", [make("ab", 0, 1, "")], [make("ab", 0, 1, "x")])


def test_offset_map_refuses_overlaps() -> None:
    with pytest.raises(EditError):
        OffsetMap([make("abc", 0, 2, "x"), make("abc", 1, 3, "y")])


def test_offset_map_inside_a_replaced_span() -> None:
    offsets = OffsetMap([make("abcdef", 1, 4, "x")])
    assert [offsets.to_output(i) for i in range(7)] == [0, 1, 2, 2, 2, 3, 4]
    assert [offsets.to_input(i) for i in range(5)] == [0, 1, 4, 5, 6]


@given(text_with_edits())
def test_text_outside_edits_is_untouched(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    offsets = OffsetMap(edits)
    result = apply_edits(text, edits)
    bounds = [0, *[bound for edit in edits for bound in (edit.start, edit.end)], len(text)]
    for start, end in zip(bounds[::2], bounds[1::2], strict=True):
        shift = sum(len(edit.after) - len(edit.before) for edit in edits if edit.end <= start)
        assert result[start + shift : end + shift] == text[start:end]
    for edit in edits:
        if edit.before and edit.after:
            assert offsets.to_input(offsets.to_output(edit.start)) <= edit.start
            assert offsets.to_output(edit.end) == offsets.to_output(edit.start) + len(edit.after)


@given(text_with_edits())
def test_offset_map_is_monotone_and_in_range(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    result = apply_edits(text, edits)
    offsets = OffsetMap(reversed(edits))
    there = [offsets.to_output(i) for i in range(len(text) + 1)]
    back = [offsets.to_input(i) for i in range(len(result) + 1)]
    assert there == sorted(there)
    assert back == sorted(back)
    assert all(0 <= i <= len(result) for i in there)
    assert all(0 <= i <= len(text) for i in back)


@given(two_passes())
def test_compose_has_the_outcome_of_both_passes(case: tuple[str, list[Edit], list[Edit]]) -> None:
    text, first, second = case
    both = compose(text, first, second)
    assert apply_edits(text, both) == apply_edits(apply_edits(text, first), second)
    assert both == sorted(both)
    assert all(edit.before != edit.after for edit in both)
    assert both == compose(text, first[::-1], second[::-1])


@given(text_with_edits())
def test_compose_with_nothing_changes_nothing(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    assert compose(text, edits, []) == compose(text, [], edits) == edits


@given(TEXTS, st.lists(st.tuples(st.integers(0, 30), st.integers(0, 5), st.text("xy", max_size=2), st.floats(0, 1))))
def test_select_never_overlaps_and_ignores_order(text: str, raw: list[tuple[int, int, str, float]]) -> None:
    edits = [make(text, min(a, len(text)), min(a + n, len(text)), after, confidence) for a, n, after, confidence in raw]
    chosen = select(edits)
    apply_edits(text, chosen)
    assert chosen == select(reversed(edits))
    assert chosen == select(chosen)


def test_compose_joins_an_insertion_with_the_replacement_before_it() -> None:
    first = [make("0", 1, 1, "yx")]
    second = [make("0yx", 0, 1, "a"), make("0yx", 1, 2, "b")]
    assert [(e.start, e.end, e.after) for e in compose("0", first, second)] == [(0, 1, "abx")]
