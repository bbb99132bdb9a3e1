"""The checkpoints that are configured, told from their files; none is loaded and no network is asked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from models.registry import ModelError
from models.seq2seq.files import (
    config_folder,
    family_of,
    hash_weights,
    is_fast,
    locate_here,
    revision_of,
    weight_files,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

#: Names that stand for no model.
BUILT_IN = frozenset({"rules", "ranker"})


@dataclass(frozen=True, slots=True)
class ConfiguredModel:
    """A checkpoint that is configured.

    Attributes:
        name: as it was configured: a folder or a hub name.
        task: ``cleanup`` or ``summary``.
        kind: its family, such as ``bart``, with ``int8`` for a converted one; empty where that cannot be told.
        revision: commit of the hub; empty for a folder and for what is not here.
        sha256: of the weights; empty where they are not here.
        pinned: whether a sha256 is set for it.
        offline: whether it is here, so that it loads without a network.
        problem: code of the error that loading would end with, as far as the files tell; empty when none.
    """

    name: str
    task: str
    kind: str = ""
    revision: str = ""
    sha256: str = ""
    pinned: bool = False
    offline: bool = False
    problem: str = ""


def configured(
    cleanup: str | None, summary: str | None, installed: Iterable[str] = (), pins: Mapping[str, str] | None = None
) -> list[ConfiguredModel]:
    """The checkpoints that the settings name beside the models that are installed.

    Args:
        cleanup: the cleanup model as it is set.
        summary: the summary models as they are set, separated by commas.
        installed: names that the manifest has.
        pins: sha256 that checkpoints must have, by name.
    """
    known = {*BUILT_IN, *installed}
    named = [("cleanup", cleanup or "")] + [("summary", name.strip()) for name in (summary or "").split(",")]
    return [describe(name, task, (pins or {}).get(name)) for task, name in named if name and name not in known]


def describe(name: str, task: str, pin: str | None = None) -> ConfiguredModel:
    """What the files of a checkpoint tell about it."""
    kind = revision = digest = ""
    offline = False
    try:
        folder = locate_here(name)
        if folder is None:
            return ConfiguredModel(name, task, pinned=pin is not None)
        revision = revision_of(folder) or ""
        kind = family_of(config_folder(folder), name) + (" int8" if is_fast(folder) else "")
        digest = _hash(folder, name)
        offline = True
        problem = "model_mismatch" if pin is not None and pin != digest else ""
    except ModelError as error:
        problem = error.code
    return ConfiguredModel(name, task, kind, revision, digest, pin is not None, offline, problem)


def _hash(folder: Path, name: str) -> str:
    """The sha256 of the weights: taken once as long as the files have the same sizes and times."""
    files = weight_files(folder, name)
    try:
        return _hash_once(tuple((file, file.stat().st_size, file.stat().st_mtime_ns) for file in files), name)
    except OSError as error:
        raise ModelError(f"{name}: the weights cannot be read: {error.strerror}", code="model_damaged") from error


@lru_cache(maxsize=32)
def _hash_once(files: tuple[tuple[Path, int, int], ...], name: str) -> str:
    return hash_weights([file for file, _, _ in files], name)
