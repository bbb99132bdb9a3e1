"""Cleanup by a rewriter: a checkpoint that types a sentence anew, of which only edits inside the policy are taken."""

from __future__ import annotations

import re
from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING

from models.core.edit import select
from models.core.guard.rewriting import compare
from models.core.handover import Proposals
from models.core.stop import Check, go_on

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.core.document import Document
    from models.core.edit import Edit
    from models.seq2seq.engine import Engine

#: Sentences whose rewriting is remembered: the cleaner asks again after each round, mostly for the same ones.
MEMORY = 4096
_ROOM = 1.3  # tokens of the output for each of the input; form does not make a text longer


class Seq2SeqRewriter:
    """Proposes edits by rewriting sentence after sentence.

    Args:
        engine: generates.
        name: source of the edits.
    """

    def __init__(self, engine: Engine, name: str) -> None:
        self.name = name
        self._engine = engine
        self._memory: OrderedDict[str, str] = OrderedDict()
        self._lock = Lock()

    def propose(self, documents: Sequence[Document], check: Check = go_on) -> list[Proposals]:
        """Edits and suggestions for each document.

        Raises:
            Stopped: by ``check``, which is called between tokens.
        """
        return [self._propose(document, check) for document in documents]

    def _propose(self, document: Document, check: Check) -> Proposals:
        text = document.text
        # A sentence that does not fit is left alone: half of it rewritten would be half a sentence.
        wanted = [
            s for s in document.sentences
            if re.search(r"\w", text[s.start : s.end]) and self._engine.measure(text[s.start : s.end]) <= self._limit
        ]  # fmt: skip
        self._rewrite([text[s.start : s.end] for s in wanted], check)
        applied: list[Edit] = []
        suggested: list[Edit] = []
        for span in wanted:
            check()
            before = text[span.start : span.end]
            output = self._memory.get(before)
            if output is None:  # the memory was too small for one document
                continue
            found = compare(before, output, self.name, span.start)
            applied += found.apply
            suggested += found.suggest
        return Proposals(tuple(select(applied)), tuple(select(suggested)))

    @property
    def _limit(self) -> int:
        return min(self._engine.limit, int(self._engine.longest / _ROOM) - 8)

    def _rewrite(self, sentences: Sequence[str], check: Check) -> None:
        """Put into the memory what is not in it. Alone each, so that the company of a sentence changes nothing."""
        for sentence in dict.fromkeys(sentences):
            if sentence in self._memory:
                continue
            most = int(self._engine.measure(sentence) * _ROOM) + 8
            ((output, ended),) = self._engine.generate([sentence], most, check)
            with self._lock:
                # An output that does not end is a loop; nothing of it is of use.
                self._memory[sentence] = output if ended else sentence
                while len(self._memory) > MEMORY:
                    self._memory.popitem(last=False)
