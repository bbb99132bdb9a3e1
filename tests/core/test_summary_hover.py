from __future__ import annotations

from time import process_time

import pytest

from models.core.document import Document
from models.core.summary.candidates import candidates
from models.core.summary.forms import Form
from models.core.summary.hover import without_hovers
from models.core.summary.ranker import Ranker
from models.core.summary.wording import trim


@pytest.mark.parametrize(
    ("sentence", "own"),
    [
        (
            "Mayor Ann Doe Ann Mary DoeCouncil votes 'again' Bridge not built MORE on Monday said no.",
            "Mayor Ann Doe on Monday said no.",
        ),
        (
            "They met Ann McDoe Ann McDoeCouncil votes Bridge falls MORE and Bo RoeBo RoeDam leaks in Ansel MORE.",
            "They met Ann McDoe and Bo Roe.",
        ),
        ("Mayor Ann Doe wants MORE bridges for Ansel.", "Mayor Ann Doe wants MORE bridges for Ansel."),
    ],
)
def test_what_a_page_ran_into_a_line_is_left_out(sentence: str, own: str) -> None:
    wording = trim(sentence)
    assert wording.text == own
    assert "".join(sentence[span.start : span.end] for span in wording.kept) == own
    assert trim(own).text == own


def test_such_a_sentence_is_a_statement_and_can_be_traced() -> None:
    text = (
        "Mayor Ann Doe Ann Mary DoeCouncil votes Bridge delayed MORE on Monday closed the bridge of Port Ansel.\n\n"
        "The town hall of Port Ansel opened for the night. Rain fell on the valley for two days."
    )
    document = Document.parse(text)
    first = candidates(document)[0]
    assert first.form is Form.STATEMENT
    assert first.text == "Mayor Ann Doe on Monday closed the bridge of Port Ansel."
    picks = Ranker().summarize(document, sentences=2, words=None)
    assert picks[0].text == first.text
    assert "".join(text[span.start : span.end] for span in picks[0].kept) == first.text


@pytest.mark.parametrize("piece", ["A", "Aa ", "Aaa", "Doe ", "DoeDoe", "Doe DoeA ", "Ab’", "Doe (A. "])
def test_hostile_text_takes_linear_time(piece: str) -> None:
    started = process_time()
    without_hovers(piece * 13_000 + " MORE x")
    assert process_time() - started < 2
