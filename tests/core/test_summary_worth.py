from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.core.document import Document
from models.core.forest import Forest
from models.core.summary.candidates import candidates
from models.core.summary.centrality import vectors
from models.core.summary.leaning import (
    CONNECTIVE,
    DANGLING,
    DEFINITE,
    GROUP,
    LATER,
    LESSER,
    SHELL,
    SHREDDED,
    WRITER,
    leans_of,
)
from models.core.summary.signs import signs_of
from models.core.summary.term_worth import features_of, term_probabilities, terms_of
from models.core.summary.traits import TRAITS, Genre, traits_of
from models.core.summary.worth import TRAINED

TEXT = (
    "A storm closed the harbour of Port Ansel on Monday. I saw it from my window and wrote this column. "
    "The mayor said the harbour would open on Friday. But the ferry company sees no reason for hope. "
    "The move was expected. Has anybody counted the boats in the harbour of Port Ansel? It rained. "
    "Doe said she had warned the company. The engineer Ann Doe works for the ferry company of Port Ansel."
)


def test_trees_are_followed_and_summed() -> None:
    forest = Forest(1.0, ((0, 0.5, 2.0, (1, 3.0, 10.0, 20.0)), 0.25))
    assert forest.predict([0.5, 9.0]) == 3.25
    assert forest.predict([0.6, 3.0]) == 11.25
    assert forest.predict([0.6, 3.1]) == 21.25


def test_words_are_folded_and_function_words_stay() -> None:
    assert terms_of("The harbours’ boats are here.") == ["the", "harbour", "boat", "are", "here"]


def test_weights_make_probabilities() -> None:
    found = candidates(Document.parse(TEXT))
    signs = signs_of(found, vectors([c.text for c in found]))
    genre = Genre.of(found)
    even = term_probabilities(found, signs, genre, {})
    assert set(even) == {term for c in found for term in terms_of(c.text)}
    assert set(even.values()) == {0.5}
    early = term_probabilities(found, signs, genre, {"first<=0": 2.0})
    assert early["storm"] == pytest.approx(0.8808, abs=1e-4)
    assert early["ferry"] == 0.5
    row = features_of(found, signs, genre)["ansel"]
    assert row["first<=0 name"] == 1.0
    assert row["times<=3"] == 1.0


def test_a_summary_holds_what_a_news_article_opens_with() -> None:
    found = candidates(Document.parse(TEXT))
    rows = vectors([c.text for c in found])
    probabilities, shares = TRAINED.of(found, rows, signs_of(found, rows))
    assert probabilities["storm"] > probabilities["window"]
    assert shares[0] >= sorted(shares)[-2]
    assert TRAINED.of([], [], []) == ({}, [])


def test_leans() -> None:
    found = candidates(Document.parse(TEXT))
    leans = [{(lean.loss, lean.on) for lean in several} for several in leans_of(found, found)]
    assert leans[0] == set()
    ((loss, on),) = leans[1]
    assert on == ()
    assert loss == pytest.approx(WRITER * (1 - 3 / 9))
    assert leans[3] == {(CONNECTIVE, (2,))}
    assert {(SHREDDED, ()), (SHELL, (3,))} == leans[4]
    assert leans[5] == {(LESSER, ())}
    assert leans[7] == {(LATER, ()), (DEFINITE, (3,))}
    dangling = candidates(Document.parse("The mayor of Ansel left. She had warned the ferry company."))
    assert {(lean.loss, lean.on) for lean in leans_of(dangling, dangling)[1]} == {(DANGLING, (0,))}


def test_a_text_that_speaks_as_we_may_do_so_in_its_summary() -> None:
    news = "A storm closed the harbour. The council met on Monday in Ansel. We need more of that in Ansel. It rained."
    own = (
        "We build ferries in Ansel now. We tell you how we work there. You can visit our harbour. We open at noon here."
    )
    for text, held_back in ((news, True), (own, False)):
        found = candidates(Document.parse(text))
        losses = [lean.loss for several in leans_of(found, found) for lean in several if not lean.on]
        assert any(0 < loss <= GROUP for loss in losses) is held_back


any_text = st.text(st.characters(codec=None, exclude_categories=()), max_size=300) | st.lists(
    st.sampled_from(["Storm", "closed", "I", "Ann Doe", "“", ".", "?", "said", "\n\n", "7"]), max_size=60
).map(" ".join)


@given(any_text)
def test_whatever_the_text_all_numbers_are_finite(text: str) -> None:
    found = candidates(Document.parse(text))
    if not found:
        return
    rows = vectors([c.text for c in found])
    signs = signs_of(found, rows)
    probabilities, shares = TRAINED.of(found, rows, signs)
    assert all(0 <= p <= 1 for p in probabilities.values())
    assert all(-1 < share < 2 for share in shares)
    table = traits_of(found, rows, signs, Genre.of(found))
    assert {len(row) for row in table} == {len(TRAITS)}
    assert len(leans_of(found, found)) == len(found)


def test_every_sentence_knows_its_document_and_what_comes_before() -> None:
    found = candidates(Document.parse(TEXT))
    rows = vectors([c.text for c in found])
    table = [
        dict(zip(TRAITS, row, strict=True)) for row in traits_of(found, rows, signs_of(found, rows), Genre.of(found))
    ]
    for name in ("opens line in document", "reader in document", "words of first", "third to first"):
        assert len({row[name] for row in table}) == 1
    assert [row["words before"] for row in table[:3]] == [0, 0.1, 0.2]
    assert table[3]["leads before"] == pytest.approx(1)
    assert table[0]["words of first"] == table[0]["words"]
    assert table[0]["second to first"] == table[1]["to first"]
    assert sum(row["words to mean"] for row in table) == pytest.approx(len(table))


def test_a_document_of_one_sentence_has_traits() -> None:
    found = candidates(Document.parse("A storm closed the harbour of Port Ansel."))
    rows = vectors([c.text for c in found])
    ((*_, second, third, _, before, _, _),) = traits_of(found, rows, signs_of(found, rows), Genre.of(found))
    assert (second, third, before) == (0, 0, 0)
