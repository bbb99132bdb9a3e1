"""The summary model before training: warm-started from a small sentence encoder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import nn

from models.nn.pointer import PLACES, STEPS
from models.nn.summary import SummaryConfig, SummaryModel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from transformers import BertModel

_SHAPE = (
    "hidden_size",
    "num_hidden_layers",
    "num_attention_heads",
    "intermediate_size",
    "vocab_size",
    "max_position_embeddings",
    "type_vocab_size",
    "hidden_act",
    "layer_norm_eps",
    "hidden_dropout_prob",
    "attention_probs_dropout_prob",
    "pad_token_id",
)


def new_model(encoder: BertModel, document_layers: int = 2, decoder_layers: int = 1) -> SummaryModel:
    """A summary model warm-started from ``encoder``: its last layers become those of the two small parts as well.

    Cross-attention starts from the same layers' self-attention, as in Rothe et al. 2020 (arXiv 1907.12461).
    """
    base = encoder.config.to_dict() | {"hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0}
    shape = {key: base[key] for key in _SHAPE}
    small = shape | {"vocab_size": 1, "pad_token_id": None, "type_vocab_size": 1}
    document = small | {"num_hidden_layers": document_layers, "max_position_embeddings": PLACES}
    decoder = small | {
        "num_hidden_layers": decoder_layers,
        "max_position_embeddings": STEPS + 1,
        "is_decoder": True,
        "add_cross_attention": True,
    }
    model = SummaryModel(SummaryConfig(encoder=shape, document=document, decoder=decoder))
    model.encoder.load_state_dict(encoder.state_dict(), strict=False)
    with torch.no_grad():
        # The free second token type marks upper case, and the new heads: they start at no difference.
        types = model.encoder.embeddings.token_type_embeddings.weight
        types[1].copy_(types[0])
        for weight in (model.query.weight, model.stop.weight, model.worth.weight, model.coverage.weight):
            weight.mul_(0.1)
    for target, source in _pairs(model, encoder):
        state = source.state_dict()
        target.load_state_dict(state, strict=False)
        cross = {
            k.replace("attention.", "crossattention.", 1): v for k, v in state.items() if k.startswith("attention.")
        }
        target.load_state_dict(cross, strict=False)
    return model


def _pairs(model: SummaryModel, encoder: BertModel) -> Iterator[tuple[nn.Module, nn.Module]]:
    for part in (model.document, model.decoder):
        layers = part.encoder.layer
        yield from zip(layers, encoder.encoder.layer[-len(layers) :], strict=True)
