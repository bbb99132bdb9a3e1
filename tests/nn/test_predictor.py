from __future__ import annotations

import math
import shutil
from typing import TYPE_CHECKING

import pytest
import torch

from models.core.document import Document
from models.core.edit import apply_edits
from models.core.slots import find_slots
from models.desk import Desk
from models.nn.decoding import ROWS, bucket
from models.nn.encoding import TextEncoder, windows
from models.nn.network import READER_FILE
from models.nn.predictor import CleanupPredictor, grouped
from models.nn.scaling import PLAIN
from tests.nn.tiny_cleanup import TEXT, encode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from models.core.decision import SlotDecision


def test_more_slots_than_the_decoder_has_positions_for(predictor: CleanupPredictor) -> None:
    document = Document.parse("“it\n\n" * 250)
    (decisions,) = predictor.decide([document])
    assert len(decisions) == 1000


def test_a_text_of_twenty_thousand_words(predictor: CleanupPredictor) -> None:
    sentence = "The mayor said that he had lost the hat and the nun had it. "
    paragraph = sentence * 10 + "\n\n"
    text = paragraph * (20_000 // len(paragraph.split()) + 1)
    assert len(text.split()) >= 20_000
    document = Document.parse(text)
    (decisions,) = predictor.decide([document])
    slots = [s for p in document.paragraphs for s in find_slots(text, p.start, p.end)]
    assert [d.slot for d in decisions] == slots
    assert all(abs(sum(d.probabilities.values()) - 1) < 1e-3 for d in decisions)


def numbers(decisions: list[SlotDecision]) -> list[float]:
    return [p for d in decisions for p in d.probabilities.values()]


def test_documents_are_decided_together_as_alone(predictor: CleanupPredictor) -> None:
    texts = [TEXT, "", "no slots", "She lost it.", TEXT * 12, "“" + "he said it, " * 40]
    documents = [Document.parse(text) for text in texts]
    together = predictor.decide(documents)
    alone = [predictor.decide([d])[0] for d in documents]
    assert [[d.slot for d in one] for one in together] == [[d.slot for d in one] for one in alone]
    for one, other in zip(together, alone, strict=True):
        assert numbers(one) == numbers(other)
    assert predictor.decide([]) == []


def test_calibration_comes_from_the_configuration(predictor: CleanupPredictor) -> None:
    assert predictor.thresholds["pronoun"].apply == 0.3
    assert predictor.quote_weight == 0.5
    assert predictor.name == "cleanup-tiny"
    document = Document.parse("So he left.")
    calibrated = predictor.decide([document])[0]
    scalings, predictor.scalings = predictor.scalings, {}
    plain = predictor.decide([document])[0]
    predictor.scalings = scalings
    for cold, hot in zip(calibrated, plain, strict=True):
        logs = {operation: math.log(p) for operation, p in hot.probabilities.items()}
        expected = scalings.get(cold.slot.kind, PLAIN).probabilities(logs, cold.slot.unchanged)
        assert cold.probabilities == pytest.approx(expected, abs=1e-5)
    assert numbers(calibrated) != numbers(plain)


def test_a_word_in_doubt_is_read_again_unseen(predictor: CleanupPredictor) -> None:
    texts = ["Wendy said that he lost the hat.", "Wendy said that she lost the hat.", "Wendy lost the hat."]
    masculine, feminine, nothing = predictor.hear([Document.parse(text) for text in texts])
    assert masculine[0].scores != feminine[0].scores
    assert masculine[0].hidden is not None
    assert masculine[0].hidden == feminine[0].hidden
    assert masculine[0].hidden.keys() == masculine[0].scores.keys()
    assert nothing == []


def test_a_word_without_doubt_is_read_once(predictor: CleanupPredictor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.nn.predictor.AGAIN", 1.0)
    (heard,) = predictor.hear([Document.parse(TEXT)])
    assert {h.hidden for h in heard} == {None}


def test_only_windows_in_great_doubt_are_read_again(
    predictor: CleanupPredictor, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = Document.parse(TEXT * 200)
    monkeypatch.setattr("models.nn.predictor.AGAIN", 0.0)
    (everything,) = predictor.hear([document])
    doubts = {h.start: 1 - PLAIN.probabilities(h.scores, h.own)[h.own] for h in everything}
    monkeypatch.setattr("models.nn.predictor.AGAIN", max(doubts.values()) - 1e-6)
    (some,) = predictor.hear([document])
    again = [i for i, h in enumerate(some) if h.hidden is not None]
    assert 0 < len(again) < sum(h.hidden is not None for h in everything)
    assert max(doubts, key=lambda start: doubts[start]) in [some[i].start for i in again]
    for i in again:
        assert some[i].hidden == pytest.approx(everything[i].hidden, abs=1e-4)


def test_without_a_reader_nothing_is_read_again(box: Path, tmp_path: Path) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(box / "cleanup-tiny", folder)
    (folder / READER_FILE).unlink()
    (heard,) = CleanupPredictor(folder, "cleanup-tiny").hear([Document.parse(TEXT)])
    assert heard
    assert {h.hidden for h in heard} == {None}


def test_batches_are_bounded(encoder: TextEncoder) -> None:
    encoded = encode(encoder, TEXT * 200)
    jobs = sorted(((0, w) for w in windows(encoded)), key=lambda job: job[1].end - job[1].start)
    groups = list(grouped(jobs))
    assert [job for group in groups for job in group] == jobs
    assert len(groups) > 1
    for group in groups:
        assert len(group) <= ROWS
        assert len({bucket(w.end - w.start + 2) for _, w in group}) == 1
    assert list(grouped([])) == []


@pytest.mark.parametrize("text", ["\ud800", "he \udc00 said", "\ud83d“he”\ude00", "\x00he\x00", "\u200d \n\n he"])
def test_odd_texts_are_decided(predictor: CleanupPredictor, text: str) -> None:
    document = Document.parse(text)
    (decisions,) = predictor.decide([document])
    pronouns = [text[d.slot.start : d.slot.end] for d in decisions if d.slot.kind == "pronoun"]
    assert pronouns == (["he"] if "he" in text else [])


@pytest.fixture
def desk(box: Path) -> Iterator[Desk]:
    threads = torch.get_num_threads()
    yield Desk.load(models_dir=box, threads=1)
    torch.set_num_threads(threads)


def test_a_desk_with_a_model(desk: Desk, box: Path) -> None:
    assert desk.models["cleanup"].startswith("cleanup-tiny@")
    assert Desk.load(models_dir=box, cleanup="rules").models["cleanup"] == "rules"
    texts = [TEXT, "", "So he  left.", "She lost it\ud800."]
    results = desk.process_many(texts)
    for text, result in zip(texts, results, strict=True):
        assert apply_edits(text, result.edits) == result.text
        if not any(w.code == "unstable" for w in result.warnings):
            assert desk.clean(result.text).edits == ()
    assert {e.source for r in results for e in (*r.edits, *r.suggestions)} & {"cleanup-tiny"} or any(
        w.code == "unstable" for r in results for w in r.warnings
    )
