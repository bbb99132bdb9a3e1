"""Calibrate the cleanup model on dev: a temperature per slot kind, and thresholds per change of gender.

    python -m scripts.calibrate --data ../shared/data --weights models/weights/cleanup-en

The temperature minimizes the negative log-likelihood of the right operations (Guo et al. 2017, arXiv 1706.04599). A
threshold is the least confidence from which on the precision of that change holds on damaged text, on clean text and on
real translations together; a change for which no such point is seen is only ever suggested. Writes ``config.json``.
"""

from __future__ import annotations

import argparse
import html
import json
import math
import random
from collections import defaultdict
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from models.core.document import Document
from models.core.edit import apply_edits
from models.core.slots.pronoun import ALTERNATIVES, GENDER
from models.nn.predictor import CleanupPredictor
from scripts.corpus import read_jsonl
from scripts.noise import debris, pronouns, quotes
from scripts.training.alignment import gold_pronouns
from scripts.training.cleanup_data import form_gold, moved, pronoun_gold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

Gold = dict[tuple[str, int], str]
#: Least number of edits above a threshold that make its precision believable.
MIN_EDITS = 12
TEMPERATURES: list[float] = [0.6 + 0.1 * i for i in range(25)]


@dataclass(frozen=True, slots=True)
class Seen:
    """A decided slot: kind, own operation, right one, log-probabilities, and the corpus it is from."""

    kind: str
    own: str
    right: str
    logs: Mapping[str, float]
    corpus: str

    def best(self, temperature: float) -> tuple[str, float]:
        """The likeliest operation and its probability at a temperature."""
        heated = {op: value / temperature for op, value in self.logs.items()}
        top = max(heated.values())
        total = sum(math.exp(v - top) for v in heated.values())
        op = max(heated, key=lambda o: heated[o])
        return op, math.exp(heated[op] - top) / total

    def loss(self, temperature: float) -> float:
        """Negative log-likelihood of the right operation at a temperature."""
        heated = {op: value / temperature for op, value in self.logs.items()}
        top = max(heated.values())
        total = sum(math.exp(v - top) for v in heated.values())
        return math.log(total) + top - heated[self.right]


def corpora(data: Path, limit: int | None) -> Iterator[tuple[str, str, Gold]]:
    """Texts with their gold: clean, damaged, and really translated ones."""
    rng = random.Random(5)
    for name in ("news", "quotes_polnear"):
        for record in islice(read_jsonl(data / "dev" / f"{name}.jsonl.gz"), limit):
            text = record["text"]
            yield "clean", text, {("pronoun", at): word for at, word in pronoun_gold(text).items()}
            edits = sorted(pronouns.damage(text, rng))
            gold = moved(pronoun_gold(text), edits)
            text = apply_edits(text, edits)
            edits = debris.damage(text, rng, stops=2, repeats=2)
            gold, inserted = moved(gold, edits), moved({e.start: e.after for e in edits}, edits)
            wounded = quotes.damage(apply_edits(text, edits), rng)
            edits = sorted(wounded.edits)
            gold, inserted = moved(gold, edits), moved(inserted, edits)
            full: Gold = {("pronoun", at): word for at, word in gold.items()}
            full |= {("mark", m.offset): m.role for m in wounded.marks}
            full |= form_gold(wounded.text, {m.offset: m.role for m in wounded.missing}, inserted)
            yield "damaged", wounded.text, full
    for record in islice(read_jsonl(data / "dev" / "real_mt_documents.jsonl.gz"), limit):
        text = ""
        gold_real: Gold = {}
        for mt, reference in zip(record["mt"], record["ref"], strict=False):
            text += "\n\n" if text else ""
            sentence = html.unescape(mt)
            found = gold_pronouns(sentence, html.unescape(reference))
            gold_real |= {("pronoun", len(text) + at): word for at, word in found.items()}
            text += sentence
        yield "real", text, gold_real


def seen_slots(predictor: CleanupPredictor, data: Path, limit: int | None) -> list[Seen]:
    """Decide all slots of the corpora, at temperature 1."""
    predictor.temperatures = {}
    seen: list[Seen] = []
    texts = list(corpora(data, limit))
    for start in range(0, len(texts), 8):
        group = texts[start : start + 8]
        decided = predictor.decide([Document.parse(text) for _, text, _ in group])
        for (corpus, _, gold), decisions in zip(group, decided, strict=True):
            for d in decisions:
                right = gold.get((d.slot.kind, d.slot.start))
                if right is not None and right in d.probabilities:
                    logs = {op: math.log(max(p, 1e-9)) for op, p in d.probabilities.items()}
                    seen.append(Seen(d.slot.kind, d.slot.unchanged, right, logs, corpus))
    return seen


