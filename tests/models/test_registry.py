from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import pytest

from models.registry import MANIFEST, ModelError, ModelInfo, find, installed, read_manifest, sha256_of, verify

if TYPE_CHECKING:
    from pathlib import Path

FILES = {"model.safetensors": b"weights", "config.json": b"{}"}


def entry(**more: Any) -> dict[str, Any]:
    hashes = {name: hashlib.sha256(content).hexdigest() for name, content in FILES.items()}
    return {"task": "cleanup", "version": "1.0", "licence": "Apache-2.0", "files": hashes} | more


@pytest.fixture
def box(tmp_path: Path) -> Path:
    """Two models of one task and one of another."""
    manifest = {"cleanup-a": entry(), "cleanup-b": entry(version="2.0"), "summary-a": entry(task="summary")}
    for name in manifest:
        (tmp_path / name).mkdir()
        for file, content in FILES.items():
            (tmp_path / name / file).write_bytes(content)
    (tmp_path / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return tmp_path


def test_installed(box: Path) -> None:
    digest = hashlib.sha256(b"weights").hexdigest()
    found = installed(box)
    assert [m.name for m in found] == ["cleanup-a", "cleanup-b", "summary-a"]
    assert found[1] == ModelInfo("cleanup-b", "cleanup", "2.0", digest, "Apache-2.0", box / "cleanup-b")
    assert found[1].identity == f"cleanup-b@{digest[:8]}"


def test_an_empty_box(tmp_path: Path) -> None:
    assert read_manifest(tmp_path) == {}
    assert installed(tmp_path) == []
    assert verify(tmp_path) == []
    assert find("cleanup", tmp_path) is None


def test_the_box_in_the_package() -> None:
    assert all(model.path.parent.name == "weights" for model in installed())


def test_all_is_well(box: Path) -> None:
    assert verify(box) == []


def test_a_missing_file(box: Path) -> None:
    (box / "cleanup-a" / "config.json").unlink()
    assert [str(problem) for problem in verify(box)] == ["cleanup-a: config.json: is missing"]
    assert verify(box, "cleanup-b") == []
    with pytest.raises(ModelError, match=r"cleanup-a: config\.json: is missing"):
        find("cleanup", box, "cleanup-a")
    assert find("cleanup", box, "cleanup-b") is not None


def test_a_flipped_bit(box: Path) -> None:
    path = box / "cleanup-b" / "model.safetensors"
    content = bytearray(path.read_bytes())
    content[3] ^= 1
    path.write_bytes(content)
    assert [str(p) for p in verify(box)] == ["cleanup-b: model.safetensors: does not have the pinned sha256"]
    with pytest.raises(ModelError, match="does not have the pinned sha256"):
        find("cleanup", box)


def test_an_opt_in_model_is_found_by_name_only(box: Path) -> None:
    manifest = json.loads((box / MANIFEST).read_text())
    manifest["cleanup-b"]["opt_in"] = True
    (box / MANIFEST).write_text(json.dumps(manifest))
    default, named = find("cleanup", box), find("cleanup", box, "cleanup-b")
    assert default is not None
    assert named is not None
    assert (default.name, named.name) == ("cleanup-a", "cleanup-b")


def test_find(box: Path) -> None:
    last, named, summary = find("cleanup", box), find("cleanup", box, "cleanup-a"), find("summary", box)
    assert last is not None
    assert named is not None
    assert summary is not None
    assert [last.name, named.name, summary.name] == ["cleanup-b", "cleanup-a", "summary-a"]
    assert find("translation", box) is None


@pytest.mark.parametrize(
    ("task", "name", "known"),
    [
        ("cleanup", "cleanup-z", "cleanup-a, cleanup-b"),
        ("cleanup", "summary-a", "cleanup-a, cleanup-b"),
        ("translation", "cleanup-a", "none"),
    ],
)
def test_an_unknown_name(box: Path, task: str, name: str, known: str) -> None:
    with pytest.raises(ModelError, match=f"no {task} model '{name}' is installed; installed: {known}"):
        find(task, box, name)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b"null",
        b'"cleanup"',
        b'{"a": 1}',
        b'{"a": {}}',
        b'{"a": {"task": "cleanup", "version": "1", "licence": "x", "files": {}}}',
        b'{"a": {"task": "cleanup", "version": "1", "licence": "x", "files": ["model.safetensors"]}}',
        b'{"a": {"task": "cleanup", "version": 1, "licence": "x", "files": {"model.safetensors": "00"}}}',
        b"[" * 100_000,
    ],
)
def test_a_broken_manifest(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "manifest.json").write_bytes(content)
    for call in (installed, verify, read_manifest):
        with pytest.raises(ModelError, match=r"manifest\.json: cannot be read"):
            call(tmp_path)


def test_a_manifest_that_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").mkdir()
    with pytest.raises(ModelError, match="cannot be read"):
        installed(tmp_path)


def test_sha256(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    assert sha256_of(tmp_path / "a") == hashlib.sha256(b"abc").hexdigest()
