"""The parts of the repair of quotation marks, one by one."""

from __future__ import annotations

import pytest

from models.core.document import Document
from models.core.quotes import context, speech, voice
from models.core.quotes.blocks import Block, ends_sentence, split_blocks
from models.core.quotes.fit import fit, wants_space_after, wants_space_before
from models.core.quotes.glyph import GLYPHS
from models.core.quotes.marks import find_apostrophes, find_marks
from models.core.quotes.style import prevailing, target, write
from models.core.quotes.surroundings import look


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("don’t and it's", ""),
        ("’90s and '80s", ""),
        ("’tis and 'twas, rock ’n’ roll", ""),
        ("the dogs’ bowls", "’"),
        ("‘tis’", "‘’"),
        ("5'11", ""),
        ('6′2″ and 27"', '″"'),
        ('ditto: \t"\t', ""),
        ('"', '"'),
        ('say \\"no\\"', ""),
        ('<a href="x">y</a> "z"', '""'),
        ('a < b "c" > d', '""'),
        ('צה"ל', ""),
        ("``a'' ‘‘b’’", "``''‘‘’’"),
        ('tags “” and "" end', ""),
        ('(""): x', ""),
        ("O’Neill's ‹x› ‚y‘", "‹›‚‘"),
    ],
)
def test_find_marks(text: str, found: str) -> None:
    marks = list(find_marks(text))
    assert "".join(mark.glyph.text for mark in marks) == found
    assert all(text[mark.start : mark.end] == mark.glyph.text for mark in marks)


def test_find_marks_of_a_span() -> None:
    assert [mark.start for mark in find_marks('"a" "b"', 3, 6)] == [4]


def test_measures_follow_digits() -> None:
    assert [mark.measure for mark in find_marks('27" “x” 5″')] == [True, False, False, True]


def test_find_apostrophes() -> None:
    text = "don’t say '90s or 5'11 to the dogs’"
    assert [mark.start for mark in find_apostrophes(text, 0, len(text))] == [3, 10]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("he said.", True),
        ("said Jones", True),
        ("said the minister", True),
        ("said.", True),
        ("said quickly", False),
        ("Mr. Jones told reporters", True),
        ("Anna de Wit also said", True),
        ("the former minister said", True),
        ("the former minister of the north said", False),
        ("he went away", True),
        ("he came", False),
        ("London burns", False),
        ("and more", False),
        ("“he said", True),
        ("", False),
        ("42", False),
    ],
)
def test_starts_clause(text: str, expected: bool) -> None:
    assert speech.starts_clause(text, 0) is expected


def test_tags_end_with_their_sentence() -> None:
    assert speech.is_tag("he said.", 0)
    assert not speech.is_tag("he said, and left.", 0)
    assert not speech.is_tag("he came.", 0)
    assert not speech.is_tag("he said that Gov. Jones", 0)


@pytest.mark.parametrize(
    ("before", "expected"),
    [("he said, ", True), ("told reporters: ", True), ("the town, ", False), ("he said ", False), ("", False)],
)
def test_ends_clause(before: str, expected: bool) -> None:
    assert speech.ends_clause(before, len(before)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("he” said", True),
        ("Jones” said.", True),
        ("plan” said Jones", False),
        ("” said", False),
        ("plan”", False),
        ("the plan, said” Jones", True),
        ("the plan, said” the mayor", True),
        ("the plan he said” Jones", False),
        ("it, said” out loud", False),
        ("he left, ”saying, Nobody", True),
        ("he left, ”saying nobody", False),
        ("he left ”saying, Nobody", False),
    ],
)
def test_splits_clause(text: str, expected: bool) -> None:
    place = text.index("”")
    assert speech.splits_clause(text, place, place + 1) is expected


@pytest.mark.parametrize(
    ("text", "left", "right"),
    [
        ("“x", "edge", "lower"),
        ("x, “Y", "comma", "upper"),
        ("x. “‘ y", "stop", "lower"),
        ("x: “5", "colon", "digit"),
        ("(“)", "bracket-open", "bracket-close"),
        ("— “$", "dash", "other"),
        ("x“", "lower", "edge"),
        ("A “-", "upper", "dash"),
    ],
)
def test_surroundings(text: str, left: str, right: str) -> None:
    place = text.index("“")
    around = look(text, place, place + 1, 0, len(text))
    assert (around.left, around.right) == (left, right)


def test_surroundings_see_words_and_not_beyond_the_block() -> None:
    text = "one the “big” two"
    around = look(text, 8, 9, 4, 13)
    assert (around.word_before, around.word_after) == ("the", "big")
    assert look(text, 8, 9, 8, 9).left == "edge"


