"""A start for the summary model: how far the classical signs alone go, fitted in seconds before training.

Without it the weights of the signs, which have to grow to several units, would take most of a short training.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn
from torch.nn import functional

from models.nn.article import FEATURES
from models.nn.pointer import BLOCKED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.nn.summary import SummaryModel
    from scripts.training.summary_data import Example

_STEPS = 200
_RATE = 0.05


def fit_signs(model: SummaryModel, examples: Sequence[Example], sharpness: float) -> tuple[float, float]:
    """Fit the two heads' weights of the features and put them into the model.

    Args:
        model: the model; of its heads ``worth`` and ``coverage`` only the part that reads features is set.
        examples: with at least one sentence each.
        sharpness: the factor that makes gains logits of the target.

    Returns:
        The final losses of the first choice and of the coverage.
    """
    features, gains, coverage, mask = _stack(examples)
    target = (gains * sharpness).masked_fill(~mask, BLOCKED).softmax(-1)
    worth, covered = nn.Linear(FEATURES, 1), nn.Linear(FEATURES, 1)
    optimizer = torch.optim.Adam([*worth.parameters(), *covered.parameters()], lr=_RATE)
    choice_loss = coverage_loss = torch.zeros(())
    for _ in range(_STEPS):
        scores = worth(features).squeeze(-1).masked_fill(~mask, BLOCKED)
        choice_loss = functional.kl_div(scores.log_softmax(-1), target, reduction="batchmean")
        coverage_loss = functional.binary_cross_entropy_with_logits(covered(features).squeeze(-1)[mask], coverage[mask])
        optimizer.zero_grad()
        torch.autograd.backward(choice_loss + coverage_loss)
        optimizer.step()
    with torch.no_grad():
        for head, fitted in ((model.worth, worth), (model.coverage, covered)):
            head.weight[:, -FEATURES:] = fitted.weight
            head.bias.copy_(fitted.bias)
    return float(choice_loss.detach()), float(coverage_loss.detach())


def _stack(examples: Sequence[Example]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Features, gains of the first choice, coverage and mask of all sentences, padded."""
    most = max(len(e.oracle.coverage) for e in examples)
    features = torch.zeros(len(examples), most, FEATURES)
    gains, coverage = torch.zeros(len(examples), most), torch.zeros(len(examples), most)
    mask = torch.zeros(len(examples), most, dtype=torch.bool)
    for row, example in enumerate(examples):
        count = len(example.oracle.coverage)
        features[row, :count] = torch.tensor(example.article.features)
        gains[row, :count] = torch.tensor(example.oracle.gains[0])
        coverage[row, :count] = torch.tensor(example.oracle.coverage)
        mask[row, :count] = True
    return features, gains, coverage, mask
