from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from models.core.edit import Edit
from service.diff import Hunk, Piece, hunks


def edit(text: str, start: int, end: int, after: str) -> Edit:
    return Edit(start, end, text[start:end], after, "spacing", 1.0, "rule:x", "Because.")


def read(pieces: tuple[Piece, ...]) -> str:
    return "".join(piece.text for piece in pieces)


def test_changed_paragraphs_only() -> None:
    text = "One is fine.\n\nTwo , two.\n \n\nThree.\n\nFour is is bad , too."
    found = hunks(text, [edit(text, 17, 18, ""), edit(text, 46, 49, ""), edit(text, 53, 54, "")])
    assert [hunk.paragraph for hunk in found] == [2, 4]
    assert found[0] == Hunk(
        2,
        (Piece("Two"), Piece(" ", changed=True), Piece(", two.")),
        (Piece("Two"), Piece(", two.")),
    )
    assert read(found[1].before) == "Four is is bad , too."


def test_long_stretches_are_shortened() -> None:
    text = "word " * 100 + "bad" + " word" * 100 + " bad" + " word" * 100
    first, second = text.index("bad"), text.rindex("bad")
    (hunk,) = hunks(text, [edit(text, first, first + 3, "good"), edit(text, second, second + 3, "good")], context=12)
    assert read(hunk.after) == " …word word good word word … word word good word word …"[1:].replace(
        "…word", "… word", 1
    )


def test_an_edit_over_the_end_of_a_paragraph() -> None:
    text = "One\n\nTwo\n\nThree"
    (hunk,) = hunks(text, [edit(text, 3, 5, " "), edit(text, 8, 8, "!")])
    assert (read(hunk.before), read(hunk.after)) == ("One\n\nTwo", "One Two!")


@given(st.text("ab \n", max_size=60), st.data())
def test_hunks_hold_every_change_in_order(text: str, data: st.DataObject) -> None:
    points = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=8, unique=True)))
    edits = [edit(text, start, end, "X") for start, end in zip(points[::2], points[1::2], strict=False)]
    found = hunks(text, edits, context=1000)
    changed = [piece.text for hunk in found for piece in hunk.before if piece.changed]
    assert changed == [e.before for e in edits if e.before]
    assert sum(piece.changed for hunk in found for piece in hunk.after) == len(edits)
    assert all(read(hunk.before) in text for hunk in found)
    assert [hunk.paragraph for hunk in found] == sorted({hunk.paragraph for hunk in found})
