from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.core.guard.cloze import Index, span_of
from models.core.guard.rounding import rounded
from models.core.guard.tokens import canonical, is_fact, related, tokenize


def test_kinds_and_keys() -> None:
    text = "In the United States, Rep. D. Lund (D-NJ) paid $1.04m to 40-year-old Danes on Nov. 29 for COVID-19."
    facts = [(t.kind, t.key, text[t.start : t.end]) for t in tokenize(text) if is_fact(t)]
    assert facts == [
        ("name", "us", "United States"),
        ("name", "d", "D"),
        ("name", "lund", "Lund"),
        ("number", "#1040000", "1.04m"),
        ("number", "#40", "40"),
        ("name", "denmark", "Danes"),
        ("name", "november", "Nov"),
        ("number", "#29", "29"),
        ("name", "covid-19", "COVID-19"),
    ]


def test_words_that_may_be_numbers_support_them() -> None:
    assert [(t.kind, t.key, t.more) for t in tokenize("the first of them") if t.more] == [("word", "first", ("#1",))]


def test_parts_of_compounds() -> None:
    (name,) = [t for t in tokenize("along the US-Mexico border") if t.kind == "name"]
    assert set(name.more) == {"us", "mexico"}
    assert [t.key for t in tokenize("an Ex-Navy man") if t.kind == "name"] == ["navy"]


@pytest.mark.parametrize(
    ("one", "two"),
    [("American", "U.S."), ("British", "UK"), ("Spanish", "Spain"), ("Sept.", "September"), ("%", "pct")],
)
def test_one_thing_by_two_names(one: str, two: str) -> None:
    assert canonical(one) == canonical(two)


def test_inflections() -> None:
    for one, two in (("lithuania", "lithuanian"), ("turkey", "turkeys"), ("korea", "koreans"), ("egypt", "egyptians")):
        assert related(one, two)
        assert related(two, one)
    for one, two in (("martin", "martinez"), ("carl", "carlos"), ("miller", "milton"), ("iran", "iraq")):
        assert not related(one, two)


@pytest.mark.parametrize(
    ("sentence", "number", "said", "known", "expected"),
    [
        ("more than 1,000 people", "1,000", 1000, 1043, True),
        ("more than 1,000 people", "1,000", 1000, 985, False),
        ("nearly 1,000 people", "1,000", 1000, 985, True),
        ("about 300 boats", "300", 300, 312, True),
        ("about 300 boats", "300", 300, 240, False),
        ("300 boats", "300", 300, 312, False),
        ("it cost $1 million", "1 million", 1e6, 1.04e6, True),
        ("it cost $1 million", "1 million", 1e6, 1.6e6, False),
        ("it rose 4.5 percent", "4.5", 4.5, 4.53, True),
    ],
)
def test_rounding(sentence: str, number: str, said: float, known: float, expected: bool) -> None:
    start = sentence.index(number)
    assert rounded(sentence, start, start + len(number), said, known) is expected


@given(st.text(max_size=200))
def test_tokens_are_in_order_and_inside(text: str) -> None:
    tokens = tokenize(text)
    ends = [0, *(t.end for t in tokens)]
    assert all(end <= t.start < t.end <= len(text) for end, t in zip(ends, tokens, strict=False))


def test_words_of_one_name_are_joined() -> None:
    tokens = tokenize("The mayor met Karin Anna Berg, and Oslo's Pia Holm told St. Olaf Radio so.")
    names = [(t.key, span_of(tokens, i)) for i, t in enumerate(tokens) if t.kind == "name"]
    spans = {key: (tokens[a].key, tokens[b].key) for key, (a, b) in names}
    assert spans["karin"] == spans["anna"] == spans["berg"] == ("karin", "berg")
    assert spans["oslo"] == ("oslo", "oslo")
    assert spans["pia"] == spans["holm"] == ("pia", "holm")
    assert spans["olaf"] == spans["radio"] == ("olaf", "radio")


def test_an_inflected_name_is_a_neighbour_as_the_source_has_it() -> None:
    index = Index(["The Lithuanian navy has four boats."])
    assert {t.term for t in index.read("The navy of Lithuania has four boats.")} >= {index.sentences[0][1].term}
