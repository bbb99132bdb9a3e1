from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import torch

from models.desk import share_weights
from models.nn import sharing
from models.nn.network import CleanupNetwork
from models.registry import WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Iterator

MODEL = "cleanup-en"
FOLDER = WEIGHTS / MODEL

pytestmark = pytest.mark.skipif(not hasattr(os, "memfd_create"), reason="no memory without a name here")


@pytest.fixture
def published(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv(sharing.VARIABLE, "")
    assert share_weights(None, MODEL)
    places = [line.partition(":")[0] for line in os.environ[sharing.VARIABLE].splitlines()]
    yield
    for place in places:
        os.close(int(Path(place).name))


def test_a_network_is_the_same_from_shared_weights(published: None, monkeypatch: pytest.MonkeyPatch) -> None:
    shared, _ = CleanupNetwork.load(FOLDER)
    assert "memfd:copydesk-weights" in Path("/proc/self/maps").read_text()
    monkeypatch.delenv(sharing.VARIABLE)
    own, _ = CleanupNetwork.load(FOLDER)
    assert own.state_dict().keys() == shared.state_dict().keys()
    for name, values in own.state_dict().items():
        assert values.dtype == torch.float32
        assert torch.equal(values, shared.state_dict()[name])


LOAD = """
import sys
from pathlib import Path
from models.nn.network import CleanupNetwork
network, _ = CleanupNetwork.load(Path(sys.argv[1]))
total = sum(float(values.abs().sum()) for values in network.parameters())
print(sum(values.numel() * 4 for values in network.parameters()))
print(sum(int(line.split()[1]) for line in open("/proc/self/smaps_rollup") if line.startswith("Anonymous")) * 1024)
"""


def test_another_process_holds_none_of_its_own(published: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def private() -> tuple[int, int]:
        command = [sys.executable, "-c", LOAD, str(FOLDER)]
        size, held = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
        return int(size), int(held)

    size, shared = private()
    monkeypatch.delenv(sharing.VARIABLE)
    _, own = private()
    assert own - shared > 0.8 * size


def test_only_the_file_that_was_published_is_found_there(published: None, tmp_path: Path) -> None:
    other = tmp_path / "model.safetensors"
    assert sharing.find(other) == str(other)


def test_what_is_gone_is_not_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    path = FOLDER / "model.safetensors"
    monkeypatch.setenv(sharing.VARIABLE, f"/proc/self/fd/9999:{path.resolve()}")
    assert sharing.find(path) == str(path)


def test_rules_have_nothing_to_share() -> None:
    assert not share_weights(None, "rules")
