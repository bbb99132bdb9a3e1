from __future__ import annotations

from itertools import combinations
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.core.summary.budget import Budget, Item, choose, count_words, fill

values = st.floats(0.01, 10)
items_of = st.lists(st.tuples(st.integers(0, 12), values, values, st.booleans()), max_size=9).map(
    lambda rows: [
        Item(index=2 * i - sum(joined for *_, joined in rows[: i + 1]), words=words, alone=alone, after=alone + more)
        for i, (words, alone, more, _) in enumerate(rows)
    ]
)


def worth(items: list[Item], chosen: tuple[int, ...]) -> float:
    indices = {items[i].index for i in chosen}
    return sum(items[i].after if items[i].index - 1 in indices else items[i].alone for i in chosen)


def cost(items: list[Item], chosen: tuple[int, ...], budget: Budget) -> int:
    return sum(budget.cost(items[i].words) for i in chosen)


@given(items_of, st.integers(0, 40), st.booleans())
def test_the_choice_is_the_best_there_is(items: list[Item], limit: int, in_words: bool) -> None:
    budget = Budget(words=limit) if in_words else Budget(sentences=limit)
    chosen = tuple(choose(items, budget))
    assert chosen == tuple(sorted(set(chosen)))
    assert cost(items, chosen, budget) <= limit
    possible = (c for size in range(len(items) + 1) for c in combinations(range(len(items)), size))
    best = max(worth(items, c) for c in possible if cost(items, c, budget) <= limit)
    if len(chosen) < len(items):  # what fits as a whole comes back whole, whatever it is worth
        assert worth(items, chosen) == pytest.approx(best)


def test_a_pronoun_follows_its_antecedent() -> None:
    items = [Item(0, 5, 1.0, 1.0), Item(1, 5, 0.1, 1.0), Item(3, 5, 0.9, 0.9)]
    assert choose(items, Budget(words=10)) == [0, 1]
    assert choose(items, Budget(sentences=1)) == [0]


@pytest.mark.parametrize("limit", [0, 1, 50, 1_000, 9_000, 50_000])
def test_large_documents_take_bounded_time(limit: int) -> None:
    items = [Item(i, 5 + (i * 7) % 40, 1 + (i * 13) % 50, 2 + (i * 13) % 50) for i in range(4_000)]
    started = process_time()
    chosen = choose(items, Budget(words=limit))
    used = sum(items[i].words for i in chosen)
    assert process_time() - started < 1
    assert limit * (0.97 if limit >= 50 else 0) <= used <= limit


def test_fill_adds_what_fits_by_value() -> None:
    items = [Item(0, 5, 1.0, 1.0), Item(1, 5, 3.0, 3.0), Item(2, 9, 9.0, 9.0)]
    assert fill([], items, Budget(words=10)) == [2]
    assert fill([0], items, Budget(words=10)) == [0, 1]


@pytest.mark.parametrize("limits", [(None, None), (3, 50), (-1, None), (None, -1)])
def test_a_budget_has_one_limit(limits: tuple[int | None, int | None]) -> None:
    with pytest.raises(ValueError, match="limit"):
        Budget(*limits)


def test_words_stand_between_whitespace() -> None:
    assert count_words(" It’s a two-day\u00a0stop . ") == 5
