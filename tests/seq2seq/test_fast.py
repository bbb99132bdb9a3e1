from __future__ import annotations

import json
import shutil
import sys
from typing import TYPE_CHECKING

import pytest

from models.registry import ModelError
from models.seq2seq.engine import TorchEngine
from models.seq2seq.loading import load
from tests.seq2seq.checkpoints import FAMILIES, TEXT

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

REFUSED = ("led", "longt5")
TEXTS = [TEXT[:200], TEXT[200:330], "The ferry sails."]


@pytest.mark.parametrize("family", [f for f in FAMILIES if f not in REFUSED])
def test_every_family_writes_the_same(checkpoints: Mapping[str, Path], tmp_path: Path, family: str) -> None:
    pytest.importorskip("ctranslate2")
    from models.seq2seq.fast import FastEngine, convert

    # Random weights do not end: an end that is forced at the last place, and beams that are near ties, part them.
    folder = shutil.copytree(checkpoints[family], tmp_path / family)
    for name in ("config.json", "generation_config.json"):
        settings = json.loads((folder / name).read_text())
        (folder / name).write_text(json.dumps(settings | {"forced_eos_token_id": None, "num_beams": 1}))
    convert(str(folder), tmp_path / "fast", "float32")
    slow = TorchEngine(load(str(folder)), "summarization")
    fast = FastEngine(load(str(tmp_path / "fast")), "summarization")
    assert [text for text, _ in slow.generate(TEXTS, 16)] == [text for text, _ in fast.generate(TEXTS, 16)]


@pytest.mark.parametrize("family", REFUSED)
def test_families_that_are_not_converted(checkpoints: Mapping[str, Path], tmp_path: Path, family: str) -> None:
    pytest.importorskip("ctranslate2")
    from models.seq2seq.fast import convert

    with pytest.raises(ModelError) as caught:
        convert(str(checkpoints[family]), tmp_path / "fast")
    assert caught.value.code == "fast_unsupported"
    assert not (tmp_path / "fast").exists()


def test_nothing_is_written_over(checkpoints: Mapping[str, Path], tmp_path: Path) -> None:
    pytest.importorskip("ctranslate2")
    from models.seq2seq.fast import convert

    convert(str(checkpoints["t5"]), tmp_path / "fast")
    for source, code in ((checkpoints["t5"], "output_exists"), (tmp_path / "fast", "fast_unsupported")):
        target = tmp_path / ("fast" if code == "output_exists" else "again")
        with pytest.raises(ModelError) as caught:
            convert(str(source), target)
        assert caught.value.code == code


def test_changed_weights_are_refused(checkpoints: Mapping[str, Path], tmp_path: Path) -> None:
    pytest.importorskip("ctranslate2")
    from models.seq2seq.fast import convert

    convert(str(checkpoints["t5"]), tmp_path / "fast")
    file = tmp_path / "fast" / "model.bin"
    file.write_bytes(file.read_bytes()[:-1] + b"\x01")
    with pytest.raises(ModelError) as caught:
        load(str(tmp_path / "fast"))
    assert caught.value.code == "model_damaged"


def test_without_the_library(checkpoints: Mapping[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from models.seq2seq.fast import convert

    monkeypatch.setitem(sys.modules, "ctranslate2", None)
    with pytest.raises(ModelError, match="copydesk\\[fast\\]") as caught:
        convert(str(checkpoints["t5"]), tmp_path / "fast")
    assert caught.value.code == "fast_missing"
