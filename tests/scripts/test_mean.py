from __future__ import annotations

from typing import TYPE_CHECKING

import torch

from scripts.mean import main, mean_of
from scripts.pack import TOKENIZER_FILES
from tests.nn.tiny_cleanup import tiny

if TYPE_CHECKING:
    from pathlib import Path


def test_what_holds_no_fractions_is_of_the_last() -> None:
    first = {"w": torch.tensor([1.0, 3.0]), "ids": torch.tensor([1, 2])}
    second = {"w": torch.tensor([2.0, 5.0]), "ids": torch.tensor([3, 4])}
    mean = mean_of([first, second])
    assert mean["w"].tolist() == [1.5, 4.0]
    assert mean["ids"].tolist() == [3, 4]


def test_the_mean_of_checkpoints_is_a_checkpoint(tmp_path: Path) -> None:
    folders = []
    for name, value in (("one", 1.0), ("other", 2.0)):
        model = tiny()
        with torch.no_grad():
            for parameter in model.parameters():
                parameter.fill_(value)
        model.save_pretrained(tmp_path / name)
        for file in TOKENIZER_FILES:
            (tmp_path / name / file).write_text(name)
        folders.append(str(tmp_path / name))
    main([*folders, "--out", str(tmp_path / "mean")])
    mean = type(model).from_pretrained(tmp_path / "mean")
    assert all(bool((parameter == 1.5).all()) for parameter in mean.parameters())
    assert (tmp_path / "mean" / TOKENIZER_FILES[0]).read_text() == "other"
