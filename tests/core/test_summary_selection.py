from __future__ import annotations

import pytest

from models.core.summary.budget import Budget, Item
from models.core.summary.centrality import vectors
from models.core.summary.selection import select


def items(values: list[float], words: int = 5) -> list[Item]:
    return [Item(index, words, value, value) for index, value in enumerate(values)]


def test_of_two_that_say_the_same_the_better_stays_and_the_room_is_used() -> None:
    texts = ["A storm closed the harbour.", "The storm closed the harbour.", "Bread costs more.", "The council met."]
    found = select(items([1.0, 2.0, 0.5, 0.4]), vectors(texts), texts, Budget(sentences=2))
    assert found == [1, 2]


def test_three_in_a_chain_leave_one() -> None:
    texts = ["A storm closed the harbour."] * 3
    assert select(items([1.0, 1.0, 1.0]), vectors(texts), texts, Budget(words=15)) == [0]


@pytest.mark.parametrize("limit", [2, 3])
def test_more_repetitions_than_rounds_leave_no_repetition(limit: int) -> None:
    texts = ["A storm closed the harbour."] * 60 + ["Bread costs more."]
    values = [2.0] * 60 + [1.0]
    found = select(items(values), vectors(texts), texts, Budget(sentences=limit))
    assert len({texts[i] for i in found}) == len(found) >= 1
