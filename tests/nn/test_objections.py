from __future__ import annotations

import pytest

from models.core.document import Document
from models.core.slots import find_slots
from models.core.slots.finder import ALL_KINDS
from models.nn.antecedents import antecedents
from models.nn.objections import NONE, Objections, objections
from tests.nn.test_antecedents import NAMES


def said(text: str) -> list[Objections]:
    """What is said against a change of each pronoun of a text."""
    spans = [(p.start, p.end) for p in Document.parse(text).paragraphs]
    slots = [slot for start, end in spans for slot in find_slots(text, start, end, {"pronoun"})]
    return [objections(text, s, row) for s, row in zip(slots, antecedents(text, spans, slots, NAMES), strict=True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Long before he led the firm, Maria Bell was known.", Objections(fronted=True)),
        ("Eager to calm the moods inside her party, the minister spoke.", Objections(fronted=True)),
        ("Schooling her rivals in a well-made, early launch, Tom won.", Objections(fronted=True)),
        ("Before the vote he slept. Then, Maria left.", NONE),
        ("In March he slept, Maria left.", NONE),
        ("He slept, and Maria left.", NONE),
        ("Tom Bell was asked after the death of Wendy Day if he left.", Objections(named=True)),
        ("Tom Bell slept. Wendy Day woke and lost his hat.", NONE),
        ("Wendy Day lost his hat.", NONE),
        ("Wendy Day lost its hat.", NONE),
        ("The town asked a diplomat if he would stay.", Objections(noun=True)),
        ("The town asked a diplomat. He would stay.", NONE),
        ("The town asked its guards if it would stay.", NONE),
        ("The town said that he would stay.", NONE),
    ],
)
def test_what_the_sentence_says_against_a_change(text: str, expected: Objections) -> None:
    assert said(text)[-1] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It had carried him to the town.", {"masculine"}),
        ("It had carried her to the town.", {"feminine"}),
        ("It had carried her hat, and left him.", set()),
        ("It sank and he saw him.", set()),
        ("He saw him.", set()),
        ("Its crew saw him.", set()),
    ],
)
def test_nobody_is_subject_and_object_of_one_clause(text: str, expected: set[str]) -> None:
    assert said(text)[0].bound == expected


def test_which_changes_are_contested() -> None:
    everything = {"masculine", "feminine", "neuter", "plural"}
    assert Objections(named=True).contested == Objections(fronted=True).contested == everything
    assert Objections(noun=True).contested == {"neuter"}
    assert NONE.contested == Objections(bound=frozenset({"masculine"})).contested == set()


def test_numbers_tell_what_speaks_against_a_gender() -> None:
    found = Objections(named=True, noun=True, bound=frozenset({"masculine"}))
    assert found.numbers("neuter") == [1.0, 0.0, 1.0, 0.0]
    assert found.numbers("masculine") == [1.0, 0.0, 0.0, 1.0]
    assert NONE.numbers("feminine") == [0.0] * 4


def test_nothing_is_said_of_other_slots() -> None:
    text = "Long before “it” was there, ,, Maria slept."
    slots = [s for s in find_slots(text, 0, len(text), ALL_KINDS) if s.kind != "pronoun"]
    rows = antecedents(text, [(0, len(text))], slots, NAMES)
    assert slots
    assert {objections(text, s, row) for s, row in zip(slots, rows, strict=True)} == {NONE}
