"""What runs: the HTTP service, the command line and the folder runner. Imports ``models``, never torch."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("copydesk")
except PackageNotFoundError:  # run from a checkout that was never installed
    __version__ = "0+unknown"
