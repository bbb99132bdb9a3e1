"""All slots of a text, in reading order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.core.slots.gap import find_gaps
from models.core.slots.mark import find_marks
from models.core.slots.pronoun import find_pronouns
from models.core.slots.stray import find_strays

if TYPE_CHECKING:
    from collections.abc import Collection

    from models.core.slots.slot import Slot, SlotKind

ALL_KINDS: frozenset[SlotKind] = frozenset({"pronoun", "mark", "gap", "stray"})
#: Those that are words; the others have to do with quotation marks.
WORD_KINDS: frozenset[SlotKind] = frozenset({"pronoun", "stray"})


def find_slots(text: str, start: int, end: int, kinds: Collection[SlotKind] = ALL_KINDS) -> list[Slot]:
    """Slots of the paragraph ``text[start:end]``, sorted; a gap comes before what starts at its place."""
    slots: list[Slot] = []
    if "pronoun" in kinds:
        slots += find_pronouns(text, start, end)
    if "mark" in kinds:
        slots += find_marks(text, start, end)
    if "gap" in kinds:
        slots += find_gaps(text, start, end)
    if "stray" in kinds:
        slots += find_strays(text, start, end)
    return sorted(slots, key=lambda slot: (slot.start, slot.end))
