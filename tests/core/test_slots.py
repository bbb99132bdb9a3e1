from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.core.slots import OPERATIONS, Slot, find_slots
from models.core.slots.gap import MAX_GAPS, find_gaps
from models.core.slots.mark import find_marks
from models.core.slots.pronoun import ALTERNATIVES, FAMILIES, GENDER, find_pronouns, match_case
from models.core.slots.stray import find_strays

BITS = (
    *("he", "HIS", "It", "hıs", "ſhe", "IT", "itself", "the", "had", "Russian", "for", " ", " ", " ", "\n", "\r\n"),
    *(".", ";", ",", "—", "“", "”", '"', "’", "'", "-", "\x00", "\u200d", "\u2028", "\ud800", "א", "😀", "\u0301"),
)
ANY = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(BITS), max_size=40).map("".join))


def words(text: str) -> list[str]:
    return [text[slot.start : slot.end] for slot in find_pronouns(text)]


def strays(text: str) -> list[str]:
    return [text[slot.start : slot.end] for slot in find_strays(text)]


def gaps(text: str) -> list[int]:
    return [slot.start for slot in find_gaps(text, 0, len(text))]


@pytest.mark.parametrize(
    ("pronoun", "operations"),
    [
        ("he", {"he", "she", "it"}),
        ("she", {"he", "she", "it"}),
        ("it", {"he", "she", "it", "him", "her", "them"}),
        ("him", {"him", "her", "it", "them"}),
        ("her", {"him", "her", "it", "them", "his", "its", "their"}),
        ("his", {"his", "her", "its", "their", "hers", "theirs"}),
        ("its", {"his", "her", "its", "their", "hers", "theirs"}),
        ("hers", {"his", "hers", "its", "theirs"}),
        ("them", {"him", "her", "it", "them"}),
        ("their", {"his", "her", "its", "their"}),
        ("themselves", {"himself", "herself", "itself", "themselves"}),
    ],
)
def test_a_pronoun_stays_in_its_case(pronoun: str, operations: set[str]) -> None:
    (slot,) = find_pronouns(pronoun)
    assert set(slot.operations) == operations
    assert slot.unchanged == pronoun


