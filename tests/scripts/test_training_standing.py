from __future__ import annotations

import gzip
import importlib.util
import json
from typing import TYPE_CHECKING, Any

import pytest

from models.core.document import Document
from models.core.summary.candidates import candidates
from models.core.summary.ties import OWN, TIES
from scripts.training import judgements, standing
from scripts.training.judgements import judged, key_of

if TYPE_CHECKING:
    from pathlib import Path

THINGS = ("harbour", "bridge", "market", "school", "museum", "garden", "library", "theatre")


def record(number: int) -> dict[str, Any]:
    """An article whose second sentence leans on the first, and whose third stands by itself."""
    thing, other = THINGS[number % 8], THINGS[(number + 3) % 8]
    sentences = [
        f"A storm closed the {thing} of Port Ansel on Friday.",
        "She also asked them about that.",
        f"Bakers in Ostwick opened a {other} for {number + 2} guests last week.",
    ]
    return {"id": f"r{number}", "text": " ".join(sentences)}


def judgement(article: dict[str, Any]) -> dict[str, Any]:
    first, second, third = (key_of(c.text) for c in candidates(Document.parse(article["text"])))
    return {"id": article["id"], "first": first, "codes": {first: "0", second: "1", third: "0"}}


def test_a_key_is_of_letters_alone() -> None:
    assert key_of("“It rained,” he said.") == key_of('"It rained", he said')
    assert key_of("It rained.") != key_of("It rains.")


def test_what_is_learned() -> None:
    articles = [record(number) for number in range(40)]
    texts = [(a["id"], a["text"]) for a in [*articles, {"id": "unjudged", "text": "It rained."}]]
    rows = list(standing.examples(judged(texts, {a["id"]: judgement(a) for a in articles})))
    assert len(rows) == 40 * 5  # three alone, two behind the first one
    assert all(len(numbers) == len(OWN) + len(TIES) for numbers, _ in rows)
    assert sum(stumbles for _, stumbles in rows) == 40
    forest = standing.fit(rows)
    assert forest == standing.fit(rows)
    alone, behind = (forest.predict(rows[n][0]) for n in (1, 2))
    assert alone > 0 > behind


def test_nouns_that_are_new_where_they_are_used(tmp_path: Path) -> None:
    fresh = [{"text": f"Rain fell. The {THINGS[n % 8]} fell. Nobody saw a river. The river rose."} for n in range(80)]
    found = standing.newness(fresh)
    assert found["river"] < 0.1
    standing.write_nouns(found, tmp_path)
    spec = importlib.util.spec_from_file_location("definite_nouns", tmp_path / "definite_nouns.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert found == module.NEW


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of corpora whose articles were judged."""
    articles = [record(number) for number in range(40)]
    (tmp_path / "train").mkdir()
    for name, field, part in (("news", "text", articles[:30]), ("summaries", "article", articles[30:])):
        with gzip.open(tmp_path / "train" / f"{name}.jsonl.gz", "wt", encoding="utf-8") as file:
            file.writelines(json.dumps({"id": a["id"], field: a["text"]}) + "\n" for a in part)
    lines = tmp_path / "judgements.jsonl"
    lines.write_text("".join(json.dumps(judgement(a)) + "\n" for a in articles), encoding="utf-8")
    monkeypatch.setattr(judgements, "JUDGEMENTS", lines)
    return tmp_path


def test_the_command(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    standing.main(["--data", str(tmp_path), "--out", str(tmp_path), "--nouns", "40"])
    assert json.loads(capsys.readouterr().out) == {"articles": 40, "examples": 200, "stumbled": 40}
    assert (tmp_path / "standing_trees.py").read_text("utf-8").count("\n") > 10
    assert "NEW" in (tmp_path / "definite_nouns.py").read_text("utf-8")
