from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.core.document import Document, Span

ODD = st.sampled_from("aB .,!?“”\"'’()\n\r\u2029\x00\u200d\u05d0\ud800😀")
ANY = st.text(alphabet=st.one_of(ODD, st.characters()), max_size=80)


def paragraphs(text: str) -> list[str]:
    return [text[span.start : span.end] for span in Document.parse(text).paragraphs]


def split(text: str) -> list[str]:
    return [text[span.start : span.end] for span in Document.parse(text).sentences]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_blank_lines_part_paragraphs(newline: str) -> None:
    text = newline.join(["", "  One. ", "two.", " \t", "", "Three.", ""])
    assert paragraphs(text) == [f"One. {newline}two.", "Three."]


@pytest.mark.parametrize("text", ["", " ", "\n\n \r\n"])
def test_nothing_has_no_parts(text: str) -> None:
    assert paragraphs(text) == split(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A headline\nBy a writer\nThe mayor left.", ["A headline", "By a writer", "The mayor left."]),
        ("The mayor\nleft. He came back.", ["The mayor\nleft.", "He came back."]),
        ("The mayor left.\nand came back.", ["The mayor left.", "and came back."]),
        ("“No!” he said. “Yes.” She left.", ["“No!” he said.", "“Yes.”", "She left."]),
        ("“No, ” he said. ”Yes!” she said.", ["“No, ” he said.", "”Yes!” she said."]),
        ('"No!" Tom Alder shouted. "Yes." Ann left.', ['"No!" Tom Alder shouted.', '"Yes."', "Ann left."]),
        ("He asked: “Why?” Alder left the room.", ["He asked: “Why?”", "Alder left the room."]),
        ("It is about Spain. without Spain, nothing.", ["It is about Spain. without Spain, nothing."]),
        ("They met the Union (EU). ). Then they left.", ["They met the Union (EU). ).", "Then they left."]),
        ("They left the barracks. “ He stayed.", ["They left the barracks. “", "He stayed."]),
        (
            "He called it “a day. Then he left. All was quiet.",
            ["He called it “a day.", "Then he left.", "All was quiet."],
        ),
        ("They left at 5 p.m. Tuesday. It rained.", ["They left at 5 p.m. Tuesday.", "It rained."]),
        ("They left at 5 p.m. Eastern. It rained.", ["They left at 5 p.m. Eastern.", "It rained."]),
        ("They met then-Sen. Tom Alder. It rained.", ["They met then-Sen. Tom Alder.", "It rained."]),
        ("They left at 5 p.m. It rained.", ["They left at 5 p.m.", "It rained."]),
        ("It was Real vs. Barcelona. It rained.", ["It was Real vs. Barcelona.", "It rained."]),
        ("1. Wash it. 2. Dry it.", ["1. Wash it.", "2. Dry it."]),
        ("iPhone sales rose. iPad sales fell.", ["iPhone sales rose.", "iPad sales fell."]),
        ("He left. ***", ["He left. ***"]),
        ("I know it. 'Tis so. A ’cello. ‘Yes.’", ["I know it.", "'Tis so.", "A ’cello.", "‘Yes.’"]),
        (
            "The office of Amb. John Doe was closed. Ann Roe teaches at the University of Port-St. Ann. Rain fell.",
            [
                "The office of Amb. John Doe was closed.",
                "Ann Roe teaches at the University of Port-St. Ann.",
                "Rain fell.",
            ],
        ),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert split(text) == expected


def test_hard_wrapped_lines_are_one_text() -> None:
    lines = [
        "The council of the small town met on Tuesday to talk about the",
        "bridge over the river. Mayor Jane Roe of the Green Party said that",
        "London would pay. Nobody in the room believed her.",
    ]
    found = split("\n".join(lines))
    assert [len(sentence.splitlines()) for sentence in found] == [2, 2, 1]


def test_sentences_in_gives_those_wholly_inside() -> None:
    document = Document.parse("One is. Two is. Three is.\n\nFour is.")
    first, second, third, fourth = document.sentences
    assert document.sentences_in(document.paragraphs[0]) == [first, second, third]
    assert document.sentences_in(document.paragraphs[1]) == [fourth]
    assert document.sentences_in(Span(1, 20)) == [second]
    assert document.sentences_in(Span(3, 4)) == []


def test_pieces_that_do_not_cover_the_text_are_not_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    def lossy(*_: Any) -> list[str]:
        return ["One"]

    monkeypatch.setattr("sentencex.segment", lossy)
    assert split("One is. Two is.") == ["One is. Two is."]


def test_long_blocks_are_split_as_short_ones() -> None:
    text = "The mayor left the town. " * 3_000
    assert split(text) == ["The mayor left the town."] * 3_000


def test_a_block_without_boundaries_is_still_covered() -> None:
    text = "word " * 10_000
    assert "".join(split(text)).split() == text.split()


@given(ANY)
def test_sentences_hold_all_text_but_whitespace(text: str) -> None:
    document = Document.parse(text)
    for spans in (document.paragraphs, document.sentences):
        pieces = [text[span.start : span.end] for span in spans]
        assert all(piece and piece == piece.strip() for piece in pieces)
        bounds = [bound for span in spans for bound in (span.start, span.end)]
        assert bounds == sorted(bounds)
        assert "".join("".join(pieces).split()) == "".join(text.split())
    inside = [span for paragraph in document.paragraphs for span in document.sentences_in(paragraph)]
    assert tuple(inside) == document.sentences
