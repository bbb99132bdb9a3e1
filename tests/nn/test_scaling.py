from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.nn.scaling import PLAIN, Scaling

SCORES = {"he": 2.0, "she": 1.0, "it": -1.0}


def test_plain_scores_become_their_softmax() -> None:
    total = sum(math.exp(v) for v in SCORES.values())
    assert PLAIN.probabilities(SCORES, "he") == pytest.approx({o: math.exp(v) / total for o, v in SCORES.items()})


def test_a_temperature_evens_out() -> None:
    assert Scaling(4.0).probabilities(SCORES, "he")["he"] < PLAIN.probabilities(SCORES, "he")["he"]


def test_biases_meet_their_gender_and_the_own_word() -> None:
    found = Scaling(2.0, {"feminine": 0.7}, -0.3).probabilities(SCORES, "it")
    assert math.log(found["she"] / found["he"]) == pytest.approx(-0.5 + 0.7)
    assert math.log(found["it"] / found["he"]) == pytest.approx(-1.5 - 0.3)


def test_operations_without_a_gender_have_no_bias() -> None:
    found = Scaling(genders={"feminine": 9.0}).probabilities({"keep": 0.0, "delete": 0.0}, "keep")
    assert found == pytest.approx({"keep": 0.5, "delete": 0.5})


@given(st.dictionaries(st.sampled_from(["he", "she", "it", "keep"]), st.floats(-1e4, 1e4), min_size=1))
def test_probabilities_sum_to_one(scores: dict[str, float]) -> None:
    found = Scaling(0.5, {"masculine": 1.0}, 2.0).probabilities(scores, "he")
    assert sum(found.values()) == pytest.approx(1.0)
    assert found.keys() == scores.keys()
