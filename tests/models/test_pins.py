from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.pins import read_pins

HASH = "0123456789abcdef" * 4


def test_pins_are_read() -> None:
    text = f" ./bart = {HASH.upper()} ,owner/name@main=sha256:{HASH},, ./a=b={HASH}"
    assert read_pins(text, ["./bart", " owner/name@main", "./a=b"]) == {
        "./bart": HASH,
        "owner/name@main": HASH,
        "./a=b": HASH,
    }
    assert read_pins("", ["./bart"]) == {}


@pytest.mark.parametrize("text", ["./bart", f"={HASH}", "./bart=12ab", f"./bart={HASH}0", f"./bart={'g' * 64}"])
def test_what_is_no_pin(text: str) -> None:
    with pytest.raises(ValueError, match="is not NAME=SHA256"):
        read_pins(text, ["./bart"])


def test_a_pin_of_another_model_would_guard_nothing() -> None:
    with pytest.raises(ValueError, match=r"'\./brat' is not one of the models that are set; they are: \./bart"):
        read_pins(f"./brat={HASH}", ["./bart"])


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = read_pins(text, ["x"])
    except ValueError:
        return
    assert found in ({}, {"x": HASH})
