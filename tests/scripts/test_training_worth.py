from __future__ import annotations

import gzip
import importlib.util
import json
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from models.core.document import Document
from models.core.summary.ranker import Ranker
from models.core.summary.summarizer import Pick
from models.core.summary.traits import TRAITS
from scripts.evaluation import crossed
from scripts.evaluation.summarizers import Lead
from scripts.folds import FOLDS, fold_of
from scripts.training import worth

if TYPE_CHECKING:
    from pathlib import Path

WORDS = [f"thing{chr(97 + n)}" for n in range(16)]


def record(number: int, name: str = "neus") -> dict[str, Any]:
    """An article whose third sentence is its summary; all others are of other words."""
    names = [f"{word}{number % 7}" for word in WORDS]
    sentences = [f"The {names[i]} of {names[(i + 3) % 16]} was seen near the old wall today." for i in range(9)]
    sentences[2] = f"The zebra {names[11]} crossed the zebra river of {names[12]} in the night."
    return {"id": f"r{number}", "set": name, "article": " ".join(sentences), "summary": [sentences[2]]}


@pytest.fixture(scope="module")
def corpus() -> worth.Corpus:
    return worth.Corpus.read(record(number) for number in range(40))


def test_what_is_read(corpus: worth.Corpus) -> None:
    assert corpus.traits.shape == (360, len(TRAITS))
    assert corpus.shares.shape == corpus.sentence_folds.shape == (360,)
    assert corpus.shares.reshape(40, 9).argmax(1).tolist() == [2] * 40
    assert corpus.words.shape == (len(corpus.used), len(corpus.names))
    assert set(corpus.word_folds) == set(corpus.sentence_folds) == {fold_of(f"r{n}") for n in range(40)}
    assert 0 < corpus.used.mean() < 1


def test_other_corpora_and_short_articles_are_left_out(corpus: worth.Corpus) -> None:
    short = {"id": "s", "set": "neus", "article": "It rained.", "summary": ["Rain."]}
    several = [*(record(n) for n in range(40)), record(99, "bbc_extractive"), short]
    again = worth.Corpus.read(several)
    assert np.array_equal(again.traits, corpus.traits)
    assert np.array_equal(again.used, corpus.used)


def test_the_summary_is_learned_and_written(corpus: worth.Corpus, tmp_path: Path) -> None:
    found = worth.fit(corpus)
    assert found == worth.fit(corpus)
    ranker = Ranker(worth=found)
    fresh = Document.parse(record(45)["article"])
    (pick,) = ranker.summarize(fresh, sentences=1, words=None)
    assert pick.text == record(45)["summary"][0]

    worth.write(found, tmp_path)
    modules = {}
    for name in ("term_weights", "sentence_trees"):
        spec = importlib.util.spec_from_file_location(name, tmp_path / f"{name}.py")
        assert spec is not None
        assert spec.loader is not None
        modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(modules[name])
    assert found.words == modules["term_weights"].WEIGHTS
    assert found.sentences == modules["sentence_trees"].FOREST


def test_a_fold_is_left_out(corpus: worth.Corpus) -> None:
    assert worth.fit(corpus, without=1) != worth.fit(corpus)


def test_every_document_goes_to_the_ranker_that_has_not_seen_it() -> None:
    class Fixed(Lead):
        def __init__(self, number: int) -> None:
            self.number = number

        def summarize(self, document: Document, **limits: Any) -> list[Pick]:
            return [Pick(0, 1, str(self.number))]

    system = crossed.Crossed({"One.": 1, "Two.": 3}, [Fixed(number) for number in range(FOLDS)])
    for text, number in (("One.", "1"), ("Two.", "3")):
        assert system.summarize(Document.parse(text), sentences=1, words=None)[0].text == number
    with pytest.raises(KeyError):
        system.summarize(Document.parse("Three."), sentences=1, words=None)


def test_from_corpora_to_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "train").mkdir()
    with gzip.open(tmp_path / "train" / "summaries.jsonl.gz", "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(record(number)) + "\n" for number in range(40))
    command = ["--data", str(tmp_path), "--sets", "neus", "--sentences", "1", "--words", "20", "--as-lead", "2"]
    crossed.main([*command, "--json", str(tmp_path / "found.json")])
    rows = json.loads((tmp_path / "found.json").read_text(encoding="utf-8"))
    assert [(row["name"], row["budget"]) for row in rows] == [
        (name, budget) for budget in ("1 sentences", "20 words", "as lead-2") for name in ("lead", "crossed")
    ]
    assert all(row["documents"] == 40 for row in rows)
    assert rows[1]["rouge"]["rouge1"]["value"] > rows[0]["rouge"]["rouge1"]["value"]
    assert "crossed" in capsys.readouterr().out

    worth.main(["--data", str(tmp_path), "--out", str(tmp_path)])
    assert (tmp_path / "term_weights.py").is_file()
