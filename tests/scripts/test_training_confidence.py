from __future__ import annotations

import random

from models.core.slots.pronoun import find_pronouns
from scripts.training.confidence import Read, damaged, train
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
