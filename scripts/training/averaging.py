"""A running average of a model's weights, which is steadier than the weights of any one step."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import torch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from torch import Tensor, nn


class Average:
    """Exponential moving average of the trained weights (Polyak and Juditsky 1992; Tarvainen and Valpola 2017).

    Args:
        model: the model; only what requires gradients is averaged.
        decay: weight of the past at each step, reached step by step.
    """

    def __init__(self, model: nn.Module, decay: float = 0.995) -> None:
        self._live = [p for p in model.parameters() if p.requires_grad]
        self._decay = decay
        self.steps = 0
        self.weights: list[Tensor] = [p.detach().clone() for p in self._live]

    def update(self) -> None:
        """Take in the weights of a step."""
        self.steps += 1
        decay = min(self._decay, (1 + self.steps) / (10 + self.steps))
        torch._foreach_lerp_(self.weights, [p.detach() for p in self._live], 1 - decay)

    @contextmanager
    def applied(self) -> Iterator[None]:
        """The model with the average in place of its weights."""
        live = [p.detach().clone() for p in self._live]
        self._put(self.weights)
        try:
            yield
        finally:
            self._put(live)

    @torch.no_grad()
    def _put(self, values: list[Tensor]) -> None:
        for parameter, value in zip(self._live, values, strict=True):
            parameter.copy_(value)
