"""How far to trust a change of a pronoun: confidence estimation over the whole document.

The network sees a window and says how likely each word is there. Whether its change is right depends on more than that:
in a text where nothing else looks wrong, a lone odd pronoun is mostly the network's own error, and where many are wrong
the next one mostly is as well. And wrong words agree with one another: where the network doubts, a second one is asked,
which does not see the words that the first doubts. A third, small model learns from both, on damaged and clean texts
(confidence estimation, Blatz et al. 2004, aclanthology C04-1046).
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, replace
from math import exp, log, log1p
from typing import TYPE_CHECKING, Any

from models.core.forest import Forest, Tree
from models.core.slots.pronoun import GENDER
from models.nn.antecedents import ANTECEDENT
from models.nn.objections import NONE, Objections
from models.nn.scaling import PLAIN
from models.registry import ModelError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from models.nn.scaling import Scaling

CONFIDENCE_FILE = "confidence.json"
#: Least probability of a change that is looked at again; what is below stays as it is.
LEAST = 0.05
_GENDERS = ("masculine", "feminine", "neuter", "plural")
#: Pronouns to either side that a pronoun is compared with.
_NEIGHBOURS = (-3, -2, -1, 1, 2, 3)
_NOBODY = (-1.0,) * 5
_SURE = 1e-6
#: Logits beyond which nothing changes.
_MOST = 30.0
#: Numbers of a row, see `rows_of`.
WIDTH = 5 + 4 * 3 + 5 * len(_NEIGHBOURS) + 8 + ANTECEDENT + 4 + 11


@dataclass(frozen=True, slots=True)
class Scored:
    """The logarithms of the probabilities of a slot's operations, as the two heads and both together see them."""

    decoder: Mapping[str, float]
    tagger: Mapping[str, float]
    both: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Heard:
    """What the network says of a pronoun.

    Attributes:
        start: its first code point.
        own: the operation that leaves it as it stands.
        decoder: logarithms of the probabilities of the operations that it allows, by the decoder.
        tagger: the same by the encoder's own head.
        scores: the same by both together.
        probabilities: the calibrated probabilities of both together.
        antecedents: what `models.nn.antecedents` tells of it.
        objections: what its own sentence says against a change.
        hidden: logarithms of the probabilities by the reader, from whom the words in doubt are hidden, this one among
            them; ``None`` where it was not asked.
    """

    start: int
    own: str
    decoder: Mapping[str, float]
    tagger: Mapping[str, float]
    scores: Mapping[str, float]
    probabilities: Mapping[str, float]
    antecedents: Sequence[float]
    objections: Objections = NONE
    hidden: Mapping[str, float] | None = None

    @property
    def change(self) -> str:
        """The likeliest operation, with the word seen and hidden, that does not leave it as it stands."""
        both = self.likely
        return max((o for o in both if o != self.own), key=lambda o: both[o])

    @property
    def likely(self) -> Mapping[str, float]:
        """The mean of the probabilities with the word seen and hidden."""
        if self.hidden is None:
            return self.probabilities
        unseen = PLAIN.probabilities(self.hidden, self.own)
        return {o: (p + unseen[o]) / 2 for o, p in self.probabilities.items()}

    def rescaled(self, scaling: Scaling) -> Heard:
        """The same with the probabilities that a scaling gives."""
        return replace(self, probabilities=scaling.probabilities(self.scores, self.own))


class Confidence:
    """Gives changes the probability that they are right.

    Args:
        forest: from a row of numbers to the logit of that probability.
    """

    def __init__(self, forest: Forest) -> None:
        self.forest = forest

    @classmethod
    def load(cls, path: Path) -> Confidence:
        """Read what `save` wrote.

        Raises:
            ModelError: the file is damaged.
        """
        try:
            saved = json.loads(path.read_text("utf-8"))
            return cls(Forest(float(saved["base"]), tuple(_tree(node) for node in saved["trees"])))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelError(f"{path}: cannot be loaded: {error}") from error

    def save(self, path: Path) -> None:
        """Write the trees as JSON."""
        saved = {"base": self.forest.base, "trees": self.forest.trees}
        path.write_text(json.dumps(saved, separators=(",", ":")) + "\n", encoding="utf-8")

    def of(self, heard: Sequence[Heard]) -> list[Mapping[str, float]]:
        """The probabilities of the operations of a document's pronouns, in order.

        Where a change is likely enough to be looked at, they are those of the change and of leaving the word alone.
        """
        out: list[Mapping[str, float]] = [h.probabilities for h in heard]
        for i, row in rows_of(heard).items():
            right = 1 / (1 + exp(-max(-_MOST, min(_MOST, self.forest.predict(row)))))
            out[i] = dict.fromkeys(heard[i].probabilities, 0.0) | {heard[i].own: 1 - right, heard[i].change: right}
        return out


