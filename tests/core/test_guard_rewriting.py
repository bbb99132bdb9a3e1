from __future__ import annotations

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.core.edit import apply_edits
from models.core.guard.rewriting import compare

WORDS = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@pytest.mark.parametrize(
    ("text", "output", "expected"),
    [
        ("He said that the the boat , which sank .", "She said that the boat, which sank.",
         "She said that the boat, which sank."),
        ("“yes ”he said , and left.", "“Yes,” he said, and left.", "“yes,” he said, and left."),
        ("Anna lost his hat.", "Anna lost her hat.", "Anna lost her hat."),
        ("  The boat sank  ", "The boat sank.", "  The boat sank.  "),
        ("There were 400 men not at home.", "There were 500 men at home.", "There were 400 men not at home."),
        ("It costs 1,000 crowns.", "It costs 1000 crowns.", "It costs 1,000 crowns."),
        ("3 . 5 men", "3.5 men", "3 . 5 men"),
        ("He did not not go.", "He did not go.", "He did not not go."),
        ("Wendy Sherman left.", "Wendy Miller left.", "Wendy Sherman left."),
        ("The cat sat.", "A dog lay.", "The cat sat."),
        ("a well-known man", "a well known man", "a well-known man"),
        ("He came, she went.", "", "He came, she went."),
        ("", "Something.", ""),
    ],
)  # fmt: skip
def test_only_form_gets_through(text: str, output: str, expected: str) -> None:
    found = compare(text, output, "rw")
    assert apply_edits(text, found.apply) == expected


def test_kinds_and_suggestions() -> None:
    found = compare("He saw  him, and the the boat .", "She saw him, and the boat.", "rw", offset=100)
    assert [(e.kind, e.start >= 100, e.source) for e in found.apply] == [
        ("pronoun", True, "rw"), ("spacing", True, "rw"), ("duplicate", True, "rw"), ("spacing", True, "rw"),
    ]  # fmt: skip
    assert [(e.kind, e.before, e.after) for e in compare("Duran Duran sang.", "Duran sang.", "rw").suggest] == [
        ("duplicate", " Duran", "")
    ]
    assert [(e.kind, e.after) for e in compare("to gether we go", "together we go", "rw").suggest] == [
        ("spacing", "together")
    ]
    assert [(e.kind, e.after) for e in compare("I saw he.", "I saw him.", "rw").suggest] == [("pronoun", "him")]


def family_words(text: str) -> list[str]:
    """Words with pronouns as one and repeats folded: what no rewriter may change."""
    pronouns = [
        "he",
        "she",
        "it",
        "him",
        "her",
        "them",
        "his",
        "its",
        "their",
        "hers",
        "theirs",
        "himself",
        "herself",
        "itself",
        "themselves",
    ]
    words = ["P" if w.lower() in pronouns else w for w in WORDS.findall(text)]
    return [w for i, w in enumerate(words) if i == 0 or w.lower() != words[i - 1].lower()]


PIECES = st.lists(
    st.sampled_from(
        ["he", "her", "it", "The", "the", "boat", "Norrvik", "not", "no", "400", "1,000", "3.5", ",", ".", "“", "”", '"',  # noqa: E501
         " ", "  ", "\n", "-", "don’t", "men", "$", "%", "é", "\ud800"]
    ),
    max_size=14,
).map(" ".join)  # fmt: skip


@settings(deadline=None, max_examples=300)
@given(PIECES, PIECES)
def test_no_word_number_name_or_negation_changes_whatever_the_output(text: str, output: str) -> None:
    found = compare(text, output, "rw")
    after = apply_edits(text, found.apply)
    assert family_words(after) == family_words(text)
    assert re.findall(r"\d[\d.,]*\d|\d", after) == re.findall(r"\d[\d.,]*\d|\d", text)
    assert re.findall(r"not|no|don’t", after) == re.findall(r"not|no|don’t", text)
    apply_edits(text, found.suggest)


def test_planted_word_changes_never_get_through() -> None:
    """A fake rewriter that changes one word of each sentence, a thousand times."""
    rng = random.Random(5)
    sentence = "The ferry to Norrvik has not sailed since 14 May , and 230 people wait in the the hall ."
    others = ["boat", "Sandvik", "15", "always", "never", "was", "June", "300", "school", "a"]
    for _ in range(1000):
        words = sentence.split()
        i = rng.choice([i for i, w in enumerate(words) if w.isalnum()])
        words[i] = rng.choice([o for o in others if o != words[i]])
        found = compare(sentence, " ".join(words).replace(" ,", ",").replace(" .", "."), "rw")
        changed = apply_edits(sentence, found.apply)
        assert family_words(changed) == family_words(sentence)
