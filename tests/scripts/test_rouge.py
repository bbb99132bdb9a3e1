from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rouge_score.rouge_scorer import RougeScorer

from scripts.rouge import Profile, f1

SCORER = RougeScorer(["rouge1", "rouge2"], use_stemmer=True)
WORDS = "The ships were closing closed harbours of U.S. Årsta 1987 , — it’s"
texts = st.lists(st.sampled_from(WORDS.split()), max_size=12).map(" ".join)


@given(texts, texts)
def test_the_numbers_are_those_of_the_package(reference: str, summary: str) -> None:
    expected = SCORER.score(reference, summary)
    assert f1(Profile.of(reference), Profile.of(summary)) == pytest.approx(
        (expected["rouge1"].fmeasure, expected["rouge2"].fmeasure)
    )


def test_joined_leaves_out_the_joints() -> None:
    joined = Profile.joined([Profile.of("a b"), Profile.of("b c")])
    assert joined.unigrams == {"a": 1, "b": 2, "c": 1}
    assert joined.bigrams == {("a", "b"): 1, ("b", "c"): 1}
