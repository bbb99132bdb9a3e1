from __future__ import annotations

import io

import pytest
from rich.console import Console

from models.core.edit import Edit
from service.render import show_diff, visible

TEXT = "Vilnius , Riga and the „old“ town."
EDITS = [Edit(7, 8, " ", "", "spacing", 0.99, "rule:space-before-comma", "No space before a comma.")]


def printed(*, colour: bool) -> str:
    out = io.StringIO()
    show_diff(
        Console(file=out, width=60, force_terminal=colour, color_system="standard" if colour else None), TEXT, EDITS
    )
    return out.getvalue()


def test_without_colour_the_change_is_marked() -> None:
    lines = [line.rstrip() for line in printed(colour=False).splitlines()]
    assert lines == ["@ paragraph 1", "- Vilnius[- -], Riga and the „old“ town.", "+ Vilnius, Riga and the „old“ town."]


def test_with_colour_the_change_is_shown() -> None:
    out = printed(colour=True)
    assert "[-" not in out.replace("\x1b[", "")
    assert "␣" in out


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain “é” \U0001f600", "plain “é” \U0001f600"),
        ("\x1b[2J", "<U+001B>[2J"),
        ("a\nb", "a↵ b"),
        ("\ud800\u202e\0", "<U+D800><U+202E><U+0000>"),
    ],
)
def test_what_could_harm_a_terminal_is_spelled_out(text: str, shown: str) -> None:
    assert visible(text) == shown
