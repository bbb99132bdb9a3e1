"""Loading of seq2seq checkpoints by folder or hub name: safetensors only, no remote code, hashed, refused when not fit.

Codes of the errors: ``model_not_found``, ``model_offline``, ``model_not_seq2seq``, ``model_unsafe``, ``model_damaged``,
``model_mismatch``.
"""

from __future__ import annotations

import json
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from safetensors import SafetensorError, safe_open
from transformers import AutoConfig, AutoModelForSeq2SeqLM, AutoTokenizer
from transformers.models.auto.modeling_auto import MODEL_FOR_SEQ_TO_SEQ_CAUSAL_LM_MAPPING_NAMES

from models.registry import ModelError
from models.seq2seq.files import FAST_FILE, config_folder, family_of, hash_weights, is_fast, locate, weight_files

if TYPE_CHECKING:
    from collections.abc import Sequence

_FEWEST_WORDS = 10


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A checkpoint that was loaded.

    Attributes:
        name: as it was asked for, without the path to a folder.
        folder: where its files are.
        config: its configuration, of a seq2seq family.
        tokenizer: its tokenizer.
        model: the weights in evaluation mode as float32; ``None`` for a converted folder.
        sha256: of the weights; of several files, of their hashes in the order of their names.
    """

    name: str
    folder: Path
    config: Any
    tokenizer: Any
    model: Any
    sha256: str

    @property
    def identity(self) -> str:
        """Name and start of the hash: ``bart-large-cnn@0123abcd``."""
        return f"{self.name}@{self.sha256[:8]}"


def load(source: str, sha256: str | None = None) -> Checkpoint:
    """Load a checkpoint by folder or by hub name, ``owner/name`` or ``owner/name@revision``.

    A hub name is looked for in the local cache first, then fetched unless ``HF_HUB_OFFLINE`` is set. Whatever the
    checkpoint says, no code of it runs and no pickled file is opened.

    Args:
        source: folder or hub name.
        sha256: hash that the weights must have, if it is known.

    Raises:
        ModelError: see the codes in the module's text.
    """
    folder = locate(source)
    name = folder.resolve().name if Path(source).expanduser().is_dir() else source.partition("@")[0]
    fast, origin = is_fast(folder), config_folder(folder)
    config = read_config(origin, name)
    files = weight_files(folder, name)
    if not fast:
        _check_readable(files, name)
    digest = hash_weights(files, name)
    if sha256 is not None and digest != sha256.lower():
        message = f"{name}: the weights have sha256 {digest}, not the pinned {sha256.lower()}"
        raise ModelError(message, code="model_mismatch")
    if fast:
        _check_fast(folder, name, digest)
    tokenizer = read_tokenizer(origin, name)
    _check_vocabulary(tokenizer, config, name)
    return Checkpoint(name, folder, config, tokenizer, None if fast else _read_model(folder, name), digest)


def read_config(folder: Path, name: str) -> Any:
    """The configuration of a seq2seq checkpoint.

    Raises:
        ModelError: ``model_not_found``, ``model_damaged``, ``model_not_seq2seq``.
    """
    kind = family_of(folder, name)
    if kind not in MODEL_FOR_SEQ_TO_SEQ_CAUSAL_LM_MAPPING_NAMES:
        message = f"{name}: a {kind} checkpoint is no text-to-text model with encoder and decoder, such as BART or T5"
        raise ModelError(message, code="model_not_seq2seq")
    try:
        config = AutoConfig.from_pretrained(folder, local_files_only=True, trust_remote_code=False)
    except Exception as error:
        raise ModelError(f"{name}: config.json cannot be used: {error!r}", code="model_damaged") from error
    named = list(config.architectures or ())
    if not config.is_encoder_decoder or any(_other_class(architecture) for architecture in named):
        message = f"{name}: {', '.join(named) or kind} does not write text from text"
        raise ModelError(message, code="model_not_seq2seq")
    return config


def read_tokenizer(folder: Path, name: str) -> Any:
    """The tokenizer of a checkpoint.

    Raises:
        ModelError: ``model_damaged``.
    """
    try:
        with warnings.catch_warnings():  # Marian's recommends a library that only the long gone slow tokenizer needs
            warnings.filterwarnings("ignore", message="Recommended: pip install sacremoses")
            return AutoTokenizer.from_pretrained(folder, local_files_only=True, trust_remote_code=False)
    except Exception as error:
        raise ModelError(
            f"{name}: the tokenizer is missing or damaged: {_short(error)}", code="model_damaged"
        ) from error


def _check_vocabulary(tokenizer: Any, config: Any, name: str) -> None:
    """Refuse an empty vocabulary, which a tokenizer without its files has, and one that is larger than the model's."""
    vocabulary = tokenizer.get_vocab()
    if len(set(vocabulary) - set(tokenizer.all_special_tokens)) < _FEWEST_WORDS:
        raise ModelError(f"{name}: the tokenizer has no vocabulary: files are missing", code="model_damaged")
    size = getattr(config, "vocab_size", None)
    if size is not None and max(vocabulary.values()) >= size:
        message = f"{name}: the tokenizer has {max(vocabulary.values()) + 1} entries, the model {size}"
        raise ModelError(message, code="model_damaged")


def _check_readable(files: Sequence[Path], name: str) -> None:
    for file in files:
        try:
            with safe_open(file, framework="pt"):
                pass
        except (SafetensorError, OSError, ValueError) as error:
            raise ModelError(f"{name}: {file.name} is damaged: {error}", code="model_damaged") from error


def _read_model(folder: Path, name: str) -> Any:
    try:
        model, report = AutoModelForSeq2SeqLM.from_pretrained(
            folder,
            local_files_only=True,
            trust_remote_code=False,
            use_safetensors=True,
            dtype=torch.float32,
            output_loading_info=True,
        )
    except Exception as error:
        raise ModelError(f"{name}: the weights cannot be loaded: {_short(error)}", code="model_damaged") from error
    lacking = sorted({*report["missing_keys"], *(str(key) for key in report.get("mismatched_keys", ()))})
    if lacking:
        raise ModelError(f"{name}: {len(lacking)} weights are missing, such as {lacking[0]}", code="model_damaged")
    if not all(bool(weight.isfinite().all()) for weight in model.parameters()):
        raise ModelError(f"{name}: some weights are no finite numbers", code="model_damaged")
    model.train(False)
    return model


def _other_class(architecture: str) -> bool:
    """True for a head that cannot generate: ``BartForSequenceClassification``."""
    return "For" in architecture and not architecture.endswith(("ForConditionalGeneration", "MTModel", "LMHeadModel"))


def _check_fast(folder: Path, name: str, digest: str) -> None:
    try:
        wanted = json.loads((folder / FAST_FILE).read_text(encoding="utf-8"))["sha256"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{name}: {FAST_FILE} cannot be read: {error!r}", code="model_damaged") from error
    if wanted != digest:
        raise ModelError(f"{name}: model.bin is not what the conversion wrote", code="model_damaged")


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:300] or type(error).__name__