def temperature_of(seen: Sequence[Seen]) -> float:
    """The temperature with the least loss."""
    return round(float(min(TEMPERATURES, key=lambda t: sum(s.loss(t) for s in seen))), 2)


def threshold_of(made: Sequence[tuple[float, bool]], precision: float, floor: float) -> float | None:
    """Least confidence, at least ``floor``, from which on ``precision`` holds; ``None`` when there is none."""
    best, right = None, 0
    for n, (confidence, good) in enumerate(sorted(made, key=lambda m: -m[0]), 1):
        right += good
        if confidence < floor:
            break
        if n >= MIN_EDITS and right / n >= precision:
            best = confidence
    return best


def thresholds(
    seen: Sequence[Seen], temperature: float, precision: float, real_precision: float, floor: float
) -> dict[str, float]:
    """Threshold by change of gender, such as ``masculine>feminine``, from pronouns; absent where none is safe."""
    made: dict[str, dict[str, list[tuple[float, bool]]]] = defaultdict(lambda: defaultdict(list))
    for s in seen:
        op, confidence = s.best(temperature)
        if op != s.own:
            change = f"{GENDER[s.own]}>{GENDER[op]}"
            made[change]["real" if s.corpus == "real" else "own"].append((confidence, op == s.right))
    chosen: dict[str, float] = {}
    for change, groups in made.items():
        own = threshold_of(groups["own"], precision, floor)
        if own is None:
            continue
        real = [m for m in groups["real"] if m[0] >= own]
        if len(real) >= MIN_EDITS and sum(good for _, good in real) / len(real) < real_precision:
            raised = threshold_of(groups["real"], real_precision, own)
            if raised is None:
                continue
            own = raised
        chosen[change] = min(0.999, round(own, 4))
    return chosen


def both_ways(chosen: Mapping[str, float]) -> dict[str, float]:
    """Keep the changes whose reverse is safe too: a desk that corrects in one direction only would add to the bias."""
    reverse = {change: ">".join(reversed(change.split(">"))) for change in chosen}
    return {change: threshold for change, threshold in chosen.items() if reverse[change] in chosen}


def expand(chosen: Mapping[str, float], suggest: float) -> dict[str, dict[str, float]]:
    """Thresholds by ``pronoun:before>after``, as the hand-over looks them up; changes not chosen are suggestions."""
    table = {"pronoun": {"apply": 2.0, "suggest": suggest}}
    for before, others in ALTERNATIVES.items():
        for after in others:
            change = f"{GENDER[before]}>{GENDER[after]}"
            if after != before and change in chosen:
                apply = chosen[change]
                table[f"pronoun:{before}>{after}"] = {"apply": apply, "suggest": min(suggest, apply)}
    return table


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--precision", type=float, default=0.975)
    parser.add_argument("--real-precision", type=float, default=0.85)
    parser.add_argument("--floor", type=float, default=0.985, help="least threshold of a pronoun: dev sets are small")
    parser.add_argument("--suggest", type=float, default=0.6)
    parser.add_argument("--suggest-only", action="store_true", help="apply no pronoun, however sure the model is")
    args = parser.parse_args()
    predictor = CleanupPredictor(args.weights, "cleanup-en")
    seen = seen_slots(predictor, args.data, args.limit)
    kinds = {kind: [s for s in seen if s.kind == kind] for kind in ("pronoun", "mark", "gap", "stray")}
    temperatures = {kind: temperature_of(some) for kind, some in kinds.items() if some}
    chosen = (
        {}
        if args.suggest_only
        else thresholds(kinds["pronoun"], temperatures["pronoun"], args.precision, args.real_precision, args.floor)
    )
    chosen = both_ways(chosen)
    table = expand(chosen, args.suggest)
    # On damaged text strays looked safe, but the few edits on clean text were wrong: abbreviations, `And on and on`.
    table["stray"] = {"apply": 2.0, "suggest": 0.7}
    marks = kinds["mark"]
    accuracy = sum(s.best(1.0)[0] == s.right for s in marks) / max(1, len(marks))
    path = args.weights / "config.json"
    config = json.loads(path.read_text(encoding="utf-8"))
    config["calibration"] = {
        "temperatures": temperatures,
        "thresholds": table,
        "quote_weight": config.get("calibration", {}).get("quote_weight", 0.0),
    }
    path.write_text(json.dumps(config, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    report = {"temperatures": temperatures, "chosen": chosen, "mark_accuracy": accuracy}
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