def test_families_are_operations_with_a_gender() -> None:
    assert set().union(*FAMILIES) == set(GENDER) == set(ALTERNATIVES)
    for pronoun, operations in ALTERNATIVES.items():
        assert pronoun in operations
        assert list(operations) == sorted(operations, key=OPERATIONS.index)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He saw her.", ["He", "her"]),
        ("It’s his; it's hers.", ["It", "his", "it", "hers"]),
        ("(he)", ["he"]),
        ("“She", ["She"]),
        ("he’d he'll", ["he", "he"]),
        ("They sold IT for it.", ["it"]),
        ("HE", []),
        ("IT WAS HERS", ["IT", "HERS"]),
        ("WHERE HE SLEPT", ["HE"]),
        ("the he-man", []),
        ("she-wolf, non-his", []),
        ("the theme of this item", []),
        ("l’it d'he", []),
        ("it_ _it it1", []),
        ("they we you one", []),
        ("hıs ıt ſhe", []),
        ("", []),
    ],
)
def test_pronouns(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_pronouns_of_a_part() -> None:
    assert [slot.start for slot in find_pronouns("he he he", 2, 5)] == [3]


@pytest.mark.parametrize(
    ("word", "like", "expected"),
    [
        ("she", "he", "she"),
        ("she", "He", "She"),
        ("she", "HE", "SHE"),
        ("her", "H", "Her"),
        ("it", "", "it"),
    ],
)
def test_match_case(word: str, like: str, expected: str) -> None:
    assert match_case(word, like) == expected


def test_marks() -> None:
    text = "“a” \"b\" ‘c’ «d» „e‟ 'f'"
    found = list(find_marks(text))
    assert "".join(text[slot.start] for slot in found) == '“”""«»„‟'
    assert {slot.operations for slot in found} == {("keep", "delete", "open", "close")}
    assert [slot.start for slot in find_marks(text, 1, 5)] == [2, 4]


@pytest.mark.parametrize("text", ["", "No mark, none.", "“One,” he said.", '"'.join("abc")])
def test_no_gaps_where_marks_pair_up(text: str) -> None:
    assert gaps(text) == []


def test_gaps_stand_at_the_ends_and_at_punctuation() -> None:
    text = "We go, he said — “and how."
    assert [text[:place] for place in gaps(text)] == ["", "We go,", "We go, he said", "We go, he said —", text]


def test_no_gap_right_behind_a_mark() -> None:
    assert gaps("We go,” he said. It rains.”  ”") == [0, 16]
    assert gaps("“") == [0]


def test_gaps_are_bounded() -> None:
    text = "so, " * 100 + "“yes."
    assert len(gaps(text)) == MAX_GAPS
    assert gaps(text) == sorted(set(gaps(text)))


def test_gaps_look_at_their_own_paragraph_only() -> None:
    text = "“Yes, no.\n\n“Well, go.”"
    assert [slot.start for slot in find_gaps(text, 0, 9)] == [0, 5, 9]
    assert list(find_gaps(text, 11, len(text))) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We had had enough.", ["had "]),
        ("the Russian for the Russian army", ["the Russian for "]),
        ("The the end", ["The "]),
        ("in the town in the town hall", ["in the town "]),
        ("one two three four one two three four", ["one two three four "]),
        ("one two three four five one two three four five", ["one two three four five "]),
        ("a b c d e f g a b c d e f g", []),
        ("no no no", ["no ", "no "]),
        ("to be or not to be", ["to be or not "]),
        ("to be or not so to be", []),
        ("day by day", []),
        ("the man, the man", []),
        ("the man\nthe man", []),
        ("the man\rthe man", []),
        ("the man\u2028the man", []),
        ("the Mayor’s the Mayor’s car", ["the Mayor’s "]),
        ("so-so so-so", ["so-so "]),
        ("They left. and came", ["."]),
        ("They left; and came", [";"]),
        ("They left. And came", []),
        ("They left.  and came", []),
        ("at p.m. and", []),
        ("had had. and went", ["had ", "."]),
        ("", []),
    ],
)
def test_strays(text: str, expected: list[str]) -> None:
    assert strays(text) == expected


def test_strays_of_a_part() -> None:
    text = "had had had had"
    assert [(slot.start, slot.end) for slot in find_strays(text, 4, 11)] == [(4, 8)]


def test_kinds_are_chosen() -> None:
    text = "“He had had it, he said."
    everything = find_slots(text, 0, len(text))
    assert {slot.kind for slot in everything} == {"pronoun", "mark", "gap", "stray"}
    for kind in ("pronoun", "mark", "gap", "stray"):
        assert find_slots(text, 0, len(text), {kind}) == [slot for slot in everything if slot.kind == kind]


def check(text: str, slots: list[Slot], start: int, end: int) -> None:
    assert [(s.start, s.end) for s in slots] == sorted((s.start, s.end) for s in slots)
    for slot in slots:
        assert start <= slot.start <= slot.end <= end
        assert (slot.start == slot.end) == (slot.kind == "gap")
        assert slot.unchanged in slot.operations
        assert set(slot.operations) <= set(OPERATIONS)
        if slot.kind == "pronoun":
            assert text[slot.start : slot.end].lower() == slot.unchanged
    by_kind = [[s for s in slots if s.kind == kind] for kind in ("pronoun", "mark", "gap", "stray")]
    for same in by_kind:
        assert all(one.end <= two.start for one, two in pairwise(same))
    assert len(by_kind[2]) <= MAX_GAPS


@given(ANY)
def test_any_text_has_slots_in_order(text: str) -> None:
    check(text, find_slots(text, 0, len(text)), 0, len(text))


@given(ANY, st.integers(0, 60), st.integers(0, 60))
def test_any_part_has_slots_in_range(text: str, one: int, two: int) -> None:
    start, end = sorted((min(one, len(text)), min(two, len(text))))
    check(text, find_slots(text, start, end), start, end)
