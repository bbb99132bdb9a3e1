"""Matrices stored in 8 bits: each row as whole numbers from -127 to 127 and a scale.

In the box they take half of half precision; where they are loaded they become numbers of single precision again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from torch import Tensor

#: What the name of a matrix's scales ends in.
SCALE = ".scale"
_MOST = 127
#: The smallest normal number of half precision: no row of zeros is divided by zero.
_LEAST = 2.0**-14


def quantized(name: str, values: Tensor) -> dict[str, Tensor]:
    """A matrix (rows, columns) in 8 bits and its scales (rows,) in half precision, by the names to store them under."""
    values = values.float()
    scale = (values.abs().amax(1) / _MOST).clamp(min=_LEAST).half()
    rows = (values / scale.float()[:, None]).round().clamp(-_MOST, _MOST)
    return {name: rows.char(), name + SCALE: scale}


def restored(weights: Mapping[str, Any], single: Callable[[Any], Any] = lambda t: t.float()) -> dict[str, Any]:
    """Weights in single precision, those in 8 bits among them.

    Args:
        weights: by name, with the scales of those in 8 bits.
        single: makes single precision of one; made for tensors of torch.
    """
    return {
        name: single(values) * single(weights[name + SCALE])[:, None] if name + SCALE in weights else single(values)
        for name, values in weights.items()
        if not name.endswith(SCALE)
    }
