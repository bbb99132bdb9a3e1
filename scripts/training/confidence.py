"""Train how far to trust the changes of pronouns, on the network's decisions over damaged and clean training texts.

    python -m scripts.training.confidence --data ../shared/data --weights models/weights/cleanup-en

Writes ``confidence.json`` and the scaling of the pronouns in ``config.json``; `scripts.calibrate` sets the thresholds
afterwards. Texts are whole articles and passages, as they are, with damage throughout, or with one or two wrong words:
what is learned must hold for a translator that errs often and for one that errs rarely.
"""

from __future__ import annotations

import argparse
import json
import random
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from itertools import islice
from math import log
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from sklearn.ensemble import HistGradientBoostingClassifier

from models.core.document import Document
from models.core.edit import apply_edits
from models.core.forest import Forest
from models.nn.confidence import CONFIDENCE_FILE, Confidence, Heard, rows_of
from models.nn.predictor import CleanupPredictor
from scripts.calibrate import fit
from scripts.corpus import read_jsonl
from scripts.noise import debris, pronouns, quotes
from scripts.seen import Seen, write_seen
from scripts.training.cleanup_data import CONSISTENT, moved, passage, pronoun_gold
from scripts.training.trees import trees_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from models.nn.scaling import Scaling

#: Corpora, the share of the texts that are from each, and the share of those that are cut to a passage.
SOURCES = (("news", 0.7, 0.3), ("quotes_polnear", 0.1, 0.0), ("fiction", 0.08, 1.0), ("gap", 0.12, 0.0))
#: Shares of the texts that stay clean and that get one or two wrong words; the rest is damaged throughout.
CLEAN, LIGHT = 0.35, 0.25
#: Share of the damaged ones whose translator is a consistent one.
THROUGHOUT = 0.5
#: Share of the texts whose form is damaged too.
FORM = 0.3
#: Forests that are averaged, and what each is like.
SEEDS = 3
#: Parts of the texts, each decided with trees that grew on the others.
FOLDS = 5
TREES: dict[str, Any] = {
    "max_iter": 200,
    "learning_rate": 0.04,
    "max_leaf_nodes": 31,
    "l2_regularization": 5.0,
    "max_features": 0.3,
    "early_stopping": False,
}
_SMALLEST = 30  # changes of a leaf


@dataclass(frozen=True, slots=True)
class Read:
    """A document's pronouns whose right operation is known: what was heard of all, and the right one by place."""

    heard: Sequence[Heard]
    right: dict[int, str]


def texts(data: Path, count: int, seed: int) -> Iterator[tuple[str, dict[int, str]]]:
    """Texts with the right operation of their pronouns, by offset; the same for the same seed."""
    rng = random.Random(seed)
    for name, share, cut in SOURCES:
        for record in islice(_spread(data / "train" / f"{name}.jsonl.gz", rng), round(count * share)):
            text = record["text"]
            if rng.random() < cut:
                whole, begin = passage(text, rng)
                text = whole[begin:]
            yield damaged(text, rng)


def _spread(path: Path, rng: random.Random) -> Iterator[dict[str, Any]]:
    """Records from all over a file, again and again."""
    while True:
        for record in read_jsonl(path):
            if rng.random() < 0.05:
                yield record


def damaged(text: str, rng: random.Random) -> tuple[str, dict[int, str]]:
    """A text with pronouns damaged or not, and the right operation of each by its offset."""
    manner = rng.random()
    noise = CONSISTENT if rng.random() < THROUGHOUT else None
    edits = sorted(pronouns.damage(text, rng, noise)) if manner >= CLEAN else []
    if manner < CLEAN + LIGHT:
        edits = sorted(rng.sample(edits, min(len(edits), rng.randint(1, 2))))
    gold, text = moved(pronoun_gold(text), edits), apply_edits(text, edits)
    if rng.random() < FORM:
        edits = debris.damage(text, rng)
        gold, text = moved(gold, edits), apply_edits(text, edits)
        wounded = quotes.damage(text, rng)
        gold, text = moved(gold, sorted(wounded.edits)), wounded.text
    return text, gold


def read(predictor: CleanupPredictor, several: Iterable[tuple[str, dict[int, str]]]) -> Iterator[Read]:
    """What the network says of texts, uncalibrated."""
    for text, gold in several:
        (heard,) = predictor.hear([Document.parse(text)])
        yield Read(heard, {i: gold[h.start] for i, h in enumerate(heard) if gold.get(h.start) in h.probabilities})


