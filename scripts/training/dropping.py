"""Train the decision to leave a slot of a sentence out, on sentences that editors have shortened.

    python -m scripts.training.dropping --data ../shared/data --out models/core/summary/drop_weights.py

A slot counts as left out as far as the content words of it are missing in the shorter sentence, and only where most of
the content words around it are kept: an editor who wrote the sentence anew decided nothing about the slot.
"""

from __future__ import annotations

import argparse
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from torch.nn import functional

from models.core.summary.cuts import ALWAYS, Cut, cuts_of
from models.core.summary.dropping import drop_probability, features_of
from models.core.summary.terms import words_of
from scripts.corpus import read_jsonl

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_KEPT = 0.4  # share of the content words around a slot that the shorter sentence must keep
_STEPS = 300
_PENALTY = 2e-3
_HEAD = '''"""Weights of the decision to leave a slot out; written by `scripts.training.dropping`."""

from __future__ import annotations

WEIGHTS: dict[str, float] = {
'''


@dataclass(frozen=True, slots=True)
class Example:
    """A slot of a sentence, and the share of its words that editors left out."""

    sentence: str
    cut: Cut
    dropped: float


def joined(tokens: str) -> str:
    """A tokenized sentence as it is printed."""
    text = re.sub(r"``\s?", "“", re.sub(r"\s?''", "”", tokens))
    text = re.sub(r"\s+([,.;:?!%)\]]|n't\b|'(?:s|re|ve|ll|d|m)?\b)", r"\1", text)
    return re.sub(r"([(\[$])\s+", r"\1", text).strip()


def examples_of(rows: Iterable[Mapping[str, object]]) -> list[Example]:
    """The slots of the sentences of ``rows`` (``source``, ``target``) with what became of them."""
    found: list[Example] = []
    for row in rows:
        sentence = joined(str(row["source"]))
        target = row["target"]
        targets = [set(words_of(joined(t))) for t in (target if isinstance(target, list) else [str(target)])]
        for cut in cuts_of(sentence):
            if cut.kind in ALWAYS:
                continue
            inside = set(words_of(sentence[cut.start : cut.end]))
            around = set(words_of(sentence[: cut.start] + sentence[cut.end :])) - inside
            fitting = [t for t in targets if len(around & t) >= _KEPT * len(around)]
            if inside and fitting:
                missing = [len(inside - t) / len(inside) for t in fitting]
                found.append(Example(sentence, cut, sum(missing) / len(missing)))
    return found


def fit(examples: Sequence[Example]) -> dict[str, float]:
    """Fit the weights by gradient descent with an L2 penalty."""
    rows = [features_of(e.sentence, e.cut) for e in examples]
    names = sorted({name for row in rows for name in row})
    matrix = torch.tensor([[row.get(name, 0.0) for name in names] for row in rows])
    target = torch.tensor([e.dropped for e in examples])
    weights = torch.zeros(len(names), requires_grad=True)
    optimizer = torch.optim.Adam([weights], lr=0.05)
    for _ in range(_STEPS):
        loss = functional.binary_cross_entropy_with_logits(matrix @ weights, target) + _PENALTY * weights.square().sum()
        optimizer.zero_grad()
        torch.autograd.backward(loss)
        optimizer.step()
    return {name: round(float(w), 3) for name, w in zip(names, weights.detach(), strict=True)}


def accuracy(examples: Sequence[Example], weights: Mapping[str, float]) -> tuple[float, float]:
    """The share of slots decided as editors did, and the share that the commoner answer would get."""
    right = [(drop_probability(e.sentence, e.cut, weights) >= 1 / 2) == (e.dropped >= 1 / 2) for e in examples]
    share = sum(e.dropped >= 1 / 2 for e in examples) / max(1, len(examples))
    return sum(right) / max(1, len(right)), max(share, 1 - share)


def main() -> None:
    """Train, measure and write the weights."""
    parser = argparse.ArgumentParser(description="Train the decision to leave slots out.")
    parser.add_argument("--data", type=Path, required=True, help="folder that holds train/ and dev/")
    parser.add_argument("--out", type=Path, help="the module to write")
    options = parser.parse_args()
    rows = list(read_jsonl(options.data / "train/compression.jsonl.gz"))
    train = examples_of(rows)
    dev = examples_of(read_jsonl(options.data / "dev/compression.jsonl.gz"))
    weights = fit(train)
    for name, examples in (("train", train), ("dev", dev)):
        reached, common = accuracy(examples, weights)
        print(f"{name}: {len(examples)} slots, {reached:.1%} decided as editors did, the commoner answer {common:.1%}")
    for kind in sorted({e.cut.kind for e in train}):
        of = [e for e in train if e.cut.kind is kind]
        print(f"  {kind:<12}{len(of):>5} slots, {sum(e.dropped for e in of) / len(of):.0%} left out")
    if options.out:
        lines = "".join(f'    "{name}": {value},\n' for name, value in sorted(weights.items()))
        options.out.write_text(_HEAD + lines + "}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
