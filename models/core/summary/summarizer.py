"""What a summarizer is: something that picks sentences of a document within a budget."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from models.core.stop import Check, go_on

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.core.document import Document, Span


@dataclass(frozen=True, slots=True, order=True)
class Naming:
    """A name put for a pronoun or last name: ``document.text[start:end]``, which reads ``before``, became ``after``."""

    start: int
    end: int
    before: str
    after: str


@dataclass(frozen=True, slots=True, order=True)
class Pick:
    """A sentence of a summary: what it reads, and ``document.text[start:end]`` that it was made from.

    Attributes:
        start: see above.
        end: see above.
        text: what it reads: the pieces of ``kept`` joined, names put in, its first letter a capital.
        kept: the parts of the document that it was made from, in order; empty when that is the whole sentence.
        named: the names put for pronouns and last names; the spans lie in ``kept``.
        generated: a model wrote ``text`` in its own words; the span is then the sentence that is most like it.
        supported: the document bears out what it says; false only for a generated sentence that was let stand.
    """

    start: int
    end: int
    text: str
    kept: tuple[Span, ...] = ()
    named: tuple[Naming, ...] = ()
    generated: bool = False
    supported: bool = True


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that a reader of the summary should know; the span is of the document, 0 to 0 for the whole."""

    code: str
    message: str
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Brief:
    """A summary with what a reader should know about it."""

    picks: tuple[Pick, ...]
    notices: tuple[Notice, ...] = ()


class Summarizer(Protocol):
    """Picks the sentences of a document that stand for the whole."""

    @property
    def name(self) -> str:
        """The name by which results say who wrote the summary."""

    def summarize(
        self, document: Document, *, sentences: int | None, words: int | None, skip: Sequence[Span] = ()
    ) -> list[Pick]:
        """Pick sentences in reading order, at most ``sentences`` of them and at most ``words`` words in all.

        ``None`` sets no limit of that sort; one of the two must be given. Nothing that touches a span of ``skip``
        (boilerplate) is picked. A document that fits into the budget comes back whole; nothing is ever padded.

        Raises:
            ValueError: no limit is given, or a limit is negative.
        """


@runtime_checkable
class Writer(Protocol):
    """A summarizer that writes in its own words, and may have something to say about that."""

    def write(
        self,
        document: Document,
        *,
        sentences: int | None,
        words: int | None,
        skip: Sequence[Span] = (),
        check: Check = go_on,
    ) -> Brief:
        """Write a summary within the budget; see `Summarizer.summarize`.

        Raises:
            ValueError: no limit is given, or a limit is negative.
            Stopped: by ``check``.
        """
