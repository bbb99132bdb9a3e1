"""Measure the guard of summaries: plant swaps into true sentences, count what is caught and what is falsely alarmed.

True sentences are copied from an article, or trimmed at a comma. Swaps put another article's name, another number, a
name or number from elsewhere in the same article, or a negation. Human summaries are reported beside them: they say
true things in other words, and what is flagged there is what the guard would cost.

    python -m scripts.evaluation.guard summaries.jsonl.gz --articles 300
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from models.core.document import Document
from models.core.guard.facts import names, numbers
from models.core.guard.support import Source
from scripts.corpus import read_jsonl

if TYPE_CHECKING:
    from collections.abc import Sequence

_AUXILIARY = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|can|could|should|did|does)\b(?! not|n['’]t)")


def pick_sentences(document: Document, rng: random.Random, count: int = 3) -> list[str]:
    """Some sentences of an article: half of them as they stand, half trimmed at a comma that leaves eight words."""
    whole = [document.text[s.start : s.end] for s in document.sentences]
    whole = [" ".join(t.split()) for t in whole if 8 <= len(t.split()) <= 45]
    chosen = rng.sample(whole, min(count, len(whole)))
    return [trim(text) if rng.random() < 0.5 else text for text in chosen]


def trim(text: str) -> str:
    """The part up to the last comma that leaves eight words, closed by a stop; outside quotations only."""
    cuts = [m.start() for m in re.finditer(", ", text)]
    for cut in reversed(cuts):
        head = text[:cut]
        if len(head.split()) >= 8 and not re.search(r"[\"“”]", text):
            return head + "."
    return text


def swap(text: str, start: int, end: int, new: str) -> str:
    """``text`` with ``new`` at ``start:end``."""
    return text[:start] + new + text[end:]


def planted_number(text: str, rng: random.Random, pool: Sequence[str] = ()) -> str | None:
    """Another number in the place of one: from ``pool``, or one near it in size."""
    found = [f for f in numbers(text) if re.fullmatch(r"[\d,]+", text[f.start : f.end])]
    if not found:
        return None
    fact = rng.choice(found)
    old = text[fact.start : fact.end]
    value = int(old.replace(",", ""))
    others = [p for p in pool if p != old]
    if pool and not others:
        return None
    new = (
        rng.choice(others) if others else str(max(0, value + rng.choice([-1, 1]) * rng.randint(1, max(2, value // 3))))
    )
    return None if new == old else swap(text, fact.start, fact.end, new)


def planted_name(text: str, rng: random.Random, pool: Sequence[str]) -> str | None:
    """Another name in the place of one."""
    found = [f for f in names(text) if f.end - f.start > 2]
    own = {f.key for f in found}
    others = [name for name in pool if name.lower() not in own]
    if not found or not others:
        return None
    fact = rng.choice(found)
    return swap(text, fact.start, fact.end, rng.choice(others))


def planted_negation(text: str) -> str | None:
    """A ``not`` behind the first auxiliary."""
    match = _AUXILIARY.search(text)
    return None if match is None else text[: match.end()] + " not" + text[match.end() :]


def evaluate(rows: Sequence[dict[str, str]], seed: int = 0) -> Counter[tuple[str, str]]:
    """Counts by (case, ``flagged`` | ``passed``)."""
    rng = random.Random(seed)
    documents = [Document.parse(row["article"]) for row in rows]
    name_pools = [[d.text[f.start : f.end] for f in names(d.text) if f.end - f.start > 3] for d in documents]
    number_pools = [
        [t for f in numbers(d.text) if re.fullmatch(r"[\d,]+", t := d.text[f.start : f.end])] for d in documents
    ]
    counts: Counter[tuple[str, str]] = Counter()

    def count(case: str, source: Source, sentence: str | None) -> None:
        if sentence is not None:
            counts[case, "passed" if source.check(sentence).supported else "flagged"] += 1

    for i, (row, document) in enumerate(zip(rows, documents, strict=True)):
        source = Source(document.text, document.sentences)
        foreign = [n for n in name_pools[i - 1] if n.lower() not in document.text.lower()]
        for sentence in pick_sentences(document, rng):
            count("true: copied or trimmed", source, sentence)
            changed = planted_number(sentence, rng)
            if changed is not None and _new_number(changed, sentence, number_pools[i]):
                count("number: not in the article", source, changed)
            count("number: from elsewhere in the article", source, planted_number(sentence, rng, number_pools[i]))
            count("name: not in the article", source, planted_name(sentence, rng, foreign))
            count("name: from elsewhere in the article", source, planted_name(sentence, rng, name_pools[i]))
            count("negation", source, planted_negation(sentence))
        reference = Document.parse(row["summary"])
        for span in reference.sentences:
            count("true: written by a person", source, reference.text[span.start : span.end])
    return counts


def _new_number(changed: str, before: str, pool: Sequence[str]) -> bool:
    known = {f.key for value in pool for f in numbers(value)} | {f.key for f in numbers(before)}
    return any(f.key not in known for f in numbers(changed))


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", help="JSONL of {article, summary}")
    parser.add_argument("--articles", type=int, default=300)
    parser.add_argument("--show", type=int, default=0, help="print so many false alarms")
    arguments = parser.parse_args()
    rows = load(arguments.file, arguments.articles)
    counts = evaluate(rows)
    for case in sorted({case for case, _ in counts}):
        flagged, passed = counts[case, "flagged"], counts[case, "passed"]
        print(f"{case:40} {flagged:5} of {flagged + passed:5} flagged  {flagged / (flagged + passed):.3f}")
    shown = 0
    rng = random.Random(0)
    for row in rows:
        document = Document.parse(row["article"])
        source = Source(document.text, document.sentences)
        for sentence in pick_sentences(document, rng):
            verdict = source.check(sentence)
            if shown < arguments.show and not verdict.supported:
                shown += 1
                print("\n", sentence, "\n  ", "; ".join(map(str, verdict.issues)))


def load(file: str | Path, count: int) -> list[dict[str, str]]:
    """The first rows with an article and a summary."""
    rows: list[dict[str, str]] = []
    for row in read_jsonl(Path(file)):
        said = row["summary"]
        text = said if isinstance(said, str) else "\n".join(said)
        rows.append({"article": row["article"], "summary": text})
        if len(rows) == count:
            break
    return rows


if __name__ == "__main__":
    main()
