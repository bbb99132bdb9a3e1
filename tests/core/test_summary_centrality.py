from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.core.summary.centrality import centrality, dot, vectors
from models.core.summary.redundancy import near_duplicates, opening_of
from models.core.summary.terms import content_terms, words_of

any_text = st.text(st.characters(codec=None, exclude_categories=()))


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("The mayor’s two harbours", ["mayor", "two", "harbour"]),
        ("cities, cities' and a city", ["city", "city", "city"]),
        ("The houses of the class and the bus", ["house", "class", "bus"]),
        ("she goes there as is", []),
        ("heroes", ["heroe"]),
        ("", []),
    ],
)
def test_terms(text: str, terms: list[str]) -> None:
    assert content_terms(text) == terms


def test_words_keep_function_words() -> None:
    assert words_of("He’d do it, wouldn't he?") == ["he'd", "do", "it", "wouldn't", "he"]


def test_the_hub_is_the_most_central() -> None:
    sentences = [
        "The harbour storm.",
        "The harbour and the storm and the council.",
        "The council met.",
        "Bread costs more.",
    ]
    ranks = centrality(vectors(sentences))
    assert max(range(4), key=ranks.__getitem__) == 1
    assert min(range(4), key=ranks.__getitem__) == 3


def test_centrality_equals_the_walk_over_the_built_graph() -> None:
    rows = vectors(["harbour storm council", "storm council", "harbour bread", "bread storm", "of the"])
    graph = [[dot(a, b) if a is not b else 0.0 for b in rows] for a in rows]
    rank = [0.2] * 5
    for _ in range(15):
        rank = [0.03 + 0.85 * sum(graph[i][j] * rank[j] / (sum(graph[j]) or 1) for j in range(5)) for i in range(5)]
    assert centrality(rows) == pytest.approx([r / max(rank) for r in rank])


def test_no_sentence_no_rank() -> None:
    assert centrality([]) == []


@given(st.lists(any_text, min_size=1, max_size=8))
def test_any_text_has_a_rank(sentences: list[str]) -> None:
    rows = vectors(sentences)
    assert all(0 < rank <= 1 for rank in centrality(rows))
    assert all(dot(row, row) == pytest.approx(1) for row in rows if row)


def test_the_apostrophe_does_not_make_another_opening() -> None:
    opening = opening_of("The town's longest storm may finally be over.")
    assert opening == opening_of("The town’s longest storm may finally be over, after three days of rain.")
    assert opening != opening_of("The town’s longest drought may finally be over.")


def test_near_duplicates() -> None:
    texts = [
        "The storm closed the harbour.",
        "A storm closed the harbours.",
        "Bread costs more.",
        "So it is.",
        "So  it IS.",
    ]
    rows = vectors(texts)
    assert near_duplicates([4, 3, 2, 1, 0], rows, texts) == [(0, 1), (3, 4)]
    assert near_duplicates([0, 2], rows, texts) == []
