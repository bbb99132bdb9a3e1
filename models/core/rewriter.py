"""What a rewriter is: something that proposes edits of whole documents, already held to the policy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from models.core.stop import Check, go_on

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.core.document import Document
    from models.core.handover import Proposals


class Rewriter(Protocol):
    """Proposes edits by typing a text anew; see `models.core.guard.rewriting` for what may become one."""

    @property
    def name(self) -> str:
        """Source of its edits, such as ``coedit-large@0123abcd``."""

    def propose(self, documents: Sequence[Document], check: Check = go_on) -> list[Proposals]:
        """Edits and suggestions for each document; the same for the same document, whatever the others.

        Raises:
            Stopped: by ``check``, which is called between the steps.
        """
