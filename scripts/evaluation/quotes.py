"""Measures the repair of quotation marks: marks well-formed and in the right place, before and after, and false edits.

Run ``python -m scripts.evaluation.quotes FILE.jsonl.gz [--limit N] [--noise mt|scramble] [--json FILE]``. Each line of
the file holds a clean text under ``text``.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from models.core.document import Document
from models.core.edit import Edit, apply_edits
from models.core.quotes import repair_quotes
from models.core.rule import APPLIED
from scripts.corpus import read_jsonl
from scripts.noise.quotes import damage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_MARK = re.compile('[“”„"«»″]')
PASSES = 3


class Placed(NamedTuple):
    """A double mark, compared across texts that differ in marks and white space only.

    ``letters`` counts the letters and other signs before it; ``left`` and ``right`` tell whether white space adjoins.
    """

    letters: int
    glyph: str
    left: bool
    right: bool


@dataclass
class Report:
    """Counts over a corpus.

    Attributes:
        articles: how many were read.
        words: their words.
        marks: their marks, or the marks after the repair where these are more.
        before: marks well-formed and in their place in the damaged texts.
        after: the same after the repair.
        damaged: places damaged, by kind.
        healed: how many of these are as in the clean text after the repair, by kind.
        false_edits: applied edits on the clean texts.
        untouched: clean texts without an applied edit.
        seconds: time of all repairs.
    """

    articles: int = 0
    words: int = 0
    marks: int = 0
    before: int = 0
    after: int = 0
    damaged: Counter[str] = field(default_factory=Counter)
    healed: Counter[str] = field(default_factory=Counter)
    false_edits: int = 0
    untouched: int = 0
    seconds: float = 0.0


def placed_marks(text: str) -> Counter[Placed]:
    """Return the double marks of a text by place."""
    found: Counter[Placed] = Counter()
    index = 0
    for place, character in enumerate(text):
        if _MARK.match(character):
            left, right = text[place - 1 : place], text[place + 1 : place + 2]
            found[Placed(index, character, not left or left.isspace(), not right or right.isspace())] += 1
        elif not character.isspace():
            index += 1
    return found


def scramble(text: str, rng: random.Random) -> tuple[str, Sequence[Edit]]:
    """Damage of another make: each mark is re-spaced at random and turned round at random, at 30 % each."""
    edits: list[Edit] = []
    for match in re.finditer(' ?[“”"] ?', text):
        mark = match.group().strip()
        after = match.group()
        if rng.random() < 0.3:
            after = rng.choice((f" {mark}", f"{mark} ", f" {mark} "))
        if rng.random() < 0.3:
            after = after.translate({0x201C: "”", 0x201D: "“"})
        if after != match.group():
            edits.append(Edit(match.start(), match.end(), match.group(), after, "quote", 1.0, "noise", "scrambled"))
    return apply_edits(text, edits), edits


def damage_as_translated(text: str, rng: random.Random) -> tuple[str, Sequence[Edit]]:
    """Damage as machine translation and a smart-quote step do it."""
    damaged = damage(text, rng)
    return damaged.text, damaged.edits


NOISES: dict[str, Callable[[str, random.Random], tuple[str, Sequence[Edit]]]] = {
    "mt": damage_as_translated,
    "scramble": scramble,
}


def applied(text: str) -> list[Edit]:
    """Return the edits of one pass that are sure enough to be applied."""
    return [edit for edit in repair_quotes(Document.parse(text), "keep") if edit.confidence >= APPLIED]


def repair(text: str) -> str:
    """Apply the sure edits until there are none left."""
    for _ in range(PASSES):
        edits = applied(text)
        if not edits:
            break
        text = apply_edits(text, edits)
    return text


def measure(texts: Iterator[str], noise: str, seed: int = 1) -> Report:
    """Damage, repair and compare every text."""
    report = Report()
    for number, text in enumerate(texts):
        rng = random.Random(seed * 1_000_003 + number)
        damaged, edits = NOISES[noise](text, rng)
        started = time.perf_counter()
        repaired = repair(damaged)
        report.seconds += time.perf_counter() - started
        _compare(report, text, damaged, repaired, edits)
        false_edits = applied(text)
        report.articles += 1
        report.words += len(text.split())
        report.false_edits += len(false_edits)
        report.untouched += not false_edits
    return report


def _compare(report: Report, clean: str, damaged: str, repaired: str, edits: Sequence[Edit]) -> None:
    gold, now, then = placed_marks(clean), placed_marks(repaired), placed_marks(damaged)
    report.marks += max(gold.total(), now.total())
    report.before += (gold & then).total()
    report.after += (gold & now).total()
    for edit, marks in zip(edits, _marks_of(clean, edits), strict=True):
        report.damaged[edit.message] += 1
        report.healed[edit.message] += all(now[mark] >= 1 for mark in marks) and not _has_twin(now, gold, marks)


def _marks_of(clean: str, edits: Sequence[Edit]) -> Iterator[list[Placed]]:
    """Yield the clean marks that each edit damaged."""
    index, place = 0, 0
    for edit in edits:
        index += sum(not c.isspace() and not _MARK.match(c) for c in clean[place : edit.start])
        place, found, inside = edit.start, [], index
        for offset in range(edit.start, edit.end):
            if _MARK.match(clean[offset]):
                left, right = clean[offset - 1 : offset], clean[offset + 1 : offset + 2]
                found.append(Placed(inside, clean[offset], not left or left.isspace(), not right or right.isspace()))
            elif not clean[offset].isspace():
                inside += 1
        yield found


def _has_twin(now: Counter[Placed], gold: Counter[Placed], marks: Sequence[Placed]) -> bool:
    """Whether more marks stand at one of the places than in the clean text."""
    places = {mark.letters for mark in marks}
    count = sum(number for mark, number in now.items() if mark.letters in places)
    return count > sum(number for mark, number in gold.items() if mark.letters in places)


def render(report: Report) -> str:
    """Return the figures as lines of text."""
    marks, words = max(1, report.marks), max(1, report.words)
    lines = [
        f"articles {report.articles}, words {report.words}, marks {report.marks}",
        f"well-formed and in place: before {report.before / marks:.4f}, after {report.after / marks:.4f}",
        f"false edits on clean text: {report.false_edits} = {1000 * report.false_edits / words:.3f} per 1,000 words; "
        f"articles left untouched {report.untouched / max(1, report.articles):.3f}",
        f"milliseconds per article: {1000 * report.seconds / max(1, report.articles):.1f}",
    ]
    for kind, count in sorted(report.damaged.items()):
        lines.append(f"  {kind:10} damaged {count:5}  healed {report.healed[kind] / count:.3f}")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures for one file; with ``--json`` write them too."""
    parser = argparse.ArgumentParser(description="Measure the repair of quotation marks.")
    parser.add_argument("file", type=Path)
    parser.add_argument("--limit", type=int, default=None)
    parser.add_argument("--noise", choices=sorted(NOISES), default="mt")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path, default=None)
    options = parser.parse_args(arguments)
    texts = (str(row["text"]) for row in read_jsonl(options.file))
    report = measure(_first(texts, options.limit), options.noise, options.seed)
    print(render(report))
    if options.json is not None:
        options.json.write_text(json.dumps(vars(report), indent=1) + "\n", encoding="utf-8")


def _first(texts: Iterator[str], limit: int | None) -> Iterator[str]:
    for number, text in enumerate(texts):
        if limit is not None and number >= limit:
            return
        yield text


if __name__ == "__main__":
    main()
