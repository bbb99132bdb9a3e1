from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest
import torch
from safetensors.torch import load_file, save_file
from transformers import AutoModelForSeq2SeqLM, BertConfig, BertModel

from models.core.slots import OPERATIONS
from models.nn import register
from models.nn.cleanup import CleanupModel, new_model
from models.nn.network import READER_FILE, WORDS, CleanupNetwork
from models.registry import ModelError
from tests.nn.tiny_cleanup import CALIBRATION, tiny

if TYPE_CHECKING:
    from pathlib import Path


def test_auto_classes_load_what_was_saved(box: Path) -> None:
    register.register()
    register.register()
    loaded: Any = AutoModelForSeq2SeqLM.from_pretrained(box / "cleanup-tiny", local_files_only=True)
    assert isinstance(loaded, CleanupModel)
    assert loaded.config.calibration == CALIBRATION
    assert loaded.config.operations == list(OPERATIONS)
    expected = tiny().state_dict()
    for name, value in loaded.state_dict().items():
        assert value.dtype == torch.float32
        if name == WORDS:
            # These are stored in 8 bits.
            assert torch.allclose(value, expected[name], atol=float(expected[name].abs().max()) / 250)
            assert not torch.equal(value, expected[name])
        else:
            assert torch.equal(value, expected[name]), name


def test_networks_of_both_kinds_are_the_same(box: Path, whole: CleanupModel) -> None:
    network, _ = CleanupNetwork.load(box / "cleanup-tiny")
    own = whole.state_dict()
    for name, value in network.state_dict().items():
        if not name.startswith("reader."):
            assert torch.equal(value, own[name]), name


def test_the_reader_shares_the_embeddings_of_words(box: Path) -> None:
    network, _ = CleanupNetwork.load(box / "cleanup-tiny")
    assert network.reader is not None
    assert network.reader.encoder.embeddings.word_embeddings is network.encoder.embeddings.word_embeddings
    # It was packed from the same checkpoint: it is the same but for 8 bits.
    first, second = network.state_dict(), network.reader.state_dict()
    name = "encoder.encoder.layer.0.attention.output.dense.weight"
    assert torch.allclose(first[name], second[name], atol=float(first[name].abs().max()) / 250)
    assert not torch.equal(first[name], second[name])


@pytest.mark.parametrize("part", [None, "tagger.weight", "encoder.embeddings.LayerNorm.bias"])
def test_a_damaged_reader_is_told(box: Path, tmp_path: Path, part: str | None) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(box / "cleanup-tiny", folder)
    if part is None:
        (folder / READER_FILE).write_bytes(b"no weights")
    else:
        weights = load_file(folder / READER_FILE)
        del weights[part]
        save_file(weights, folder / READER_FILE)
    with pytest.raises(ModelError, match=r"reader\.safetensors"):
        CleanupNetwork.load(folder)


def test_a_new_model_starts_from_its_encoder() -> None:
    torch.manual_seed(1)
    config = BertConfig(vocab_size=20, hidden_size=32, num_hidden_layers=3, num_attention_heads=2, intermediate_size=64)
    encoder = BertModel(config, add_pooling_layer=False)
    model = new_model(encoder)
    own = dict(model.encoder.named_parameters())
    layers = "encoder.layer.1", "encoder.layer.2"
    for name, value in encoder.named_parameters():
        if "token_type" not in name:
            assert torch.equal(own[name], value), name
        for i, layer in enumerate(layers):
            if name.startswith(f"{layer}.attention"):
                decoder = dict(model.decoder.named_parameters())
                mine = name.replace(layer, f"encoder.layer.{i}")
                assert torch.equal(decoder[mine], value), name
                assert torch.equal(decoder[mine.replace(".attention", ".crossattention")], value), name
    types = model.encoder.embeddings.token_type_embeddings.weight
    assert torch.equal(types[0], types[1])
