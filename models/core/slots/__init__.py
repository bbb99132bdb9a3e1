"""Slots: the only places of a text where the cleanup model may act, each with the operations that it allows."""

from __future__ import annotations

from models.core.slots.finder import find_slots
from models.core.slots.slot import OPERATIONS, Slot, SlotKind

__all__ = ["OPERATIONS", "Slot", "SlotKind", "find_slots"]
