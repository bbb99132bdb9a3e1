from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from models.core.document import Document
from models.core.stop import Stopped
from models.core.summary.ranker import Ranker
from models.desk import Desk
from models.options import Options
from models.seq2seq.build import load_summarizer
from models.seq2seq.chunking import chunk
from models.seq2seq.engine import TorchEngine
from models.seq2seq.loading import load
from tests.seq2seq.checkpoints import FAMILIES, POSITIONS, TEXT

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).parents[2]
LONG = "\n\n".join(f"Day {day}. {TEXT}" for day in range(1, 24))


@pytest.mark.parametrize("family", FAMILIES)
def test_a_long_text_is_read_whole(checkpoints: Mapping[str, Path], family: str) -> None:
    assert len(LONG.split()) > 3000
    engine = TorchEngine(load(str(checkpoints[family])), "summarization")
    document = Document.parse(LONG)
    sentences = [" ".join(LONG[s.start : s.end].split()) for s in document.sentences]
    chunks = chunk(sentences, engine.limit, engine.measure)
    assert " ".join(chunks.pieces).split() == LONG.split()
    assert chunks.parted == 0
    assert all(piece.endswith((".", "”")) for piece in chunks.pieces)
    ids = engine.tokenizer([engine.prompt.prefix + piece for piece in chunks.pieces])["input_ids"]
    assert max(map(len, ids)) <= POSITIONS


@pytest.mark.parametrize("family", FAMILIES)
def test_a_long_text_is_summarized_within_the_budget(checkpoints: Mapping[str, Path], family: str) -> None:
    desk = Desk.load(cleanup="rules", summary=str(checkpoints[family]))
    result = desk.process(LONG, Options(sentences=None, words=40))
    assert result.summary is not None
    assert 0 < result.summary.words <= 40
    assert "summary_in_parts" in {w.code for w in result.warnings}
    assert result.models["summary"].startswith(f"{family}@")
    # Random weights write nothing that a text bears out.
    assert "summary_fallback" in {w.code for w in result.warnings}
    assert result.summary == Desk.load(cleanup="rules").process(LONG, Options(sentences=None, words=40)).summary


@pytest.mark.parametrize("family", FAMILIES)
def test_many_are_equal_to_each_alone(checkpoints: Mapping[str, Path], family: str) -> None:
    desk = Desk.load(cleanup="rules", summary=str(checkpoints[family]), on_unsupported="mark")
    texts = [TEXT, TEXT[:600], "The ferry sails.", TEXT[300:]]
    options = Options(sentences=2)
    together = [r.summary for r in desk.process_many(texts, options)]
    assert together == [desk.process(text, options).summary for text in texts]


def test_short_input_comes_back_whole(checkpoints: Mapping[str, Path]) -> None:
    brief = load_summarizer(str(checkpoints["bart"]), Ranker(), "mark").write(
        Document.parse("The ferry sails. The port is open."), sentences=3, words=None
    )
    assert [p.text for p in brief.picks] == ["The ferry sails.", "The port is open."]
    assert not any(p.generated for p in brief.picks)


def test_what_random_weights_write_is_dropped_marked_or_replaced(checkpoints: Mapping[str, Path]) -> None:
    folder = str(checkpoints["bart"])
    document = Document.parse(TEXT)
    marked = load_summarizer(folder, Ranker(), "mark").write(document, sentences=2, words=None)
    assert marked.picks
    assert all(p.generated and not p.supported for p in marked.picks)
    for policy in ("drop", "fallback"):
        brief = load_summarizer(folder, Ranker(), policy).write(document, sentences=2, words=None)
        assert len(brief.picks) == 2
        assert list(brief.picks) == Ranker().summarize(document, sentences=2, words=None)
        assert {"unsupported", "summary_fallback"} <= {n.code for n in brief.notices}
        assert all(0 <= n.start <= n.end <= len(TEXT) for n in brief.notices)


def test_a_generation_can_be_broken_off(checkpoints: Mapping[str, Path]) -> None:
    calls = 0

    def check() -> None:
        nonlocal calls
        calls += 1
        if calls > 5:
            raise Stopped

    engine = TorchEngine(load(str(checkpoints["t5"])), "summarization")
    with pytest.raises(Stopped):
        engine.generate([TEXT[:200]], 50, check)
    assert calls == 6


def test_prefixes_and_languages(checkpoints: Mapping[str, Path]) -> None:
    assert TorchEngine(load(str(checkpoints["t5"])), "summarization").prompt.prefix == "summarize: "
    assert TorchEngine(load(str(checkpoints["t5"])), "cleanup", "grammar: ").prompt.prefix == "grammar: "
    assert TorchEngine(load(str(checkpoints["bart"])), "summarization").prompt.prefix == ""
    mbart = TorchEngine(load(str(checkpoints["mbart"])), "summarization")
    english = mbart.tokenizer.convert_tokens_to_ids("en_XX")
    assert mbart.prompt.first_token == english
    assert mbart.settings.forced_bos_token_id == english
    assert english in mbart.tokenizer("The ferry.")["input_ids"]


def test_it_starts_offline(checkpoints: Mapping[str, Path]) -> None:
    code = (
        "import socket, sys\n"
        "def refuse(*_, **__): raise OSError('no network in this test')\n"
        "socket.socket.connect = refuse; socket.getaddrinfo = refuse\n"
        "from models.desk import Desk\n"
        "print(Desk.load(cleanup='rules', summary=sys.argv[1]).process(sys.argv[2]).summary.words)"
    )
    environment = {**os.environ, "HF_HUB_OFFLINE": "1", "HF_HOME": str(checkpoints["bart"] / "none")}
    run = subprocess.run(
        [sys.executable, "-c", code, str(checkpoints["bart"]), TEXT],
        capture_output=True, text=True, check=True, cwd=ROOT, env=environment,
    )  # fmt: skip
    assert int(run.stdout) > 0


def test_a_request_chooses_among_those_that_were_loaded(checkpoints: Mapping[str, Path]) -> None:
    folder = str(checkpoints["marian"])
    desk = Desk.load(cleanup="rules", summary=f"ranker,{folder}", on_unsupported="mark")
    assert list(desk.summary_models) == ["ranker", folder]
    assert desk.process(TEXT).models["summary"] == "ranker"
    chosen = desk.process(TEXT, Options(summary_model=folder))
    assert chosen.models["summary"].startswith("marian@")
    assert chosen.summary is not None
    assert all(s.generated for s in chosen.summary.sentences)
