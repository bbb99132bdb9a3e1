from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch
from transformers import AutoModelForSeq2SeqLM, BertConfig, BertModel

from models.core.slots import OPERATIONS
from models.nn import register
from models.nn.cleanup import CleanupModel, new_model
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
    assert all(torch.equal(value, expected[name]) for name, value in loaded.state_dict().items())


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
