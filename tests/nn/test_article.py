from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from models.core.document import Document
from models.core.summary.candidates import candidates
from models.core.summary.centrality import vectors
from models.core.summary.signs import signs_of
from models.nn.article import FEATURES, LONGEST, Article, ArticleReader
from models.nn.windows import CONTEXT, SIZE, collate, windows_of
from tests.nn.tiny import tiny_tokenizer

READER = ArticleReader(tiny_tokenizer())

lengths_of = st.lists(st.integers(0, LONGEST), max_size=40)


def read(text: str) -> Article:
    found = candidates(Document.parse(text))
    return READER.read(found, signs_of(found, vectors([c.text for c in found])))


def blank(lengths: list[int]) -> Article:
    return Article(
        [[i + 1] * n for i, n in enumerate(lengths)], [[0] * n for n in lengths], [[0.0] * FEATURES] * len(lengths)
    )


def test_case_is_told_by_types() -> None:
    article = read("Ab cd said iPad.")
    assert article.types == [[1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]]
    assert len(article.ids[0]) == 13


def test_features_are_of_order_one() -> None:
    article = read("\n\n".join(f"Ship {n} of the line left the port of Ansel again with its crew." for n in range(300)))
    assert all(len(row) == FEATURES and all(-1 <= x <= 1.5 for x in row) for row in article.features)


@given(st.text(st.characters(codec=None, exclude_categories=())))
def test_any_text_is_read(text: str) -> None:
    article = read(text)
    assert len(article.ids) == len(article.types) == len(article.features)
    assert all(len(a) == len(b) <= LONGEST for a, b in zip(article.ids, article.types, strict=True))


@given(lengths_of)
def test_each_piece_is_owned_once(lengths: list[int]) -> None:
    windows = list(windows_of(blank(lengths)))
    owned = [(o, piece) for window in windows for o, piece in zip(window.owners, window.ids, strict=True) if o >= 0]
    assert owned == [(i, i + 1) for i, n in enumerate(lengths) for _ in range(n)]
    assert all(len(window.ids) <= SIZE - 2 for window in windows)
    for window in windows[1:]:
        context = window.owners.count(-1)
        first = min((o for o in window.owners if o >= 0), default=len(lengths))
        assert context == min(CONTEXT, sum(lengths[:first])) or first == len(lengths)


def test_windows_are_of_like_length() -> None:
    sizes = [sum(o >= 0 for o in window.owners) for window in windows_of(blank([20] * 50))]
    assert sizes == [260, 260, 240, 240]


def test_collated_owners_point_at_rows() -> None:
    batch = collate([blank([2]), blank([1, 0, 3])], cls=7, sep=8, styles=[1, 2])
    assert batch["input_ids"].tolist() == [[7, 1, 1, 8, 0, 0], [7, 1, 3, 3, 3, 8]]
    assert batch["owners"].tolist() == [[6, 0, 0, 6, 6, 6], [6, 3, 5, 5, 5, 6]]
    assert batch["attention_mask"].tolist() == [[1, 1, 1, 1, 0, 0], [1, 1, 1, 1, 1, 1]]
    assert batch["sentence_mask"].tolist() == [[True, False, False], [True, True, True]]
    assert batch["styles"].tolist() == [1, 2]
