"""Weights in single precision that processes map, so that they hold them once together.

Files in the box are in half precision and in 8 bits, to be small; processors want single. Each process that converts
them holds its own copy. One that starts others converts them beforehand into memory that has no name but its
descriptor, and the others map that. Where a platform has no such memory, each converts for itself.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import numpy as np
from safetensors.numpy import load_file, save

from models.nn.quantization import restored

if TYPE_CHECKING:
    from pathlib import Path

VARIABLE = "_COPYDESK_SHARED_WEIGHTS"
"""Environment variable that tells processes started from here which file is where: lines ``DESCRIPTOR:PATH``."""


def publish(folder: Path) -> bool:
    """Convert the weights of a folder for all processes that this one will start; they stay for as long as it lives.

    What was published before stays so.

    Returns:
        Whether the platform can.

    Raises:
        OSError, SafetensorError: the weights cannot be read.
    """
    if not hasattr(os, "memfd_create"):
        return False
    places = os.environ.get(VARIABLE, "").splitlines()
    for path in sorted(folder.glob("*.safetensors")):
        data = memoryview(save(restored(load_file(path), lambda values: values.astype(np.float32))))
        descriptor = os.memfd_create("copydesk-weights")
        while data:
            data = data[os.write(descriptor, data) :]
        places.append(f"/proc/{os.getpid()}/fd/{descriptor}:{path.resolve()}")
    os.environ[VARIABLE] = "\n".join(places)
    return True


def find(path: Path) -> str:
    """Return where to map the weights of a file from: what another process published, or the file itself."""
    wanted = str(path.resolve())
    for line in os.environ.get(VARIABLE, "").splitlines():
        place, _, original = line.partition(":")
        if original == wanted and os.access(place, os.R_OK):
            return place
    return str(path)
