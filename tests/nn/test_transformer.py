from __future__ import annotations

from typing import Any

import pytest
import torch
from transformers import BertConfig, BertModel

from models.nn.transformer import Decoder, Encoder, Shape

SIZES = {"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 4, "intermediate_size": 48, "vocab_size": 11}
CONFIG: dict[str, Any] = {**SIZES, "hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0}
MASK = torch.tensor([[1, 1, 1, 1, 1], [1, 1, 1, 0, 0]])


def bert(**more: Any) -> BertModel:
    torch.manual_seed(3)
    model = BertModel(BertConfig(**CONFIG, **more), add_pooling_layer=False)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.add_(torch.randn_like(parameter) * 0.2)
    model.eval()
    return model


def test_the_encoder_computes_what_bert_computes() -> None:
    theirs = bert()
    ours = Encoder(Shape.of(CONFIG))
    ours.load_state_dict(theirs.state_dict())
    embedded, types = torch.randn(2, 5, 32), torch.tensor([[0, 1, 0, 1, 1], [1, 0, 0, 0, 0]])
    with torch.inference_mode():
        expected = theirs(inputs_embeds=embedded, token_type_ids=types, attention_mask=MASK).last_hidden_state
        found = ours(embedded, types, MASK)
        alone = ours(embedded[1:, :3], types[1:, :3], MASK[1:, :3])
    real = MASK.bool()
    torch.testing.assert_close(found[real], expected[real])
    torch.testing.assert_close(alone[0], expected[1, :3])


def test_the_decoder_computes_what_bert_computes_at_once_and_step_by_step() -> None:
    theirs = bert(is_decoder=True, add_cross_attention=True)
    ours = Decoder(Shape.of(CONFIG))
    ours.load_state_dict(theirs.state_dict())
    embedded, encoded = torch.randn(2, 4, 32), torch.randn(2, 5, 32)
    with torch.inference_mode():
        expected = theirs(
            inputs_embeds=embedded, encoder_hidden_states=encoded, encoder_attention_mask=MASK
        ).last_hidden_state
        found = ours(embedded, encoded, MASK)
        walk = ours.walk(encoded, MASK, 4)
        steps = torch.cat([walk.step(embedded[:, i : i + 1]) for i in range(4)], 1)
    torch.testing.assert_close(found, expected)
    torch.testing.assert_close(steps, expected)


def test_sizes_are_asked_for() -> None:
    with pytest.raises(ValueError, match="hidden_size"):
        Shape.of({"vocab_size": 3})
    with pytest.raises(ValueError, match="relu"):
        Shape.of({**CONFIG, "hidden_act": "relu"})
