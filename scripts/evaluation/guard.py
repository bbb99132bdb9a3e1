"""Measure the guard of summaries: plant errors into true sentences, count what is caught and what is falsely alarmed.

True sentences are copied from an article, trimmed at a comma, or fused of two neighbours; those that people wrote about
it, apart by whether the article has all their facts; and those that `scripts.paraphrase` sent to another language and
back, apart by whether they came back with the same names, numbers, negations and quotations. What is planted says
`scripts.noise.swaps`. Weights and word list of the guard come from other articles; its limits were chosen on the
articles of even number here, and nothing on those of odd number.

    python -m scripts.evaluation.guard summaries.jsonl.gz --half odd --paraphrases runs/paraphrases.jsonl
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from models.core.guard.policy import Strictness
from models.core.guard.support import LIMITS, Source
from scripts.corpus import read_jsonl
from scripts.noise.swaps import Article, Case, cases_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

HALVES = ("all", "even", "odd")
_TOGETHER = ("name in", "name not in", "number in", "number not in")


@dataclass(slots=True)
class Counts:
    """Sentences by row of the table.

    Attributes:
        flagged, all: how many were flagged, and how many there were.
        alarms: true sentences that were flagged, and what for.
        misses: altered sentences that passed.
    """

    flagged: Counter[str] = field(default_factory=Counter)
    all: Counter[str] = field(default_factory=Counter)
    alarms: list[tuple[Case, str]] = field(default_factory=list)
    misses: list[tuple[Case, str]] = field(default_factory=list)

    def add(self, case: Case, issues: Sequence[object]) -> None:
        """Count a sentence."""
        for row in rows_of(case):
            self.all[row] += 1
            self.flagged[row] += bool(issues)
        if case.swap == "none" and issues:
            self.alarms.append((case, "; ".join(map(str, issues))))
        if case.swap != "none" and not issues:
            self.misses.append((case, case.swap))


def rows_of(case: Case) -> list[str]:
    """The rows of the table that a sentence counts in."""
    if case.origin == "paraphrased":
        return [row for writer in _paraphrased(case) for row in _rows(writer, case.swap)]
    if case.origin == "reference":
        writer = "by a person" if case.present else "by a person, with facts that the article lacks"
    else:
        writer = "from the article"
    more = [f"true, {writer}: {case.origin}"] * (case.swap == "none" and case.origin != "reference")
    return _rows(writer, case.swap) + more


def _rows(writer: str, swap: str) -> list[str]:
    if swap == "none":
        return [f"true, {writer}"]
    together = [f"{writer}: ALL NAMES AND NUMBERS"] if swap.startswith(_TOGETHER) else []
    return [f"{writer}: {swap}", *together]


def _paraphrased(case: Case) -> list[str]:
    """Of which back-translations a sentence is one."""
    found = ["paraphrased, whatever came back"]
    if not case.present:
        return [*found, "paraphrased, names or numbers lost"]
    found.append("paraphrased, names and numbers kept")
    return found if case.altered else ["paraphrased", *found]


def evaluate(articles: Sequence[Article], strictness: Strictness = "standard", half: str = "all") -> Counts:
    """Plant, check and count. Each article draws by itself: what is planted does not hang on which are measured."""
    counts = Counts()
    for i, article in enumerate(articles):
        if half != "all" and i % 2 != ("even", "odd").index(half):
            continue
        source = Source(article.document.text, article.document.sentences, LIMITS[strictness])
        for case in cases_of(article, articles[i - 1], random.Random(i)):
            counts.add(case, source.check(case.sentence).issues)
    return counts


def load(
    rows: Iterable[Mapping[str, object]], count: int, paraphrases: Mapping[str, Sequence[tuple[str, str]]] | None = None
) -> list[Article]:
    """The first articles with a summary, and their paraphrases by ``id``."""
    found: list[Article] = []
    for row in rows:
        said = row["summary"]
        text = said if isinstance(said, str) else "\n".join(map(str, said if isinstance(said, list) else ()))
        found.append(Article(str(row["article"]), text, (paraphrases or {}).get(str(row.get("id")), ())))
        if len(found) == count:
            break
    return found


def load_paraphrases(path: Path | None) -> dict[str, list[tuple[str, str]]]:
    """Sentences by ``id`` of their article, each with what came back; none without a file."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in read_jsonl(path) if path else ():
        found.setdefault(str(row["id"]), []).append((row["sentence"], row["returned"]))
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, help="JSONL of {article, summary}")
    parser.add_argument("--paraphrases", type=Path, help="JSONL of {id, sentence, returned}")
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--half", choices=HALVES, default="all")
    parser.add_argument("--strictness", choices=get_args(Strictness), default="standard")
    parser.add_argument("--show", type=int, default=0, help="print so many false alarms and misses")
    parser.add_argument("--origin", help="show those of this origin only")
    arguments = parser.parse_args()
    articles = load(read_jsonl(arguments.file), arguments.articles, load_paraphrases(arguments.paraphrases))
    counts = evaluate(articles, arguments.strictness, arguments.half)
    for row in sorted(counts.all):
        flagged, every = counts.flagged[row], counts.all[row]
        print(f"{row:85} {flagged:5} of {every:5} flagged  {flagged / every:.3f}")
    for heading, found in (("false alarm", counts.alarms), ("missed", counts.misses)):
        random.Random(0).shuffle(found)
        shown = [(c, what) for c, what in found if arguments.origin in {None, c.origin} and c.present]
        for case, what in shown[: arguments.show]:
            print(f"\n{heading}: {case.sentence}\n    {what}")


if __name__ == "__main__":
    main()
