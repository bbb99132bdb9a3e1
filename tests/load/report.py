"""Results as a table for people and as JSON for programs."""

from __future__ import annotations

import json
import math
import os
import platform
from typing import TYPE_CHECKING, Any

from models import cpus

if TYPE_CHECKING:
    from pathlib import Path


def machine() -> dict[str, Any]:
    """Say where the figures come from."""
    return {"processors": cpus.available(), "machine": platform.machine(), "load_average": os.getloadavg()[0]}


def show(title: str, rows: list[dict[str, Any]]) -> None:
    """Print rows as a Markdown table."""
    print(f"\n### {title}\n")
    names = list(rows[0])
    print("| " + " | ".join(names) + " |")
    print("|" + "---|" * len(names))
    for row in rows:
        print("| " + " | ".join(_cell(row[name]) for name in names) + " |", flush=True)


def write(path: Path, value: dict[str, Any]) -> None:
    """Write results as JSON."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"machine": machine(), **value}, indent=2) + "\n", encoding="utf-8")
    print(f"\nWritten to {path}.")


def verdict(name: str, passed: bool) -> dict[str, Any]:
    """Make one row of the list of promises."""
    return {"promise": name, "kept": "yes" if passed else "NO"}


def _cell(value: Any) -> str:
    if isinstance(value, float):
        return "–" if math.isnan(value) else f"{value:,.1f}" if abs(value) >= 10 else f"{value:.2f}"
    return f"{value:,}" if isinstance(value, int) else str(value)
