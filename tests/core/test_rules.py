"""What holds for every rule on any text."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from models.core.document import Document
from models.core.edit import Edit, apply_edits, select
from models.core.rule import APPLIED, Rule
from models.core.rules import RULES
from models.core.rules.boilerplate import THRESHOLD, find_boilerplate

PIECES = st.sampled_from(
    [
        *" .,;:!?()[]%'\"’“”\n|`&",
        *("the", "of", "to", "Europe", "said", "The", "in", "don", "t", "s", "3", "\x00", "\ud83d", "\u05d0", "\u200d"),
        *("😀", "\u200b", "\ufeff", "Ã©", "â€œ", "&quot;", "&amp;", "amp;", "&#39;", "#39"),
        *("  ", "\r\n", "\u2029", "\xa0"),
        *(
            "without",
            "construction",
            "etc",
            "The bridge is now open again.",
            "subscribe",
            "Disclaimer:",
            "com",
            "http://",
        ),
    ]
)
TEXTS = st.one_of(
    st.lists(PIECES, max_size=30).map("".join),
    st.lists(PIECES, max_size=30).map(" ".join),
    st.text(alphabet=st.characters(), max_size=60),
)


def applied(edits: list[Edit]) -> list[Edit]:
    return [edit for edit in edits if edit.confidence >= APPLIED]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
@settings(max_examples=120, deadline=None)
@given(text=TEXTS)
@example(text="the the the the. . . . ) ) ) ),,,,  ,, , . . ( ( ) )")
def test_a_rule_on_any_text(rule: Rule, text: str) -> None:
    edits = list(rule.find(Document.parse(text)))
    assert edits == select(edits)
    assert edits == list(rule.find(Document.parse(text)))
    for edit in edits:
        assert 0 <= edit.start <= edit.end <= len(text)
        assert edit.before == text[edit.start : edit.end]
        assert edit.kind == rule.kind
        assert edit.source == f"rule:{rule.id}"
        assert edit.message.endswith((".", "”"))
        assert 0 < edit.confidence < 1
    result = apply_edits(text, applied(edits))
    assert applied(list(rule.find(Document.parse(result)))) == []


@settings(deadline=None)
@given(text=TEXTS)
def test_all_rules_together_come_to_rest(text: str) -> None:
    for _ in range(12):
        document = Document.parse(text)
        edits = applied(select(edit for rule in RULES for edit in rule.find(document)))
        if not edits:
            return
        text = apply_edits(text, edits)
    pytest.fail("the rules undo one another")


@given(text=TEXTS)
def test_boilerplate_on_any_text(text: str) -> None:
    found = find_boilerplate(Document.parse(text))
    bounds = [bound for item in found for bound in (item.start, item.end)]
    assert bounds == sorted(bounds)
    for item in found:
        assert 0 <= item.start < item.end <= len(text)
        assert item.score >= THRESHOLD
        assert text[item.start : item.end].strip() == text[item.start : item.end]


def test_lines_of_boilerplate_in_a_row_are_one() -> None:
    text = "The bridge is open.\nSubscribe to our newsletter\nFollow us on Twitter\nThey left.\n\nAdvertisement"
    found = find_boilerplate(Document.parse(text))
    assert [text[item.start : item.end] for item in found] == [
        "Subscribe to our newsletter\nFollow us on Twitter",
        "Advertisement",
    ]
    assert found[0].reason == "call to follow"


def test_a_long_paragraph_is_no_boilerplate() -> None:
    assert find_boilerplate(Document.parse("Subscribe to our newsletter " * 40)) == []


HOSTILE = [
    "word " * 5_000,
    "a" * 25_000,
    " " * 25_000,
    "." * 25_000,
    ", " * 12_500,
    "(" * 12_500 + ")" * 12_500,
    ") " * 12_500,
    "the " * 6_250,
    "a b " * 6_250,
    "“a. " * 6_250,
    "a.b" * 7_500,
    "a,b" * 7_500,
    "'s " * 7_500,
    "&amp;" * 5_000,
    "&" * 25_000,
    "Ã©" * 7_500,
    "[ " * 12_500,
    "a  b " * 5_000,
    "x@" * 7_500,
    "`" * 12_500,
    "|" * 12_500,
    "share " * 5_000,
    "word. of word. of " * 1_500,
    "say what ? «" * 2_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:12]))
def test_hostile_text_takes_linear_time(text: str) -> None:
    started = time.process_time()
    document = Document.parse(text)
    for rule in RULES:
        list(rule.find(document))
    find_boilerplate(document)
    assert time.process_time() - started < 4
