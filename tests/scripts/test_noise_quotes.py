"""The noise of quotation marks."""

from __future__ import annotations

import random

import pytest

from models.core.edit import apply_edits
from scripts.noise.quotes import Damage, QuoteNoise, damage

TEXT = (
    "“We never refused to talk,” the minister said. “We refuse to be told what to say.”\n\n"
    "She called the plan “a slow return” and the other one (“a farce”) worse. The pole is 5″ long.\n\n"
    'The paper wrote: "The long wait is over." It was "late", he said, "and cold".\n\n'
    "“He told me, ‘Go home,’” she said. “‘Yes’ was all I said.”"
)
KINDS: tuple[Damage, ...] = ("moved", "spaced", "direction", "lost", "doubled", "shifted")


def only(kind: Damage, *, both: float = 0.5, curled: float = 0.8) -> QuoteNoise:
    return QuoteNoise(heavy=1.0, heavy_rate=(1.0, 1.0), weights={kind: 1.0}, both=both, curled=curled)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("curled", [0.0, 1.0])
def test_edits_give_the_text_and_marks_are_where_they_are_said_to_be(kind: Damage, curled: float) -> None:
    for seed in range(30):
        damaged = damage(TEXT, random.Random(seed), only(kind, curled=curled))
        assert apply_edits(TEXT, damaged.edits) == damaged.text
        assert damaged.edits
        assert {edit.message for edit in damaged.edits} == {kind}
        offsets = [mark.offset for mark in damaged.marks]
        assert offsets == sorted(set(offsets))
        assert offsets == [i for i, c in enumerate(damaged.text) if c in '“”"″']
        assert all(0 <= lost.offset <= len(damaged.text) for lost in damaged.missing)
        assert bool(damaged.missing) == (kind == "lost")
        assert any(mark.role == "delete" for mark in damaged.marks) == (kind == "doubled")


def test_roles_survive_the_damage() -> None:
    clean = damage(TEXT, random.Random(0), QuoteNoise(untouched=1.0))
    assert clean.text == TEXT
    roles = [mark.role for mark in clean.marks]
    assert roles.count("keep") == 1
    assert roles.count("open") == roles.count("close")
    moved = damage(TEXT, random.Random(0), only("moved"))
    assert [mark.role for mark in moved.marks] == roles


def test_the_same_seed_gives_the_same_damage() -> None:
    assert damage(TEXT, random.Random(5)) == damage(TEXT, random.Random(5))
    assert len({damage(TEXT, random.Random(seed)).text for seed in range(20)}) > 5


def test_moved_marks_curl_by_their_left_neighbour() -> None:
    config = only("moved", both=1.0, curled=1.0)
    damaged = damage("He saw a “slow return” of ships.", random.Random(1), config)
    assert damaged.text == "He saw a” slow return “of ships."
    plain = damage("He saw a “slow return” of ships.", random.Random(1), only("moved", both=1.0, curled=0.0))
    assert plain.text == "He saw a“ slow return ”of ships."
    straight = damage('He saw a "slow return" of ships.', random.Random(1), config)
    assert straight.text == 'He saw a" slow return "of ships.'


def test_direction_needs_a_direction() -> None:
    assert damage('He saw a "slow return".', random.Random(1), only("direction")).edits == ()


def test_marks_do_not_shift_out_of_their_block() -> None:
    for seed in range(20):
        assert damage("“One”", random.Random(seed), only("shifted")).edits == ()


def test_a_share_of_articles_stays_whole() -> None:
    config = QuoteNoise(untouched=0.4, heavy_rate=(1.0, 1.0), light_rate=(1.0, 1.0))
    whole = sum(not damage(TEXT, random.Random(seed), config).edits for seed in range(200))
    assert 50 < whole < 110


def test_any_text() -> None:
    for text in ("", "\ud800 “x” \x00", "no marks at all", '"', "“" * 20):
        damaged = damage(text, random.Random(1))
        assert apply_edits(text, damaged.edits) == damaged.text
