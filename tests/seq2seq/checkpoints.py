"""Small real checkpoints of every family, made by transformers, with tokenizers trained on text written here."""

from __future__ import annotations

import json
import warnings
from typing import TYPE_CHECKING, Any

import sentencepiece
import torch
import transformers
from tokenizers import ByteLevelBPETokenizer
from transformers import (
    BartConfig,
    BartForConditionalGeneration,
    BartTokenizer,
    GenerationConfig,
    LEDConfig,
    LEDForConditionalGeneration,
    LongT5Config,
    LongT5ForConditionalGeneration,
    M2M100Config,
    M2M100ForConditionalGeneration,
    M2M100Tokenizer,
    MarianConfig,
    MarianMTModel,
    MarianTokenizer,
    MBartConfig,
    MBartForConditionalGeneration,
    PegasusConfig,
    PegasusForConditionalGeneration,
    T5Config,
    T5ForConditionalGeneration,
)

if TYPE_CHECKING:
    from pathlib import Path

    from transformers import PreTrainedModel

FAMILIES = ("bart", "t5", "pegasus", "marian", "mbart", "led", "longt5", "m2m100")

TEXT = (
    "The ferry to the island will not sail this week, the port said on Monday. The crew has had no pay since March. "
    "Some sixty people slept in the hall of the port. The mayor had soup and bread brought to them in the night. "
    "A second ferry may come on Thursday, if the wind drops. Until then the island has no post and no doctor. "
    "Anna Lindqvist, who runs the school, said that her pupils had learned to wait. “We read by the window,” she said. "
    "The council of Norrvik will meet on 14 May to speak about a bridge that would cost 230 million crowns. "
    "Fishermen brought flour, apples and 40 letters across in their boats, and asked for nothing. "
    "In 1987 the strait froze, and people walked over the ice to the market. Nobody has done so since then. "
    "The ministry in the capital has promised an answer. It did not say when, and nobody there expects one soon. "
)
_SIZES: dict[str, Any] = {"d_model": 16, "encoder_layers": 1, "decoder_layers": 1, "encoder_attention_heads": 2,
          "decoder_attention_heads": 2, "encoder_ffn_dim": 32, "decoder_ffn_dim": 32, "dropout": 0.0}  # fmt: skip
#: Positions of the encoders: small, so that an article is many readings long.
POSITIONS = 128


def make(family: str, folder: Path) -> Path:
    """Write a checkpoint of a family with random weights: config, weights, tokenizer, generation settings."""
    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(7)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Recommended: pip install sacremoses")
        model = _MAKERS[family](folder)
    model.save_pretrained(folder)
    return folder


def _bart(folder: Path) -> PreTrainedModel:
    tokenizer = BartTokenizer(*_bpe(folder), model_max_length=POSITIONS)
    tokenizer.save_pretrained(folder)
    config = BartConfig(vocab_size=len(tokenizer), max_position_embeddings=POSITIONS, **_SIZES)
    return _with_settings(BartForConditionalGeneration(config), beams=2)


def _led(folder: Path) -> PreTrainedModel:
    tokenizer = BartTokenizer(*_bpe(folder), model_max_length=POSITIONS)
    tokenizer.save_pretrained(folder)
    config = LEDConfig(
        vocab_size=len(tokenizer),
        max_encoder_position_embeddings=POSITIONS,
        max_decoder_position_embeddings=POSITIONS // 2,
        attention_window=16,
        **_SIZES,
    )
    return _with_settings(LEDForConditionalGeneration(config), beams=1)


def _t5(folder: Path) -> PreTrainedModel:
    _pieces(folder / "spiece.model", pad=0, eos=1, unk=2)
    tokenizer = _as_published(folder, tokenizer_class="T5Tokenizer", extra_ids=0)
    config = T5Config(
        vocab_size=len(tokenizer), d_model=16, d_kv=8, d_ff=32, num_layers=1, num_heads=2, dropout_rate=0.0,
    )  # fmt: skip
    config.decoder_start_token_id = 0
    return _with_settings(T5ForConditionalGeneration(config), beams=1)


def _longt5(folder: Path) -> PreTrainedModel:
    _pieces(folder / "spiece.model", pad=0, eos=1, unk=2)
    tokenizer = _as_published(folder, tokenizer_class="T5Tokenizer", extra_ids=0)
    config = LongT5Config(
        vocab_size=len(tokenizer), d_model=16, d_kv=8, d_ff=32, num_layers=1, num_heads=2, dropout_rate=0.0,
        local_radius=15,
    )  # fmt: skip
    config.decoder_start_token_id = 0
    return _with_settings(LongT5ForConditionalGeneration(config), beams=1)


