"""What each family wants to be told: a task prefix, the languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from models.seq2seq.loading import Checkpoint

_PREFIXED = frozenset({"t5", "switch_transformers"})
_SUMMARIZE = "summarize: "
_FIX = "Fix grammatical errors in this sentence: "
#: English as the multilingual families call it.
_ENGLISH = ("en_XX", "eng_Latn", "__en__", "en")
_LIMIT_KEYS = ("max_encoder_position_embeddings", "max_position_embeddings")
_RELATIVE = {"longt5": 4096}
_USUAL, _MOST = 512, 4096


@dataclass(frozen=True, slots=True)
class Prompt:
    """What stands before every input, and the token that every output begins with.

    Attributes:
        prefix: text before the input.
        first_token: id that the decoder is made to begin with; ``None`` for the checkpoint's own choice.
    """

    prefix: str = ""
    first_token: int | None = None


def prompt_for(checkpoint: Checkpoint, task: str, prefix: str | None = None) -> Prompt:
    """What a checkpoint is told for a task; sets the source language of multilingual tokenizers to English.

    The prefix is ``prefix`` if given, else the one that the configuration names for the task
    (``task_specific_params``), else that of the T5 family.

    Args:
        checkpoint: the model.
        task: ``summarization`` or ``cleanup``.
        prefix: text to put before every input.
    """
    tokenizer, config = checkpoint.tokenizer, checkpoint.config
    english = _english(tokenizer)
    first: int | None = None
    if english is not None and hasattr(tokenizer, "src_lang"):
        code, token = english
        tokenizer.src_lang = code
        first = token
    return Prompt(_prefix(tokenizer, config, task) if prefix is None else prefix, first)


def encoder_limit(checkpoint: Checkpoint) -> int:
    """Tokens that the encoder reads at once, special ones included; bounded, for memory."""
    return _limit(checkpoint, _LIMIT_KEYS, tokenizer=True)


def decoder_limit(checkpoint: Checkpoint) -> int:
    """Tokens that the decoder can write."""
    return _limit(checkpoint, ("max_decoder_position_embeddings", "max_position_embeddings"), tokenizer=False)


def _limit(checkpoint: Checkpoint, keys: tuple[str, ...], *, tokenizer: bool) -> int:
    config = checkpoint.config
    found = [int(value) for key in keys[:1] if (value := getattr(config, key, None))]
    found = found or [int(value) for key in keys if (value := getattr(config, key, None))]
    stated = int(getattr(checkpoint.tokenizer, "model_max_length", 0) or 0)
    if tokenizer and 0 < stated <= 1_000_000:  # else a placeholder of the library
        found.append(stated)
    if not found:  # relative positions: no hard limit, so the length of the training
        found = [_RELATIVE.get(config.model_type) or int(getattr(config, "n_positions", None) or _USUAL)]
    return min(*found, _MOST)


def _prefix(tokenizer: Any, config: Any, task: str) -> str:
    special = (getattr(config, "task_specific_params", None) or {}).get(task) or {}
    if isinstance(special, dict) and isinstance(special.get("prefix"), str):
        return str(special["prefix"])
    if config.model_type in _PREFIXED:
        return _SUMMARIZE if task == "summarization" else _FIX
    if config.model_type == "marian":  # several targets in one model are told apart by a token
        for token in (">>eng<<", ">>en<<"):
            if token in tokenizer.get_vocab():
                return f"{token} "
    return ""


def _english(tokenizer: Any) -> tuple[str, int] | None:
    """English as a tokenizer calls it, and its token."""
    vocabulary = tokenizer.get_vocab()
    for code in _ENGLISH:
        for token in (code, f"__{code}__"):
            if token in vocabulary and token in set(tokenizer.all_special_tokens):
                return ("en" if token == "__en__" else code), int(vocabulary[token])
    languages = getattr(tokenizer, "lang_token_to_id", {})  # M2M's, which its vocabulary does not always have
    return ("en", int(languages["__en__"])) if "__en__" in languages else None
