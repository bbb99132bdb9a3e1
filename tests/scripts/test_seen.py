from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.seen import Seen, read_seen, write_seen

if TYPE_CHECKING:
    from pathlib import Path


def test_decided_slots_are_read_as_they_were_written(tmp_path: Path) -> None:
    several = [
        Seen("pronoun", "he", "she", {"he": -1.5, "she": -0.25}, "own", frozenset({"feminine", "neuter"})),
        Seen("pronoun", "it", "it", {"it": 0.0, "he": -20.7}, "own", barred=frozenset({"masculine"})),
    ]
    write_seen(tmp_path / "seen.jsonl", several)
    assert read_seen(tmp_path / "seen.jsonl") == several
