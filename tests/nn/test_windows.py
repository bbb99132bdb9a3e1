from __future__ import annotations

import pytest

from models.nn.encoding import MAX_SLOTS, Encoded, TextEncoder, windows
from tests.nn.tiny_cleanup import TEXT, encode


def check_windows(encoded: Encoded, size: int, left: int, right: int) -> None:
    decided: list[int] = []
    total = len(encoded.ids)
    for w in windows(encoded, size, left, right):
        assert 0 <= w.start < w.end <= total
        assert w.end - w.start <= size - 2
        assert w.first_slot <= w.first_own < w.last_slot
        assert w.last_slot - w.first_slot <= MAX_SLOTS
        assert all(w.start <= place < w.end for place in encoded.places[w.first_slot : w.last_slot])
        own = range(w.first_own, w.last_slot)
        for slot in own:
            place = encoded.places[slot]
            assert place - w.start >= min(left, place)
            assert w.end - place > min(right, total - 1 - place)
        decided += own
    assert decided == list(range(len(encoded.slots)))


@pytest.mark.parametrize(("size", "left", "right"), [(512, 150, 32), (64, 20, 8), (40, 8, 0)])
@pytest.mark.parametrize(
    "text",
    [
        "",
        "no slots at all",
        "he",
        TEXT,
        TEXT * 20,
        "“it\n\n" * 300,
        "he " * 1500,
        "the hat and the mayor " * 200 + "he",
        "he " + "and " * 700 + "she " + "and " * 700,
        "“" * 801,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_windows_decide_every_slot_once(encoder: TextEncoder, text: str, size: int, left: int, right: int) -> None:
    check_windows(encode(encoder, text), size, left, right)
