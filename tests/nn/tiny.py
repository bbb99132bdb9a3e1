"""A summary model and a tokenizer that are made in no time and know nothing."""

from __future__ import annotations

import string
from typing import TYPE_CHECKING

import torch
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

from scripts.training.summary_model import new_model

if TYPE_CHECKING:
    from models.nn.summary import SummaryModel

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")


def tiny_tokenizer() -> PreTrainedTokenizerFast:
    """An uncased tokenizer whose pieces are letters."""
    letters = string.ascii_lowercase + string.digits + string.punctuation
    vocabulary = {piece: i for i, piece in enumerate([*SPECIAL, *letters, *(f"##{letter}" for letter in letters)])}
    backend = Tokenizer(WordPiece(vocabulary, unk_token="[UNK]"))
    backend.normalizer = BertNormalizer(lowercase=True)
    backend.pre_tokenizer = BertPreTokenizer()
    return PreTrainedTokenizerFast(
        tokenizer_object=backend, pad_token="[PAD]", unk_token="[UNK]", cls_token="[CLS]", sep_token="[SEP]"
    )


def tiny_encoder() -> BertModel:
    torch.manual_seed(1)
    config = BertConfig(
        vocab_size=len(tiny_tokenizer()),
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=400,
    )
    return BertModel(config, add_pooling_layer=False)


def tiny_model() -> SummaryModel:
    """A model whose weights are large enough for its choices to differ."""
    model = new_model(tiny_encoder())
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.mul_(4)
    model.eval()  # type: ignore[no-untyped-call]
    return model
