"""Thresholds per change of gender: the confidence from which a pronoun is changed."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from models.core.slots.pronoun import ALTERNATIVES, GENDER

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from models.nn.scaling import Scaling
    from scripts.seen import Seen

#: Least number of edits above a threshold that make its precision believable.
MIN_EDITS = 10
#: Edits of real translations that raise a threshold if most are wrong.
FEW = 3
#: What is behind the name of a change against which its sentence speaks.
CONTESTED = ":contested"
BETWEEN = ("masculine>feminine", "feminine>masculine")
#: How often the one of these two that is put less readily must be put, as a share of the other.
ALIKE = 0.8
#: By how much a threshold goes up or down.
_STEP = 0.005


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
