"""Summarize a folder: the same run as ``copydesk batch``, for a checkout that is not installed.

::

    python -m scripts.summarize_folder articles/ results/ --words 60 --workers 2
"""

from __future__ import annotations

import sys

from service.cli import run

if __name__ == "__main__":
    sys.exit(run(["batch", *sys.argv[1:]]))
