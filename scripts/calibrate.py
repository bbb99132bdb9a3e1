"""Calibrate the cleanup model on dev: a scaling per slot kind, and thresholds per change of gender.

    python -m scripts.calibrate --data ../shared/data --weights models/weights/cleanup-en

The pronouns are taken as `scripts.training.confidence`, which comes before this, lets them be trusted. The scaling of
the other kinds minimizes the negative log-likelihood of the right operations (Guo et al. 2017, arXiv 1706.04599). A
threshold is the least confidence from which on the share of right ones among all changes holds, for that change, on
damaged and clean text, and on real translations; a change for which no such point is seen, or whose reverse has none,
is only ever suggested. Feminine and masculine are made for one another about as
readily. Writes ``config.json``.
"""

from __future__ import annotations

import argparse
import html
import json
import math
import random
from collections import Counter, defaultdict
from dataclasses import asdict, dataclass
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from torch.nn.functional import cross_entropy

from models.core.document import Document
from models.core.edit import apply_edits
from models.core.slots import OPERATIONS
from models.core.slots.pronoun import ALTERNATIVES, GENDER
from models.nn.confidence import CONFIDENCE_FILE
from models.nn.predictor import CleanupPredictor
from models.nn.scaling import PLAIN, Scaling
from scripts.corpus import read_jsonl
from scripts.noise import debris, pronouns, quotes
from scripts.training.alignment import gold_pronouns
from scripts.training.cleanup_data import form_gold, moved, passage, pronoun_gold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

Gold = dict[tuple[str, int], str]
#: Least number of edits above a threshold that make its precision believable.
MIN_EDITS = 10
#: Edits of real translations that raise a threshold if most are wrong.
FEW = 3
#: Passages taken from an article.
PASSAGES = 3
GENDERS = ("masculine", "feminine", "neuter", "plural")
#: What is behind the name of a change against which its sentence speaks.
CONTESTED = ":contested"
BETWEEN = ("masculine>feminine", "feminine>masculine")
#: How often the one of these two that is put less readily must be put, as a share of the other.
ALIKE = 0.8
_STEP = 0.005


@dataclass(frozen=True, slots=True)
class Seen:
    """A decided slot.

    Attributes:
        kind, own, right: its kind, the operation that leaves it as it stands, and the right one.
        scores: logarithms of the probabilities, of pronouns the final ones, else uncalibrated, by operation.
        corpus: where it is from.
        contested: genders a change to which has a threshold of its own.
        barred: genders a change to which is a suggestion at most, whatever the threshold.
    """

    kind: str
    own: str
    right: str
    scores: Mapping[str, float]
    corpus: str
    contested: frozenset[str] = frozenset()
    barred: frozenset[str] = frozenset()

    def best(self, scaling: Scaling) -> tuple[str, float]:
        """The likeliest operation and its probability."""
        found = scaling.probabilities(self.scores, self.own)
        operation = max(found, key=lambda o: found[o])
        return operation, found[operation]


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


def write_seen(path: Path, seen: Iterable[Seen]) -> None:
    """Write decided slots, one a line."""
    lines = (asdict(s) | {"contested": sorted(s.contested), "barred": sorted(s.barred)} for s in seen)
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")


def read_seen(path: Path) -> list[Seen]:
    """Read what `write_seen` wrote."""
    lines = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [
        Seen(**line | {"contested": frozenset(line["contested"]), "barred": frozenset(line["barred"])})
        for line in lines
    ]


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


def threshold_of(made: Sequence[tuple[float, bool]], precision: float, floor: float) -> float | None:
    """Least confidence, at least ``floor``, from which on ``precision`` holds; ``None`` when there is none."""
    best, right, seen = None, 0, 0
    # What is as sure falls on the same side of a threshold: it counts together.
    for confidence, alike in groupby(sorted(made, reverse=True), key=itemgetter(0)):
        if confidence < floor:
            break
        together = list(alike)
        right += sum(good for _, good in together)
        seen += len(together)
        if seen >= MIN_EDITS and right / seen >= precision:
            best = confidence
    return best


def by_change(seen: Sequence[Seen], scaling: Scaling) -> dict[str, dict[str, list[tuple[float, bool]]]]:
    """Confidence and rightness of all changes, by change of gender and by corpus.

    A change is named as ``masculine>feminine``, with ``:contested`` behind it if it is. One from one wrong word to
    another is wrong. What no threshold applies is left out.
    """
    made: dict[str, dict[str, list[tuple[float, bool]]]] = defaultdict(lambda: defaultdict(list))
    for s in seen:
        operation, confidence = s.best(scaling)
        if operation != s.own and GENDER[operation] not in s.barred:
            contested = CONTESTED if GENDER[operation] in s.contested else ""
            change = f"{GENDER[s.own]}>{GENDER[operation]}{contested}"
            made[change]["real" if s.corpus == "real" else "own"].append((confidence, operation == s.right))
    return made


