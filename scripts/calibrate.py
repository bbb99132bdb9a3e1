"""Calibrate the cleanup model on dev: a scaling per slot kind, and thresholds per change of gender.

    python -m scripts.calibrate --data ../shared/data --weights models/weights/cleanup-en

The pronouns are taken as `scripts.training.confidence`, which comes before this, lets them be trusted. The scaling of
the other kinds minimizes the negative log-likelihood of the right operations (Guo et al. 2017, arXiv 1706.04599). A
threshold is the least confidence from which on the share of right ones among all changes holds, for that change, on
damaged and clean text, and on real translations; a change for which no such point is seen, or whose reverse has none,
is only ever suggested. Feminine and masculine are made for one another about as readily. Writes ``config.json``.
"""

from __future__ import annotations

import argparse
import html
import json
import math
import random
from collections import Counter
from dataclasses import asdict
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from torch.nn.functional import cross_entropy

from models.core.document import Document
from models.core.edit import apply_edits
from models.core.slots import OPERATIONS
from models.core.slots.pronoun import GENDER
from models.nn.confidence import CONFIDENCE_FILE
from models.nn.predictor import CleanupPredictor
from models.nn.scaling import PLAIN, Scaling
from scripts.corpus import read_jsonl
from scripts.noise import debris, pronouns, quotes
from scripts.seen import Seen, read_seen
from scripts.thresholds import both_ways, by_change, curve, even, expand, thresholds
from scripts.training.alignment import gold_pronouns
from scripts.training.cleanup_data import form_gold, moved, passage, pronoun_gold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Gold = dict[tuple[str, int], str]
#: Passages taken from an article.
PASSAGES = 3
GENDERS = ("masculine", "feminine", "neuter", "plural")


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
    yield from passages(data, limit)


def passages(data: Path, limit: int | None) -> Iterator[tuple[str, str, Gold]]:
    """A few paragraphs of clean and damaged text: in a short text little else tells how far to trust a change."""
    rng = random.Random(6)
    for name in ("news", "quotes_polnear"):
        for record in islice(read_jsonl(data / "dev" / f"{name}.jsonl.gz"), limit):
            for _ in range(PASSAGES):
                whole, begin = passage(record["text"], rng, 250, 900)
                text = whole[begin:]
                yield "clean", text, {("pronoun", at): word for at, word in pronoun_gold(text).items()}
                edits = sorted(pronouns.damage(text, rng))
                gold = moved(pronoun_gold(text), edits)
                yield "damaged", apply_edits(text, edits), {("pronoun", at): word for at, word in gold.items()}


def seen_slots(predictor: CleanupPredictor, data: Path, limit: int | None) -> list[Seen]:
    """Decide all slots of the corpora; only pronouns are calibrated."""
    predictor.scalings = {kind: scaling for kind, scaling in predictor.scalings.items() if kind == "pronoun"}
    seen: list[Seen] = []
    texts = list(corpora(data, limit))
    for start in range(0, len(texts), 8):
        group = texts[start : start + 8]
        decided = predictor.decide([Document.parse(text) for _, text, _ in group])
        for (corpus, _, gold), decisions in zip(group, decided, strict=True):
            for d in decisions:
                right = gold.get((d.slot.kind, d.slot.start))
                if right is not None and right in d.probabilities:
                    scores = {op: math.log(max(p, 1e-9)) for op, p in d.probabilities.items()}
                    seen.append(Seen(d.slot.kind, d.slot.unchanged, right, scores, corpus, d.contested, d.barred))
    return seen


