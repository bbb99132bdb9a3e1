"""Measures of the cleaner: harm on clean text, synthetic damage, real machine translation, and gender bias.

    python -m scripts.evaluation.cleanup --data ../shared/data --weights models/weights/cleanup-en --json FILE

Without ``--weights`` the rules are measured alone. Quotation marks have measures of their own in
``scripts.evaluation.quotes``. Prints a table and writes JSON.
"""

from __future__ import annotations

import argparse
import html
import json
import random
import time
from collections import Counter
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.cleaner import Cleaned, Cleaner
from models.core.edit import apply_edits
from models.core.slots.pronoun import GENDER, find_pronouns, match_case
from models.options import Options
from scripts.corpus import read_jsonl
from scripts.evaluation.pronouns import PronounTally
from scripts.noise import pronouns, quotes
from scripts.training.alignment import gold_pronouns
from scripts.training.cleanup_data import moved, pronoun_gold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BATCH = 8
Figures = dict[str, Any]


def cleaned(cleaner: Cleaner, texts: Sequence[str]) -> Iterator[Cleaned]:
    """Clean texts a few at a time."""
    for start in range(0, len(texts), BATCH):
        yield from cleaner.clean_many(texts[start : start + BATCH], Options())


def harm(cleaner: Cleaner, texts: Sequence[str], show: Path | None = None) -> Figures:
    """Edits on clean human text: per 1,000 words by kind, and the share of texts left alone."""
    kinds: Counter[str] = Counter()
    words = untouched = only_spacing = 0
    shown: list[str] = []
    for text, result in zip(texts, cleaned(cleaner, texts), strict=True):
        words += len(text.split())
        kinds.update(edit.kind for edit in result.edits)
        untouched += not result.edits
        only_spacing += all(edit.kind == "spacing" for edit in result.edits)
        for e in result.edits:
            around = f"{text[max(0, e.start - 120) : e.start]}[{e.before}->{e.after}]{text[e.end : e.end + 80]}"
            shown.append(f"{e.kind} {e.confidence} {e.source}: {around!r}")
    if show:
        show.write_text("\n".join(shown), encoding="utf-8")
    per_thousand = {kind: round(1000 * n / words, 4) for kind, n in sorted(kinds.items())}
    total = len(texts)
    return {
        "texts": total,
        "words": words,
        "edits_per_1000_words": per_thousand,
        "untouched": round(untouched / total, 4),
        "untouched_but_spacing": round(only_spacing / total, 4),
    }


def synthetic(cleaner: Cleaner, texts: Sequence[str], seed: int = 11) -> Figures:
    """Pronouns restored after this project's own noise; two fifths of the texts keep their pronouns."""
    rng = random.Random(seed)
    damaged, golds = [], []
    for text in texts:
        edits = sorted(pronouns.damage(text, rng)) if rng.random() >= 0.4 else []
        wounded = quotes.damage(apply_edits(text, edits), rng)
        golds.append(moved(moved(pronoun_gold(text), edits), sorted(wounded.edits)))
        damaged.append(wounded.text)
    tally = PronounTally()
    for text, gold, result in zip(damaged, golds, cleaned(cleaner, damaged), strict=True):
        tally.add(text, result.edits, result.document.text, gold)
    return tally.summary()


