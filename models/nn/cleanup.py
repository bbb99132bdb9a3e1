"""The cleanup model as transformers knows it: for training and for ``AutoModelForSeq2SeqLM``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from transformers import PreTrainedConfig, PreTrainedModel
from transformers.modeling_outputs import ModelOutput

from models.core.slots import OPERATIONS
from models.nn.network import SlotScorer
from models.nn.quantization import restored
from models.registry import WEIGHTS_FILE

if TYPE_CHECKING:
    from transformers import BertModel


class CleanupConfig(PreTrainedConfig):
    """Configuration of the cleanup model: the two BERT configurations as dictionaries, and the operations."""

    model_type = "copydesk-cleanup"
    is_encoder_decoder = True

    def __init__(
        self,
        encoder: dict[str, Any] | None = None,
        decoder: dict[str, Any] | None = None,
        operations: list[str] | None = None,
        calibration: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        self.encoder = encoder or {}
        self.decoder = decoder or {}
        self.operations = operations or list(OPERATIONS)
        self.calibration = calibration or {}
        kwargs["is_encoder_decoder"] = True
        super().__init__(**kwargs)


@dataclass
class CleanupOutput(ModelOutput):
    """Scores of shape (windows, slots, operations): of the decoder, and of the encoder alone (for comparison)."""

    logits: Tensor | None = None
    tagger_logits: Tensor | None = None


class CleanupModel(SlotScorer, PreTrainedModel):
    """Encoder over pieces, decoder over slots; see `models.nn.network`."""

    config_class = CleanupConfig
    config: CleanupConfig
    base_model_prefix = "cleanup"
    main_input_name = "input_ids"

    @classmethod
    def from_pretrained(cls, pretrained_model_name_or_path: Any, *args: Any, **kwargs: Any) -> CleanupModel:
        """The model of a folder, as for any model of transformers; its embeddings of words may be in 8 bits."""
        folder = pretrained_model_name_or_path
        if folder is None or "state_dict" in kwargs or not (Path(folder) / WEIGHTS_FILE).exists():
            return super().from_pretrained(folder, *args, **kwargs)
        kwargs.setdefault("config", CleanupConfig.from_pretrained(folder))
        return super().from_pretrained(
            None, *args, state_dict=restored(load_file(Path(folder) / WEIGHTS_FILE)), **kwargs
        )

    def __init__(self, config: CleanupConfig) -> None:
        PreTrainedModel.__init__(self, config)
        self.build(config.encoder, config.decoder, len(config.operations))
        self.post_init()  # type: ignore[no-untyped-call]

    def forward(
        self,
        input_ids: Tensor,
        token_type_ids: Tensor,
        hints: Tensor,
        attention_mask: Tensor,
        places: Tensor,
        antecedents: Tensor,
        allowed: Tensor,
        history: Tensor,
        **_: Any,
    ) -> CleanupOutput:
        """Score every slot given the operations before it (teacher forcing).

        Args:
            input_ids: (windows, pieces) vocabulary ids.
            token_type_ids: (windows, pieces) 1 where the word starts in upper case.
            hints: (windows, pieces) what is known of names and of the spaces around marks.
            attention_mask: (windows, pieces) 0 on padding.
            places: (windows, slots) index of each slot's piece in the window.
            antecedents: (windows, slots, ANTECEDENT) floats, see `models.nn.antecedents`.
            allowed: (windows, slots, operations) booleans.
            history: (windows, slots) the operation before each slot, ``START`` at the first.
        """
        states = self.encode(input_ids, token_type_ids, hints, attention_mask)
        at_slots = self.slot_states(states, places, antecedents)
        decoded = self.decoder(at_slots + self.operations(history), states, attention_mask)
        blocked = ~allowed
        return CleanupOutput(
            logits=self.score(decoded).float().masked_fill(blocked, -1e4),
            tagger_logits=self.tagger(at_slots).float().masked_fill(blocked, -1e4),
        )


def new_model(encoder: BertModel, decoder_layers: int = 2) -> CleanupModel:
    """A cleanup model warm-started from ``encoder``: its last layers also become the decoder's.

    Cross-attention starts from the same layers' self-attention, as in the warm starts of Rothe et al. 2020
    (arXiv 1907.12461).
    """
    base = encoder.config.to_dict() | {"hidden_dropout_prob": 0.0, "attention_probs_dropout_prob": 0.0}
    keep = (
        *("hidden_size", "num_hidden_layers", "num_attention_heads", "intermediate_size", "hidden_act"),
        *("vocab_size", "type_vocab_size", "max_position_embeddings", "layer_norm_eps", "pad_token_id"),
        *("hidden_dropout_prob", "attention_probs_dropout_prob"),
    )
    shape = {key: base[key] for key in keep}
    decoder = shape | {
        "num_hidden_layers": decoder_layers,
        "is_decoder": True,
        "add_cross_attention": True,
        "vocab_size": 1,
        "pad_token_id": None,
    }
    model = CleanupModel(CleanupConfig(encoder=shape, decoder=decoder))
    model.encoder.load_state_dict(encoder.state_dict(), strict=False)
    nn.init.zeros_(model.hints.weight)
    silence(model)
    with torch.no_grad():
        # The free second token type marks upper case: it starts at no difference.
        types = model.encoder.embeddings.token_type_embeddings.weight
        types[1].copy_(types[0])
    model.decoder.embeddings.position_embeddings.load_state_dict(encoder.embeddings.position_embeddings.state_dict())
    for target, source in zip(model.decoder.encoder.layer, encoder.encoder.layer[-decoder_layers:], strict=True):
        state = source.state_dict()
        target.load_state_dict(state, strict=False)
        own = {name: values for name, values in state.items() if name.startswith("attention.")}
        cross = {name.replace("attention.", "crossattention.", 1): values for name, values in own.items()}
        target.load_state_dict(cross, strict=False)
    return model


def silence(model: CleanupModel) -> None:
    """Let what is told of antecedents start without a word: the model behaves as if it were not there."""
    for parameter in model.antecedents[-1].parameters():
        nn.init.zeros_(parameter)
