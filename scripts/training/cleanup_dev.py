"""A small fixed dev set for training runs, and its scores."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from models.core.slots import OPERATIONS
from models.core.slots.finder import WORD_KINDS
from models.core.slots.pronoun import GENDER
from models.nn.decoding import decode
from scripts.training.batches import IGNORE, INDEX, Item, collate, prepare
from scripts.training.cleanup_data import Example, blinded, news, real_documents

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    import torch

    from models.nn.encoding import TextEncoder
    from models.nn.network import SlotScorer

#: Confidence above which an edit counts as made.
THRESHOLD = 0.9


def dev_items(dev: Path, encoder: TextEncoder, size: int = 260, *, blind: bool = False) -> list[Item]:
    """Noisy windows of dev news, then real machine translations, some pronouns hidden if ``blind``; always the same."""
    rng = random.Random(7)

    def examples() -> Iterator[Example]:
        count = 0
        for example in news(dev / "news.jsonl.gz", "dev", rng, per_article=4, clean_share=0.4):
            if not example.masked and count < size:
                count += 1
                yield example
        yield from list(real_documents(dev / "real_mt_documents.jsonl.gz", rng))[: size // 2]

    found = list(examples())
    if blind:
        found = [blinded(example, rng) for example in found]
    items = [prepare(example, encoder, kinds=WORD_KINDS) for example in found]
    return sorted((item for item in items if item), key=lambda item: len(item.encoded.ids))


def score_items(
    model: SlotScorer,
    items: Sequence[Item],
    encoder: TextEncoder,
    score: Callable[[SlotScorer, dict[str, torch.Tensor]], torch.Tensor] = decode,
) -> dict[str, float]:
    """Pronoun scores at ``THRESHOLD`` on the synthetic windows, plain accuracies, and fixed/broken on real ones."""
    tally: dict[str, int] = {}
    for start in range(0, len(items), 16):
        group = list(items[start : start + 16])
        batch = collate(group, encoder)
        probabilities = score(model, batch).softmax(-1)
        for b, item in enumerate(group):
            for s, (slot, target) in enumerate(zip(item.encoded.slots, item.targets, strict=True)):
                if slot.kind != "pronoun" or target == IGNORE:
                    continue
                count(tally, item.example.source, slot.unchanged, target, probabilities[b, s])
    return summary(tally)


def count(tally: dict[str, int], source: str, own: str, target: int, probabilities: torch.Tensor) -> None:
    """Add one pronoun to the tally."""
    group = "real" if source == "real_documents" else "syn"
    wrong = INDEX[own] != target
    best = int(probabilities.argmax())
    made = best != INDEX[own] and float(probabilities[best]) >= THRESHOLD
    gender = GENDER[OPERATIONS[target]]
    keys = [f"{group}_{'wrong' if wrong else 'right'}"]
    if wrong:
        keys += [f"{group}_wrong_{gender}"]
        if best == target:
            keys += [f"{group}_hit", f"{group}_hit_{gender}"]
        if made and best == target:
            keys += [f"{group}_fixed", f"{group}_fixed_{gender}"]
    if made:
        keys.append(f"{group}_made")
        if not wrong:
            keys.append(f"{group}_broken")
    for key in keys:
        tally[key] = tally.get(key, 0) + 1


def summary(tally: dict[str, int]) -> dict[str, float]:
    """Precision, recall, F0.5 and accuracies of a tally."""

    def ratio(a: str, b: str) -> float:
        return round(tally.get(a, 0) / max(1, tally.get(b, 0)), 4)

    precision, recall = ratio("syn_fixed", "syn_made"), ratio("syn_fixed", "syn_wrong")
    f05 = 1.25 * precision * recall / max(1e-9, 0.25 * precision + recall)
    out: dict[str, float] = {"precision": precision, "recall": recall, "f05": round(f05, 4)}
    for gender in ("feminine", "masculine", "neuter", "plural"):
        out[f"recall_{gender}"] = ratio(f"syn_fixed_{gender}", f"syn_wrong_{gender}")
        out[f"hit_{gender}"] = ratio(f"syn_hit_{gender}", f"syn_wrong_{gender}")
    out["hit"] = ratio("syn_hit", "syn_wrong")
    out |= {key: tally.get(key, 0) for key in ("syn_wrong", "syn_right", "syn_broken")}
    out |= {key: tally.get(key, 0) for key in ("real_wrong", "real_fixed", "real_broken")}
    return out
