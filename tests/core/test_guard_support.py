from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.core.document import Document
from models.core.guard.facts import names, numbers, quotations
from models.core.guard.support import LIMITS, Source

TEXT = (
    "The ferry to Norrvik will not sail this week, the Port Authority of Norrvik said on Monday. "
    "About 1,200 people wait. Anna Lindqvist, who runs the school, said: “We read by the window, and we wait.” "
    "The bridge would cost $2.5 million. Three Lithuanian engineers measured the strait in 1987. "
    "The Organization for Northern Ferries paid 40 percent of it. "
    "The council did not approve the plan, although it has approved a new harbour."
)


@pytest.fixture(scope="module")
def source() -> Source:
    return Source(TEXT, Document.parse(TEXT).sentences)


@pytest.mark.parametrize(
    "sentence",
    [
        "The ferry to Norrvik will not sail this week.",
        "About 1200 people wait.",
        "Some 1,200 people are waiting.",
        "The bridge would cost $2,500,000.",
        "The bridge would cost 2.5 million dollars.",
        "In 1987, 3 engineers from Lithuania measured the strait.",
        '"We read by the window, and we wait," said Anna Lindqvist.',
        "Lindqvist’s school reads by the window.",
        "The ONF paid 40% of it.",
        "The council did not approve the plan.",
        "The council has approved a new harbour.",
    ],
)
def test_true_in_other_words(source: Source, sentence: str) -> None:
    verdict = source.check(sentence)
    assert verdict.supported, [str(i) for i in verdict.issues]


@pytest.mark.parametrize(
    ("sentence", "kind", "text"),
    [
        ("The ferry to Sandvik will not sail this week.", "name", "Sandvik"),
        ("About 1,300 people wait.", "number", "1,300"),
        ("The bridge would cost $2.5 billion.", "number", "2.5 billion"),
        ("Four Lithuanian engineers measured the strait in 1987.", "number", "Four"),
        ("Three Lithuanian engineers measured the strait in 1978.", "number", "1978"),
        ("Three Norwegian engineers measured the strait in 1987.", "name", "Norwegian"),
        ("Anna Bergman, who runs the school, said so.", "name", "Bergman"),
        ("“We sleep by the window,” said Anna Lindqvist.", "quotation", "“We sleep by the window,”"),
        ("The ferry to Norrvik will sail this week, the Port Authority of Norrvik said.", "negation", "not … sail"),
        ("The bridge would not cost $2.5 million.", "negation", "not"),
        ("About 40 people wait.", "number", "40"),
    ],
)
def test_false(source: Source, sentence: str, kind: str, text: str) -> None:
    verdict = source.check(sentence)
    assert (kind, text) in {(i.kind, i.text) for i in verdict.issues}
    assert all(0 <= i.start < i.end <= len(sentence) for i in verdict.issues)


def test_other_words_are_found(source: Source) -> None:
    verdict = source.check("Volcanoes erupted beneath purple glaciers yesterday.")
    assert "words" in {i.kind for i in verdict.issues}
    assert verdict.precision < 0.35


def test_numbers_are_no_words(source: Source) -> None:
    verdict = source.check("40 40 f4 mimeme44 ...")
    assert verdict.precision == 0
    assert not verdict.supported


def test_marks_alone_are_not_supported(source: Source) -> None:
    assert not source.check("!!! — ...").supported
    assert not source.check("They were not there.").supported
    assert not source.check("and...").supported
    two = "The council met. They did so."
    assert Source(two, Document.parse(two).sentences).check("They did so.").supported


PLACES = (
    "Anna Lindqvist runs the school in Norrvik. The ferry company has 40 boats and 300 sailors, said Per Holm. "
    "Holm sold the old harbour to the bank in May. The school has 60 pupils, and Lindqvist teaches 12 of them. "
    "The bank of Sandvik paid 5 million crowns for the harbour. A bridge was built by Danish engineers in 1987. "
    "The mayor, Karin Berg, opened it in June and praised the engineers."
)


@pytest.fixture(scope="module")
def places() -> Source:
    return Source(PLACES, Document.parse(PLACES).sentences)


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("The ferry company has 60 boats, said Per Holm.", "60"),
        ("The school has 300 pupils.", "300"),
        ("Karin Berg runs the school in Norrvik.", "Karin"),
        ("The bank of Norrvik paid 5 million crowns for the harbour.", "Norrvik"),
        ("Holm sold the old harbour to the bank in June.", "June"),
        ("A bridge was built by Danish engineers in 1987, and the mayor, Anna Lindqvist, opened it.", "Anna"),
    ],
)
def test_facts_in_the_wrong_place(places: Source, sentence: str, text: str) -> None:
    issues = places.check(sentence).issues
    assert text in {i.text for i in issues if i.elsewhere}
    assert "in this place" in " ".join(map(str, issues))


