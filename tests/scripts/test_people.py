from __future__ import annotations

import pytest

from scripts.people import Call, calls, things

TEXT = "So Kim Odd-Bell left, and by then he slept. The Tea Party said it won. Ann Kim Bell was in. Tom Bell: he left."


def test_what_is_counted() -> None:
    found = calls([TEXT, TEXT], {"kim", "tea", "ann", "tom"})
    assert found == {
        ("kim", "odd"): Call(seen=2, masculine=2),
        ("tea", "party"): Call(seen=2, pointed=2, neuter=2),
        # `Ann` is her first name, and the next pronoun is the next person's.
        ("ann", "kim"): Call(seen=2),
        ("tom", "bell"): Call(seen=2, masculine=2),
    }
    assert calls(["", "Kim", "Kim\ud800 Odd", "kim Odd"], {"kim"}) == {}


@pytest.mark.parametrize(
    ("call", "thing"),
    [
        (Call(seen=7, pointed=7), False),
        (Call(seen=8, pointed=4), True),
        (Call(seen=8, pointed=2, masculine=4), False),
        (Call(seen=8, pointed=2, masculine=4, neuter=2), True),
        (Call(seen=8, pointed=1, neuter=6), False),
    ],
)
def test_what_is_no_person(call: Call, thing: bool) -> None:
    assert call.thing is thing


def test_words_that_mostly_begin_names_of_things() -> None:
    tea, hook = Call(seen=9, pointed=9), Call(seen=9, pointed=1)
    assert things({("tea", "party"): tea, ("tea", "leoni"): Call(seen=3), ("sandy", "hook"): hook}) == {"tea"}
    assert things({("tea", "party"): tea, ("tea", "leoni"): Call(seen=8)}) == set()


def test_pronouns_speak_against_a_first_name_that_leaves_doubt() -> None:
    he, she = Call(seen=30, masculine=20, feminine=1), Call(seen=30, masculine=6, feminine=12)
    assert [call.percent(90) for call in (he, she)] == [1, None]
    assert [call.percent(50) for call in (he, she)] == [0, 100]
    # Who is called so is beyond doubt; news are mostly about men, whose pronouns follow a woman as well.
    assert he.percent(99) is None
    assert Call(seen=30, masculine=7).percent(80) is None
    assert Call(seen=30, pointed=30, masculine=20).percent(80) is None
