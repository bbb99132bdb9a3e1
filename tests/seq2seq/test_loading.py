from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest
import torch
from huggingface_hub import constants
from transformers import (
    BartConfig,
    BartForSequenceClassification,
    BertConfig,
    BertModel,
    GPT2Config,
    GPT2LMHeadModel,
)

from models.registry import ModelError, sha256_of
from models.seq2seq.loading import load

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def code_of(source: object, **options: str) -> str:
    with pytest.raises(ModelError) as caught:
        load(str(source), **options)
    return caught.value.code


@pytest.fixture
def bart(checkpoints: Mapping[str, Path], tmp_path: Path) -> Path:
    return shutil.copytree(checkpoints["bart"], tmp_path / "bart")


def test_the_hash_is_recorded_and_can_be_pinned(bart: Path) -> None:
    digest = sha256_of(bart / "model.safetensors")
    checkpoint = load(str(bart))
    assert (checkpoint.sha256, checkpoint.identity) == (digest, f"bart@{digest[:8]}")
    assert load(str(bart), sha256=digest).sha256 == digest
    assert code_of(bart, sha256="0" * 64) == "model_mismatch"


def test_wrong_folders(tmp_path: Path, bart: Path) -> None:
    assert code_of(tmp_path / "nothing") == "model_not_found"
    assert code_of("./nothing") == "model_not_found"
    assert code_of(tmp_path) == "model_not_found"
    (bart / "model.safetensors").unlink()
    assert code_of(bart) == "model_not_found"


def test_a_hub_name_offline(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path))
    with pytest.raises(ModelError, match="hf download nobody/nothing") as caught:
        load("nobody/nothing")
    assert caught.value.code == "model_offline"


def test_wrong_classes(tmp_path: Path) -> None:
    small: dict[str, Any] = {"hidden_size": 8, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 8}
    BertModel(BertConfig(vocab_size=20, **small)).save_pretrained(tmp_path / "encoder")
    GPT2LMHeadModel(GPT2Config(vocab_size=20, n_embd=8, n_layer=1, n_head=2)).save_pretrained(tmp_path / "causal")
    bart = BartConfig(
        vocab_size=20, d_model=8, encoder_layers=1, decoder_layers=1, encoder_attention_heads=2,
        decoder_attention_heads=2, encoder_ffn_dim=8, decoder_ffn_dim=8,
    )  # fmt: skip
    BartForSequenceClassification(bart).save_pretrained(tmp_path / "classifier")
    for kind in ("encoder", "causal", "classifier"):
        assert code_of(tmp_path / kind) == "model_not_seq2seq"


def test_damaged_weights(bart: Path) -> None:
    file = bart / "model.safetensors"
    whole = file.read_bytes()
    for damaged in (whole[: len(whole) // 2], whole[:4], b"", b"\xff" * 64 + whole, whole.replace(b"F32", b"F99", 1)):
        file.write_bytes(damaged)
        assert code_of(bart) == "model_damaged"
    file.write_bytes(whole[:-64] + b"\xff" * 64)  # no finite numbers
    assert code_of(bart) == "model_damaged"


def test_pickled_weights_are_not_opened(bart: Path) -> None:
    (bart / "model.safetensors").unlink()
    torch.save({}, bart / "pytorch_model.bin")
    assert code_of(bart) == "model_unsafe"


def test_remote_code_is_not_run(bart: Path, tmp_path: Path) -> None:
    config = json.loads((bart / "config.json").read_text())
    config["auto_map"] = {"AutoModelForSeq2SeqLM": "evil.Model", "AutoConfig": "evil.Config"}
    (bart / "config.json").write_text(json.dumps(config))
    mark = tmp_path / "ran"
    (bart / "evil.py").write_text(f"open({str(mark)!r}, 'w')\n")
    assert load(str(bart)).config.model_type == "bart"
    config["model_type"] = "evil"
    (bart / "config.json").write_text(json.dumps(config))
    assert code_of(bart) == "model_not_seq2seq"
    assert not mark.exists()


def test_a_missing_tokenizer_or_config(bart: Path) -> None:
    for name in ("tokenizer.json", "tokenizer_config.json", "vocab.json", "merges.txt"):
        (bart / name).unlink(missing_ok=True)
    assert code_of(bart) == "model_damaged"
    (bart / "config.json").write_text("{")
    assert code_of(bart) == "model_damaged"
