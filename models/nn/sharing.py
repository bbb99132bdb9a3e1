"""Weights in single precision that processes map, so that they hold them once together.

Files in the box are in half precision, to be small; processors want single. Each process that converts them holds its
own copy. One that starts others converts them beforehand into memory that has no name but its descriptor, and the
others map that. Where a platform has no such memory, each converts for itself.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import numpy as np
from safetensors.numpy import load_file, save

from models.registry import WEIGHTS_FILE

if TYPE_CHECKING:
    from pathlib import Path

VARIABLE = "_COPYDESK_SHARED_WEIGHTS"
"""Environment variable that tells processes started from here which file is where: ``DESCRIPTOR:PATH``."""


def publish(folder: Path) -> bool:
    """Convert the weights of a folder for all processes that this one will start; they stay for as long as it lives.

    Returns:
        Whether the platform can.

    Raises:
        OSError, SafetensorError: the weights cannot be read.
    """
    if not hasattr(os, "memfd_create"):
        return False
    path = folder / WEIGHTS_FILE
    data = memoryview(save({name: values.astype(np.float32) for name, values in load_file(path).items()}))
    descriptor = os.memfd_create("copydesk-weights")
    while data:
        data = data[os.write(descriptor, data) :]
    os.environ[VARIABLE] = f"/proc/{os.getpid()}/fd/{descriptor}:{path.resolve()}"
    return True


def find(path: Path) -> str:
    """Return where to map the weights of a file from: what another process published, or the file itself."""
    place, _, original = os.environ.get(VARIABLE, "").partition(":")
    return place if original == str(path.resolve()) and os.access(place, os.R_OK) else str(path)