def thresholds(
    made: Mapping[str, Mapping[str, Sequence[tuple[float, bool]]]],
    precision: float,
    real_precision: float,
    floor: float,
    thing_precision: float = 0.0,
    contested_precision: float = 0.0,
) -> dict[str, float]:
    """Threshold by change of gender; absent where none is safe.

    To make a person of a thing asks for ``thing_precision`` if that is more than ``precision``, and a contested change
    for ``contested_precision``.
    """
    chosen: dict[str, float] = {}
    for change, groups in made.items():
        asked = max(
            precision,
            thing_precision if change.startswith("neuter>") else 0.0,
            contested_precision if change.endswith(CONTESTED) else 0.0,
        )
        own = threshold_of(groups.get("own", ()), asked, floor)
        if own is None:
            continue
        real = [m for m in groups.get("real", ()) if m[0] >= own]
        if len(real) >= MIN_EDITS and sum(good for _, good in real) / len(real) < real_precision:
            raised = threshold_of(groups["real"], real_precision, own)
            if raised is None:
                continue
            own = raised
        likely = [m for m in groups.get("real", ()) if m[0] >= floor]
        if FEW <= len(likely) < MIN_EDITS and 2 * sum(good for _, good in likely) < len(likely):
            # Too few to set a threshold by, but not to be passed over: it goes above those that are wrong.
            own = max(own, *(confidence + _STEP for confidence, good in likely if not good))
        chosen[change] = min(0.9995, round(own, 4))
    return chosen


def even(
    chosen: Mapping[str, float],
    made: Mapping[str, Mapping[str, Sequence[tuple[float, bool]]]],
    wrong: Mapping[str, int],
    low: float,
) -> dict[str, float]:
    """Bring feminine and masculine nearer to each other: each is put for the other where that is needed.

    The threshold of the one that is put less readily falls as far as ``low``; then that of the other rises until the
    one is put at least ``ALIKE`` as often as the other.

    Args:
        chosen: threshold by change.
        made: as `by_change` gives it.
        wrong: how many slots need each change.
        low: least threshold.
    """
    out = dict(chosen)
    if not all(change in chosen for change in BETWEEN):
        return out

    def right(change: str) -> list[float]:
        return sorted((c for c, good in made[change]["own"] if good), reverse=True)

    def done(change: str) -> float:
        return sum(c >= out[change] for c in right(change)) / max(1, wrong[change])

    less, more = sorted(BETWEEN, key=done)
    while done(less) < done(more) and out[less] > low:
        out[less] = max(low, round(out[less] - _STEP, 4))
    enough = round(done(less) / ALIKE * wrong[more])
    if 0 < enough < len(right(more)):
        out[more] = max(out[more], min(0.9995, round(right(more)[enough - 1], 4)))
    return out


def both_ways(chosen: Mapping[str, float]) -> dict[str, float]:
    """Keep the changes whose reverse is safe too: a desk that corrects in one direction only would add to the bias.

    To make several of a thing favours nobody, and is kept by itself. To make several of a person looks safe on damaged
    text, and was wrong each time on real translations (`next to him was another`); and one person may be `they`. A
    contested change is kept where it is when it is not contested.
    """
    plain = {change.removesuffix(CONTESTED) for change in chosen if not change.endswith(CONTESTED)}
    reverse = {change: ">".join(reversed(change.split(">"))) for change in plain}
    kept = {c for c in plain if (reverse[c] in plain and "plural" not in c) or c == "neuter>plural"}
    return {change: threshold for change, threshold in chosen.items() if change.removesuffix(CONTESTED) in kept}


def expand(chosen: Mapping[str, float], suggest: float) -> dict[str, dict[str, float]]:
    """Thresholds by ``pronoun:before>after``, as the hand-over looks them up; changes not chosen are suggestions."""
    table = {"pronoun": {"apply": 2.0, "suggest": suggest}}
    for before, others in ALTERNATIVES.items():
        for after in others:
            for contested in ("", CONTESTED):
                apply = chosen.get(f"{GENDER[before]}>{GENDER[after]}{contested}")
                if after != before and apply is not None:
                    table[f"pronoun:{before}>{after}{contested}"] = {"apply": apply, "suggest": min(suggest, apply)}
    return table


def curve(made: Sequence[tuple[float, bool]], threshold: float | None) -> dict[str, str]:
    """Right and all changes from some confidences on, for the eye."""
    points = [0.8, 0.9, 0.95, 0.98, 0.99, *([threshold] if threshold else [])]
    return {str(p): f"{sum(g for c, g in made if c >= p)}/{sum(c >= p for c, _ in made)}" for p in points}


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
    parser.add_argument("--floor", type=float, default=0.9, help="least threshold of a pronoun: dev sets are small")
    parser.add_argument(
        "--low", type=float, default=0.85, help="the same where feminine or masculine is put too rarely"
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
