"""The files of a checkpoint: where they are, what they are, whether they are the pinned ones. Loads no tensors."""

from __future__ import annotations

import hashlib
import json
import logging
import re
from pathlib import Path
from typing import TYPE_CHECKING

from huggingface_hub import constants, snapshot_download

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
_BRING = (
    "Bring it in on a machine with a network (`hf download {name} --local-dir FOLDER`), then name the folder, or copy "
    "the cache that HF_HOME points to."
)


def locate(source: str) -> Path:
    """The local folder of a checkpoint, which is fetched if it may and must be.

    Raises:
        ModelError: ``model_not_found``, ``model_offline``.
    """
    found = locate_here(source)
    name, _, revision = source.partition("@")
    if found is not None:
        if not Path(source).expanduser().is_dir() and not _COMMIT.fullmatch(revision):
            _warn(source)
        return found
    _warn(source)
    if constants.is_offline_mode():
        message = f"{source} is neither a folder nor in the local cache, and offline mode is on. "
        raise ModelError(message + _BRING.format(name=name), code="model_offline")
    try:
        return Path(snapshot_download(name, revision=revision or None, allow_patterns=_WANTED))
    except Exception as error:  # whatever the network and the hub come up with
        message = f"{source} is neither a folder nor in the local cache, and the hub did not give it. "
        raise ModelError(message + _BRING.format(name=name), code="model_not_found") from error


def locate_here(source: str) -> Path | None:
    """The folder of a checkpoint that is on this machine, else ``None``; asks no network.

    Raises:
        ModelError: ``model_not_found``: it is neither a folder nor could it be a hub name.
    """
    folder = Path(source).expanduser()
    if folder.is_dir():
        return folder
    if source.startswith((".", "/", "~")) or not _HUB_NAME.fullmatch(source):
        raise ModelError(f"{source}: no such folder, and no hub name such as owner/name", code="model_not_found")
    name, _, revision = source.partition("@")
    try:
        return Path(snapshot_download(name, revision=revision or None, local_files_only=True, allow_patterns=_WANTED))
    except (OSError, ValueError):
        return None


def revision_of(folder: Path) -> str | None:
    """The commit of a snapshot in the hub's cache; ``None`` for other folders."""
    return folder.name if folder.parent.name == "snapshots" and _COMMIT.fullmatch(folder.name) else None


def is_fast(folder: Path) -> bool:
    """Whether the folder was made by ``copydesk models convert``."""
    return (folder / FAST_FILE).is_file()


def config_folder(folder: Path) -> Path:
    """Where configuration and tokenizer are."""
    return folder / FAST_ORIGIN if is_fast(folder) else folder


def family_of(folder: Path, name: str) -> str:
    """The ``model_type`` of the configuration in a folder.

    Raises:
        ModelError: ``model_not_found``, ``model_damaged``.
    """
    file = folder / "config.json"
    if not file.is_file():
        raise ModelError(f"{name}: there is no config.json in {folder}", code="model_not_found")
    try:
        return str(json.loads(file.read_text(encoding="utf-8"))["model_type"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{name}: config.json cannot be read: {error!r}", code="model_damaged") from error


def weight_files(folder: Path, name: str) -> list[Path]:
    """The files of the weights by name: safetensors, or the one of a converted folder.

    Raises:
        ModelError: ``model_unsafe``, ``model_not_found``.
    """
    if is_fast(folder):
        return [folder / "model.bin"]
    files = sorted(folder.glob("model*.safetensors"))
    if not files:
        if any(next(folder.glob(pattern), None) for pattern in _PICKLES):
            message = f"{name}: the weights are not safetensors, the only form that is loaded; others can run code"
            raise ModelError(message, code="model_unsafe")
        raise ModelError(f"{name}: there are no weights (model.safetensors) in {folder}", code="model_not_found")
    return files


def hash_weights(files: Sequence[Path], name: str) -> str:
    """The sha256 of the weights; of several files, of their hashes in the order of their names.

    Raises:
        ModelError: ``model_damaged``: a file cannot be read, or the hub's cache names it by another hash.
    """
    digests = []
    for file in files:
        try:
            digest = sha256_of(file)
        except OSError as error:
            raise ModelError(f"{name}: {file.name} cannot be read: {error.strerror}", code="model_damaged") from error
        stored = file.resolve().name
        if re.fullmatch(r"[0-9a-f]{64}", stored) and stored != digest:
            raise ModelError(f"{name}: {file.name} is not what was fetched from the hub", code="model_damaged")
        digests.append(digest)
    return digests[0] if len(digests) == 1 else hashlib.sha256("".join(digests).encode()).hexdigest()


def _warn(source: str) -> None:
    if not _COMMIT.fullmatch(source.partition("@")[2]):
        name = source.partition("@")[0]
        _LOG.warning("%s is not pinned: name it %s@COMMIT, with the 40 digits of a commit", source, name)