def test_context_is_a_probability() -> None:
    around = look("he said, “We", 9, 10, 0, 12)
    assert context.log_odds(around) > 0
    assert context.cost(around, "open") < context.cost(around, "close")
    for text in ("x “", "x, “he said.", "a “fine plan", "(“x", "x “)"):
        place = text.index("“")
        assert abs(context.log_odds(look(text, place, place + 1, 0, len(text)))) <= context.CAP


@pytest.mark.parametrize(
    ("text", "opening", "closing"),
    [
        ("a “b", 0, 2),
        ("a” b", 2, 0),
        ("a ” b", 1, 1),
        ("a“b", 1, 1),
        ("“b", 0, 2),
        ("a”", 2, 0),
        ("“Lady”’s", 1, 0),
        ("(“a", 0, 1),
        ("a ”, b", 0, 1),
        ("a … ” b", 1, 0),
        ("a . . . ” b", 1, 0),
        ("a “ ... b", 0, 1),
        ("a ’ ”", 1, 0),
        ("x “\ny", 0, 1),
        ("“", 1, 1),
    ],
)
def test_fit(text: str, opening: int, closing: int) -> None:
    place = max(text.rfind("“"), text.rfind("”"))
    sides = fit(text, place, place + 1, 0, len(text))
    assert (sides.faults("open"), sides.faults("close")) == (opening, closing)


def test_fit_of_spaced_marks_and_suffixes() -> None:
    assert fit("« a", 0, 1, 0, 3, spaced=True).faults("open") == 0
    assert fit("a »", 2, 3, 0, 3, spaced=True).faults("close") == 0
    assert fit("“A”s", 2, 3, 0, 4).faults("close") == 0
    assert fit("“A”so", 2, 3, 0, 5).faults("close") == 1


def test_spaces_that_slipped() -> None:
    assert wants_space_before("x —“", 3, 0)
    assert not wants_space_before("x—“", 2, 0)
    assert wants_space_before("News’“", 5, 0)
    assert not wants_space_before("a“", 1, 0)
    assert not wants_space_before("—“", 1, 0)
    assert wants_space_after("”(x", 1, 3)
    assert wants_space_after("”-- x", 1, 5)
    assert not wants_space_after("”—x", 1, 3)
    assert wants_space_after("”“x", 1, 3)
    assert not wants_space_after("”", 1, 1)
    assert not wants_space_after("”.", 1, 2)


def test_blocks() -> None:
    text = "One line\ngoes on here,\nand on.\nNew line.\n\nNext"
    blocks = list(split_blocks(Document.parse(text)))
    assert [text[block.start : block.end] for block in blocks] == [
        "One line\ngoes on here,\nand on.",
        "New line.",
        "Next",
    ]
    assert [block.paragraph for block in blocks] == [False, True, True]


def test_a_wrapped_line_goes_on_with_a_capital() -> None:
    text = "The long line of a text that somebody has wrapped by the hand of\nAnna goes on."
    assert len(list(split_blocks(Document.parse(text)))) == 1


@pytest.mark.parametrize(("text", "expected"), [("He left.”)", True), ("He left", False), ("“”", True)])
def test_ends_sentence(text: str, expected: bool) -> None:
    assert ends_sentence(text, Block(0, len(text), paragraph=True)) is expected


def test_voice() -> None:
    plain = voice.Voice()
    assert plain.segment("we will", 0, 7).outside > 0
    assert plain.segment("he said on Monday", 0, 17).inside > 0
    assert plain.segment(" , ", 0, 3).empty
    text = "I went home and we ate. My dog and I slept. " * 3
    assert voice.hear(text, [(0, len(text))]).hint == 0.0
    assert voice.hear("The dog slept.", [(0, 14)]).hint > 0.0


@pytest.mark.parametrize(
    ("text", "count"), [("One. Two.", 1), ("Mr. Jones", 0), ("J. Smith", 0), ("It is 5. It is 6.", 1), ("one. two", 0)]
)
def test_sentence_ends(text: str, count: int) -> None:
    assert voice.sentence_ends(text, 0, len(text)) == count


@pytest.mark.parametrize(
    ("marks", "family"),
    [
        ("", "straight"),
        ("“”", "curly"),
        ('“”""', "curly"),
        ('“”"""', "straight"),
        ("„“", "low"),
        ("„“„”", "low"),
        ("«»", "guillemet"),
        ("“”“”„", "curly"),
    ],
)
def test_prevailing(marks: str, family: str) -> None:
    assert prevailing(GLYPHS[mark] for mark in marks) == family


def test_styles() -> None:
    assert target("curly", "straight", "straight") == "curly"
    assert target("keep", "straight", "curly") == "straight"
    assert target("keep", "guillemet", "curly") == "curly"
    assert target("keep", "low", "low") == "low"
    assert (write("low", "double", "open"), write("low", "double", "close")) == ("„", "“")
