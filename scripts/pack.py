r"""Put a trained model into the box: half-precision weights, tokenizer, and the manifest with all hashes.

    python -m scripts.pack --checkpoint runs/cleanup/best --reader runs/reader/last --name cleanup-en --task cleanup \
        --version 0.1.0

What rests in training, the embeddings of words, and the matrices of the reader and of a judge are stored in 8 bits.

Run it again, without a checkpoint, after calibration or a change of the model card.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from safetensors.torch import load_file, save_file
from transformers import AutoModelForSeq2SeqLM

from models.nn.network import READER_FILE, WORDS
from models.nn.quantization import quantized, restored
from models.nn.register import register
from models.registry import MANIFEST, WEIGHTS, WEIGHTS_FILE, read_manifest, sha256_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from torch import Tensor

TOKENIZER_FILES = ("tokenizer.json", "tokenizer_config.json")


def convert(checkpoint: Path, folder: Path) -> None:
    """Save the weights of ``checkpoint`` in half precision to ``folder``, with its tokenizer."""
    register()
    model = AutoModelForSeq2SeqLM.from_pretrained(checkpoint, local_files_only=True, dtype=torch.float16)
    calibration = getattr(model.config, "calibration", None)
    if not calibration and (folder / "config.json").exists():
        model.config.calibration = json.loads((folder / "config.json").read_text("utf-8")).get("calibration", {})
    model.save_pretrained(folder)
    for name in TOKENIZER_FILES:
        shutil.copyfile(checkpoint / name, folder / name)


def shrink(folder: Path) -> None:
    """Store the embeddings of words in 8 bits."""
    path = folder / WEIGHTS_FILE
    weights = load_file(path)
    save_file({**weights, **quantized(WORDS, weights[WORDS])}, path, {"format": "pt"})


def convert_judge(checkpoint: Path, folder: Path) -> None:
    """Save a checkpoint of ``scripts.training.judge`` to ``folder``."""
    save_file(_small(load_file(checkpoint / WEIGHTS_FILE)), folder / WEIGHTS_FILE, {"format": "pt"})
    for name in ("config.json", *TOKENIZER_FILES):
        shutil.copyfile(checkpoint / name, folder / name)


def convert_reader(checkpoint: Path, path: Path) -> None:
    """Save what a second reader has of its own, of a checkpoint of ``scripts.training.cleanup --blind``."""
    parts = ("encoder.", "hints.", "antecedents.", "tagger.")
    weights = restored(load_file(checkpoint / WEIGHTS_FILE))
    save_file(_small({n: v for n, v in weights.items() if n.startswith(parts) and n != WORDS}), path)


def _small(weights: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Weights with their matrices in 8 bits and the rest in half precision."""
    out: dict[str, Tensor] = {}
    for name, values in weights.items():
        out |= quantized(name, values) if values.ndim > 1 else {name: values.half()}
    return out


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--checkpoint", type=Path)
    parser.add_argument("--reader", type=Path, help="checkpoint of the second reader")
    parser.add_argument("--name", required=True)
    parser.add_argument("--task", choices=("cleanup", "summary", "judge"), required=True)
    parser.add_argument("--version", required=True)
    parser.add_argument("--opt-in", action="store_true", help="use the model only where it is asked for by name")
    parser.add_argument("--licence", default="Apache-2.0")
    parser.add_argument("--models", type=Path, default=WEIGHTS)
    args = parser.parse_args()
    folder = args.models / args.name
    folder.mkdir(parents=True, exist_ok=True)
    if args.checkpoint and args.task == "judge":
        convert_judge(args.checkpoint, folder)
    elif args.checkpoint:
        convert(args.checkpoint, folder)
        if args.task == "cleanup":
            shrink(folder)
    if args.reader:
        convert_reader(args.reader, folder / READER_FILE)
    manifest = read_manifest(args.models)
    files = {str(p.relative_to(folder)): sha256_of(p) for p in sorted(folder.rglob("*")) if p.is_file()}
    entry = {"task": args.task, "version": args.version, "licence": args.licence, "files": files}
    manifest[args.name] = entry | ({"opt_in": True} if args.opt_in else {})
    (args.models / MANIFEST).write_text(json.dumps(manifest, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    for file, digest in files.items():
        print(f"{digest[:12]}  {(folder / file).stat().st_size:>10,}  {file}")


if __name__ == "__main__":
    main()
