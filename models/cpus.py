"""How many processors this process may use: by its affinity and the quota of its control group, not by the host.

A container that is given two of 64 processors by a quota still sees 64. Threads for all of them would fight for the
time of two.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

CGROUPS = Path("/sys/fs/cgroup")
MEMBERSHIP = Path("/proc/self/cgroup")


def available(cgroups: Path = CGROUPS, membership: Path = MEMBERSHIP) -> int:
    """Whole processors that this process may use, at least 1.

    Args:
        cgroups: where the control groups are mounted (version 2, or 1 with the controller ``cpu`` below it).
        membership: the file that names the groups of this process.
    """
    quotas = [int(quota) for quota in _quotas(cgroups, membership)]
    return max(1, min([len(os.sched_getaffinity(0)), *quotas]))


def _quotas(cgroups: Path, membership: Path) -> Iterator[float]:
    """The quota of each group that this process is in, in processors; those without one are left out."""
    for controllers, path in _memberships(membership):
        if not controllers:
            for folder in _upwards(cgroups, path):
                quota, _, period = _read(folder / "cpu.max").partition(" ")
                yield from _ratio(quota, period)
        elif "cpu" in controllers.split(","):
            for name in ("cpu", "cpu,cpuacct", controllers):
                for folder in _upwards(cgroups / name, path):
                    yield from _ratio(_read(folder / "cpu.cfs_quota_us"), _read(folder / "cpu.cfs_period_us"))


def _memberships(file: Path) -> Iterator[tuple[str, str]]:
    """Controllers and path of each group; in a container the path may be that of the host, hence also the root."""
    for line in _read(file).splitlines():
        _, _, rest = line.partition(":")
        controllers, _, path = rest.partition(":")
        yield controllers, path


def _upwards(root: Path, path: str) -> Iterator[Path]:
    """The folder of a group and those above it, down to ``root``: a quota holds for all below."""
    parts = [part for part in path.split("/") if part not in {"", ".", ".."}]
    for count in range(len(parts), -1, -1):
        yield root.joinpath(*parts[:count])


def _ratio(quota: str, period: str) -> Iterator[float]:
    try:
        share = int(quota) / int(period)
    except (ValueError, ZeroDivisionError):  # "max", or no such file
        return
    if share > 0:  # -1 is no quota in version 1
        yield share


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""