def _m2m100(folder: Path) -> PreTrainedModel:
    pieces = _pieces(folder / "sentencepiece.bpe.model", pad=-1, eos=2, unk=0)
    processor = sentencepiece.SentencePieceProcessor(model_file=str(pieces))
    words = [processor.id_to_piece(i) for i in range(processor.get_piece_size())]
    special = ["<s>", "<pad>", "</s>", "<unk>"]
    vocabulary = {w: i for i, w in enumerate([*special, *(w for w in words if w not in special)])}
    (folder / "vocab.json").write_text(json.dumps(vocabulary))
    files: dict[str, Any] = {"vocab_file": str(folder / "vocab.json"), "spm_file": str(pieces)}
    languages = list(M2M100Tokenizer(**files).lang_token_to_id)
    tokenizer = M2M100Tokenizer(**files, additional_special_tokens=languages, model_max_length=POSITIONS)
    tokenizer.save_pretrained(folder)
    config = M2M100Config(
        vocab_size=len(vocabulary) + len(languages) + 8,  # as published: eight words that nothing uses
        max_position_embeddings=POSITIONS,
        decoder_start_token_id=2,
        **_SIZES,
    )
    return _with_settings(M2M100ForConditionalGeneration(config), beams=1)


def _pegasus(folder: Path) -> PreTrainedModel:
    _pieces(folder / "spiece.model", pad=0, eos=1, unk=2)
    tokenizer = _as_published(folder, tokenizer_class="PegasusTokenizer", offset=0)
    config = PegasusConfig(
        vocab_size=len(tokenizer), max_position_embeddings=POSITIONS, pad_token_id=0, eos_token_id=1,
        decoder_start_token_id=0, forced_eos_token_id=1, **_SIZES,
    )  # fmt: skip
    return _with_settings(PegasusForConditionalGeneration(config), beams=2)


def _marian(folder: Path) -> PreTrainedModel:
    pieces = _pieces(folder / "source.spm", pad=-1, eos=0, unk=1)
    (folder / "target.spm").write_bytes(pieces.read_bytes())
    processor = sentencepiece.SentencePieceProcessor(model_file=str(pieces))
    words = [processor.id_to_piece(i) for i in range(processor.get_piece_size())]
    (folder / "vocab.json").write_text(json.dumps({w: i for i, w in enumerate([*words, "<pad>"])}))
    tokenizer = MarianTokenizer(
        source_spm=str(pieces), target_spm=str(folder / "target.spm"), vocab=str(folder / "vocab.json"),
        model_max_length=POSITIONS,
    )  # fmt: skip
    tokenizer.save_pretrained(folder)
    pad = len(words)
    config = MarianConfig(
        vocab_size=pad + 1, max_position_embeddings=POSITIONS, pad_token_id=pad, eos_token_id=0,
        decoder_start_token_id=pad, forced_eos_token_id=0, **_SIZES,
    )  # fmt: skip
    return _with_settings(MarianMTModel(config), beams=1)


def _mbart(folder: Path) -> PreTrainedModel:
    _pieces(folder / "sentencepiece.bpe.model", pad=-1, eos=2, unk=0)
    tokenizer = _as_published(folder, tokenizer_class="MBartTokenizer")
    config = MBartConfig(
        vocab_size=len(tokenizer), max_position_embeddings=POSITIONS, decoder_start_token_id=None, **_SIZES
    )
    return _with_settings(MBartForConditionalGeneration(config), beams=1)


def _bpe(folder: Path) -> tuple[str, str]:
    """A byte-level BPE: files of its vocabulary and merges."""
    bpe = ByteLevelBPETokenizer()
    bpe.train_from_iterator([TEXT], vocab_size=420, special_tokens=["<s>", "<pad>", "</s>", "<unk>", "<mask>"])
    bpe.save_model(str(folder))
    return str(folder / "vocab.json"), str(folder / "merges.txt")


def _pieces(file: Path, pad: int, eos: int, unk: int) -> Path:
    """A sentencepiece model of about 200 pieces."""
    with file.open("wb") as writer:
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter([TEXT]), model_writer=writer, vocab_size=200, model_type="unigram",
            pad_id=pad, eos_id=eos, unk_id=unk, bos_id=1 if unk == 0 else -1, hard_vocab_limit=False, minloglevel=2,
            character_coverage=1.0,
        )  # fmt: skip
    return file


def _as_published(folder: Path, **config: object) -> Any:
    """The tokenizer of a folder that has no more than the older checkpoints of the hub: the pieces and their class."""
    (folder / "tokenizer_config.json").write_text(json.dumps(config | {"model_max_length": POSITIONS}))
    (folder / "config.json").write_text("{}")  # written anew with the model
    return getattr(transformers, str(config["tokenizer_class"])).from_pretrained(folder)


def _with_settings(model: PreTrainedModel, beams: int) -> PreTrainedModel:
    settings = GenerationConfig.from_model_config(model.config)
    settings.num_beams = beams
    settings.max_length = 60
    settings.min_length = 20  # as summarizers have it: a short text would be padded
    settings.no_repeat_ngram_size = 3
    model.generation_config = settings
    return model


_MAKERS = {
    "bart": _bart, "led": _led, "t5": _t5, "longt5": _longt5, "pegasus": _pegasus, "marian": _marian, "mbart": _mbart,
    "m2m100": _m2m100,
}  # fmt: skip
