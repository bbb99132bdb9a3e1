"""What to do with a sentence of a summary that its source does not support."""

from __future__ import annotations

from typing import Literal

#: ``drop`` the sentence, keep it and ``mark`` it, or ``fallback`` to sentences of the source for the whole summary.
OnUnsupported = Literal["drop", "mark", "fallback"]
