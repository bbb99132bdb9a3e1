from __future__ import annotations

from collections import Counter

from models.nn.scaling import PLAIN
from scripts.seen import Seen
from scripts.thresholds import ALIKE, both_ways, by_change, even, expand, threshold_of, thresholds


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
        Seen("pronoun", "he", "he", {"he": 0.0, "she": 2.0, "it": 0.0}, "damaged", barred=frozenset({"feminine"})),
    ]
    made = by_change(seen, PLAIN)
    assert {
        change: {name: [good for _, good in some] for name, some in groups.items()} for change, groups in made.items()
    } == {
        "masculine>feminine": {"own": [True, False], "real": [False]},
        "masculine>feminine:contested": {"own": [False]},
    }


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
    few = [(0.96, False), (0.97, False), (0.99, True)]
    assert thresholds({"a>b": {"own": own, "real": few}}, 0.97, 0.85, 0.9) == {"a>b": 0.975}
    assert thresholds({"a>b": {"own": own, "real": few[1:]}}, 0.97, 0.85, 0.9) == {"a>b": 0.95}
    assert thresholds({"a>b": {"own": own, "real": [*few, few[2]]}}, 0.97, 0.85, 0.9) == {"a>b": 0.95}


def test_persons_made_of_things_and_contested_changes_ask_for_more() -> None:
    made = {"own": [(0.99, True)] * 20 + [(0.95, True)] * 28 + [(0.95, False)] * 2}
    several = dict.fromkeys(("a>b", "neuter>b", "a>b:contested"), made)
    assert thresholds(several, 0.9, 0.8, 0.9, 0.97, 0.98) == {"a>b": 0.95, "neuter>b": 0.99, "a>b:contested": 0.99}
    assert thresholds(several, 0.9, 0.8, 0.9) == dict.fromkeys(several, 0.95)


def test_a_change_is_made_both_ways_or_not_at_all() -> None:
    assert both_ways({"a>b": 0.9, "b>a": 0.8, "a>c": 0.9}) == {"a>b": 0.9, "b>a": 0.8}
    assert both_ways({"neuter>plural": 0.9, "masculine>plural": 0.9, "plural>masculine": 0.9}) == {"neuter>plural": 0.9}
    contested = {"a>b": 0.9, "b>a": 0.8, "a>b:contested": 0.95, "a>c:contested": 0.9}
    assert both_ways(contested) == {"a>b": 0.9, "b>a": 0.8, "a>b:contested": 0.95}


def test_a_contested_change_has_a_threshold_of_its_own() -> None:
    table = expand({"masculine>feminine": 0.9, "masculine>feminine:contested": 0.97, "masculine>neuter": 0.5}, 0.6)
    assert table["pronoun:he>she"] == {"apply": 0.9, "suggest": 0.6}
    assert table["pronoun:he>she:contested"] == {"apply": 0.97, "suggest": 0.6}
    assert table["pronoun:his>its"] == {"apply": 0.5, "suggest": 0.5}
    assert "pronoun:his>its:contested" not in table
    assert table["pronoun"]["apply"] > 1


def test_feminine_and_masculine_are_brought_nearer() -> None:
    made = {
        "masculine>feminine": {"own": [(0.8 + i / 1000, i % 2 == 0) for i in range(0, 200)]},
        "feminine>masculine": {"own": [(0.9 + i / 1000, True) for i in range(100)]},
    }
    wrong = Counter({"masculine>feminine": 100, "feminine>masculine": 100})
    found = even({"masculine>feminine": 0.9, "feminine>masculine": 0.9}, made, wrong, 0.85)
    assert found["masculine>feminine"] == 0.85
    put = {change: sum(good and c >= found[change] for c, good in made[change]["own"]) for change in found}
    assert put == {"masculine>feminine": 75, "feminine>masculine": round(75 / ALIKE)}
    # Whichever is behind comes nearer.
    turned = {change: made[">".join(reversed(change.split(">")))] for change in made}
    assert even({"masculine>feminine": 0.9, "feminine>masculine": 0.9}, turned, wrong, 0.85) == {
        "masculine>feminine": found["feminine>masculine"],
        "feminine>masculine": 0.85,
    }
    others = {"neuter>masculine": 0.9, "masculine>neuter": 0.9, "masculine>feminine": 0.9}
    assert even(others, made, wrong, 0.85) == others