def real(cleaner: Cleaner, path: Path, limit: int | None, show: Path | None = None) -> Figures:
    """Pronouns fixed and broken in machine translations with a reference, and chrF before and after."""
    from sacrebleu.metrics.chrf import CHRF

    tally = PronounTally()
    texts, golds, references = [], [], []
    for record in islice(read_jsonl(path), limit):
        text = ""
        gold: dict[int, str] = {}
        for mt, reference in zip(record["mt"], record["ref"], strict=False):
            text += "\n\n" if text else ""
            sentence = html.unescape(mt)
            gold |= {len(text) + at: word for at, word in gold_pronouns(sentence, html.unescape(reference)).items()}
            text += sentence
        texts.append(text)
        golds.append(gold)
        references.append("\n\n".join(html.unescape(r) for r in record["ref"]))
    outputs, shown = [], []
    for text, gold, result in zip(texts, golds, cleaned(cleaner, texts), strict=True):
        tally.add(text, result.edits, result.document.text, gold)
        outputs.append(result.document.text)
        for e in result.edits:
            around = f"{text[max(0, e.start - 200) : e.start]}[{e.before}->{e.after}]{text[e.end : e.end + 80]}"
            shown.append(f"{e.kind} {e.confidence} gold={gold.get(e.start)}: {around!r}")
    if show:
        show.write_text("\n".join(shown), encoding="utf-8")
    chrf = CHRF()
    return {
        **tally.summary(),
        "chrf_before": round(chrf.corpus_score(texts, [references]).score, 3),
        "chrf_after": round(chrf.corpus_score(outputs, [references]).score, 3),
    }


def gap(cleaner: Cleaner, path: Path, limit: int | None) -> Figures:
    """The labelled pronoun of GAP texts turned to the other gender: the share restored, by gender."""
    texts, golds = [], []
    for record in islice(read_jsonl(path), limit):
        text, start = record["text"], record["pronoun_offset"]
        slot = next((s for s in find_pronouns(text) if s.start == start), None)
        if slot is None or GENDER[slot.unchanged] not in {"feminine", "masculine"}:
            continue
        other = "masculine" if GENDER[slot.unchanged] == "feminine" else "feminine"
        word = pronouns.flip(text, slot, other)
        if word:
            texts.append(text[: slot.start] + match_case(word, text[slot.start : slot.end]) + text[slot.end :])
            golds.append({slot.start: slot.unchanged})
    tally = PronounTally()
    for text, gold, result in zip(texts, golds, cleaned(cleaner, texts), strict=True):
        tally.add(text, result.edits, result.document.text, gold)
    return tally.summary()


def texts_of(path: Path, skip: int, limit: int | None) -> list[str]:
    """The texts of a corpus behind the first ``skip``, at most ``limit``."""
    return [record["text"] for record in islice(read_jsonl(path), skip, None if limit is None else skip + limit)]


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--weights", type=Path, help="folder of the cleanup model; without it only the rules work")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--show", type=Path, help="folder to write the edits to, for reading")
    parser.add_argument("--limit", type=int, help="at most so many texts of each corpus")
    parser.add_argument("--skip", type=int, default=0, help="first news texts left out: those of the calibration")
    parser.add_argument("--only", nargs="*", default=["harm", "synthetic", "real", "gap"])
    args = parser.parse_args()
    model = None
    if args.weights:
        from models.nn.predictor import CleanupPredictor

        model = CleanupPredictor(args.weights, "cleanup-en")
    cleaner = Cleaner(model)
    dev = args.data / "dev"
    if args.show:
        args.show.mkdir(parents=True, exist_ok=True)
    news = texts_of(dev / "news.jsonl.gz", args.skip, args.limit)
    polnear = texts_of(dev / "quotes_polnear.jsonl.gz", args.skip, args.limit)
    parts = {
        "harm": lambda: harm(cleaner, news, args.show and args.show / "harm.txt"),
        "synthetic": lambda: synthetic(cleaner, [*news, *polnear]),
        "real": lambda: real(
            cleaner, dev / "real_mt_documents.jsonl.gz", args.limit, args.show and args.show / "real.txt"
        ),
        "gap": lambda: gap(cleaner, dev / "gap.jsonl.gz", args.limit),
    }
    report: Figures = {}
    for name in args.only:
        begun = time.monotonic()
        report[name] = parts[name]()
        print(f"{name} ({time.monotonic() - begun:.0f} s)")
        for key, value in report[name].items():
            print(f"  {key:24} {value}")
    if args.json:
        args.json.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
