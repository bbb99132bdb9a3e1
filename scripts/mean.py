"""Write the mean of the weights of checkpoints that were trained from one another.

    python -m scripts.mean runs/third/best runs/cleanup/last --out runs/mean

What one run forgets the other may still hold, and the mean costs no more to run than either (Wortsman et al. 2022,
arXiv 2203.05482).
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import torch

from models.nn.cleanup import CleanupModel
from scripts.pack import TOKENIZER_FILES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from torch import Tensor


def mean_of(several: Sequence[Mapping[str, Tensor]]) -> dict[str, Tensor]:
    """The mean of tensors of the same names and shapes; what holds no fractions is that of the last."""
    *_, last = several
    return {
        name: torch.stack([weights[name].float() for weights in several]).mean(0) if t.is_floating_point() else t
        for name, t in last.items()
    }


def main(argv: Sequence[str] | None = None) -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoints", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args(argv)
    models = [CleanupModel.from_pretrained(folder, dtype=torch.float32) for folder in args.checkpoints]
    model = models[-1]
    model.load_state_dict(mean_of([m.state_dict() for m in models]))
    model.save_pretrained(args.out)
    for name in TOKENIZER_FILES:
        shutil.copyfile(args.checkpoints[-1] / name, args.out / name)


if __name__ == "__main__":
    main()
