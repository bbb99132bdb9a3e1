from __future__ import annotations

import gzip
import hashlib
import json
from typing import TYPE_CHECKING

import pytest
import torch
from transformers import AutoModelForSeq2SeqLM

from models.nn import register
from models.nn.cleanup import CleanupModel
from models.nn.encoding import TextEncoder
from models.nn.network import READER_FILE
from models.nn.predictor import CleanupPredictor
from scripts.pack import convert_reader, shrink
from tests.nn.tiny_cleanup import NAMES, tiny, tokenizer

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def box(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of models with a tiny one in it."""
    root = tmp_path_factory.mktemp("weights")
    folder = root / "cleanup-tiny"
    tiny().save_pretrained(folder)
    tokenizer().save_pretrained(folder)
    convert_reader(folder, folder / READER_FILE)
    shrink(folder)
    with gzip.open(folder / "names.tsv.gz", "wt", encoding="utf-8") as file:
        file.writelines(f"first\t{name}\t{percent}\n" for name, percent in NAMES.first.items())
        file.writelines(f"last\t{name}\t{percent}\n" for name, percent in NAMES.last.items())
        file.writelines(f"place\t{name}\t0\n" for name in sorted(NAMES.places))
        file.writelines(f"full\t{name}\t{percent}\n" for name, percent in NAMES.full.items())
    hashes = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}
    manifest = {"cleanup-tiny": {"task": "cleanup", "version": "0", "licence": "Apache-2.0", "files": hashes}}
    (root / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def predictor(box: Path) -> CleanupPredictor:
    return CleanupPredictor(box / "cleanup-tiny", "cleanup-tiny")


@pytest.fixture(scope="module")
def encoder() -> TextEncoder:
    return TextEncoder(tokenizer().backend_tokenizer, NAMES)


@pytest.fixture(scope="module")
def whole(box: Path) -> CleanupModel:
    register.register()
    model = AutoModelForSeq2SeqLM.from_pretrained(box / "cleanup-tiny", dtype=torch.float32)
    model.eval()
    assert isinstance(model, CleanupModel)
    return model
