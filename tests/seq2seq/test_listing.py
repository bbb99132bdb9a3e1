from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest
from huggingface_hub import constants

from models.desk import Desk
from models.registry import ModelError, sha256_of
from models.seq2seq.listing import ConfiguredModel, configured, describe
from service import cli
from service.settings import SettingsError, load_settings

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@pytest.fixture
def bart(checkpoints: Mapping[str, Path], tmp_path: Path) -> Path:
    return shutil.copytree(checkpoints["bart"], tmp_path / "bart")


def test_a_folder(bart: Path) -> None:
    digest = sha256_of(bart / "model.safetensors")
    expected = ConfiguredModel(str(bart), "summary", "bart", "", digest, offline=True)
    assert configured("rules", f"ranker, {bart}") == [expected]
    assert configured(None, None) == []
    assert configured("cleanup-en", "", installed=["cleanup-en"]) == []
    assert describe(str(bart), "cleanup", digest).problem == ""
    wrong = describe(str(bart), "cleanup", "0" * 64)
    assert (wrong.pinned, wrong.problem, wrong.sha256) == (True, "model_mismatch", digest)


def test_new_weights_are_hashed_anew(bart: Path) -> None:
    before = describe(str(bart), "summary").sha256
    file = bart / "model.safetensors"
    file.write_bytes(file.read_bytes() + b"\0")
    assert describe(str(bart), "summary").sha256 not in {"", before}


def test_a_converted_folder(bart: Path, tmp_path: Path) -> None:
    pytest.importorskip("ctranslate2")
    from models.seq2seq.fast import convert

    digest = convert(str(bart), tmp_path / "fast")
    found = describe(str(tmp_path / "fast"), "summary")
    assert (found.kind, found.sha256, found.problem) == ("bart int8", digest, "")


def test_what_is_not_here_or_not_whole(bart: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "cache"))
    assert describe("nobody/nothing", "summary") == ConfiguredModel("nobody/nothing", "summary")
    assert describe("./nothing", "summary").problem == "model_not_found"
    (bart / "config.json").write_text("{")
    assert describe(str(bart), "summary").problem == "model_damaged"
    (bart / "model.safetensors").unlink()
    (bart / "config.json").write_text(json.dumps({"model_type": "bart"}))
    assert describe(str(bart), "summary").problem == "model_not_found"


def test_a_snapshot_of_the_hub(bart: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit = "c0ffee" * 6 + "beef"
    cache = tmp_path / "cache"
    shutil.copytree(bart, cache / "models--owner--name" / "snapshots" / commit)
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(cache))
    found = describe(f"owner/name@{commit}", "summary")
    assert (found.kind, found.revision, found.offline, found.problem) == ("bart", commit, True, "")


def test_a_pin_is_kept(bart: Path) -> None:
    digest = sha256_of(bart / "model.safetensors")
    name = str(bart)
    assert Desk.load(cleanup="rules", summary=name, pins={name: digest}).models["summary"] == f"bart@{digest[:8]}"
    for task in ("summary", "cleanup"):
        with pytest.raises(ModelError, match=digest) as caught:
            Desk.load(**{"cleanup": "rules", task: name}, pins={name: "0" * 64})  # type: ignore[arg-type]
        assert caught.value.code == "model_mismatch"


def test_pins_are_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPYDESK_SUMMARY_MODEL", "ranker,./bart")
    monkeypatch.setenv("COPYDESK_WEIGHTS_SHA256", f"./bart={'ab' * 32}")
    assert load_settings().pins == {"./bart": "ab" * 32}
    for wrong in ("./bart=12", f"./other={'ab' * 32}"):
        monkeypatch.setenv("COPYDESK_WEIGHTS_SHA256", wrong)
        with pytest.raises(SettingsError, match="COPYDESK_WEIGHTS_SHA256"):
            load_settings()


def test_the_command_lists_it(
    bart: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    digest = sha256_of(bart / "model.safetensors")
    monkeypatch.setenv("COPYDESK_SUMMARY_MODEL", str(bart))
    assert cli.run(["models", "--json"]) == 0
    rows = json.loads(capsysbinary.readouterr().out)
    assert rows[-1] == {
        "name": str(bart), "task": "summary", "kind": "bart", "revision": "", "sha256": digest, "pinned": False,
        "offline": True, "problem": "",
    }  # fmt: skip
    monkeypatch.setenv("COLUMNS", "200")
    assert cli.run(["models"]) == 0
    printed = capsysbinary.readouterr().out.decode()
    assert digest[:16] in printed
    assert "offline" in printed
