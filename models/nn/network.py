"""The network of the cleanup model: an encoder over pieces, a decoder over slots.

At slot *t* the decoder is fed the encoder's state at the slot plus the embedding of the operation that it decided for
slot *t - 1*, attends to the whole window, and scores the operations. The idea of decoding edits instead of words is
that of EdiT5 (Mallinson et al. 2022, arXiv 2205.12209), LaserTagger (Malmi et al. 2019, arXiv 1909.01187) and GECToR
(Omelianchuk et al. 2020, arXiv 2005.12592).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from safetensors import SafetensorError
from safetensors.torch import load_file
from torch import Tensor, nn

from models.core.slots import OPERATIONS
from models.nn import sharing
from models.nn.antecedents import ANTECEDENT
from models.nn.encoding import HINTS
from models.nn.transformer import Decoder, Encoder, Shape
from models.registry import WEIGHTS_FILE, ModelError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

#: Index of the operation fed at the first slot, one past the last real one.
START = len(OPERATIONS)


class SlotScorer:
    """What the network is made of and how it scores; mixed into a module of torch or of transformers."""

    encoder: Encoder
    hints: nn.Embedding
    antecedents: nn.Sequential
    decoder: Decoder
    operations: nn.Embedding
    score: nn.Linear
    tagger: nn.Linear

    def build(self, encoder: Mapping[str, Any], decoder: Mapping[str, Any], operations: int) -> None:
        """Make the parts, from the sizes of the two transformers and the number of operations."""
        self.encoder = Encoder(Shape.of(encoder))
        size = self.encoder.embeddings.word_embeddings.embedding_dim
        self.hints = nn.Embedding(HINTS, size)
        self.antecedents = nn.Sequential(nn.Linear(ANTECEDENT, size), nn.GELU(), nn.Linear(size, size))
        self.decoder = Decoder(Shape.of(decoder))
        self.operations = nn.Embedding(operations + 1, size)
        self.score = nn.Linear(size, operations)
        self.tagger = nn.Linear(size, operations)

    def encode(self, input_ids: Tensor, token_type_ids: Tensor, hints: Tensor, attention_mask: Tensor) -> Tensor:
        """Encoder states (windows, pieces, hidden) of integer inputs of shape (windows, pieces)."""
        embedded = self.encoder.embeddings.word_embeddings(input_ids) + self.hints(hints)
        states: Tensor = self.encoder(embedded, token_type_ids, attention_mask)
        return states

    def slot_states(self, states: Tensor, places: Tensor, antecedents: Tensor) -> Tensor:
        """States (windows, slots, hidden) at the piece of each slot, with what is known of its antecedents.

        Args:
            states: (windows, pieces, hidden) of the encoder.
            places: (windows, slots) index of each slot's piece.
            antecedents: (windows, slots, ANTECEDENT) floats.
        """
        told: Tensor = self.antecedents(antecedents)
        return states.gather(1, places.unsqueeze(-1).expand(-1, -1, states.size(-1))) + told


class CleanupNetwork(SlotScorer, nn.Module):
    """The network for inference: needs torch alone, so that a short run starts quickly."""

    def __init__(self, encoder: Mapping[str, Any], decoder: Mapping[str, Any], operations: int) -> None:
        nn.Module.__init__(self)
        self.build(encoder, decoder, operations)

    @classmethod
    def load(cls, folder: Path) -> tuple[CleanupNetwork, dict[str, Any]]:
        """Network, in single precision, and calibration of a folder that ``CleanupModel.save_pretrained`` wrote.

        Raises:
            ModelError: a file is missing or damaged, or the operations are not those of this version.
        """
        try:
            config = json.loads((folder / "config.json").read_text("utf-8"))
            weights = load_file(sharing.find(folder / WEIGHTS_FILE))
            if config["operations"] != list(OPERATIONS):
                raise ModelError(f"{folder}: made for other operations than this version knows")
            # Not on the device "meta": to load what stands behind it takes seven times as long as to fill the tables.
            network = cls(config["encoder"], config["decoder"], len(OPERATIONS))
            network.load_state_dict({name: values.float() for name, values in weights.items()}, assign=True)
        except (OSError, ValueError, KeyError, TypeError, RuntimeError, SafetensorError) as error:
            if isinstance(error, ModelError):
                raise
            raise ModelError(f"{folder}: cannot be loaded: {error}") from error
        network.eval()
        return network, dict(config.get("calibration") or {})
