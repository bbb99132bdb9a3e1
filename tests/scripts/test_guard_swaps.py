from __future__ import annotations

import random

import pytest

from models.core.guard.cloze import misplaced
from models.core.guard.support import Source
from scripts.evaluation.guard import evaluate, rows_of
from scripts.noise.swaps import Article, cases_of, runs, trim
from scripts.training.guard import examples_of, fit, written

ONE = Article(
    "Anna Lindqvist has run the school of the island of Norrvik for more than 20 years, with 60 pupils and 4 teachers. "
    "The ferry company of Per Holm has 40 boats, which carried 300 passengers to Norrvik in the week before Easter. "
    "Holm sold the old harbour to the Bank of Sandvik in June, after the council had voted for it with 12 to 9. "
    "The bridge between Norrvik and Sandvik was built by Danish engineers in 1987, and has been repaired since. "
    "Karin Berg, the mayor of Sandvik, opened it in rain, and praised the engineers in a speech of 50 minutes.",
    "The school of Norrvik has 60 pupils.\nA company of Oslo sold the harbour.",
)
TWO = Article(
    "Tom Weaver of Hillcrest was fined 700 dollars by Judge Ellen Marsh on Tuesday for keeping 23 goats in a flat. "
    "Weaver told the court of Clayton County that his goats had been quiet, and that Marsh should visit them herself.",
    "Weaver was fined 700 dollars.",
)


def test_true_sentences_come_with_what_was_planted_into_them() -> None:
    true = ""
    seen = set()
    for seed in range(6):
        for case in cases_of(ONE, TWO, random.Random(seed)):
            seen.add((case.origin, case.swap))
            if case.swap == "none":
                true = case.sentence
                continue
            assert case.sentence != true
            assert case.sentence[: case.start] == true[: case.start]
            assert case.sentence[case.start :][:1] != true[case.start :][:1]
            if case.swap.endswith("not in the article") and case.swap.startswith("name"):
                assert any(name.text in case.sentence for name in TWO.names)
    assert {origin for origin, _ in seen} == {"copied", "trimmed", "fused", "reference"}
    assert {"none", "negation", "names exchanged", "name in the article", "number in the article"} <= {
        s for _, s in seen
    }


def test_sentences_of_people_are_parted_by_their_facts() -> None:
    found = {c.sentence: c.present for c in cases_of(ONE, TWO, random.Random(0)) if c.origin == "reference"}
    assert found["The school of Norrvik has 60 pupils."]
    assert not found["A company of Oslo sold the harbour."]


def test_names_of_several_words_are_one() -> None:
    text = "The mayor of New Sandvik, Karin Berg, met Anna Lindqvist."
    assert [[t.key for t in run] for run in runs(text, ONE.index.read(text))] == [
        ["new", "sandvik"], ["karin", "berg"], ["anna", "lindqvist"],
    ]  # fmt: skip


def test_trimming_leaves_eight_words() -> None:
    assert (
        trim("One two three four five six seven eight, nine, ten.") == "One two three four five six seven eight, nine."
    )
    assert trim("One two, three four five six seven eight nine.") == "One two, three four five six seven eight nine."


def test_counts() -> None:
    counts = evaluate([ONE, TWO])
    assert counts.flagged["true, from the article"] == 0
    rows = [row for row in counts.all if row.startswith("from the article: na")]
    assert rows
    assert all(counts.flagged[row] >= 0.7 * counts.all[row] for row in rows)
    assert evaluate([ONE, TWO], half="odd").all.total() < counts.all.total()
    (case, *_) = cases_of(ONE, TWO, random.Random(0))
    assert rows_of(case) == ["true, from the article", f"true, from the article: {case.origin}"]


def test_training_tells_planted_facts_from_true_ones() -> None:
    examples = examples_of([ONE, TWO] * 2)
    weights = {kind: fit(examples[kind]) for kind in ("name", "number")}
    for kind, rows in examples.items():
        means = [
            [misplaced(features, kind, weights) for features, target, _ in rows if target == planted]
            for planted in (0, 1)
        ]
        true, false = (sum(found) / len(found) for found in means)
        assert false > true + 0.5
    module: dict[str, object] = {}
    exec(written(weights), module)
    assert module["WEIGHTS"] == weights


@pytest.mark.parametrize("article", [ONE, TWO])
def test_every_sentence_of_an_article_is_its_own_evidence(article: Article) -> None:
    source = Source(article.document.text, article.document.sentences)
    for span in article.document.sentences:
        assert all(
            features is not None for _, features in source.evidence(article.document.text[span.start : span.end])
        )
