"""Slots: the only places of a text where an edit may happen, each with the operations that it allows."""
