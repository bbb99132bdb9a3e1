from __future__ import annotations

import random
from collections import Counter

import pytest

from scripts.calibrate import ALIKE, Seen, both_ways, by_change, even, fit, threshold_of, thresholds


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


def test_changes_are_sorted_by_gender_and_corpus() -> None:
    seen = [
        Seen("pronoun", "he", "she", {"he": 0.0, "she": 2.0, "it": 0.0}, "damaged"),
        Seen("pronoun", "he", "he", {"he": 0.0, "she": 2.0, "it": 0.0}, "real"),
        Seen("pronoun", "he", "it", {"he": 0.0, "she": 2.0, "it": 0.0}, "damaged"),
        Seen("pronoun", "he", "he", {"he": 3.0, "she": 2.0, "it": 0.0}, "damaged"),
        Seen(
            "pronoun",
            "he",
            "he",
            {"he": 0.0, "she": 2.0, "it": 0.0},
            "damaged",
            contested=frozenset({"feminine", "neuter"}),
        ),
    ]
    made = by_change(seen, fit(slots(200, 0.0, 1.0)))
    assert {
        change: {name: [good for _, good in some] for name, some in groups.items()} for change, groups in made.items()
    } == {"masculine>feminine": {"own": [True, False], "real": [False]}}


def test_a_threshold_needs_precision_and_enough_edits() -> None:
    made = [(0.99, True)] * 20 + [(0.98, False)] + [(0.97, True)] * 30 + [(0.96, False)] * 5
    assert threshold_of(made, 0.97, 0.9) == 0.97
    assert threshold_of(made, 0.995, 0.9) == 0.99
    assert threshold_of(made, 0.97, 0.985) == 0.99
    assert threshold_of(made[:5], 0.97, 0.9) is None
    assert threshold_of([(0.99, False)] * 20, 0.97, 0.9) is None


def test_real_translations_may_raise_or_forbid_a_threshold() -> None:
    own = [(0.95, True)] * 30
    good = [(0.96, False)] * 8 + [(0.99, True)] * 12
    assert thresholds({"a>b": {"own": own, "real": good}}, 0.97, 0.85, 0.9) == {"a>b": 0.99}
    assert thresholds({"a>b": {"own": own, "real": [(0.99, False)] * 20}}, 0.97, 0.85, 0.9) == {}
    assert thresholds({"a>b": {"own": own}}, 0.97, 0.85, 0.9) == {"a>b": 0.95}


def test_a_change_is_made_both_ways_or_not_at_all() -> None:
    assert both_ways({"a>b": 0.9, "b>a": 0.8, "a>c": 0.9}) == {"a>b": 0.9, "b>a": 0.8}
    assert both_ways({"neuter>plural": 0.9, "masculine>plural": 0.9}) == {"neuter>plural": 0.9}


def test_the_readier_way_is_held_back() -> None:
    made = {
        "masculine>feminine": {"own": [(0.9 + i / 1000, True) for i in range(60)]},
        "feminine>masculine": {"own": [(0.9 + i / 1000, True) for i in range(20)]},
    }
    chosen = even(
        {"masculine>feminine": 0.9, "feminine>masculine": 0.9},
        made,
        Counter({"masculine>feminine": 100, "feminine>masculine": 100}),
    )
    assert chosen == {"masculine>feminine": 0.94, "feminine>masculine": 0.9}
    put = sum(c >= chosen["masculine>feminine"] for c, _ in made["masculine>feminine"]["own"])
    assert put == round(20 / ALIKE)
    others = {"neuter>masculine": 0.9, "masculine>neuter": 0.9}
    assert even(others, made, Counter()) == others
