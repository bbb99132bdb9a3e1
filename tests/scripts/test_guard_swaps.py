from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING

import pytest

from models.core.guard.cloze import misplaced
from models.core.guard.support import Source
from scripts.evaluation.guard import evaluate, load, load_paraphrases, rows_of
from scripts.noise.swaps import Article, cases_of, keeps_facts, keeps_wording, runs, trim
from scripts.paraphrase import chosen, paraphrases
from scripts.training.guard import examples_of, fit, written

if TYPE_CHECKING:
    from pathlib import Path

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


CAME_BACK = (
    ("The ferry company of Per Holm has 40 boats.", "Per Holm's company of ferries owns forty boats."),
    ("The ferry company of Per Holm has 40 boats.", "The ferry company of Pear Holm has 40 boats."),
    ("Karin Berg opened the bridge in rain.", "Karin Berg did not open the bridge in rain."),
)


@pytest.mark.parametrize(("pair", "kept"), [*zip(CAME_BACK, (True, False, True), strict=True)])
def test_facts_kept_by_a_round_trip(pair: tuple[str, str], kept: bool) -> None:
    assert keeps_facts(*pair) is kept
    assert keeps_facts(*reversed(pair)) is kept


@pytest.mark.parametrize(
    ("came", "kept"),
    [
        ("Holm didn't say: “We sail at noon.”", True),
        ("“We sail at noon” is what Holm has not said.", True),
        ("Holm said: “We sail at noon.”", False),
        ("Holm did not say: “We leave at noon.”", False),
    ],
)
def test_wording_kept_by_a_round_trip(came: str, kept: bool) -> None:
    assert keeps_wording("Holm did not say: “We sail at noon.”", came) is kept


def test_paraphrases_count_by_what_they_kept(tmp_path: Path) -> None:
    path = tmp_path / "paraphrases.jsonl"
    path.write_text("".join(json.dumps({"id": 7, "sentence": a, "returned": b}) + "\n" for a, b in CAME_BACK))
    rows = [{"id": 7, "article": ONE.document.text, "summary": "The school has 60 pupils."}] * 2
    plain, with_them = load(rows, 2), load(rows, 2, load_paraphrases(path))
    counts, without = evaluate(with_them), evaluate(plain)
    assert counts.all["true, paraphrased, whatever came back"] == 6
    assert counts.all["true, paraphrased, names or numbers lost"] == 2
    assert counts.all["true, paraphrased, names and numbers kept"] == 4
    assert counts.all["true, paraphrased"] == 2
    assert counts.all["paraphrased, whatever came back: name not in the article"] == 0
    assert counts.all["paraphrased, whatever came back: name in the article"] == 6
    # What else is measured does not change by them.
    assert {row: n for row, n in counts.all.items() if "paraphrased" not in row} == without.all


def test_sentences_with_facts_are_sent() -> None:
    text = "We had all been told to wait there for hours.\n\n" + ONE.document.text
    article = Article(text, "")
    sent = chosen(article, 9, random.Random(0))
    assert sent == [ONE.document.text[s.start : s.end] for s in ONE.document.sentences]
    assert len(chosen(article, 2, random.Random(0))) == 2
    back = {sent[0]: "  Changed by\nthe trip. ", sent[1]: ""}
    assert paraphrases(article, 9, random.Random(0), lambda t: back.get(t, t)) == [(sent[0], "Changed by the trip.")]
