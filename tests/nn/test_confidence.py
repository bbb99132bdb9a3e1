from __future__ import annotations

import json
import math
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.core.document import Document
from models.core.forest import Forest
from models.core.slots.pronoun import ALTERNATIVES
from models.nn.antecedents import ANTECEDENT
from models.nn.confidence import LEAST, WIDTH, Confidence, Heard, rows_of
from models.nn.scaling import Scaling
from models.registry import ModelError
from tests.nn.tiny_cleanup import TEXT

if TYPE_CHECKING:
    from pathlib import Path

    from models.nn.predictor import CleanupPredictor

DOUBT = 49
"""Place in a row of what the other pronouns of the document are doubted together."""
HIDDEN = WIDTH - 11
"""Place in a row of what is said of the hidden word."""


def heard(own: str, start: int = 0, **probabilities: float) -> Heard:
    rest = (1 - sum(probabilities.values())) / max(1, len(ALTERNATIVES[own]) - len(probabilities))
    full = {o: probabilities.get(o, rest) for o in ALTERNATIVES[own]}
    logs = {o: math.log(max(p, 1e-9)) for o, p in full.items()}
    hidden = logs if full[own] < 0.98 else None
    return Heard(start, own, logs, logs, logs, full, [0.0] * ANTECEDENT, hidden=hidden)


def test_rows_are_given_to_likely_changes_alone() -> None:
    several = [heard("he", 0, he=0.99, she=0.005), heard("he", 9, he=0.3, she=0.6), heard("its", 30, its=0.9, his=0.08)]
    rows = rows_of(several)
    assert {i: len(row) for i, row in rows.items()} == {1: WIDTH, 2: WIDTH}
    assert several[0].probabilities[several[0].change] < LEAST
    assert rows_of([]) == {}


def test_a_row_tells_what_else_is_doubted() -> None:
    alone = rows_of([heard("he", 0, he=0.3, she=0.6)])[0]
    sound = rows_of([heard("he", 0, he=0.3, she=0.6), heard("she", 9, she=1.0), heard("she", 12, she=1.0)])[0]
    ill = rows_of([heard("he", 0, he=0.3, she=0.6), heard("he", 9, he=0.1, she=0.9), heard("she", 12, she=1.0)])[0]
    assert alone[:5] == sound[:5] == ill[:5]
    assert [alone[DOUBT], sound[DOUBT]] == pytest.approx([0, 0], abs=1e-9)
    assert ill[DOUBT] == pytest.approx(0.9)


def test_a_row_tells_what_is_said_of_the_hidden_word() -> None:
    seen = heard("he", 0, he=0.6, she=0.3)
    alone = rows_of([replace(seen, hidden=heard("he", he=0.2, she=0.7).hidden)])[0]
    assert alone[HIDDEN] == pytest.approx(math.log(3.5))
    assert alone[HIDDEN + 3 : HIDDEN + 7] == pytest.approx([0.2, 0.7, 0.1, 0.0])
    assert alone[HIDDEN + 7 :] == [1.0, 0.0, 0.0, 1.0]
    # Of the other words like it, two are in doubt as well.
    others = [heard("his", 9, his=0.4, her=0.5), heard("him", 30, him=0.9, her=0.1), heard("it", 40, it=0.5, she=0.5)]
    together = rows_of([seen, *others])[0]
    assert together[HIDDEN + 8 :] == pytest.approx([0.625, 2.0, 4.0])
    assert rows_of([replace(seen, hidden=None)]) == {}


def test_trust_is_put_in_place_of_probability() -> None:
    # Doubt elsewhere decides, whatever the network says of the pronoun.
    forest = Forest(0.0, ((DOUBT, 0.5, -3.0, 3.0),))
    first = heard("he", 0, he=0.3, she=0.6)
    lone, kept = Confidence(forest).of([first, heard("she", 9, she=1.0)])
    assert kept["she"] == 1.0
    assert lone["she"] == pytest.approx(1 / (1 + math.exp(3)))
    assert lone["he"] == pytest.approx(1 - lone["she"])
    one, _ = Confidence(forest).of([first, heard("he", 9, he=0.1, she=0.9)])
    assert one["she"] == pytest.approx(1 / (1 + math.exp(-3)))
    assert sum(one.values()) == pytest.approx(1)


@given(st.lists(st.tuples(st.sampled_from(sorted(ALTERNATIVES)), st.floats(0, 1), st.integers(0, 99))))
def test_probabilities_stay_probabilities(drawn: list[tuple[str, float, int]]) -> None:
    several = [heard(own, start, **{own: p}) for own, p, start in drawn]
    forest = Forest(0.5, ((0, 0.0, -1.0, 1.0), (17, 0.5, 900.0, -900.0)))
    for h, found in zip(several, Confidence(forest).of(several), strict=True):
        assert found.keys() == h.probabilities.keys()
        assert sum(found.values()) == pytest.approx(1)
        assert all(0 <= p <= 1 for p in found.values())


def test_it_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "confidence.json"
    forest = Forest(-0.5, ((3, 0.25, (1, 0.5, 1.0, -1.0), 2.0), 0.125))
    Confidence(forest).save(path)
    assert Confidence.load(path).forest == forest


@pytest.mark.parametrize(
    "written",
    ["", "[]", '{"base": 0}', '{"base": 0, "trees": [[1, 2, 3]]}', f'{{"base": 0, "trees": [[{WIDTH}, 0, 1, 2]]}}'],
)
def test_a_damaged_file_is_told(tmp_path: Path, written: str) -> None:
    path = tmp_path / "confidence.json"
    path.write_text(written, encoding="utf-8")
    with pytest.raises(ModelError, match=r"confidence\.json"):
        Confidence.load(path)


def test_a_scaling_changes_what_is_likely() -> None:
    hot = heard("he", 0, he=0.2, she=0.7).rescaled(Scaling(unchanged=5.0))
    assert max(hot.probabilities, key=lambda o: hot.probabilities[o]) == "he"


def test_the_predictor_decides_by_it(predictor: CleanupPredictor) -> None:
    document = Document.parse(TEXT)
    plain = {d.slot.start: d for d in predictor.decide([document])[0] if d.slot.kind == "pronoun"}
    (spoken,) = predictor.hear([document])
    assert [h.start for h in spoken] == sorted(plain)
    assert [h.probabilities for h in spoken] == [plain[h.start].probabilities for h in spoken]
    predictor.confidence = Confidence(Forest(2.0, ()))
    try:
        trusted = [d for d in predictor.decide([document])[0] if d.slot.kind == "pronoun"]
    finally:
        predictor.confidence = None
    right = 1 / (1 + math.exp(-2))
    assert [max(d.probabilities.values()) for d in trusted] == pytest.approx([right] * len(trusted))
    assert json.dumps([h.change for h in spoken]) == json.dumps(
        [max(d.probabilities, key=lambda o: d.probabilities[o]) for d in trusted]
    )
