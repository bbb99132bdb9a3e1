from __future__ import annotations

import pytest

from models.core.document import Document
from models.core.summary.candidates import candidates
from models.core.summary.leaning import DANGLING, DEFINITE, LATER, SHELL, UNKNOWN, leans_of


def leans(text: str) -> list[set[tuple[float, tuple[int, ...]]]]:
    found = candidates(Document.parse(text))
    return [{(lean.loss, lean.on) for lean in several} for several in leans_of(found, found)]


def test_a_last_name_leans_on_an_introduction_before_it() -> None:
    text = (
        "The harbour of Port Ansel will be rebuilt. Doe said so on Monday evening. Later came the engineer Ann Doe. "
        "Rain fell on Ansel for two days. Doe said she had warned the town."
    )
    found = leans(text)
    assert found[1] == {(LATER, ())}
    assert (UNKNOWN, (2,)) in found[4]


@pytest.mark.parametrize(
    ("before", "sentence", "leaning"),
    [
        ("Ann Doe runs the plumbers of Ansel.", "Fifty plumbers still work in Ansel, she said.", True),
        ("Ann Doe runs the plumbers of Ansel.", "Ann Doe still works with fifty plumbers, she said.", False),
        ("Ann Doe runs the plumbers of Ansel.", "John Roe still works with fifty plumbers, she said.", True),
        ("Who will pay for bridges in Ansel?", "Nobody in Ansel knows how to pay.", True),
        ("Ann Doe pays for bridges in Ansel.", "Nobody in Ansel knows how to pay.", False),
        ("Ann Doe asked the voters of Ansel.", "“Because it rains, I stayed,” said the baker Bo Roe.", True),
    ],
)
def test_who_speaks_and_what_is_answered(before: str, sentence: str, leaning: bool) -> None:
    assert ((SHELL, (0,)) in leans(f"{before} {sentence}")[1]) is leaning


def test_a_definite_noun_leans_on_the_sentences_that_have_it() -> None:
    found = leans(
        "Senators wrote a bill on fishing. Ann Doe read it twice. Few boats of Ansel will pay under the bill."
    )
    assert (DEFINITE, (0,)) in found[2]
    assert DEFINITE not in {loss for loss, _ in found[0]}


def test_the_opening_sentence_may_name_whom_its_pronoun_means() -> None:
    opening = "Her party lost every seat in the valley, but Mayor Ann Doe stays in office."
    assert leans(f"{opening} Rain fell on Ansel.")[0] == set()
    assert (DANGLING, (0,)) in leans(f"Rain fell on Ansel. {opening}")[1]
