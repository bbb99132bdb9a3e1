"""How much is asked of a sentence of a summary, and what becomes of one that its source does not support."""

from __future__ import annotations

from typing import Literal

#: ``drop`` the sentence, keep it and ``mark`` it, or ``fallback`` to sentences of the source for the whole summary.
OnUnsupported = Literal["drop", "mark", "fallback"]

#: How much is asked of a sentence: ``strict`` drops more that is true, and lets less through that is not.
Strictness = Literal["standard", "strict"]
