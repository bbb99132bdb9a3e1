"""Threads of the tensor library."""

from __future__ import annotations

import torch


def set_threads(threads: int | None) -> None:
    """Use ``threads`` threads for tensor operations; ``None`` keeps the library's own choice."""
    if threads is not None:
        torch.set_num_threads(threads)
