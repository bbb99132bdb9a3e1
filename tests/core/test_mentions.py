from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.core.mentions import find_mentions
from models.core.names import Names

NAMES = Names(
    {"wendy": 99, "tom": 1, "robin": 50, "paul": 1, "maria": 99, "milford": 3, "west": 0, "carolina": 99},
    {"ostrow": 100, "paul": 3},
    frozenset({"west", "milford"}),
    {"wendy graham": 2, "kim jong": 0},
)


def mentions(text: str, known: dict[str, float] | None = None) -> list[tuple[str, str, str, float]]:
    found = find_mentions(text, 0, len(text), NAMES, {} if known is None else known)
    return [(text[m.start : m.end], m.kind, m.who, m.gender) for m in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Wendy Sherman spoke.", ("Wendy Sherman", "person", "Sherman", 0.98)),
        ("On Monday Wendy spoke.", ("Wendy", "person", "Wendy", 0.98)),
        ("Wendy Sherman’s plane", ("Wendy Sherman’s", "person", "Sherman", 0.98)),
        ("Speaker Paul Ryan spoke.", ("Paul Ryan", "person", "Ryan", -0.98)),
        ("Los Angeles Mayor Tom Alder spoke.", ("Tom Alder", "person", "Alder", -0.98)),
        ("Mrs. Alder spoke.", ("Alder", "person", "Alder", 1.0)),
        ("Sen. Alder spoke.", ("Alder", "person", "Alder", 0.0)),
        ("Maria de la Cruz spoke.", ("Maria de la Cruz", "person", "Cruz", 0.98)),
        ("Robin Alder spoke.", ("Robin Alder", "person", "Alder", 0.0)),
        ("Washington agreed.", ("Washington", "entity", "Washington", 0.0)),
        ("So the West agreed.", ("West", "entity", "West", 0.0)),
        ("Wendy West agreed.", ("Wendy West", "person", "West", 0.98)),
        ("Mr. West agreed.", ("West", "person", "West", -1.0)),
        ("South Carolina agreed.", ("South Carolina", "entity", "Carolina", 0.0)),
        ("Chancellor Ostrow agreed.", ("Ostrow", "person", "Ostrow", 1.0)),
        ("Judge West agreed.", ("West", "person", "West", -1.0)),
        ("Ostrow agreed.", ("Ostrow", "person", "Ostrow", 1.0)),
        ("Paul agreed.", ("Paul", "person", "Paul", -0.94)),
        ("It’s the Milford High School again.", ("Milford High School", "entity", "School", 0.0)),
        ("It’s raining on the nun.", ("nun", "noun", "nun", 1.0)),
        ("So Wendy Graham’s plane", ("Wendy Graham’s", "person", "Graham", -0.96)),
        ("So Kim Jong-il spoke.", ("Kim Jong-il", "person", "Jong-il", -1.0)),
        ("So Kim Jong Il spoke.", ("Kim Jong Il", "person", "Il", -1.0)),
        ("So the widower slept.", ("widower", "noun", "widower", -1.0)),
        ("So the minister slept.", ("minister", "noun", "minister", 0.0)),
    ],
)
def test_a_mention(text: str, found: tuple[str, str, str, float]) -> None:
    assert mentions(text) == [found]


def test_a_surname_keeps_the_gender_of_the_full_name() -> None:
    known: dict[str, float] = {}
    assert mentions("Wendy Sherman met Tom Bell.", known)[0][3] == 0.98
    assert mentions("Then Sherman left. So did Bell", known) == [
        ("Sherman", "person", "Sherman", 0.98),
        ("Bell", "person", "Bell", -0.98),
    ]


def test_a_relative_of_the_other_gender_is_another() -> None:
    known: dict[str, float] = {}
    assert mentions("Wendy Alder met Tom Alder and Mr. Alder. Maria Alder slept, and Alder left", known) == [
        ("Wendy Alder", "person", "Alder", 0.98),
        ("Tom Alder", "person", "Alder (he)", -0.98),
        ("Alder", "person", "Alder (he)", -1.0),
        ("Maria Alder", "person", "Alder", 0.98),
        ("Alder", "person", "Alder", 0.98),
    ]
    assert mentions("Tom Bell met Robin Bell and Wendy Bell.", known)[1:] == [
        ("Robin Bell", "person", "Bell", 0.0),
        ("Wendy Bell", "person", "Bell (she)", 0.98),
    ]


def test_a_stop_ends_a_name_but_not_a_title_or_an_initial() -> None:
    assert [m[0] for m in mentions("They saw Wendy. Tom slept. Mr. Bell met Maria K. Cruz.")] == [
        "Wendy",
        "Tom",
        "Bell",
        "Maria K. Cruz",
    ]


@given(st.text(), st.integers(0, 20), st.integers(0, 60))
def test_mentions_lie_in_the_paragraph_in_order(text: str, start: int, length: int) -> None:
    end = min(len(text), start + length)
    found = find_mentions(text, start, end, NAMES, {})
    assert found == sorted(found)
    for m in found:
        assert start <= m.start < m.end <= end
        assert -1 <= m.gender <= 1
