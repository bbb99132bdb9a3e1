"""Loading of seq2seq checkpoints by folder or hub name: safetensors only, no remote code, hashed, refused when not fit.

Codes of the errors: ``model_not_found``, ``model_offline``, ``model_not_seq2seq``, ``model_unsafe``, ``model_damaged``.
"""

from __future__ import annotations

import hashlib
import json
import logging
import re
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from huggingface_hub import constants, snapshot_download
from safetensors import SafetensorError, safe_open
from transformers import AutoConfig, AutoModelForSeq2SeqLM, AutoTokenizer
from transformers.models.auto.modeling_auto import MODEL_FOR_SEQ_TO_SEQ_CAUSAL_LM_MAPPING_NAMES

from models.registry import ModelError, sha256_of

if TYPE_CHECKING:
    from collections.abc import Sequence

#: The file that marks a folder made by ``copydesk models convert``, and where it keeps configuration and tokenizer.
FAST_FILE = "copydesk-fast.json"
FAST_ORIGIN = "origin"

_LOG = logging.getLogger("copydesk.models")
_HUB_NAME = re.compile(r"[\w.-]+(?:/[\w.-]+)?(?:@[\w./-]+)?")
_COMMIT = re.compile(r"[0-9a-f]{40}")
_WANTED = ["*.json", "*.safetensors", "*.model", "*.spm", "*.txt", "*.jinja"]
_PICKLES = ("*.bin", "*.pt", "*.pth", "*.ckpt", "*.h5", "*.msgpack")
_FEWEST_WORDS = 10
_BRING = (
    "Bring it in on a machine with a network (`hf download {name} --local-dir FOLDER`), then name the folder, or copy "
    "the cache that HF_HOME points to."
)


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
    name = folder.resolve().name if Path(source).is_dir() else source.partition("@")[0]
    fast = (folder / FAST_FILE).is_file()
    origin = folder / FAST_ORIGIN if fast else folder
    config = read_config(origin, name)
    files = [folder / "model.bin"] if fast else weight_files(folder, name)
    digest = _hash(files, name)
    if sha256 is not None and digest != sha256:
        raise ModelError(f"{name}: the weights do not have the pinned sha256", code="model_damaged")
    if fast:
        _check_fast(folder, name, digest)
    tokenizer = read_tokenizer(origin, name)
    _check_vocabulary(tokenizer, config, name)
    return Checkpoint(name, folder, config, tokenizer, None if fast else _read_model(folder, name), digest)


def locate(source: str) -> Path:
    """The local folder of a checkpoint.

    Raises:
        ModelError: ``model_not_found``, ``model_offline``.
    """
    folder = Path(source).expanduser()
    if folder.is_dir():
        return folder
    if source.startswith((".", "/", "~")) or not _HUB_NAME.fullmatch(source):
        raise ModelError(f"{source}: no such folder, and no hub name such as owner/name", code="model_not_found")
    name, _, revision = source.partition("@")
    if not _COMMIT.fullmatch(revision):
        _LOG.warning("%s is not pinned: name it %s@COMMIT, with the 40 digits of a commit", source, name)
    try:
        return Path(snapshot_download(name, revision=revision or None, local_files_only=True, allow_patterns=_WANTED))
    except (OSError, ValueError):
        if constants.is_offline_mode():
            message = f"{source} is neither a folder nor in the local cache, and offline mode is on. "
            raise ModelError(message + _BRING.format(name=name), code="model_offline") from None
    try:
        return Path(snapshot_download(name, revision=revision or None, allow_patterns=_WANTED))
    except Exception as error:  # whatever the network and the hub come up with
        message = f"{source} is neither a folder nor in the local cache, and the hub did not give it. "
        raise ModelError(message + _BRING.format(name=name), code="model_not_found") from error


def read_config(folder: Path, name: str) -> Any:
    """The configuration of a seq2seq checkpoint.

    Raises:
        ModelError: ``model_not_found``, ``model_damaged``, ``model_not_seq2seq``.
    """
    file = folder / "config.json"
    if not file.is_file():
        raise ModelError(f"{name}: there is no config.json in {folder}", code="model_not_found")
    try:
        kind = json.loads(file.read_text(encoding="utf-8"))["model_type"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{name}: config.json cannot be read: {error!r}", code="model_damaged") from error
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


def weight_files(folder: Path, name: str) -> list[Path]:
    """The safetensors files of a checkpoint, by name; each can be opened.

    Raises:
        ModelError: ``model_unsafe``, ``model_not_found``, ``model_damaged``.
    """
    files = sorted(folder.glob("model*.safetensors"))
    if not files:
        if any(next(folder.glob(pattern), None) for pattern in _PICKLES):
            message = f"{name}: the weights are not safetensors, the only form that is loaded; others can run code"
            raise ModelError(message, code="model_unsafe")
        raise ModelError(f"{name}: there are no weights (model.safetensors) in {folder}", code="model_not_found")
    for file in files:
        try:
            with safe_open(file, framework="pt"):
                pass
        except (SafetensorError, OSError, ValueError) as error:
            raise ModelError(f"{name}: {file.name} is damaged: {error}", code="model_damaged") from error
    return files


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


def _hash(files: Sequence[Path], name: str) -> str:
    """Hash the weights; where the hub's cache names a file by its hash, that has to be it."""
    digests = []
    for file in files:
        digest = sha256_of(file)
        stored = file.resolve().name
        if re.fullmatch(r"[0-9a-f]{64}", stored) and stored != digest:
            raise ModelError(f"{name}: {file.name} is not what was fetched from the hub", code="model_damaged")
        digests.append(digest)
    return digests[0] if len(digests) == 1 else hashlib.sha256("".join(digests).encode()).hexdigest()


def _check_fast(folder: Path, name: str, digest: str) -> None:
    try:
        wanted = json.loads((folder / FAST_FILE).read_text(encoding="utf-8"))["sha256"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{name}: {FAST_FILE} cannot be read: {error!r}", code="model_damaged") from error
    if wanted != digest:
        raise ModelError(f"{name}: model.bin is not what the conversion wrote", code="model_damaged")


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:300] or type(error).__name__
