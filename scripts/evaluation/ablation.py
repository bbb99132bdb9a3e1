"""What the decoder buys: its pronouns, those of a head that decides each slot by itself, and those of both together.

    python -m scripts.evaluation.ablation --data ../shared/data --weights models/weights/cleanup-en

Both read the same encoder and were trained together; threshold and windows are those of the dev scores in training.
"""

from __future__ import annotations

import argparse
import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from tokenizers import Tokenizer

from models.nn.decoding import decode, tag
from models.nn.encoding import TextEncoder
from models.nn.names import NAMES_FILE, load_names
from models.nn.network import CleanupNetwork
from scripts.training.cleanup_dev import dev_items, score_items

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.nn.network import SlotScorer

SCORES = ("precision", "recall", "f05", "hit", "real_fixed", "real_broken")


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True, help="folder of the cleanup model")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    network, _ = CleanupNetwork.load(args.weights)
    tokenizer = Tokenizer.from_file(str(args.weights / "tokenizer.json"))
    encoder = TextEncoder(tokenizer, load_names(args.weights / NAMES_FILE))
    items = dev_items(args.data / "dev", encoder)
    ways: dict[str, Callable[[SlotScorer, dict[str, torch.Tensor]], torch.Tensor]] = {
        "decoder": partial(decode, tagger=0.0),
        "tagger": tag,
        "both, as in use": decode,
    }
    rows = {name: score_items(network, items, encoder, score) for name, score in ways.items()}
    print("| | " + " | ".join(SCORES) + " |\n|---|" + "---|" * len(SCORES))
    for name, row in rows.items():
        print(f"| {name} | " + " | ".join(f"{row[score]:g}" for score in SCORES) + " |")
    if args.json:
        args.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
