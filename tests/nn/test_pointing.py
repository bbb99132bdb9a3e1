from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.core.document import Document, Span
from models.core.summary.budget import Budget, count_words
from models.core.summary.candidates import candidates
from models.nn import pointing
from models.nn.pointer import BLOCKED
from models.nn.pointing import PointerSummarizer
from tests.nn.tiny import tiny_model, tiny_tokenizer

if TYPE_CHECKING:
    from pathlib import Path

    from models.core.summary.summarizer import Summarizer

SUMMARIZER: Summarizer = PointerSummarizer(tiny_model(), tiny_tokenizer())
TEXT = (
    "Storm closes harbour\n\nA storm closed the harbour of Port Ansel on Friday. The mayor opened the town hall to the "
    "crews of the ships. It has room for two hundred people.\n\nThe harbour was last closed by a storm in 1987. "
    "A storm closed the harbour of Port Ansel on Friday.\n\nRead more: The storm in pictures."
)
WORDS = st.sampled_from(["harbour", "storm", "He", "The", "closed", "”", "“", "By", "Monday", "\ud800", "é", "\0", "."])
TEXTS = st.lists(WORDS, max_size=60).map(" ".join) | st.text(st.characters(codec=None, exclude_categories=()))


@settings(max_examples=30, deadline=None)
@given(TEXTS, st.integers(0, 25), st.booleans())
def test_budget_offsets_and_order(text: str, limit: int, in_words: bool) -> None:
    document = Document.parse(text)
    sentences, words = (None, limit) if in_words else (limit, None)
    picks = SUMMARIZER.summarize(document, sentences=sentences, words=words)
    assert (sum(count_words(p.text) for p in picks) if in_words else len(picks)) <= limit
    assert picks == sorted(picks)
    assert all(text[p.start : p.end] == p.text for p in picks)
    assert {(p.start, p.end) for p in picks} <= {(c.span.start, c.span.end) for c in candidates(document)}
    assert picks == SUMMARIZER.summarize(document, sentences=sentences, words=words)


@pytest.mark.parametrize("limit", range(1, 5))
def test_as_many_sentences_as_asked_for_and_no_repetition(limit: int) -> None:
    picks = SUMMARIZER.summarize(Document.parse(TEXT), sentences=limit, words=None)
    assert len(picks) == len({pick.text for pick in picks}) == limit


def test_what_fits_comes_back_whole_but_for_repetitions() -> None:
    picks = SUMMARIZER.summarize(Document.parse(TEXT), sentences=None, words=500)
    assert len(picks) == 4


def test_what_is_skipped_is_not_picked() -> None:
    start = TEXT.index("The mayor")
    picks = SUMMARIZER.summarize(Document.parse(TEXT), sentences=2, words=None, skip=[Span(start, start + 4)])
    assert len(picks) == 2
    assert not any(pick.text.startswith("The mayor") for pick in picks)


def test_a_pronoun_is_held_back_until_its_antecedent_is_chosen() -> None:
    found = candidates(Document.parse(TEXT))
    choices = pointing._Choices(found, [{}] * len(found), Budget(sentences=4))
    assert choices.bias()[2] < 0
    choices.make(1)
    assert choices.bias()[2] == 0
    assert choices.bias()[1] == BLOCKED


def test_of_very_long_documents_the_favoured_sentences_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pointing, "MOST", 3)
    picks = SUMMARIZER.summarize(Document.parse(TEXT), sentences=3, words=None)
    assert 1 <= len(picks) <= 3


def test_many_sentences_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pointing, "STEPS", 2)
    assert len(SUMMARIZER.summarize(Document.parse(TEXT), sentences=3, words=None)) == 3


def test_loading(tmp_path: Path) -> None:
    folder = tmp_path / "summary-xx"
    model = tiny_model()
    model.half()  # type: ignore[no-untyped-call]
    model.save_pretrained(folder)
    tiny_tokenizer().save_pretrained(folder)
    loaded = PointerSummarizer.load(folder)
    assert loaded.name == "summary-xx"
    assert len(loaded.summarize(Document.parse(TEXT), sentences=2, words=None)) == 2
