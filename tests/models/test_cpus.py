from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from models import cpus

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def host(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(16)))


def write(root: Path, files: dict[str, str], membership: str) -> int:
    for name, text in files.items():
        path = root / "cgroup" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (root / "membership").write_text(membership)
    return cpus.available(root / "cgroup", root / "membership")


@pytest.mark.parametrize(
    ("files", "membership", "expected"),
    [
        ({}, "", 16),
        ({"cpu.max": "max 100000\n"}, "0::/\n", 16),
        ({"cpu.max": "200000 100000\n"}, "0::/\n", 2),
        ({"cpu.max": "350000 100000\n"}, "0::/\n", 3),
        ({"cpu.max": "50000 100000\n"}, "0::/\n", 1),
        ({"cpu.max": "6400000 100000\n"}, "0::/\n", 16),
        # The quota of a group above holds too, and the least of all counts.
        ({"a/cpu.max": "400000 100000\n", "a/b/cpu.max": "max 100000\n"}, "0::/a/b\n", 4),
        ({"a/cpu.max": "400000 100000\n", "a/b/cpu.max": "200000 100000\n"}, "0::/a/b\n", 2),
        # In a container the path is that of the host, the files are at the root.
        ({"cpu.max": "300000 100000\n"}, "0::/docker/0123\n", 3),
        # Version 1.
        (
            {"cpu,cpuacct/x/cpu.cfs_quota_us": "200000\n", "cpu,cpuacct/x/cpu.cfs_period_us": "100000\n"},
            "4:cpu,cpuacct:/x\n2:memory:/x\n",
            2,
        ),
        ({"cpu/cpu.cfs_quota_us": "-1\n", "cpu/cpu.cfs_period_us": "100000\n"}, "4:cpu,cpuacct:/x\n", 16),
        # Nonsense is no quota.
        ({"cpu.max": "lots\n"}, "0::/\n", 16),
        ({"cpu.max": "100000 0\n"}, "0::/\n", 16),
        ({"cpu.max": "100000 100000\n"}, "0::/../..\n", 1),
    ],
)
def test_quotas(tmp_path: Path, files: dict[str, str], membership: str, expected: int) -> None:
    assert write(tmp_path, files, membership) == expected


def test_affinity_without_a_quota(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {5})
    assert cpus.available(tmp_path / "none", tmp_path / "none") == 1
