"""Cleaning of texts: rules and model take turns until a text has nothing left to repair."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from models.core.document import Document
from models.core.edit import Edit, OffsetMap, apply_edits, compose, select
from models.core.handover import Proposals, by_marks, by_model, by_rules, quote_evidence, together
from models.core.rules import RULES as ALL_RULES
from models.core.rules import encoding
from models.core.stop import Check, go_on
from models.result import Warning

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.core.decision import SlotModel
    from models.core.rewriter import Rewriter
    from models.options import Options

ENCODING = encoding.RULES
FORM = tuple(rule for rule in ALL_RULES if rule not in ENCODING)
#: Rounds of rules and model. A text that still changes after them is left as it was received.
ROUNDS = 5
#: Passes of one family of rules over its own output.
PASSES = 16


@dataclass(slots=True)
class Cleaned:
    """A text on its way: what was received, the edits so far, and what they give.

    Attributes:
        received: the text as it was received.
        document: the text with ``edits`` applied.
        edits: sorted edits of ``received``.
        suggestions: edits of ``received`` that were not sure enough.
        warnings: what a person should know.
        settled: a whole round has found nothing more to repair.
    """

    received: str
    document: Document
    edits: list[Edit] = field(default_factory=list)
    suggestions: list[Edit] = field(default_factory=list)
    warnings: list[Warning] = field(default_factory=list)
    settled: bool = False

    def take(self, edits: Sequence[Edit]) -> None:
        """Apply edits of the present document."""
        self.edits = compose(self.received, self.edits, edits)
        self.document = Document.parse(apply_edits(self.document.text, edits))

    def suggest(self, found: Sequence[Edit]) -> None:
        """Carry suggestions for the present document back to the received text; those on edited ground are dropped."""
        offsets = OffsetMap(self.edits)
        for edit in found:
            start, end = offsets.to_input(edit.start), offsets.to_input(edit.end)
            if self.received[start:end] == edit.before and not any(
                start <= done.end and done.start <= end for done in self.edits
            ):
                self.suggestions.append(
                    Edit(start, end, edit.before, edit.after, edit.kind, edit.confidence, edit.source, edit.message)
                )


class Cleaner:
    """Cleans texts by rules and, when it has one, by a slot model or a rewriter.

    Args:
        model: decides pronouns and helps with marks; ``None`` leaves the work to the rules.
        rewriter: proposes edits by typing the text anew.
    """

    def __init__(self, model: SlotModel | None = None, rewriter: Rewriter | None = None) -> None:
        self.model = model
        self.rewriter = rewriter

    def clean_many(self, texts: Sequence[str], options: Options, check: Check = go_on) -> list[Cleaned]:
        """Clean texts together. Applying each one's ``edits`` gives its text, and cleaning that again changes nothing.

        The last is so by construction: a text counts as clean only when a whole round over it found no edit, and a text
        for which that does not come about is given back as it was received, with a warning.

        Raises:
            Stopped: by ``check``, which is called before each rule and each step of the model.
        """
        all_of_them = [Cleaned(text, Document.parse(text)) for text in texts]
        open_ones = all_of_them
        for _ in range(ROUNDS):
            if not open_ones:
                break
            open_ones = self._round(open_ones, options, check)
        for cleaned in all_of_them:
            if not cleaned.settled:
                cleaned.document, cleaned.edits, cleaned.suggestions = Document.parse(cleaned.received), [], []
                message = "Repairs kept undoing one another; the text was left as it is."
                cleaned.warnings.append(Warning("unstable", message))
        return all_of_them

    def _round(self, several: Sequence[Cleaned], options: Options, check: Check) -> list[Cleaned]:
        """One round over each text: its form until that rests, then the models; settled when nothing came of them.

        Returns:
            The texts that need another round.
        """
        looked = [(c, self._form(c, options, check)) for c in several]
        resting = [(c, suggestions) for c, suggestions in looked if suggestions is not None]
        documents = [c.document for c, _ in resting]
        decisions = self.model.decide(documents, check) if self.model else [[] for _ in resting]
        rewriter = self.rewriter if self.rewriter and self.rewriter.name not in options.disabled_rules else None
        written = rewriter.propose(documents, check) if rewriter else [Proposals() for _ in resting]
        for (cleaned, formed), said, rewritten in zip(resting, decisions, written, strict=True):
            check()
            found = [rewritten]
            if self.model:
                found.append(by_model(cleaned.document, options.disabled_rules, self.model, said))
                if self.model.quote_weight:
                    evidence = quote_evidence(said, self.model.quote_weight)
                    found.append(by_marks(cleaned.document, options.quote_style, options.disabled_rules, evidence))
            proposals = together(*found)
            if proposals.apply:
                cleaned.take(proposals.apply)
            else:
                # The last look at the form and that of the models were at one text, and neither found an edit.
                cleaned.settled = True
                cleaned.suggest(select([*formed, *proposals.suggest]))
        return [c for c, _ in resting if not c.settled]

    def _form(self, cleaned: Cleaned, options: Options, check: Check) -> list[Edit] | None:
        """Apply the rules, and the search over marks unless the model has a say in it, until they find nothing.

        Models are slow: what they read is finished, so that they need not read it again.

        Returns:
            The suggestions of the last look; ``None`` when the form does not come to rest.
        """
        own_marks = not (self.model and self.model.quote_weight)
        for _ in range(ROUNDS):
            document = cleaned.document
            suggestions = self._rules(cleaned, options, check)
            if own_marks:
                found = by_marks(cleaned.document, options.quote_style, options.disabled_rules)
                if found.apply:
                    cleaned.take(found.apply)
                suggestions += found.suggest
            # Every edit makes a new document, also those that an edit after them takes back.
            if cleaned.document is document:
                return suggestions
        return None

    @staticmethod
    def _rules(cleaned: Cleaned, options: Options, check: Check) -> list[Edit]:
        """Apply the encoding rules until they rest, then the others.

        Returns:
            The suggestions of both. They fit the document when no rule has changed it, and only then are they of use.
        """
        suggestions: list[Edit] = []
        for family in (ENCODING, FORM):
            for _ in range(PASSES):
                proposals = by_rules(cleaned.document, family, options.disabled_rules, check)
                if not proposals.apply:
                    suggestions += proposals.suggest
                    break
                cleaned.take(proposals.apply)
        return suggestions
