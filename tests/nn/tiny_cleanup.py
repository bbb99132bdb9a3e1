"""A cleanup model, a tokenizer and a box of models that are made in no time and know nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

from models.core.document import Document
from models.core.names import Names
from models.nn.cleanup import CleanupModel, new_model

if TYPE_CHECKING:
    from models.nn.encoding import Encoded, TextEncoder

SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")
WORDS = "he she it him her them his its their the nun mayor said that had lost hat and ##s wendy sherman tom mr mrs"
LETTERS = "abcdefghijklmnopqrstuvwxyz.,;:!?“”\"’'—"
NAMES = Names(
    {"wendy": 99, "tom": 1, "robin": 50, "alexis": 80, "jan": 20, "sherman": 1, "hat": 1},
    {"zorro": 99},
    frozenset({"hat"}),
    {"wendy mayor": 2},
)
CALIBRATION = {
    "scalings": {"pronoun": {"temperature": 2.0, "genders": {"feminine": 0.5}, "unchanged": -0.25}},
    "thresholds": {"pronoun": {"apply": 0.3, "suggest": 0.2}},
    "quote_weight": 0.5,
}
TEXT = (
    "Wendy Sherman said that he had lost his hat. “The mayor had had it, she said.\n\nTom said it was hers; and left."
)
ANY = st.text(
    alphabet=st.one_of(st.sampled_from('heistmr .,\n“”"’\ud800\udfff\x00\u200dא😀ﬁ\u0301'), st.characters()),
    max_size=60,
)


def tokenizer() -> PreTrainedTokenizerFast:
    pieces = [*SPECIAL, *WORDS.split(), *LETTERS, *(f"##{letter}" for letter in LETTERS)]
    backend = Tokenizer(WordPiece({piece: i for i, piece in enumerate(pieces)}, unk_token="[UNK]"))
    backend.normalizer = BertNormalizer(lowercase=True)
    backend.pre_tokenizer = BertPreTokenizer()
    return PreTrainedTokenizerFast(
        tokenizer_object=backend, pad_token="[PAD]", unk_token="[UNK]", cls_token="[CLS]", sep_token="[SEP]"
    )


def tiny() -> CleanupModel:
    """A model that knows nothing, with weights large enough for its answers to differ."""
    torch.manual_seed(7)
    config = BertConfig(
        vocab_size=len(tokenizer()),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=512,
    )
    model = new_model(BertModel(config, add_pooling_layer=False))
    model.config.calibration = CALIBRATION
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.mul_(4)
        torch.nn.init.normal_(model.hints.weight)
    model.eval()  # type: ignore[no-untyped-call]
    return model


def encode(encoder: TextEncoder, text: str) -> Encoded:
    return encoder.encode(text, [(p.start, p.end) for p in Document.parse(text).paragraphs])
