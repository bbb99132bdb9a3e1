from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.seq2seq.checkpoints import FAMILIES, make

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def checkpoints(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A folder with a checkpoint of each family."""
    base = tmp_path_factory.mktemp("checkpoints")
    return {family: make(family, base / family) for family in FAMILIES}
