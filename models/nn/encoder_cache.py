"""The windows that the encoder read lately.

A text is read again after an edit, to see whether it rests, and most of its windows are then as they were. Each window
is encoded alone, so what is kept is what would be computed, to the last bit.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import torch
from torch import Tensor

if TYPE_CHECKING:
    from collections.abc import Callable

#: Windows kept: of 512 pieces each takes 0.8 MB.
KEPT = 64


class EncoderCache:
    """An encoder of single windows that remembers the last of them; threads may share it.

    Args:
        encode: takes integer inputs of shape (1, pieces) and returns states (1, pieces, hidden).
        kept: windows remembered.
    """

    def __init__(self, encode: Callable[..., Tensor], kept: int = KEPT) -> None:
        self._encode = encode
        self._remembered = lru_cache(maxsize=kept)(self._states)

    def __call__(self, *inputs: Tensor) -> Tensor:
        """States (1, pieces, hidden) of a window; not to be written into."""
        return self._remembered(torch.cat(inputs).numpy().tobytes(), len(inputs))

    def _states(self, packed: bytes, count: int) -> Tensor:
        inputs = torch.frombuffer(bytearray(packed), dtype=torch.long).view(count, 1, -1)
        return self._encode(*inputs)
