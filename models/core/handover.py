"""The hand-over between rules and model: the one place that says who decides what.

Rules decide spacing, punctuation, encodings and repeated words, where they are sure. Quotation marks are decided by the
search over readings, to which the model's log-probabilities are added as evidence. Pronouns, and the stray stops and
fragments that no rule was sure of, are the model's.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from models.core.decision import SlotDecision, SlotModel, Thresholds
from models.core.edit import Edit, select
from models.core.quotes import QuoteEvidence, repair_quotes
from models.core.rule import APPLIED
from models.core.slots.pronoun import GENDER, match_case
from models.core.stop import Check, go_on

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from models.core.document import Document
    from models.core.quotes import QuoteStyle
    from models.core.rule import Rule
    from models.core.slots import Slot

QUOTES_RULE = "quotation-marks"
NEVER = Thresholds(2.0, 2.0)


@dataclass(frozen=True, slots=True)
class Proposals:
    """Edits to apply and edits only to suggest, each set sorted and without overlaps."""

    apply: tuple[Edit, ...] = ()
    suggest: tuple[Edit, ...] = ()


def split(edits: Iterable[tuple[Edit, bool]]) -> Proposals:
    """Sort candidate edits, each with whether it may be applied, into proposals; applied ones win over suggestions."""
    pairs = list(edits)
    applied = select(edit for edit, sure in pairs if sure)
    suggested = select(edit for edit, sure in pairs if not sure)
    return Proposals(tuple(applied), tuple(suggested))


def by_rules(document: Document, rules: Sequence[Rule], disabled: Collection[str], check: Check = go_on) -> Proposals:
    """What the rules propose; ``check`` is called before each of them."""
    found: list[tuple[Edit, bool]] = []
    for rule in rules:
        check()
        if rule.id not in disabled:
            found += [(edit, edit.confidence >= APPLIED) for edit in rule.find(document)]
    return split(found)


def by_marks(
    document: Document, style: QuoteStyle, disabled: Collection[str], evidence: QuoteEvidence | None = None
) -> Proposals:
    """What the search over quotation marks proposes for a text whose debris is gone."""
    if QUOTES_RULE in disabled:
        return Proposals()
    return split((edit, edit.confidence >= APPLIED) for edit in repair_quotes(document, style, evidence))


def by_model(
    document: Document, disabled: Collection[str], model: SlotModel, decisions: Sequence[SlotDecision]
) -> Proposals:
    """What the model proposes for the slots that it has decided."""
    found: list[tuple[Edit, bool]] = []
    for decision in decisions:
        edit = slot_edit(document.text, decision, model.name)
        if edit is None or model.name in disabled:
            continue
        limit = thresholds_of(model, decision, edit)
        if edit.confidence >= limit.suggest:
            found.append((edit, edit.confidence >= limit.apply))
    return split(found)


def thresholds_of(model: SlotModel, decision: SlotDecision, edit: Edit) -> Thresholds:
    """The thresholds for an edit: of its very change if there are any, else of its slot kind.

    A contested change needs its own to be applied, and a barred one never is.
    """
    kind, gender = decision.slot.kind, GENDER.get(edit.after.lower())
    change = f"{kind}:{edit.before.lower()}>{edit.after.lower()}"
    usual = model.thresholds.get(change) or model.thresholds.get(kind, NEVER)
    never = Thresholds(NEVER.apply, usual.suggest)
    if gender in decision.barred:
        return never
    if gender in decision.contested:
        return model.thresholds.get(f"{change}:contested", never)
    return usual


def quote_evidence(decisions: Sequence[SlotDecision], weight: float) -> QuoteEvidence:
    """The model's word on marks and gaps, as log-probabilities."""
    marks, gaps = (
        {
            d.slot.start: {op: math.log(max(p, 1e-9)) for op, p in d.probabilities.items()}
            for d in decisions
            if d.slot.kind == kind
        }
        for kind in ("mark", "gap")
    )
    return QuoteEvidence(marks, gaps, weight)


def slot_edit(text: str, decision: SlotDecision, source: str) -> Edit | None:
    """The edit of a decided pronoun or stray slot; ``None`` when it stays as it is, or is another's to write."""
    slot = decision.slot
    operation, confidence = max(decision.probabilities.items(), key=lambda item: item[1])
    if operation == slot.unchanged:
        return None
    before = text[slot.start : slot.end]
    if slot.kind == "pronoun":
        after = match_case(operation, before)
        gender = GENDER[operation]
        message = f"“{before}” stands for someone or something {gender} here, so “{after}”."
        if gender == "plural":
            message = f"“{before}” stands for several here, so “{after}”."
        return Edit(slot.start, slot.end, before, after, "pronoun", round(confidence, 4), source, message)
    if slot.kind == "stray":
        stop = before in {".", ";"}
        message = _stray_message(text, slot)
        end, after = slot.end, ""
        if not stop and before[:1].isupper():
            # The second copy takes over the capital of the first.
            follow = text[end : end + 1]
            before, end, after = before + follow, end + len(follow), follow.upper()
        kind = "punctuation" if stop else "duplicate"
        return Edit(slot.start, end, before, after, kind, round(confidence, 4), source, message)  # type: ignore[arg-type]
    return None


def _stray_message(text: str, slot: Slot) -> str:
    """Why the text of a stray slot goes."""
    words = text[slot.start : slot.end].strip()
    if words in {".", ";"}:
        return f"The “{words}” stands in the middle of a sentence."
    if text[slot.end : slot.end + len(words)].lower() == words.lower():
        return f"“{words}” is written again right behind."
    return f"Behind “{words}” the same words start over."


def together(*several: Proposals) -> Proposals:
    """Proposals of several sources for one document; of edits that overlap the more confident one stays."""
    apply = select(chain.from_iterable(p.apply for p in several))
    suggest = select(chain.from_iterable(p.suggest for p in several))
    return Proposals(tuple(apply), tuple(suggest))
