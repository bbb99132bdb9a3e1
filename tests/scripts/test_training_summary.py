from __future__ import annotations

import gzip
import json
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
import torch

from models.core.document import Document
from models.nn.article import Article
from models.nn.pointer import BLOCKED
from models.nn.pointing import PointerSummarizer
from scripts.folds import FOLDS, fold_of
from scripts.training import summary, summary_data
from scripts.training.oracle import Oracle, oracle_of
from scripts.training.signs import fit_signs
from scripts.training.summary_batches import Sampler, cut, tensors
from scripts.training.summary_data import Example, ExampleMaker, shingles
from tests.nn.tiny import tiny_encoder, tiny_model, tiny_tokenizer

if TYPE_CHECKING:
    from pathlib import Path

SENTENCES = [
    "A storm closed the harbour of Port Ansel on Friday.",
    "Bread will cost more from Monday on.",
    "The mayor opened the town hall to the crews of the ships.",
    "The council will talk about bread.",
]
THINGS = ("harbour", "council", "bridge", "school", "market", "museum", "station", "library")


def article(number: int) -> str:
    order = Random(number).sample(THINGS, len(THINGS))
    return " ".join(f"The {thing} of Port Ansel number {number} was closed on {thing} day." for thing in order)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of corpora, and a tiny encoder in the place of the real one."""
    tiny_tokenizer().save_pretrained(tmp_path / "encoder")
    tiny_encoder().save_pretrained(tmp_path / "encoder")
    for module in (summary, summary_data):
        monkeypatch.setattr(module, "encoder_folder", lambda: tmp_path / "encoder")
    sets = ("cnn_highlights", "neus", "usgov", "bbc_extractive")
    real: list[dict[str, Any]] = [
        {"id": f"{name}{n}", "set": name, "article": article(n), "summary": [f"The bridge of Port Ansel number {n}."]}
        for name in sets
        for n in range(12)
    ]
    lead = "The bridge of Port Ansel number {} was closed, said the mayor on the bridge day of this year."
    title = "Bridge of Port Ansel number {} closed"
    news = [
        {"id": f"news{n}", "title": title.format(n), "text": f"{lead.format(n)} {article(n)}"} for n in range(100, 120)
    ]
    news.append({"id": "copy", "title": title.format(1), "text": f"{lead.format(1)} {real[1]['article']}"})
    held = [{"id": "d", "set": "cnndm_validation", "article": news[0]["text"], "summary": ["x"]}]
    for path, rows in (("train/summaries", real), ("train/news", news), ("dev/summaries", held)):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        with gzip.open(tmp_path / f"{path}.jsonl.gz", "wt", encoding="utf-8") as lines:
            lines.writelines(json.dumps(row) + "\n" for row in rows)
    return tmp_path


def test_the_oracle_chooses_what_the_summary_says() -> None:
    oracle = oracle_of(SENTENCES, "The storm closed the harbour on Friday. The town hall opened.")
    assert oracle.chosen == [0, 2]
    assert len(oracle.gains) == 3
    assert oracle.gains[0][0] > oracle.gains[0][2] > oracle.gains[0][1]
    assert oracle.gains[1][0] == 0
    assert max(oracle.gains[2]) <= 0
    assert oracle.coverage[0] > oracle.coverage[3]


def test_the_oracle_stops_at_its_steps_and_with_nothing_to_gain() -> None:
    assert oracle_of(SENTENCES, " ".join(SENTENCES), steps=2).gains[2][1] > 0
    assert oracle_of(SENTENCES, "zebra").chosen == []
    assert oracle_of([], "zebra").gains == [[]]
    assert oracle_of(SENTENCES, "").coverage == [0, 0, 0, 0]


def test_folds_are_steady() -> None:
    assert [fold_of(f"record-{n}") for n in range(6)] == [fold_of(f"record-{n}") for n in range(6)]
    assert {fold_of(str(n)) for n in range(50)} == set(range(FOLDS))


def example(lengths: list[int], chosen: list[int], name: str = "neus") -> Example:
    count = len(lengths)
    gains = [[0.3 if i in chosen[step : step + 1] else -0.1 for i in range(count)] for step in range(len(chosen) + 1)]
    return Example(
        name,
        1,
        0,
        Article([[9] * n for n in lengths], [[0] * n for n in lengths], [[0.5] * 10] * count),
        Oracle(chosen, gains, [0.1] * count),
    )


def test_cutting_drops_the_steps_that_need_the_rest() -> None:
    whole = example([10, 10, 10, 10], [1, 3, 0])
    assert cut(whole, 40) is whole
    short = cut(whole, 35)
    assert (len(short.article.ids), short.oracle.chosen, len(short.oracle.gains)) == (3, [1], 2)
    assert [len(gain) for gain in short.oracle.gains] == [3, 3]
    assert len(cut(whole, 5).article.ids) == 1


def test_the_targets() -> None:
    batch = tensors([example([5, 5, 5], [2, 0]), example([4, 4], [1])], 2, 3)
    assert batch["chosen"].tolist() == [[2, 0], [1, -1]]
    assert batch["steps"].tolist() == [[True, True, True], [True, True, False]]
    assert batch["gains"].shape == (2, 3, 4)
    assert batch["gains"][..., -1].eq(0).all()


def test_pseudo_summaries_come_first() -> None:
    examples = [example([5] * 5, [0], name) for name in ("news", "neus", "titled") for _ in range(10)]
    sampler = Sampler(examples, seed=1)
    for progress, share in ((0.0, 0.35), (0.6, 0.1)):
        drawn = [sampler.draw(progress).set for _ in range(600)]
        assert [drawn.count(name) / 600 for name in ("news", "titled")] == pytest.approx([share, share], abs=0.06)
    assert {Sampler(examples[:10], 1).draw(1.0).set, Sampler(examples[10:20], 1).draw(0.0).set} == {"news", "neus"}


def test_batches_keep_to_their_size() -> None:
    sampler = Sampler([example([n] * 6, [0]) for n in range(2, 40)], seed=1)
    groups = list(sampler.batches(0.5, tokens=300, pieces=100))
    assert all(sum(e.pieces for e in group) <= 300 for group in groups)
    assert sum(e.pieces for group in groups for e in group) >= 16 * 300


def test_the_loss_is_finite_and_falls_when_gains_are_followed() -> None:
    torch.manual_seed(1)
    model = tiny_model()
    batch = tensors([example([5, 5, 5], [2, 0]), example([4, 4], [1])], 2, 3)
    optimizer = summary.optimizer_of(model, 1e-2, 1e-2)
    for group in optimizer.param_groups:
        group["lr"] = group["peak"]
    seen = []
    for _ in range(30):
        choice, coverage = summary.losses(model, batch)
        optimizer.zero_grad()
        torch.autograd.backward(choice + coverage)
        optimizer.step()
        seen.append(float(choice.detach()))
    assert seen[-1] < 0.5 * seen[0]
    logits = model(**batch).logits
    assert logits[0, 0].argmax() == 2
    assert logits.min() == BLOCKED


def test_the_rate_rises_and_falls() -> None:
    rates = [summary.rate(x / 100) for x in range(101)]
    assert rates.index(max(rates)) == 5
    assert rates[0] == 0
    assert rates[-1] == pytest.approx(0)


def test_freezing() -> None:
    model = tiny_model()
    summary.freeze(model, 1)
    free = {name for name, parameter in model.named_parameters() if parameter.requires_grad}
    assert not any(name.startswith(("encoder.embeddings", "encoder.encoder.layer.0")) for name in free)
    assert any(name.startswith("encoder.encoder.layer.1") for name in free)


def test_signs_are_fitted() -> None:
    model, examples = tiny_model(), [example([5, 5, 5], [2]) for _ in range(4)]
    for e in examples:
        e.article.features[:] = [[float(i == 2)] * 10 for i in range(3)]
    words = model.worth.weight[:, :-10].clone()
    choice, _ = fit_signs(model, examples, 50.0)
    assert choice < 0.2
    assert model.worth.weight[0, -10:].sum() > 2
    assert torch.equal(model.worth.weight[:, :-10], words)


def test_shingles() -> None:
    assert shingles("a b c d e f g h i j", 2) == {"a b c d e f g h", "c d e f g h i j"}
    assert shingles("too short") == set()


def test_what_is_no_example(data: Path) -> None:
    maker = ExampleMaker()
    assert maker.real({"id": "a", "set": "neus", "article": "One sentence is here.", "summary": ["One."]}) is None
    assert maker.real({"id": "a", "set": "neus", "article": article(1), "summary": ["zebra"]}) is None
    assert maker.pseudo({"id": "a", "text": "Too short a lead. It is." + article(1)}) is None
    assert maker.pseudo({"id": "a", "text": ""}) is None
    assert maker.titled({"id": "a", "title": "Zebras at large in all of it", "text": article(1)}) is None
    assert maker.titled({"id": "a", "title": "The bridge", "text": article(1)}) is None


def test_copies_of_what_is_held_out_are_not_learned_from(data: Path) -> None:
    own = fold_of("cnn_highlights1")
    kept = {fold: {record["id"] for record in summary_data._unheld(data, fold)} for fold in range(FOLDS)}
    assert "copy" not in kept[own]
    assert any("copy" in some for some in kept.values())
    assert not any("news100" in some for some in kept.values())  # a copy of one of dev/


def test_a_headline_labels_the_sentence_that_says_it(data: Path) -> None:
    made = ExampleMaker().titled({"id": "a", "title": "Bridge of Port Ansel number 1 closed", "text": article(1)})
    assert made
    assert made.set == "titled"
    assert "The bridge" in article(1).split(". ")[made.oracle.chosen[0]]


def test_from_corpora_to_a_model_that_summarizes(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cache, out = data / "cache", data / "run"
    summary_data.main(["--data", str(data), "--out", str(cache), "--news", "6"])
    found = [*summary_data.read(cache / "real.jsonl.gz"), *summary_data.read(cache / "news.jsonl.gz")]
    counts = [sum(e.set == name for e in found) for name in ("neus", "bbc_extractive", "news", "titled")]
    assert counts == [12, 12, 3, 3]
    assert {e.style for e in found} == {0, 1, 2, 3}

    command = ["--cache", str(cache), "--data", str(data), "--out", str(out), "--threads", "1", "--tokens", "300"]
    command += ["--check", "0.001", "--log-every", "1"]
    summary.main([*command, "--minutes", "0.01"])
    rows = [json.loads(line) for line in (out / "log.jsonl").read_text(encoding="utf-8").splitlines()]
    checks = [row for row in rows if "held_out" in row]
    assert checks
    assert set(checks[0]) >= {"neus", "usgov", "cnn_highlights"}
    loaded = PointerSummarizer.load(out / "best")
    assert len(loaded.summarize(Document.parse(article(3)), sentences=2, words=None)) == 2

    summary.main([*command, "--minutes", str(rows[-1]["minutes"] + 0.1)])
    again = [json.loads(line) for line in (out / "log.jsonl").read_text(encoding="utf-8").splitlines()]
    steps = [row["step"] for row in again]
    assert steps == sorted(steps)  # it went on where it was, on a busy machine perhaps before its first step
    assert steps[-1] > rows[-1]["step"]
    assert capsys.readouterr().out
