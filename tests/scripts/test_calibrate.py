from __future__ import annotations

import random

import pytest

from scripts.calibrate import fit
from scripts.seen import Seen


def slots(count: int, bias: float, heat: float) -> list[Seen]:
    """Slots whose scores are too hot and too masculine."""
    rng = random.Random(3)
    seen = []
    for _ in range(count):
        truth = rng.gauss(0, 2)
        right = "she" if rng.random() < 1 / (1 + 2.718281828**-truth) else "he"
        scores = {"he": bias, "she": truth * heat, "it": -9.0}
        seen.append(Seen("pronoun", rng.choice(("he", "she")), right, scores, "damaged"))
    return seen


def test_the_fit_takes_out_heat_and_bias() -> None:
    scaling = fit(slots(6000, bias=1.5, heat=3.0))
    assert scaling.temperature == pytest.approx(3.0, rel=0.15)
    lean = scaling.genders["masculine"] - scaling.genders["feminine"]
    assert lean == pytest.approx(-1.5 / 3.0, abs=0.12)
    assert scaling.unchanged == pytest.approx(0.0, abs=0.12)
