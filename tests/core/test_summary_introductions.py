from __future__ import annotations

from time import process_time

import pytest

from models.core.document import Document
from models.core.summary.budget import Budget
from models.core.summary.candidates import candidates
from models.core.summary.introductions import People, named_groups
from models.core.summary.ranker import Ranker
from models.core.summary.shortening import picks_of


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Senator Ann B. Doe’s plan won.", ["Ann B. Doe"]),
        ("President Doe met John Roe on Monday.", ["President Doe", "John Roe"]),
        ("When Doe left, nobody spoke.", []),
        ("On Monday Doe left.", []),
        ("The Ann Doe Foundation paid.", []),
        ("Monday Doe left.", []),
    ],
)
def test_names_of_several_words(sentence: str, names: list[str]) -> None:
    assert named_groups(sentence) == names


def test_a_last_name_stands_for_the_one_introduced_by_it() -> None:
    people = People(["Senator Ann Doe won.", "Doe said no.", "Nobody answered Doe."])
    assert [(m.start, m.end, m.last) for m in people.bare_mentions("Nobody answered Doe.")] == [(16, 19, "Doe")]
    assert people.full_name("Doe") == "Ann Doe"
    assert people.introduced_in("Doe") == (0,)


def test_of_relatives_nobody_is_named() -> None:
    people = People(["Ann Doe won.", "Her brother John Doe lost.", "Doe said no."])
    assert people.full_name("Doe") is None


def test_who_is_introduced_after_the_last_name_was_used_may_be_a_relative() -> None:
    people = People(["President Doe spoke.", "John Doe wrote that.", "Doe was tired."])
    assert people.full_name("Doe") is None
    assert people.introduced_in("Doe") == (0, 1)


def test_no_person_is_known_without_a_first_name_or_a_word() -> None:
    people = People(["The Grand Ansel opened.", "Ansel is old."])
    assert people.bare_mentions("Ansel is old.") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "“Doe is late,” he said.",
        "Mr. Doe left.",
        "The Doe report came.",
        "It happened in Doe.",
        "Doe Street",
        "Roe and Doe left.",
    ],
)
def test_what_is_no_last_name_alone(sentence: str) -> None:
    assert People(["Ann Doe won."]).bare_mentions(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "said", "name"),
    [
        ("Ms. Doe left.", "Ms. Doe", "Ann Doe"),
        ("They joined Ms. Doe’s council.", "Ms. Doe", "Ann Doe"),
        ("Mr. Zorvan left.", "Mr. Zorvan", "Qelim Zorvan"),
        ("Zorvan, 62, led them.", "Zorvan", "Qelim Zorvan"),
    ],
)
def test_a_courtesy_goes_with_the_last_name(sentence: str, said: str, name: str) -> None:
    people = People(["Senator Ann Doe won.", "General Qelim Zorvan lost.", sentence])
    (mention,) = people.bare_mentions(sentence)
    assert sentence[mention.start : mention.end] == said
    assert people.full_name(mention.last) == name


@pytest.mark.parametrize("sentence", ["Mr. and Mrs. Doe left.", "Mr. Doe left.", "Prices rose by May 5."])
def test_what_no_full_name_stands_for(sentence: str) -> None:
    people = People(["Senator Ann Doe won.", "Minister Theresa May came.", sentence])
    assert people.bare_mentions(sentence) == []


def test_an_unknown_first_name_counts_only_where_it_is_the_only_one() -> None:
    people = People(["General Qelim Zorvan lost.", "His cousin Tovik Zorvan won.", "Zorvan said no."])
    assert people.full_name("Zorvan") is None
    assert people.introduced_in("Zorvan") == (0, 1)


@pytest.mark.parametrize(
    ("second", "told"),
    [
        ("The driver Mark Roe came.", "Ann Doe and Mark Roe said the harbour would close for good."),
        ("A driver called Roe refused.", "Doe and Roe said the harbour would close for good."),
    ],
)
def test_of_two_both_are_named_or_none(second: str, told: str) -> None:
    text = f"The mayor Ann Doe came. {second} Doe and Roe said the harbour would close for good."
    document = Document.parse(text)
    found = candidates(document)
    (pick,) = picks_of(document, found, [found[2]], Budget(sentences=1))
    assert pick.text == told
    for naming in pick.named:
        assert text[naming.start : naming.end] == naming.before


TEXT = (
    "A storm closed the harbour of Port Ansel on Monday and cut the island off from the coast for two days. "
    "The harbour master Ann Doe, who has run the port for ten years, had no warning from anyone, not even by phone. "
    "Doe said the storm had closed the harbour of Port Ansel for two days. "
)


def test_the_first_of_a_summary_is_introduced() -> None:
    document = Document.parse(TEXT)
    ranker = Ranker()
    picks = ranker.summarize(document, sentences=2, words=None)
    texts = " ".join(pick.text for pick in picks)
    assert texts.index("Ann Doe") <= texts.index("Doe")
    for pick in picks:
        for naming in pick.named:
            assert TEXT[naming.start : naming.end] == naming.before


def test_a_name_is_put_where_it_stands_and_only_where_there_is_room() -> None:
    document = Document.parse(TEXT)
    found = candidates(document)
    (pick,) = picks_of(document, found, [found[2]], Budget(sentences=1))
    assert pick.text == "Ann Doe said the storm had closed the harbour of Port Ansel for two days."
    assert [(TEXT[n.start : n.end], n.after) for n in pick.named] == [("Doe", "Ann Doe")]
    (pick,) = picks_of(document, found, [found[2]], Budget(words=found[2].words))
    assert pick.text.startswith("Doe said")
    first, last = picks_of(document, found, found[1:], Budget(sentences=2))
    assert not first.named
    assert not last.named


@pytest.mark.parametrize(
    "piece", ["A", "A'", "Ann ", "Doe ", "Ann Doe ", "Ann-", "Ann. ", "said Doe ", "“Doe ", "Doe’s ", "-A "]
)
def test_hostile_text_takes_linear_time(piece: str) -> None:
    text = piece * 40_000
    started = process_time()
    people = People([text, "Ann Doe said no."])
    people.bare_mentions(text)
    assert process_time() - started < 2
