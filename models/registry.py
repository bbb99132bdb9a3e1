"""The models in the box: what is installed, and whether its files are as they were pinned.

``manifest.json`` in the folder of the weights names every model with its task, version, licence and the sha256 of each
of its files.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

WEIGHTS = Path(__file__).parent / "weights"
MANIFEST = "manifest.json"
WEIGHTS_FILE = "model.safetensors"


class ModelError(RuntimeError):
    """A model is missing, damaged, or not what it should be.

    Attributes:
        code: stable name of the error; docs/models.md lists them.
    """

    def __init__(self, message: str, *, code: str = "load_failed") -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """An installed model; ``sha256`` is that of its weights file."""

    name: str
    task: str
    version: str
    sha256: str
    licence: str
    path: Path

    @property
    def identity(self) -> str:
        """Name and start of the hash: ``cleanup-en@0123abcd``."""
        return f"{self.name}@{self.sha256[:8]}"


@dataclass(frozen=True, slots=True)
class Problem:
    """A file that is not as the manifest says."""

    model: str
    file: str
    what: str

    def __str__(self) -> str:
        """One line for people."""
        return f"{self.model}: {self.file}: {self.what}"


def read_manifest(models_dir: Path | None = None) -> dict[str, dict[str, Any]]:
    """The manifest by model name; empty when there is none.

    Raises:
        ModelError: the manifest cannot be read.
    """
    path = (models_dir or WEIGHTS) / MANIFEST
    try:
        manifest: dict[str, dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
        for model, entry in manifest.items():
            texts = [entry["task"], entry["version"], entry["licence"], entry["files"][WEIGHTS_FILE]]
            if not all(isinstance(text, str) for text in [*texts, *entry["files"].values()]):
                raise ValueError(f"{model}: task, version, licence and hashes have to be texts")
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, AttributeError, TypeError, RecursionError) as error:
        raise ModelError(f"{path}: cannot be read: {error!r}") from error
    return manifest


def installed(models_dir: Path | None = None) -> list[ModelInfo]:
    """The models that the manifest names, sorted by name. ``None`` stands for the folder in the package."""
    folder = models_dir or WEIGHTS
    return [
        ModelInfo(name, m["task"], m["version"], m["files"][WEIGHTS_FILE], m["licence"], folder / name)
        for name, m in sorted(read_manifest(models_dir).items())
    ]


def verify(models_dir: Path | None = None, name: str | None = None) -> list[Problem]:
    """Hash the files of all models, or of one, and compare; empty when all is well."""
    folder = models_dir or WEIGHTS
    problems: list[Problem] = []
    for model, entry in sorted(read_manifest(models_dir).items()):
        if name is not None and model != name:
            continue
        for file, expected in sorted(entry["files"].items()):
            path = folder / model / file
            if not path.is_file():
                problems.append(Problem(model, file, "is missing"))
            elif sha256_of(path) != expected:
                problems.append(Problem(model, file, "does not have the pinned sha256"))
    return problems


def find(task: str, models_dir: Path | None = None, name: str | None = None) -> ModelInfo | None:
    """The installed model for a task, by name if given; ``None`` when there is none and none was named.

    A model that the manifest marks ``opt_in`` is only found by its name.

    Raises:
        ModelError: the named model is not installed, or its files are damaged.
    """
    manifest = read_manifest(models_dir)
    candidates = [
        m
        for m in installed(models_dir)
        if m.task == task and (m.name == name or (name is None and not manifest[m.name].get("opt_in", False)))
    ]
    if not candidates:
        if name is None:
            return None
        known = ", ".join(m.name for m in installed(models_dir) if m.task == task) or "none"
        raise ModelError(f"no {task} model {name!r} is installed; installed: {known}")
    chosen = candidates[-1]
    problems = verify(models_dir, chosen.name)
    if problems:
        raise ModelError("; ".join(map(str, problems)))
    return chosen


def installed_as(task: str, name: str, models_dir: Path | None = None) -> ModelInfo | None:
    """The model that the manifest has under a name, verified; ``None`` when there is no such name.

    Raises:
        ModelError: it is for another task, or its files are damaged.
    """
    if name not in read_manifest(models_dir):
        return None
    return find(task, models_dir, name)


def sha256_of(path: Path) -> str:
    """Hex digest of a file, read in pieces."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
