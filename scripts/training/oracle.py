"""Oracle labels: which sentences of an article make the best summary, measured against one that a person wrote."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scripts.rouge import Profile, f1

if TYPE_CHECKING:
    from collections.abc import Sequence

STEPS = 4  # sentences of an oracle summary, at most


@dataclass(frozen=True, slots=True)
class Oracle:
    """The greedy best choices and what every other choice would have been worth.

    Attributes:
        chosen: numbers of the sentences, in the order of choice.
        gains: per step, one more than choices were made at most, by how much each sentence raises the mean of ROUGE-1
            and ROUGE-2 F1, -1 to 1; 0 for those already chosen.
        coverage: per sentence, the mean share, 0 to 1, of the reference's unigrams and bigrams that it holds alone.
    """

    chosen: list[int]
    gains: list[list[float]]
    coverage: list[float]


def oracle_of(sentences: Sequence[str], reference: str, steps: int = STEPS) -> Oracle:
    """Choose greedily, as Nallapati et al. (2017, arXiv 1611.04230) do, the sentence that raises ROUGE most."""
    wanted = Profile.of(reference)
    profiles = [Profile.of(sentence) for sentence in sentences]
    chosen: list[int] = []
    gains: list[list[float]] = []
    while True:
        before = Profile.joined(profiles[i] for i in chosen)
        base = _worth(wanted, before)
        gain = [
            0.0 if i in chosen else _worth(wanted, Profile.joined((before, profile))) - base
            for i, profile in enumerate(profiles)
        ]
        gains.append(gain)
        best = max(range(len(gain)), key=gain.__getitem__, default=None)
        if best is None or gain[best] <= 0 or len(chosen) == steps:
            return Oracle(chosen, gains, [coverage(wanted, profile) for profile in profiles])
        chosen.append(best)


def _worth(reference: Profile, summary: Profile) -> float:
    return sum(f1(reference, summary)) / 2


def coverage(reference: Profile, sentence: Profile) -> float:
    """The mean of the shares, 0 to 1, of the unigrams and of the bigrams of a reference that a sentence holds."""
    unigrams = (reference.unigrams & sentence.unigrams).total() / max(1, reference.unigrams.total())
    bigrams = (reference.bigrams & sentence.bigrams).total() / max(1, reference.bigrams.total())
    return (unigrams + bigrams) / 2
