from __future__ import annotations

import torch
from torch import Tensor

from models.nn.encoder_cache import EncoderCache


class Counting:
    def __init__(self) -> None:
        self.read = 0

    def __call__(self, ids: Tensor, types: Tensor) -> Tensor:
        assert ids.shape == types.shape
        self.read += 1
        return (ids + types).unsqueeze(-1).float()


def window(*ids: int) -> tuple[Tensor, Tensor]:
    return torch.tensor([ids]), torch.zeros(1, len(ids), dtype=torch.long)


def test_a_window_is_read_once() -> None:
    encode = Counting()
    cache = EncoderCache(encode)
    first = cache(*window(1, 2, 3))
    assert first.tolist() == [[[1.0], [2.0], [3.0]]]
    assert torch.equal(cache(*window(1, 2, 3)), first)
    assert encode.read == 1


def test_each_input_counts() -> None:
    encode = Counting()
    cache = EncoderCache(encode)
    ids, types = window(1, 2)
    assert cache(ids, types).tolist() != cache(ids, types + 1).tolist()
    assert cache(ids, types).tolist() != cache(*window(1, 2, 0)).tolist()
    assert encode.read == 3


def test_old_windows_are_forgotten() -> None:
    encode = Counting()
    cache = EncoderCache(encode, kept=2)
    for number in (1, 2, 3, 1):
        cache(*window(number))
    assert encode.read == 4
