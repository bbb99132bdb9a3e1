r"""Train the guard's decision whether a fact stands in the wrong place, on errors planted into true sentences.

    python -m scripts.paraphrase ../shared/data/train/summaries.jsonl.gz --sets cnn_highlights cnndm_train \
        --articles 1300 --out runs/paraphrases_train.jsonl
    python -m scripts.training.guard --data ../shared/data --articles 700 --paraphrases runs/paraphrases_train.jsonl \
        --out models/core/guard/cloze_weights.py

The sentences are copied, trimmed or fused from news articles, back-translated, or written by people about them; the
last two count where the article has all their facts, or the round trip kept them. One regression for numbers and one
for names.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from torch.nn import functional

from models.core.guard.support import Source
from scripts.corpus import read_jsonl
from scripts.evaluation.guard import load, load_paraphrases
from scripts.noise.swaps import cases_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from scripts.noise.swaps import Article

KINDS = ("name", "number")
_SETS = frozenset({"cnn_highlights", "cnndm_train"})
_TRUE_REFERENCE = 4.0  # weight of a fact in a true sentence that a person wrote: there are few, and they matter most
_PLANTED_REFERENCE = 0.4  # some errors planted there leave the sentence true
_PARAPHRASED = 2.0
_NOT_TAKEN = frozenset({"word of a name in the article", "word of a name not in the article", "negation"})
_STEPS = 500
_PENALTY = 1e-4
_HEAD = '''"""Weights of the decision whether a fact stands in the wrong place; written by `scripts.training.guard`."""

from __future__ import annotations

WEIGHTS: dict[str, dict[str, float]] = {
'''

Example = tuple["Mapping[str, float]", float, float]
"""Features of a fact, 1 where it is planted, weight."""


def examples_of(articles: Sequence[Article]) -> dict[str, list[Example]]:
    """Facts of true and altered sentences by kind."""
    found: dict[str, list[Example]] = {kind: [] for kind in KINDS}
    for i, article in enumerate(articles):
        source = Source(article.document.text, article.document.sentences)
        for case in cases_of(article, articles[i - 1], random.Random(i)):
            if (case.origin in {"reference", "paraphrased"} and not case.present) or case.swap in _NOT_TAKEN:
                continue
            true = case.swap == "none"
            weight = _PARAPHRASED if case.origin == "paraphrased" else 1.0
            if case.origin == "reference":
                weight = _TRUE_REFERENCE if true else _PLANTED_REFERENCE
            for token, features in source.evidence(case.sentence):
                if features is not None and (true or token.start <= case.start < token.end):
                    found[token.kind].append((features, float(not true), weight))
    return found


def fit(examples: Sequence[Example]) -> dict[str, float]:
    """Fit the weights of one kind by gradient descent on standardized features, with an L2 penalty."""
    names = sorted({name for row, _, _ in examples for name in row} - {"bias"})
    matrix = torch.tensor([[row[name] for name in names] for row, _, _ in examples], dtype=torch.float64)
    target = torch.tensor([t for _, t, _ in examples], dtype=torch.float64)
    importance = torch.tensor([w for _, _, w in examples], dtype=torch.float64)
    mean, deviation = matrix.mean(0), matrix.std(0).clamp_min(1e-6)
    matrix = (matrix - mean) / deviation
    weights = torch.zeros(len(names) + 1, requires_grad=True, dtype=torch.float64)
    optimizer = torch.optim.LBFGS([weights], max_iter=_STEPS, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        score = matrix @ weights[1:] + weights[0]
        value = functional.binary_cross_entropy_with_logits(score, target, importance)
        value = value + _PENALTY * weights[1:].square().sum()
        torch.autograd.backward(value)
        return value

    optimizer.step(loss)
    plain = weights.detach()[1:] / deviation
    bias = float(weights.detach()[0] - (plain * mean).sum())
    return {"bias": round(bias, 3), **{n: round(float(w), 3) for n, w in zip(names, plain, strict=True) if w}}


def written(weights: Mapping[str, Mapping[str, float]]) -> str:
    """The module with the weights."""
    lines: list[str] = []
    for kind, table in sorted(weights.items()):
        rows = "".join(f'        "{name}": {value},\n' for name, value in sorted(table.items()))
        lines.append(f'    "{kind}": {{\n{rows}    }},\n')
    return _HEAD + "".join(lines) + "}\n"


def main() -> None:
    """Train and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder that holds train/")
    parser.add_argument("--articles", type=int, default=700)
    parser.add_argument("--paraphrases", type=Path, help="JSONL of {id, sentence, returned}")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, help="the module to write")
    options = parser.parse_args()
    rows = [r for r in read_jsonl(options.data / "train/summaries.jsonl.gz") if r["set"] in _SETS]
    random.Random(options.seed).shuffle(rows)
    examples = examples_of(load(rows, options.articles, load_paraphrases(options.paraphrases)))
    weights = {kind: fit(examples[kind]) for kind in KINDS}
    for kind in KINDS:
        planted = sum(target for _, target, _ in examples[kind])
        print(f"{kind}: {len(examples[kind])} facts, {planted:.0f} of them planted; {weights[kind]}")
    if options.out:
        options.out.write_text(written(weights), encoding="utf-8")


if __name__ == "__main__":
    main()
