from __future__ import annotations

import random

from models.core.edit import apply_edits
from scripts.noise.pronouns import PronounNoise, damage

TEXT = "Ann Doe said she would keep her post. She left when her mother asked her to. It was cold."
WHOLE = {"neuter": 0.0, "masculine": 0.0, "plural": 0.0, "feminine": 1.0}


def test_a_consistent_translator_takes_a_woman_for_a_man_throughout() -> None:
    noise = PronounNoise(transitions={"feminine": {"masculine": 1.0}}, bias=WHOLE, whole=1.0, consistency=(1.0,))
    expected = "Ann Doe said he would keep his post. He left when his mother asked him to. It was cold."
    assert {apply_edits(TEXT, sorted(damage(TEXT, random.Random(seed), noise))) for seed in range(20)} == {expected}


def test_an_inconsistent_translator_leaves_some_right() -> None:
    noise = PronounNoise(transitions={"feminine": {"masculine": 1.0}}, bias=WHOLE, whole=1.0, consistency=(0.5,))
    counts = {len(damage(TEXT, random.Random(seed), noise)) for seed in range(40)}
    assert min(counts) < 5
    assert len(counts) > 2
