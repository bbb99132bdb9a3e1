from __future__ import annotations

import pytest
import torch
from torch import nn

from scripts.training.averaging import Average


def model(value: float) -> nn.Linear:
    linear = nn.Linear(1, 1, bias=False)
    nn.init.constant_(linear.weight, value)
    return linear


def test_the_average_follows_the_weights_slowly() -> None:
    linear = model(0.0)
    average = Average(linear, decay=0.9)
    nn.init.constant_(linear.weight, 1.0)
    for _ in range(200):
        average.update()
    assert float(average.weights[0]) == pytest.approx(1.0, abs=1e-4)
    nn.init.constant_(linear.weight, 2.0)
    average.update()
    assert float(average.weights[0]) == pytest.approx(1.1, abs=1e-3)


def test_the_first_steps_count_more() -> None:
    linear = model(0.0)
    average = Average(linear, decay=0.999)
    nn.init.constant_(linear.weight, 1.0)
    average.update()
    assert float(average.weights[0]) == pytest.approx(9 / 11)


def fail_in(average: Average, linear: nn.Linear) -> None:
    with average.applied():
        assert linear.weight.item() == 0.0
        raise RuntimeError


def test_the_weights_come_back_whatever_happens() -> None:
    linear = model(0.0)
    average = Average(linear)
    nn.init.constant_(linear.weight, 5.0)
    with pytest.raises(RuntimeError):
        fail_in(average, linear)
    assert linear.weight.item() == 5.0


def test_what_rests_is_not_averaged() -> None:
    linear = nn.Sequential(model(1.0), model(2.0))
    linear[0].requires_grad_(False)
    average = Average(linear)
    assert [float(w) for w in average.weights] == [2.0]
    with average.applied(), torch.no_grad():
        assert float(linear(torch.ones(1, 1))) == 2.0