def rows_of(heard: Sequence[Heard]) -> dict[int, list[float]]:
    """``WIDTH`` numbers on each pronoun of a document whose change is likely enough, by its place among them.

    They tell what the network says of the pronoun, of those near it and of all others, whom it may stand for, and what
    the network says when it does not see the word.
    """
    changes = [h.change for h in heard]
    genders = [_by_gender(h.probabilities) for h in heard]
    blind = {i: _by_gender(PLAIN.probabilities(h.hidden, h.own)) for i, h in enumerate(heard) if h.hidden is not None}
    doubts = [1 - h.probabilities[h.own] for h in heard]
    kinds = [(GENDER[h.own], GENDER[change]) for h, change in zip(heard, changes, strict=True)]
    of_kind: Counter[tuple[str, str]] = Counter()
    for kind, doubt in zip(kinds, doubts, strict=True):
        of_kind[kind] += doubt  # type: ignore[assignment]  # a Counter adds up any numbers
    everything = {g: sum(each[g] for each in genders) for g in _GENDERS}
    words = Counter(own for own, _ in kinds)
    doubt = sum(doubts)
    likely = sum(d > 0.5 for d in doubts)
    greatest = sorted(doubts, reverse=True)[:2]
    rows = {}
    for i, h in enumerate(heard):
        change = changes[i]
        if h.hidden is None or h.likely[change] < LEAST:
            continue
        own, other = kinds[i]
        row = [
            _logit(h.probabilities[change]),
            h.decoder[change] - h.decoder[h.own],
            h.tagger[change] - h.tagger[h.own],
            _logit(exp(h.decoder[change])),
            _logit(exp(h.tagger[change])),
            *(float(own == g) for g in _GENDERS),
            *(float(other == g) for g in _GENDERS),
            *genders[i].values(),
        ]
        for step in _NEIGHBOURS:
            j = i + step
            if not 0 <= j < len(heard):
                row += _NOBODY
                continue
            near = kinds[j][0]
            far = log1p(abs(heard[j].start - h.start))
            row += [genders[j][other], genders[j][own], float(near == other), float(near == own), far]
        row += [
            everything[other] - genders[i][other],
            float(words[other]),
            doubt - doubts[i],
            (doubt - doubts[i]) / max(1, len(heard) - 1),
            greatest[1] if doubts[i] == greatest[0] and len(greatest) > 1 else greatest[0] if len(heard) > 1 else 0.0,
            float(likely - (doubts[i] > 0.5)),
            of_kind[kinds[i]] - doubts[i],
            log1p(len(heard)),
        ]
        rows[i] = [*row, *h.antecedents, *h.objections.numbers(other), *_hidden(h.hidden, h.own, change)]
        alike = [blind[j] for j in blind if j != i and kinds[j][0] == own]
        rows[i] += [sum(p[other] for p in alike), float(len(alike)), float(len(blind))]
    return rows


def _hidden(said: Mapping[str, float], own: str, change: str) -> Iterator[float]:
    """What the reader says of a pronoun: 8 numbers."""
    found = PLAIN.probabilities(said, own)
    yield said[change] - said[own]
    yield _logit(found[change])
    yield _logit(found[own])
    yield from _by_gender(found).values()
    yield float(max(found, key=lambda o: found[o]) == change)


def _by_gender(probabilities: Mapping[str, float]) -> dict[str, float]:
    return {g: sum(p for o, p in probabilities.items() if GENDER[o] == g) for g in _GENDERS}


def _logit(probability: float) -> float:
    inside = min(1 - _SURE, max(_SURE, probability))
    return log(inside / (1 - inside))


def _tree(node: Any) -> Tree:
    if isinstance(node, list):
        feature, threshold, left, right = node
        if not 0 <= int(feature) < WIDTH:
            raise ValueError(f"no number {feature}")
        return (int(feature), float(threshold), _tree(left), _tree(right))
    return float(node)