@pytest.mark.parametrize(
    "sentence",
    [
        "The ferry company has 40 boats and 300 sailors.",
        "The school in Norrvik, which Anna Lindqvist runs, has 60 pupils.",
        "Holm sold the old harbour to the bank of Sandvik for 5 million crowns.",
        "Karin Berg opened the bridge that engineers from Denmark built in 1987.",
        "Per Holm’s company has 300 sailors.",
    ],
)
def test_facts_put_together(places: Source, sentence: str) -> None:
    assert places.check(sentence).supported


SHIPYARD = (
    "The ferry company of Per Holm bought forty boats from a shipyard in Oslo last spring, officials said on Monday. "
    "Inspectors of Sandvik Harbour checked the engines of the boats and found cracks in three of them. "
    "Erik Mattias Strand, who teaches history at the school, wrote a book about the first bridge and its builders. "
    "The council praised Erik Mattias Strand for the book, and gave him a medal. "
    "The boats will return to the shipyard in June, Holm told the newspaper Norrvik Daily Post."
)


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        (
            "The shipping company of Erik Mattias Strand acquired forty boats at a shipyard in Oslo in the spring.",
            "Erik",
        ),
        ("The boats will be going back to the shipyard in June, Erik Mattias Strand said.", "Erik"),
        ("Inspectors of Norrvik Daily Post examined the engines of the boats and found cracks in three.", "Norrvik"),
        ("The shipping company of Per Holm acquired forty boats at a shipyard in Oslo last spring.", ""),
        ("Inspectors from the Sandvik Harbour examined the boats' engines and found cracks in three of these.", ""),
        ("Erik Mattias Strand, who gives history lessons at the school, wrote a book on the first bridge.", ""),
    ],
)
def test_the_words_of_a_wrong_name_do_not_bear_one_another_out(sentence: str, wrong: str) -> None:
    issues = Source(SHIPYARD, Document.parse(SHIPYARD).sentences).check(sentence).issues
    assert [i.text for i in issues if i.elsewhere][:1] == ([wrong] if wrong else [])
    assert bool(issues) is bool(wrong)


def test_a_negation_of_another_sentence_is_no_alarm() -> None:
    text = (
        "The port of Norrvik was open for small boats on Monday. The crew had no pay, and the old ferry did not sail "
        "to the island. The mayor was not heard or seen."
    )
    source = Source(text, Document.parse(text).sentences)
    assert source.check("The port of Norrvik was open, and the old ferry did not sail to the island.").supported
    assert source.check("The mayor was not seen.").supported
    false = source.check("The port of Norrvik was not open for small boats, and the old ferry did not sail.").issues
    assert [(i.kind, i.start) for i in false] == [("negation", 24)]


def test_acronyms_both_ways() -> None:
    text = "The European Central Bank met on Monday. The WHO and its chief Per Holm did not."
    source = Source(text, Document.parse(text).sentences)
    assert source.check("The ECB met on Monday.").supported
    assert source.check("Per Holm, the chief of the World Health Organization, did not meet on Monday.").supported
    assert not source.check("The Instant Startups met on Monday.").supported


WORDS = ["Anna", "Lindqvist", "Holm", "Berg", "school", "boats", "40", "300", "12", "not", "no", "the", "in", "May",
         "Sandvik", "Miller", "harbour", "bank", "paid", "“", "”", ".", ",", "U.S.", "1.2m", "more than"]  # fmt: skip
sentences = st.one_of(st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join), st.text(max_size=120))


@given(sentences)
def test_spans_are_inside_and_strict_flags_more(sentence: str) -> None:
    spans = Document.parse(PLACES).sentences
    lenient, strict = (Source(PLACES, spans, LIMITS[name]).check(sentence) for name in ("standard", "strict"))
    assert set(lenient.issues) <= set(strict.issues)
    assert lenient.precision == strict.precision
    for issue in strict.issues:
        assert 0 <= issue.start <= issue.end <= len(sentence)
        assert issue.kind in {"words", "negation"} or sentence[issue.start : issue.end] == issue.text


@given(st.integers(0, 6), st.integers(1, 7))
def test_what_is_copied_is_borne_out(first: int, count: int) -> None:
    spans = Document.parse(PLACES).sentences
    for name in ("standard", "strict"):
        source = Source(PLACES, spans, LIMITS[name])
        for span in spans[first : first + count]:
            assert source.check(PLACES[span.start : span.end]).supported


def test_the_closest_sentence_is_named(source: Source) -> None:
    assert source.check("The bridge would cost 9 million.").closest == 3


def test_an_empty_source_supports_nothing() -> None:
    verdict = Source("", []).check("Anna has 12 boats.")
    assert not verdict.supported
    assert verdict.closest is None


def test_facts() -> None:
    assert [f.key for f in numbers("Two of 1,000 men, twenty-one boats, 1.5m, 3rd, one of them")] == [
        "1000", "1500000", "3", "2", "21",
    ]  # fmt: skip
    assert [f.key for f in names("Reports said Anna Lindqvist’s U.S. visa had gone. Nobody saw it.")] == [
        "anna", "lindqvist", "us",
    ]  # fmt: skip
    assert [f.key for f in quotations('He said “we wait here” and "yes".')] == ["we wait here"]
