from __future__ import annotations

import pytest

from models.core.document import Document
from models.core.guard.facts import names, numbers, quotations
from models.core.guard.support import Source

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


def test_marks_alone_are_not_supported(source: Source) -> None:
    assert not source.check("!!! — ...").supported
    assert not source.check("They were not there.").supported
    assert not source.check("and...").supported
    two = "The council met. They did so."
    assert Source(two, Document.parse(two).sentences).check("They did so.").supported


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
