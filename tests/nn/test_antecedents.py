from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from models.core.document import Document
from models.core.names import Names
from models.core.slots import find_slots
from models.nn.antecedents import ANTECEDENT, antecedents

NAMES = Names({"wendy": 99, "tom": 1, "maria": 99})
#: Where things stand in a row.
PERSON, GENDER, FAR, SAME_SENTENCE, OPENS, FEMININE, MASCULINE = 0, 1, 3, 4, 7, 8, 9
SECOND, AFTER, NOUN, ENTITY = 11, 33, 36, 43
BEFORE, BEHIND, OWN = 47, 53, 71


def rows(text: str, hidden: tuple[int, ...] = ()) -> list[list[float]]:
    spans = [(p.start, p.end) for p in Document.parse(text).paragraphs]
    slots = [slot for start, end in spans for slot in find_slots(text, start, end, {"pronoun"})]
    return antecedents(text, spans, slots, NAMES, hidden)


def test_the_people_named_before_are_told_nearest_first() -> None:
    (row,) = rows("Wendy Sherman met Tom Bell. He left.")
    assert (row[PERSON], row[GENDER], row[SAME_SENTENCE], row[OPENS]) == (1.0, -0.98, 0.0, 0.0)
    assert (row[SECOND + PERSON], row[SECOND + GENDER], row[SECOND + OPENS]) == (1.0, 0.98, 1.0)
    assert row[FAR] < row[SECOND + FAR]


def test_a_surname_far_away_has_its_gender() -> None:
    (row,) = rows("Wendy Sherman spoke.\n\n" + "The river rose. " * 90 + "\n\nThen Sherman lost his hat.")
    assert (row[PERSON], row[GENDER], row[SAME_SENTENCE]) == (1.0, 0.98, 1.0)


def test_the_pronouns_that_go_with_a_name_are_counted_without_the_slot_itself() -> None:
    first, second, third = rows("Wendy Sherman said she left. She slept. Sherman lost his hat.")
    assert first[FEMININE] == math.log1p(1) / 2
    assert first[MASCULINE] == math.log1p(1) / 2
    assert second[FEMININE] == math.log1p(1) / 2
    assert third[FEMININE] == math.log1p(2) / 2
    assert third[MASCULINE] == 0.0


def test_the_person_named_next_is_told_within_the_sentence() -> None:
    (row,) = rows("As she left, Tom Bell slept.")
    assert row[AFTER : AFTER + 2] == [1.0, -0.98]
    (row,) = rows("She left. Tom Bell slept.")
    assert row[AFTER : AFTER + 2] == [0.0, 0.0]


def test_nouns_and_other_names_are_told_while_they_are_near() -> None:
    (row,) = rows("The nun came from Geneva. He left.")
    assert row[NOUN] == 1.0
    assert row[NOUN + 3] == 1.0
    assert row[ENTITY] == 1.0
    (row,) = rows("The nun came from Geneva. It. " + "So be this. " * 3 + "Then left he.")[1:]
    assert row[NOUN : NOUN + 4] == [0.0] * 4
    assert row[ENTITY : ENTITY + 4] == [0.0] * 4


def test_neighbours_and_own_word() -> None:
    first, second = rows("He lost her hat.")
    assert first[OWN : OWN + 4] == [1.0, 0.0, 0.0, 0.0]
    assert first[BEHIND : BEHIND + 4] == [0.0, 1.0, 0.0, 0.0]
    assert first[BEFORE : BEFORE + 6] == [0.0] * 6
    assert second[BEFORE : BEFORE + 4] == [1.0, 0.0, 0.0, 0.0]


def test_a_hidden_word_is_told_to_none() -> None:
    seen = rows("Tom said he saw it.")
    hidden = rows("Tom said he saw it.", hidden=(9,))
    other = rows("Tom said it saw it.", hidden=(9,))
    assert hidden[0] == other[0]
    assert hidden[0][OWN : OWN + 4] == [0.0] * 4
    assert hidden[1][BEFORE : BEFORE + 6] == [0.0] * 6
    assert seen[1][BEFORE : BEFORE + 6] != [0.0] * 6


def test_slots_that_are_no_pronouns_are_told_nothing() -> None:
    text = "“He left."
    slots = find_slots(text, 0, len(text))
    found = antecedents(text, [(0, len(text))], slots, NAMES)
    assert len(found) == len(slots) > 1
    assert [any(row) for row in found] == [slot.kind == "pronoun" for slot in slots]


WORDS = (
    "he",
    "She",
    "it",
    "their",
    "Wendy",
    "Sherman",
    "Tom",
    "Mrs.",
    "nun",
    "minister",
    "Geneva",
    ".",
    "\n\n",
    "“",
    "”",
)


@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)))
def test_rows_are_short_numbers_of_one_length(text: str) -> None:
    for row in rows(text):
        assert len(row) == ANTECEDENT
        assert all(math.isfinite(x) and -1 <= x <= 3 for x in row)
