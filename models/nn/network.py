"""The networks of the cleanup model: an encoder over pieces, a decoder over slots, and a second reader.

At slot *t* the decoder is fed the encoder's state at the slot plus the embedding of the operation that it decided for
slot *t - 1*, attends to the whole window, and scores the operations. The idea of decoding edits instead of words is
that of EdiT5 (Mallinson et al. 2022, arXiv 2205.12209), LaserTagger (Malmi et al. 2019, arXiv 1909.01187) and GECToR
(Omelianchuk et al. 2020, arXiv 2005.12592).

The reader is a second encoder that learned to guess pronouns which it does not see. It errs elsewhere than the first,
and so tells more of what that one doubts than the same network would, asked again.
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
from models.nn.quantization import restored
from models.nn.transformer import Decoder, Encoder, Shape
from models.registry import WEIGHTS_FILE, ModelError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

#: Index of the operation fed at the first slot, one past the last real one.
START = len(OPERATIONS)
#: The file of the reader, and the weights that it shares with the first network.
READER_FILE = "reader.safetensors"
WORDS = "encoder.embeddings.word_embeddings.weight"


class SlotTagger:
    """An encoder and the head that scores each slot by itself; mixed into a module."""

    encoder: Encoder
    hints: nn.Embedding
    antecedents: nn.Sequential
    tagger: nn.Linear

    def build_tagger(self, encoder: Mapping[str, Any], operations: int) -> int:
        """Make the parts, from the sizes of the transformer and the number of operations; the size of a state."""
        self.encoder = Encoder(Shape.of(encoder))
        size = self.encoder.embeddings.word_embeddings.embedding_dim
        self.hints = nn.Embedding(HINTS, size)
        self.antecedents = nn.Sequential(nn.Linear(ANTECEDENT, size), nn.GELU(), nn.Linear(size, size))
        self.tagger = nn.Linear(size, operations)
        return size

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


class SlotScorer(SlotTagger):
    """The decoder too: what the network is made of; mixed into a module of torch or of transformers."""

    decoder: Decoder
    operations: nn.Embedding
    score: nn.Linear

    def build(self, encoder: Mapping[str, Any], decoder: Mapping[str, Any], operations: int) -> None:
        """Make the parts, from the sizes of the two transformers and the number of operations."""
        size = self.build_tagger(encoder, operations)
        self.decoder = Decoder(Shape.of(decoder))
        self.operations = nn.Embedding(operations + 1, size)
        self.score = nn.Linear(size, operations)


class Reader(SlotTagger, nn.Module):
    """The second reader.

    Args:
        encoder: the sizes of its transformer, whose words are embedded as in the first.
        words: the first network's embeddings of words, which rest while either learns.
    """

    def __init__(self, encoder: Mapping[str, Any], words: nn.Embedding) -> None:
        nn.Module.__init__(self)
        self.build_tagger({**encoder, "vocab_size": 1}, len(OPERATIONS))
        self.encoder.embeddings.word_embeddings = words

    @classmethod
    def load(cls, path: Path, encoder: Mapping[str, Any], words: nn.Embedding) -> Reader:
        """The reader of a file that `scripts.pack` wrote, in single precision.

        Raises:
            ModelError: the file is damaged.
        """
        try:
            reader = cls(encoder, words)
            weights = restored(load_file(sharing.find(path)))
            reader.load_state_dict(weights | {WORDS: words.weight}, assign=True)
        except (OSError, ValueError, KeyError, TypeError, RuntimeError, SafetensorError) as error:
            raise ModelError(f"{path}: cannot be loaded: {error}") from error
        reader.eval()
        return reader


class CleanupNetwork(SlotScorer, nn.Module):
    """The network for inference, with its second reader: needs torch alone, so that a short run starts quickly."""

    def __init__(self, encoder: Mapping[str, Any], decoder: Mapping[str, Any], operations: int) -> None:
        nn.Module.__init__(self)
        self.build(encoder, decoder, operations)
        self.reader: Reader | None = None

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
            network.load_state_dict(restored(weights), assign=True)
            if (folder / READER_FILE).exists():
                words = network.encoder.embeddings.word_embeddings
                network.reader = Reader.load(folder / READER_FILE, config["encoder"], words)
        except (OSError, ValueError, KeyError, TypeError, RuntimeError, SafetensorError) as error:
            if isinstance(error, ModelError):
                raise
            raise ModelError(f"{folder}: cannot be loaded: {error}") from error
        network.eval()
        return network, dict(config.get("calibration") or {})
