from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from models.core.summary.budget import Budget
from models.core.summary.centrality import vectors
from models.core.summary.cover import Piece, cover
from models.core.summary.leaning import Lean

if TYPE_CHECKING:
    from collections.abc import Sequence

WEIGHTS = {"storm": 3.0, "harbour": 2.0, "bread": 1.5, "council": 1.0}


def piece(*terms: str, words: int = 5, value: float = 0.0, leans: tuple[Lean, ...] = ()) -> Piece:
    return Piece(words, frozenset(terms), value, text=" ".join(terms), leans=leans)


def test_a_word_counts_once() -> None:
    pieces = [piece("storm", "harbour"), piece("storm"), piece("bread")]
    assert cover(pieces, WEIGHTS, Budget(sentences=2)) == [0, 2]


def test_what_a_sentence_is_worth_by_itself_counts() -> None:
    pieces = [piece("storm"), piece("bread"), piece("council", value=4.0)]
    assert cover(pieces, WEIGHTS, Budget(sentences=1)) == [2]


def test_of_two_that_give_the_same_the_shorter_one_is_taken_within_words() -> None:
    pieces = [piece("storm", words=20), piece("storm", "council", words=8), piece("bread", words=30)]
    assert cover(pieces, WEIGHTS, Budget(words=20)) == [1]


def test_what_leans_on_another_comes_with_it_or_not_at_all() -> None:
    leaning = piece("bread", "council", leans=(Lean((0,), 0.9),))
    assert cover([piece("storm"), leaning, piece("harbour")], WEIGHTS, Budget(sentences=2)) == [0, 1]
    assert cover([piece(), leaning, piece("harbour")], WEIGHTS, Budget(sentences=1)) == [2]


def test_what_nothing_can_help_loses_always() -> None:
    pieces = [piece("storm", leans=(Lean((), 0.6),)), piece("bread")]
    assert cover(pieces, WEIGHTS, Budget(sentences=1)) == [1]


def test_a_loss_is_taken_rather_than_nothing() -> None:
    assert cover([piece("unknown", value=-5.0)], WEIGHTS, Budget(sentences=3)) == [0]


def test_the_price_is_paid_after_what_leaning_loses() -> None:
    leaning = Piece(5, frozenset(["storm"]), 0.0, text="a", leans=(Lean((), 0.8),), price=3.0)
    plain = Piece(5, frozenset(["council"]), 0.0, text="b", price=2.0)
    assert cover([leaning, plain], WEIGHTS, Budget(sentences=1)) == [1]


def test_a_loss_is_asked_beside_what_is_taken() -> None:
    asked: list[tuple[int, list[int]]] = []

    def loss(number: int, taken: Sequence[int]) -> float:
        asked.append((number, list(taken)))
        return 0.0 if taken or number == 0 else 10.0

    pieces = [piece("storm"), piece("bread"), piece("harbour"), piece("council")]
    assert cover(pieces, WEIGHTS, Budget(sentences=3), loss) == [0, 1, 2]
    assert asked == [(0, []), (2, [0]), (1, [0, 2])]  # the council's bound is below what the bread gives
    assert not any(number in taken for number, taken in asked)


def test_a_loss_may_be_thought_over_once() -> None:
    thought: list[int] = []

    def settle(number: int, taken: Sequence[int]) -> bool:
        new = number not in thought
        thought.append(number)
        return new

    pieces = [piece("storm"), piece("bread"), piece("harbour"), piece("council")]
    plain = cover(pieces, WEIGHTS, Budget(sentences=1))
    other = cover(pieces, WEIGHTS, Budget(sentences=1), lambda i, _: 50.0 * (i in thought and i in plain), settle)
    assert plain != other
    assert set(plain + other) <= set(thought)  # it was asked about what was about to be taken


def test_what_loses_alone_comes_behind_what_it_follows() -> None:
    def loss(number: int, before: Sequence[int]) -> float:
        return 2.5 if number == 1 and 0 not in before else 0.0

    pieces = [piece("council"), piece("storm"), piece("bread")]
    assert cover(pieces, WEIGHTS, Budget(sentences=1), loss) == [2]
    assert cover(pieces, WEIGHTS, Budget(sentences=2), loss) == [0, 2]
    assert cover(pieces, WEIGHTS | {"council": 9.0}, Budget(sentences=2), loss) == [0, 1]


@given(
    st.lists(st.tuples(st.sampled_from(sorted(WEIGHTS)), st.integers(1, 12)), max_size=8),
    st.integers(0, 20),
    st.lists(st.floats(0, 4), min_size=64, max_size=64),
)
def test_any_loss_keeps_the_budget(drawn: list[tuple[str, int]], limit: int, losses: list[float]) -> None:
    pieces = [piece(term, str(i), words=words) for i, (term, words) in enumerate(drawn)]
    chosen = cover(pieces, WEIGHTS, Budget(words=limit), lambda i, before: losses[8 * i + len(before)])
    assert chosen == sorted(set(chosen))
    assert sum(pieces[i].words for i in chosen) <= limit


def test_repetitions_are_left_out() -> None:
    texts = ["A storm closed the harbour.", "The storm closed the harbour.", "Bread costs more."]
    pieces = [
        Piece(5, frozenset(text.lower().split()), 1.0, row, text)
        for text, row in zip(texts, vectors(texts), strict=True)
    ]
    assert len(cover(pieces, WEIGHTS, Budget(sentences=3))) == 2
    assert cover([piece("same"), piece("same")], WEIGHTS, Budget(sentences=2)) == [0]


some_pieces = st.lists(
    st.builds(
        lambda terms, words, value, on, loss: piece(*terms, words=words, value=value, leans=(Lean(tuple(on), loss),)),
        st.sets(st.sampled_from([*WEIGHTS, "other"]), max_size=4),
        st.integers(1, 40),
        st.floats(-5, 5),
        st.lists(st.integers(0, 9), max_size=2),
        st.floats(0, 1),
    ),
    max_size=10,
)


@given(some_pieces, st.integers(0, 120), st.booleans())
def test_the_budget_holds_and_the_order_is_that_of_reading(pieces: list[Piece], limit: int, in_words: bool) -> None:
    budget = Budget(words=limit) if in_words else Budget(sentences=limit)
    chosen = cover(pieces, WEIGHTS, budget)
    assert chosen == sorted(set(chosen))
    assert sum(budget.cost(pieces[i].words) for i in chosen) <= limit
    assert chosen == cover(pieces, WEIGHTS, budget)


def test_sentences_that_open_alike_repeat_each_other() -> None:
    first = "Ann Doe, convicted of a theft in the old harbour, is to be freed on Monday."
    second = "Ann Doe, convicted of a theft in the old harbour, was never seen there by anybody."
    office = "The Ministry of Works and Harbours in Port Ansel has a new minister."
    again = "The Ministry of Works and Harbours in Port Ansel closed the bridge."
    pieces = [Piece(words=10, terms=frozenset({text}), value=1.0, text=text) for text in (first, second, office, again)]
    assert cover(pieces, {}, Budget(4, None)) == [0, 2, 3]
