"""A result for people: the diff, the list of edits, the warnings and the summary, on a rich console."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from service.diff import Piece, hunks

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rich.console import Console

    from models.core.edit import Edit
    from models.result import Result, Summary, Warning

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

_WORD_BEFORE = re.compile(r"\S*[^\S\n]?\Z")
_WORD_AFTER = re.compile(r"[^\S\n]?\S*")
_NEAR = 24


def show_result(console: Console, name: str, text: str, result: Result) -> None:
    """Print everything that a reader wants to know about one text."""
    console.print(
        Text(f"{name}: ", style="bold")
        + Text(
            ", ".join(
                (
                    _count(len(result.edits), "edit"),
                    _count(len(result.suggestions), "suggestion"),
                    _count(len(result.warnings), "warning"),
                )
            )
        )
    )
    if result.edits:
        _heading(console, "Diff")
        show_diff(console, text, result.edits)
        _heading(console, "Edits")
        _show_edits(console, text, result.edits)
    if result.suggestions:
        _heading(console, "Suggestions (not applied)")
        _show_edits(console, text, result.suggestions)
    if result.warnings:
        _heading(console, "Warnings")
        _show_warnings(console, text, result.warnings)
    if result.summary is not None:
        _heading(console, "Summary")
        _show_summary(console, result.summary)


def show_diff(console: Console, text: str, edits: Sequence[Edit]) -> None:
    """Print the changed paragraphs. Without colour, changes stand in ``[-…-]`` and ``{+…+}``."""
    colour = console.color_system is not None
    for hunk in hunks(text, edits):
        console.print(Text(f"@ paragraph {hunk.paragraph}", style="cyan"))
        console.print(_line("-", "red", ("[-", "-]"), hunk.before, colour=colour))
        console.print(_line("+", "green", ("{+", "+}"), hunk.after, colour=colour))


def visible(text: str) -> str:
    """Make control characters, direction overrides and lone surrogates safe to print: ``<U+001B>``."""
    return _CONTROL.sub(lambda match: f"<U+{ord(match[0]):04X}>", text).replace("\n", "↵ ")


def _line(sign: str, style: str, marks: tuple[str, str], pieces: Iterable[Piece], *, colour: bool) -> Table:
    body = Text()
    for piece in pieces:
        shown = visible(piece.text)
        if not piece.changed:
            body.append(shown)
        elif colour:
            body.append(shown.replace(" ", "␣") if shown.isspace() else shown, style=f"bold reverse {style}")
        else:
            body.append(marks[0] + shown + marks[1])
    row = Table.grid(padding=(0, 1))
    row.add_row(Text(sign, style=style), body)
    return row


def _show_edits(console: Console, text: str, edits: Iterable[Edit]) -> None:
    table = Table(box=None, pad_edge=False, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(ratio=4)
    table.add_column(no_wrap=True, justify="right")
    table.add_column(ratio=5)
    for edit in edits:
        change = _change(text, edit)
        why = Text(visible(edit.message)).append(f" ({visible(edit.source)})", style="dim")
        table.add_row(Text(edit.kind, style="cyan"), change, Text(f"{edit.confidence:.2f}"), why)
    console.print(table)


def _show_warnings(console: Console, text: str, warnings: Iterable[Warning]) -> None:
    for warning in warnings:
        line = Text.assemble((warning.code, "yellow"), ": ", visible(warning.message))
        if warning.end > warning.start:
            line.append(f" ⟦{visible(_excerpt(text[warning.start : warning.end]))}⟧", style="dim")
        console.print(line)


def _show_summary(console: Console, summary: Summary) -> None:
    console.print(Padding(Text(visible(summary.text)), (0, 0, 0, 2)))
    counts = f"{_count(summary.words, 'word')}, {_count(len(summary.sentences), 'sentence')}"
    console.print(Padding(Text(counts, style="dim"), (0, 0, 0, 2)))


def _heading(console: Console, title: str) -> None:
    console.print()
    console.print(Text(title, style="bold"))


def _change(text: str, edit: Edit) -> Text:
    """Show an edit between the words next to it, as a mark or a space alone says nothing: ``a ”b → a” b``."""
    left = visible(_WORD_BEFORE.findall(text[max(0, edit.start - _NEAR) : edit.start])[0])
    right = visible(_WORD_AFTER.findall(text[edit.end : edit.end + _NEAR])[0])
    before = (visible(edit.before), "bold red")
    after = (visible(edit.after), "bold green")
    return Text.assemble(left, before, right, (" → ", "dim"), left, after, right)


def _excerpt(text: str, limit: int = 60) -> str:
    return text if len(text) <= limit else text[:limit].rstrip() + "…"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
