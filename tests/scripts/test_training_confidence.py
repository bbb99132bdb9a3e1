from __future__ import annotations

import random

from models.core.slots.pronoun import find_pronouns
from models.nn.scaling import PLAIN
from scripts.training.confidence import FOLDS, Read, crossed, damaged, train
from tests.nn.test_confidence import heard

TEXT = "Ann said she had lost her hat. Tom said he saw it. " * 6


def test_damage_keeps_the_right_word_of_every_pronoun() -> None:
    wrong = []
    for seed in range(60):
        text, gold = damaged(TEXT, random.Random(seed))
        found = {slot.start: slot.unchanged for slot in find_pronouns(text)}
        assert set(gold.values()) == {"she", "her", "he", "it"}
        assert gold.keys() <= found.keys()
        wrong.append(sum(found[at] != word for at, word in gold.items()))
    assert wrong.count(0) > 10
    assert sum(0 < count < 3 for count in wrong) > 10
    assert max(wrong) > 6


def test_what_is_learned_is_whom_to_trust() -> None:
    # The network says the same of all; it is right where another pronoun of the document is doubted too.
    lone = Read([heard("he", 0, he=0.3, she=0.6), heard("she", 9, she=1.0)], {0: "he", 1: "she"})
    both = Read([heard("he", 0, he=0.3, she=0.6), heard("he", 9, he=0.2, she=0.7)], {0: "she", 1: "she"})
    scaling, confidence = train([lone, both] * 150)
    (first, _), (second, _) = (
        confidence.of([h.rescaled(scaling) for h in document.heard]) for document in (lone, both)
    )
    assert first["she"] < 0.4
    assert second["she"] > 0.8


def test_decisions_by_cross_validation_are_those_of_trees_that_grew_without_the_text() -> None:
    several = []
    for i in range(200):
        other = heard("he", 9, he=0.2, she=0.7) if i % 2 else heard("she", 9, she=1.0)
        several.append(Read([heard("he", 0, he=0.3, she=0.6), other], {0: "she" if i % 2 else "he"}))
    # What is true of one fold alone cannot be learned from the others.
    for i in range(0, 200, FOLDS):
        several[i] = Read(several[i].heard, {0: "he" if i % 2 else "she"})
    scaling, _ = train(several)
    seen = list(crossed(several, scaling))
    assert len(seen) == 200
    first = seen[: len(several[::FOLDS])]
    assert [s.best(PLAIN)[0] == s.right for s in first] == [False] * 40
    assert [s.best(PLAIN)[0] == s.right for s in seen[40:]].count(True) > 150
