"""The transformer of BERT (Devlin et al. 2019, arXiv 1810.04805) in plain torch, as an encoder and as a decoder.

Modules and parameters have the names of transformers' ``BertModel``, so that weights move freely between the two; what
it takes to import that library is more than all else that a short run does. The decoder can also go slot by slot: the
keys and values of what it attends to are then computed once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from torch import Tensor, nn
from torch.nn import functional

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of a transformer; the names are those of ``BertConfig``."""

    hidden_size: int
    num_hidden_layers: int
    num_attention_heads: int
    intermediate_size: int
    vocab_size: int
    max_position_embeddings: int = 512
    type_vocab_size: int = 2
    layer_norm_eps: float = 1e-12

    @classmethod
    def of(cls, config: Mapping[str, Any]) -> Self:
        """The sizes named in a configuration.

        Raises:
            ValueError: the activation is not the one built here, or a size is missing.
        """
        if config.get("hidden_act", "gelu") != "gelu":
            raise ValueError(f"activation {config['hidden_act']!r} is not supported: only gelu")
        try:
            return cls(**{name: config[name] for name in cls.__slots__ if name in config})
        except TypeError as error:
            raise ValueError(f"the configuration of a transformer is incomplete: {error}") from None


class Embeddings(nn.Module):
    """Tables of words, positions and token types, and the norm of their sum."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.word_embeddings = nn.Embedding(shape.vocab_size, shape.hidden_size)
        self.position_embeddings = nn.Embedding(shape.max_position_embeddings, shape.hidden_size)
        self.token_type_embeddings = nn.Embedding(shape.type_vocab_size, shape.hidden_size)
        self.LayerNorm = nn.LayerNorm(shape.hidden_size, eps=shape.layer_norm_eps)

    def forward(
        self, embedded: Tensor, types: Tensor | None = None, first: int = 0, positions: Tensor | None = None
    ) -> Tensor:
        """Add positions, those from ``first`` on if not given, and types to ``embedded`` (rows, places, hidden)."""
        table = self.position_embeddings.weight
        placed = table[first : first + embedded.size(1)] if positions is None else table[positions]
        kinds = self.token_type_embeddings.weight[0] if types is None else self.token_type_embeddings(types)
        states: Tensor = self.LayerNorm(embedded + kinds + placed)
        return states


class _Projections(nn.Module):
    """Queries, keys and values in heads."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.num_attention_heads
        self.query = nn.Linear(shape.hidden_size, shape.hidden_size)
        self.key = nn.Linear(shape.hidden_size, shape.hidden_size)
        self.value = nn.Linear(shape.hidden_size, shape.hidden_size)

    def split(self, states: Tensor) -> Tensor:
        """(rows, places, hidden) as (rows, heads, places, hidden / heads)."""
        rows, places, hidden = states.shape
        return states.view(rows, places, self.heads, hidden // self.heads).transpose(1, 2)

    def pair(self, states: Tensor) -> tuple[Tensor, Tensor]:
        """Keys and values of ``states``."""
        return self.split(self.key(states)), self.split(self.value(states))


class _Residual(nn.Module):
    """A linear layer, what went before added, and a norm."""

    def __init__(self, size: int, shape: Shape) -> None:
        super().__init__()
        self.dense = nn.Linear(size, shape.hidden_size)
        self.LayerNorm = nn.LayerNorm(shape.hidden_size, eps=shape.layer_norm_eps)

    def forward(self, states: Tensor, before: Tensor) -> Tensor:
        out: Tensor = self.LayerNorm(self.dense(states) + before)
        return out


class Attention(nn.Module):
    """Scaled dot-product attention in heads, with its residual."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.self = _Projections(shape)
        self.output = _Residual(shape.hidden_size, shape)

    def forward(
        self, states: Tensor, pair: tuple[Tensor, Tensor], mask: Tensor | None = None, *, causal: bool = False
    ) -> Tensor:
        """Let ``states`` attend to the keys and values of ``pair`` where the boolean ``mask`` is true."""
        query = self.self.split(self.self.query(states))
        context = functional.scaled_dot_product_attention(query, *pair, attn_mask=mask, is_causal=causal)
        out: Tensor = self.output(context.transpose(1, 2).flatten(2), states)
        return out


class _Intermediate(nn.Module):
    """The wide layer of the feed-forward part."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.dense = nn.Linear(shape.hidden_size, shape.intermediate_size)

    def forward(self, states: Tensor) -> Tensor:
        return functional.gelu(self.dense(states))


class Layer(nn.Module):
    """Self-attention, in a decoder also attention to the encoder, and the feed-forward part."""

    def __init__(self, shape: Shape, *, crossed: bool) -> None:
        super().__init__()
        self.attention = Attention(shape)
        if crossed:
            self.crossattention = Attention(shape)
        self.intermediate = _Intermediate(shape)
        self.output = _Residual(shape.intermediate_size, shape)

    def feed(self, states: Tensor) -> Tensor:
        """The feed-forward part."""
        out: Tensor = self.output(self.intermediate(states), states)
        return out


class _Stack(nn.Module):
    """The layers, under the name that ``BertModel`` gives them."""

    def __init__(self, shape: Shape, *, crossed: bool) -> None:
        super().__init__()
        self.layer = nn.ModuleList(Layer(shape, crossed=crossed) for _ in range(shape.num_hidden_layers))

    def layers(self) -> list[Layer]:
        return [layer for layer in self.layer if isinstance(layer, Layer)]


class Encoder(nn.Module):
    """Reads in both directions."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.embeddings = Embeddings(shape)
        self.encoder = _Stack(shape, crossed=False)

    def forward(self, embedded: Tensor, types: Tensor | None, mask: Tensor, positions: Tensor | None = None) -> Tensor:
        """States (rows, places, hidden).

        Args:
            embedded: (rows, places, hidden) embedded words.
            types: (rows, places) token types; ``None`` for all of the first.
            mask: (rows, places) 0 on padding.
            positions: (places,) their numbers, if not counted from 0.
        """
        states: Tensor = self.embeddings(embedded, types, positions=positions)
        # Without padding no mask: the quick kernels take none.
        seen = None if bool(mask.all()) else mask.bool()[:, None, None, :]
        for layer in self.encoder.layers():
            states = layer.feed(layer.attention(states, layer.attention.self.pair(states), seen))
        return states


class Decoder(nn.Module):
    """Reads what went before and the states of an encoder."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.embeddings = Embeddings(shape)
        self.encoder = _Stack(shape, crossed=True)

    def forward(self, embedded: Tensor, encoded: Tensor, mask: Tensor) -> Tensor:
        """States (rows, slots, hidden) of all slots at once.

        Args:
            embedded: (rows, slots, hidden) inputs of the slots.
            encoded: (rows, places, hidden) the encoder's states.
            mask: (rows, places) 0 on padding.
        """
        states: Tensor = self.embeddings(embedded)
        seen = mask.bool()[:, None, None, :]
        for layer in self.encoder.layers():
            states = layer.attention(states, layer.attention.self.pair(states), causal=True)
            states = layer.crossattention(states, layer.crossattention.self.pair(encoded), seen)
            states = layer.feed(states)
        return states

    def walk(self, encoded: Tensor, mask: Tensor, slots: int) -> Walk:
        """Begin to decode at most ``slots`` slots one after another; arguments as for `forward`."""
        return Walk(self, encoded, mask, slots)


class Walk:
    """A decoder on its way: what it has seen so far."""

    def __init__(self, decoder: Decoder, encoded: Tensor, mask: Tensor, slots: int) -> None:
        self._decoder = decoder
        self._layers = decoder.encoder.layers()
        self._seen = mask.bool()[:, None, None, :]
        self._crossed = [layer.crossattention.self.pair(encoded) for layer in self._layers]
        rows, _, hidden = encoded.shape
        heads = self._layers[0].attention.self.heads
        room = (rows, heads, slots, hidden // heads)
        self._past = [(encoded.new_zeros(room), encoded.new_zeros(room)) for _ in self._layers]
        self._at = 0

    def step(self, embedded: Tensor) -> Tensor:
        """States (rows, 1, hidden) of the next slot, whose input ``embedded`` has the same shape."""
        at, self._at = self._at, self._at + 1
        states: Tensor = self._decoder.embeddings(embedded, first=at)
        for layer, crossed, (keys, values) in zip(self._layers, self._crossed, self._past, strict=True):
            keys[:, :, at : at + 1], values[:, :, at : at + 1] = layer.attention.self.pair(states)
            states = layer.attention(states, (keys[:, :, : at + 1], values[:, :, : at + 1]))
            states = layer.feed(layer.crossattention(states, crossed, self._seen))
        return states
