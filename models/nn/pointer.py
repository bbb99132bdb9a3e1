"""The network of the summary model: an encoder over an article and a causal decoder that points at its sentences.

The encoder reads the article in overlapping windows; the mean of its states over a sentence is the sentence's vector.
A second, shallow encoder over these vectors and the classical signs of each sentence sees the whole document. At each
step the decoder is fed the vector of the sentence that was chosen last, attends to all sentences, and scores each one
that is left and the end of the summary. Scoring sentences of a whole document at once is from BertSumExt (Liu and
Lapata 2019, arXiv 1908.08345); pointing at one after another from Chen and Bansal (2018, arXiv 1805.11080).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn

from models.nn.article import FEATURES
from models.nn.transformer import Decoder, Encoder, Shape

if TYPE_CHECKING:
    from collections.abc import Mapping

PLACES = 64  # positions that the document encoder tells apart
STEPS = 32  # sentences that the decoder chooses, at most
CHUNK = 8  # windows that are encoded at a time when nothing is trained: it bounds memory
BLOCKED = -1e4  # the score of what may not be chosen; it is finite so that a row of nothing else is no error


@dataclass(frozen=True, slots=True)
class Sentences:
    """The sentences of a batch of documents after encoding.

    Attributes:
        states: (documents, sentences, hidden).
        mask: (documents, sentences), True for sentences, False for padding.
        worth: (documents, sentences), the score of each whatever else is chosen.
        coverage: (documents, sentences), the logit of the share of a summary that it covers by itself.
    """

    states: Tensor
    mask: Tensor
    worth: Tensor
    coverage: Tensor


class PointerScorer:
    """The encoders over pieces and over sentences, and the decoder over choices; mixed into a module."""

    encoder: Encoder
    features: nn.Linear
    styles: nn.Embedding
    document: Encoder
    decoder: Decoder
    start: nn.Parameter
    query: nn.Linear
    key: nn.Linear
    stop: nn.Linear
    worth: nn.Linear
    coverage: nn.Linear

    def build(
        self, encoder: Mapping[str, Any], document: Mapping[str, Any], decoder: Mapping[str, Any], styles: int
    ) -> None:
        """Make the parts, from the sizes of the three transformers and the number of styles."""
        self.encoder = Encoder(Shape.of(encoder))
        size = self.encoder.embeddings.word_embeddings.embedding_dim
        self.features = nn.Linear(FEATURES, size)
        self.styles = nn.Embedding(styles, size)
        self.document = Encoder(Shape.of(document))
        self.decoder = Decoder(Shape.of(decoder))
        self.start = nn.Parameter(torch.zeros(size))
        self.query = nn.Linear(size, size)
        self.key = nn.Linear(size, size)
        self.stop = nn.Linear(size, 1)
        self.worth = nn.Linear(size + FEATURES, 1)
        self.coverage = nn.Linear(size + FEATURES, 1)

    def encode(
        self,
        input_ids: Tensor,
        token_type_ids: Tensor,
        attention_mask: Tensor,
        owners: Tensor,
        features: Tensor,
        sentence_mask: Tensor,
        styles: Tensor,
    ) -> Sentences:
        """Encode documents.

        Args:
            input_ids: (windows, pieces) vocabulary ids of the windows of all documents.
            token_type_ids: (windows, pieces) 1 for pieces of a word that begins in upper case.
            attention_mask: (windows, pieces) 1 for pieces, 0 for padding.
            owners: (windows, pieces) the row, document x sentences + sentence, that each piece belongs to; documents
                x sentences for pieces of none.
            features: (documents, sentences, FEATURES) floats.
            sentence_mask: (documents, sentences) booleans.
            styles: (documents,) index of the kind of summary.
        """
        documents, count = sentence_mask.shape
        words = self.encoder.embeddings.word_embeddings
        sums = features.new_zeros(documents * count + 1, words.embedding_dim)
        pieces = features.new_zeros(documents * count + 1)
        step = len(input_ids) if torch.is_grad_enabled() else CHUNK
        for at in range(0, len(input_ids), step):
            rows = slice(at, at + step)
            read: Tensor = self.encoder(words(input_ids[rows]), token_type_ids[rows], attention_mask[rows]).float()
            owner = owners[rows].reshape(-1)
            sums = sums.index_add(0, owner, read.reshape(-1, read.size(-1)))
            pieces = pieces.index_add(0, owner, torch.ones_like(owner, dtype=pieces.dtype))
        means = (sums / pieces.clamp(min=1).unsqueeze(-1))[:-1].view(documents, count, -1)
        states: Tensor = self.document(
            means + self.features(features) + self.styles(styles).unsqueeze(1),
            None,
            sentence_mask,
            places(count, sentence_mask.device),
        )
        told = torch.cat([states, features.to(states.dtype)], -1)
        return Sentences(states, sentence_mask, self.worth(told).squeeze(-1), self.coverage(told).squeeze(-1))

    def point(self, sentences: Sentences, chosen: Tensor) -> Tensor:
        """Score each next choice given all before it.

        Args:
            sentences: what `encode` gave.
            chosen: (documents, steps) numbers of the sentences chosen so far, in the order of choice; -1 pads.

        Returns:
            (documents, steps + 1, sentences + 1): after none, one, … of the choices; the last score is that of the
            end. Sentences already chosen and padding are blocked.
        """
        states, mask = sentences.states, sentences.mask
        picked = states.gather(1, chosen.clamp(min=0).unsqueeze(-1).expand(-1, -1, states.size(-1)))
        start = self.start.to(states.dtype).expand(len(states), 1, -1)
        decoded: Tensor = self.decoder(torch.cat([start, picked], 1), states, mask)
        scores = self.query(decoded) @ self.key(states).transpose(1, 2) / states.size(-1) ** 0.5
        scores = scores.float() + sentences.worth.float().unsqueeze(1)
        blocked = ~mask.unsqueeze(1) | _taken(chosen, mask.size(1))
        return torch.cat([scores.masked_fill(blocked, BLOCKED), self.stop(decoded).float()], -1)


def places(count: int, device: torch.device | None = None) -> Tensor:
    """Positions of ``count`` sentences, (count,): exact for the first half of ``PLACES``, then ever coarser."""
    numbers = torch.arange(count, device=device)
    half = PLACES // 2
    coarse = half + (torch.log2((numbers + 1) / half).clamp(min=0) * half / 6).long()
    return torch.where(numbers < half, numbers, coarse.clamp(max=PLACES - 1))


def _taken(chosen: Tensor, count: int) -> Tensor:
    """(documents, steps + 1, sentences): whether a sentence was chosen before each step."""
    marks = torch.zeros(len(chosen), chosen.size(1) + 1, count + 1, dtype=torch.long, device=chosen.device)
    marks[:, 1:].scatter_(2, torch.where(chosen < 0, count, chosen).unsqueeze(-1), 1)
    return marks.cumsum(1)[..., :count] > 0
