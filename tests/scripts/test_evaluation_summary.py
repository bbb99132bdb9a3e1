from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

import pytest

from models.core.document import Document
from models.core.summary.ranker import Ranker
from scripts.evaluation import summary
from scripts.evaluation.bootstrap import bootstrap
from scripts.evaluation.summarizers import Lead, Sumy

if TYPE_CHECKING:
    from pathlib import Path

    from models.core.summary.summarizer import Summarizer

TEXT = (
    "A storm closed the harbour of Port Ansel on Friday. The mayor opened the town hall to the crews of the ships. "
    "It has room for two hundred people. The harbour was last closed by a storm in 1987. It opens again on Monday."
)
SYSTEMS: list[Summarizer] = [Lead(), Sumy("lexrank"), Sumy("textrank"), Ranker(trim=False), Ranker()]


@pytest.mark.parametrize("system", SYSTEMS, ids=lambda system: system.name)
def test_all_keep_to_the_budget_and_the_order(system: Summarizer) -> None:
    document = Document.parse(TEXT)
    for words in range(0, 60, 7):
        picks = system.summarize(document, sentences=None, words=words)
        assert sum(len(pick.text.split()) for pick in picks) <= words
        assert picks == sorted(picks)
        assert all(summary.count_foreign(document, pick) == 0 for pick in picks)
        assert all(pick.kept or TEXT[pick.start : pick.end] == pick.text for pick in picks)
    assert len(system.summarize(document, sentences=2, words=None)) == 2
    assert system.summarize(Document.parse(""), sentences=2, words=None) == []


def test_lead_stops_at_the_first_that_does_not_fit() -> None:
    picks = Lead().summarize(Document.parse(TEXT), sentences=None, words=18)
    assert [pick.text for pick in picks] == ["A storm closed the harbour of Port Ansel on Friday."]


def test_repeated_sentences_stay_apart() -> None:
    document = Document.parse("The storm closed the harbour. The storm closed the harbour.")
    assert len(Sumy("textrank").summarize(document, sentences=2, words=None)) == 2


def test_dangling_pronouns_are_counted() -> None:
    document = Document.parse(TEXT)
    picks = [pick for pick in Lead().summarize(document, sentences=5, words=None) if pick.text.startswith("It")]
    assert summary.count_dangling(document, picks) == 2
    assert summary.count_dangling(document, Lead().summarize(document, sentences=5, words=None)) == 0


def test_bootstrap_is_repeatable_and_holds_the_mean() -> None:
    values = [float(n % 7) for n in range(50)]
    mean = bootstrap(values)
    assert mean == bootstrap(values)
    assert mean.low < mean.value < mean.high
    assert mean.p_above == 1
    assert bootstrap([-1.0, 1.0] * 20).p_above == pytest.approx(0.5, abs=0.15)


def test_the_command_prints_a_table_and_writes_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [
        {"set": "summeval", "article": TEXT, "summary": ["x"], "references": ["The harbour is closed.", "A storm."]},
        {"set": "cnndm_validation", "article": TEXT, "summary": ["A storm closed the harbour.", "It opens on Monday."]},
        {"set": "cnndm_validation", "article": TEXT, "summary": ["The mayor opened the town hall."]},
    ]
    (tmp_path / "dev").mkdir()
    with gzip.open(tmp_path / "dev" / "summaries.jsonl.gz", "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row) + "\n" for row in rows)
    out = tmp_path / "scores.json"
    sets = ["--sets", "summeval", "cnndm_validation"]
    summary.main(
        ["--data", str(tmp_path), *sets, "--sentences", "2", "--words", "20", "--limit", "1", "--json", str(out)]
    )
    printed = capsys.readouterr().out
    scores = json.loads(out.read_text(encoding="utf-8"))
    assert len(scores) == len(printed.splitlines()) - 1 == 2 * 2 * 5
    assert {score["budget"] for score in scores} == {"2 sentences", "20 words"}
    assert all(score["documents"] == 1 for score in scores)
    assert all(score["above_lead"]["rouge1"]["value"] == 0 for score in scores if score["name"] == "lead")