def fit(seen: Sequence[Seen]) -> Scaling:
    """The scaling with the least negative log-likelihood of the right operations."""
    count = len(OPERATIONS)
    scores = torch.full((len(seen), count), -1e4)
    own = torch.zeros(len(seen), count)
    for row, s in enumerate(seen):
        for operation, score in s.scores.items():
            scores[row, OPERATIONS.index(operation)] = score
        own[row, OPERATIONS.index(s.own)] = 1
    right = torch.tensor([OPERATIONS.index(s.right) for s in seen])
    members = torch.tensor([[float(GENDER.get(o) == g) for o in OPERATIONS] for g in GENDERS])
    heat, keep, biases = torch.zeros(()), torch.zeros(()), torch.zeros(len(GENDERS))
    parameters = [p.requires_grad_() for p in (heat, keep, biases)]
    optimizer = torch.optim.LBFGS(parameters, max_iter=200, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimizer.zero_grad()
        value = cross_entropy(scores / heat.exp() + biases @ members + keep * own, right)
        # Only differences between biases count: the penalty keeps their mean at 0.
        value = value + 1e-4 * (biases**2).sum()
        torch.autograd.backward(value)
        return value

    optimizer.step(loss)
    genders = {g: round(float(b), 3) for g, b in zip(GENDERS, biases.detach(), strict=True) if float(b)}
    return Scaling(round(float(heat.detach().exp()), 3), genders, round(float(keep.detach()), 3))


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--precision", type=float, default=0.94)
    parser.add_argument("--thing-precision", type=float, default=0.96, help="of persons made of things")
    parser.add_argument("--contested-precision", type=float, default=0.975, help="of what its sentence speaks against")
    parser.add_argument("--real-precision", type=float, default=0.8)
    parser.add_argument("--floor", type=float, default=0.92, help="least threshold of a pronoun: dev sets are small")
    parser.add_argument(
        "--low", type=float, default=0.87, help="the same where feminine or masculine is put too rarely"
    )
    parser.add_argument("--suggest", type=float, default=0.6)
    parser.add_argument("--seen", type=Path, help="more decided pronouns: what scripts.training.confidence wrote")
    parser.add_argument("--suggest-only", action="store_true", help="apply no pronoun, however sure the model is")
    args = parser.parse_args()
    predictor = CleanupPredictor(args.weights, "cleanup-en")
    if predictor.confidence is None:
        parser.error(f"{args.weights} has no {CONFIDENCE_FILE}: run scripts.training.confidence before")
    seen = seen_slots(predictor, args.data, args.limit)
    kinds = {kind: [s for s in seen if s.kind == kind] for kind in ("pronoun", "mark", "gap", "stray")}
    scalings = {kind: fit(some) for kind, some in kinds.items() if some and kind != "pronoun"}
    scalings |= {kind: scaling for kind, scaling in predictor.scalings.items() if kind == "pronoun"}
    if args.seen:
        kinds["pronoun"] += read_seen(args.seen)
    made = by_change(kinds["pronoun"], PLAIN)
    wrong = Counter(f"{GENDER[s.own]}>{GENDER[s.right]}" for s in kinds["pronoun"] if s.corpus != "real")
    chosen = (
        {}
        if args.suggest_only
        else both_ways(
            thresholds(
                made, args.precision, args.real_precision, args.floor, args.thing_precision, args.contested_precision
            )
        )
    )
    chosen = even(chosen, made, wrong, args.low)
    table = expand(chosen, args.suggest)
    # On damaged text strays looked safe, but the few edits on clean text were wrong: abbreviations, `And on and on`.
    table["stray"] = {"apply": 2.0, "suggest": 0.7}
    path = args.weights / "config.json"
    config = json.loads(path.read_text(encoding="utf-8"))
    config["calibration"] = {
        "scalings": {kind: asdict(scaling) for kind, scaling in scalings.items()},
        "thresholds": table,
        "quote_weight": config.get("calibration", {}).get("quote_weight", 0.0),
    }
    path.write_text(json.dumps(config, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    print(json.dumps({"scalings": config["calibration"]["scalings"], "chosen": chosen}, indent=1))
    for change, groups in sorted(made.items()):
        print(change, "wrong", wrong[change], {name: curve(some, chosen.get(change)) for name, some in groups.items()})


if __name__ == "__main__":
    main()
