from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

from scripts.build_names import build, first_names, uses

if TYPE_CHECKING:
    from pathlib import Path

NEWS = [
    "Angela Merlow spoke in Ostwick. Merlow left Ostwick on Monday, and Monday was cold. They aren't sure.",
    "Angela Merlow was back in Ostwick. Merlow slept. Will they see it? They will, they will. They aren't late.",
] * 10


def test_what_is_counted() -> None:
    found = uses(NEWS)
    assert found.alone["ostwick"] == 30
    assert found.inside["ostwick"] == 20
    assert found.first["angela"] == found.upper["angela"] == 20
    assert found.called["merlow"]["angela"] == 20
    assert found.places() == {"ostwick"}
    assert {"will", "monday", "aren", "ostwick"} <= found.not_first()
    assert "angela" not in found.not_first()


def test_last_names_that_tell_a_gender() -> None:
    found = uses(NEWS)
    assert found.last({"angela": 99}, set(), {}) == {"merlow": 99}
    assert found.last({"angela": 60}, set(), {}) == {}
    assert found.last({"angela": 60}, set(), {"angela merlow": 1}) == {"merlow": 1}
    assert found.last({"angela": 99}, {"merlow"}, {}) == {}
    # A first name of the other gender: the text must tell.
    assert found.last({"angela": 99, "merlow": 2}, set(), {}) == {"merlow": 50}


def test_the_table(tmp_path: Path) -> None:
    lines = ("name\tp_female\tn_counts", "Angela\t0.99\t900", "Will\t0.02\t900", "Al\t0.1\t900", "Rare\t0.5\t3")
    (tmp_path / "nomquamgender.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    births = ("name\tF\tM", "Angela\t980\t20", "Ostwick\t900\t0", "Tom\t0\t900", "Few\t3\t0")
    (tmp_path / "ssa_us.tsv").write_text("\n".join(births) + "\n", encoding="utf-8")
    with gzip.open(tmp_path / "news.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps({"text": text}) + "\n" for text in NEWS)
    names = build(tmp_path, tmp_path / "news.jsonl.gz")
    assert names.first == {"angela": 98, "tom": 0}
    assert names.last == {"merlow": 98}
    assert names.places == {"ostwick", "north", "south", "east", "west"}
    assert names.alone("ostwick") is None
    assert names.alone("merlow") == 98
    assert names.alone("tom") == 0
    assert names.full == {}


def test_people_and_things_that_are_not_what_the_first_word_says(tmp_path: Path) -> None:
    lines = ("name\tp_female\tn_counts", "Kim\t0.84\t90000", "Tea\t0.99\t900", "Sandy\t0.9\t90000", "Pope\t0.3\t99")
    (tmp_path / "nomquamgender.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (tmp_path / "ssa_us.tsv").write_text("name\tF\tM\n", encoding="utf-8")
    text = "So Kim Odd left, and he slept. They left the Tea Party, and the Sandy Hook, and Pope Odd slept."
    with gzip.open(tmp_path / "news.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps({"text": text}) + "\n" for _ in range(12))
    names = build(tmp_path, tmp_path / "news.jsonl.gz")
    assert names.first == {"kim": 84, "sandy": 90}
    assert names.full == {"kim odd": 3}
    assert names.before("kim", "odd-ly") == 3
    assert names.before("kim", "bell") == 84
    assert names.before("tea", "party") is None


def test_what_women_are_called_who_were_given_another_name(tmp_path: Path) -> None:
    called = ("name\tp_female\tn_counts", "Alex\t0.09\t9000", "Max\t0.2\t90", "Kim\t0.8\t9000", "Sue\t0.9\t9000")
    (tmp_path / "nomquamgender.tsv").write_text("\n".join(called) + "\n", encoding="utf-8")
    births = ("name\tF\tM", "Alex\t30\t970", "Max\t10\t990", "Kim\t600\t400", "Sue\t999\t1", "Tom\t0\t900")
    (tmp_path / "ssa_us.tsv").write_text("\n".join(births) + "\n", encoding="utf-8")
    # Of few people nothing is believed, and births count where they are not sure themselves.
    assert first_names(tmp_path) == {"alex": 9, "max": 1, "kim": 60, "sue": 100, "tom": 0}
