"""The measures of the repair of quotation marks."""

from __future__ import annotations

import gzip
import json
import random
from typing import TYPE_CHECKING

import pytest

from scripts.evaluation.quotes import Placed, main, measure, placed_marks, repair, scramble

if TYPE_CHECKING:
    from pathlib import Path

CLEAN = "“We never refused to talk,” the minister said. She saw a “slow return” of ships, and “a farce” too."


def test_marks_are_placed_by_the_letters_before_them() -> None:
    assert placed_marks("a “b”") == {Placed(1, "“", True, False): 1, Placed(2, "”", False, True): 1}
    assert placed_marks("a “b”") == placed_marks("a  “b” ")


def test_repair_of_clean_text_is_nothing() -> None:
    assert repair(CLEAN) == CLEAN
    assert repair("She saw a” slow return “of ships.") == "She saw a “slow return” of ships."


def test_scrambled_marks_differ() -> None:
    text, edits = scramble(CLEAN, random.Random(3))
    assert text != CLEAN
    assert edits


@pytest.mark.parametrize("noise", ["mt", "scramble"])
def test_measure(noise: str) -> None:
    report = measure(iter([CLEAN] * 20), noise)
    assert report.articles == 20
    assert report.before < report.after <= report.marks
    assert report.false_edits == 0
    assert report.untouched == 20
    assert sum(report.healed.values()) <= sum(report.damaged.values())


def test_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, target = tmp_path / "a.jsonl.gz", tmp_path / "figures.json"
    with gzip.open(source, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps({"text": CLEAN}) + "\n" for _ in range(5))
    main([str(source), "--limit", "3", "--json", str(target)])
    assert "articles 3" in capsys.readouterr().out
    assert json.loads(target.read_text(encoding="utf-8"))["articles"] == 3