def listener(weights: Path) -> CleanupPredictor:
    """The network of ``weights``, uncalibrated, on one thread: processes side by side gain more than threads."""
    torch.set_num_threads(1)
    predictor = CleanupPredictor(weights, "cleanup-en")
    predictor.scalings = {}
    return predictor


def read_share(weights: Path, data: Path, documents: int, seed: int, share: tuple[int, int]) -> list[Read]:
    """One of several equal shares, ``(number, of)``, of what `read` gives of `texts`."""
    return list(read(listener(weights), islice(texts(data, documents, seed), share[0], None, share[1])))


def read_together(weights: Path, data: Path, documents: int, seed: int, workers: int) -> list[Read]:
    """What `read` gives of `texts`, by several processes, in order of the shares."""
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        shares = [
            pool.submit(read_share, weights, data, documents, seed, (number, workers)) for number in range(workers)
        ]
        return [one for share in shares for one in share.result()]


def train(documents: Sequence[Read]) -> tuple[Scaling, Confidence]:
    """Fit the scaling, then the trees on what it gives."""
    scaling = fit(
        [
            Seen("pronoun", d.heard[i].own, right, d.heard[i].scores, "own")
            for d in documents
            for i, right in d.right.items()
        ]
    )
    return scaling, grown([examples(d, scaling) for d in documents])


def examples(document: Read, scaling: Scaling) -> list[tuple[list[float], bool]]:
    """What is heard of each likely change of a document, and whether it is right.

    A change from one wrong word to another counts as wrong: a reader is as badly off after it as before.
    """
    heard = [h.rescaled(scaling) for h in document.heard]
    right = document.right
    return [(row, right[i] == heard[i].change) for i, row in rows_of(heard).items() if i in right]


def grown(documents: Sequence[Sequence[tuple[list[float], bool]]]) -> Confidence:
    """Trees fitted on the examples of documents."""
    found = [example for document in documents for example in document]
    table, wanted = np.array([row for row, _ in found], dtype=np.float32), np.array([right for _, right in found])
    smallest = min(_SMALLEST, max(1, len(found) // 10))
    trees, base = [], 0.0
    for seed in range(SEEDS):
        model = HistGradientBoostingClassifier(random_state=seed, min_samples_leaf=smallest, **TREES)
        model.fit(table, wanted)
        # Many thresholds lie next to 0 or 1: to round them would undo them.
        trees += trees_of(model, digits=None, share=1 / SEEDS)
        base += float(model._baseline_prediction[0, 0]) / SEEDS
    print(f"{len(found)} changes, {wanted.sum()} right", flush=True)
    return Confidence(Forest(base, tuple(trees)))


def crossed(documents: Sequence[Read], scaling: Scaling) -> Iterator[Seen]:
    """The documents' pronouns as they are decided with trees that grew without them."""
    found = [examples(d, scaling) for d in documents]
    for fold in range(FOLDS):
        confidence = grown([some for i, some in enumerate(found) if i % FOLDS != fold])
        for document in documents[fold::FOLDS]:
            decided = confidence.of([h.rescaled(scaling) for h in document.heard])
            for i, right in document.right.items():
                scores = {operation: log(max(p, 1e-9)) for operation, p in decided[i].items()}
                heard = document.heard[i]
                said = heard.objections
                yield Seen("pronoun", heard.own, right, scores, "own", said.contested, said.bound)


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--documents", type=int, default=5000, help="texts for each seed")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seeds", type=int, nargs="+", default=[11, 12], help="of the choice and damage of the texts")
    parser.add_argument("--seen", type=Path, help="file for the decisions by cross-validation, for scripts.calibrate")
    args = parser.parse_args()
    # Trees of other numbers than this version's could not even be loaded.
    (args.weights / CONFIDENCE_FILE).unlink(missing_ok=True)
    documents = [
        read
        for seed in args.seeds
        for read in read_together(args.weights, args.data, args.documents, seed, args.workers)
    ]
    scaling, confidence = train(documents)
    if args.seen:
        write_seen(args.seen, crossed(documents, scaling))
    confidence.save(args.weights / CONFIDENCE_FILE)
    path = args.weights / "config.json"
    config = json.loads(path.read_text(encoding="utf-8"))
    calibration = config.setdefault("calibration", {})
    calibration.setdefault("scalings", {})["pronoun"] = asdict(scaling)
    path.write_text(json.dumps(config, indent=2, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
