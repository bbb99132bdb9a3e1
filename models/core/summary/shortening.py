"""The candidates of a summary as they will read in it: trimmed to what the budget asks for, pronouns named."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from models.core.span import Span
from models.core.summary.budget import count_words
from models.core.summary.candidates import is_dangling
from models.core.summary.dropping import drop_probability
from models.core.summary.forms import Form
from models.core.summary.introductions import People, named_groups
from models.core.summary.naming import name_for
from models.core.summary.summarizer import Naming, Pick
from models.core.summary.wording import trim

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.core.document import Document
    from models.core.summary.budget import Budget
    from models.core.summary.candidates import Candidate

_LEAST = 0.5  # probability from which a slot goes
_FULLER = (None, 0.9, 0.75, 0.6)  # the same while there is room to put back; without it nothing optional goes


def shortened(document: Document, found: Sequence[Candidate], budget: Budget) -> list[Candidate]:
    """Trim the candidates, and find the names for their leading pronouns.

    Within a budget of sentences only what always helps is left out: connectives, datelines, parentheses. Within one of
    words every slot goes that an editor would drop sooner than keep.
    """
    least = None if budget.words is None else _LEAST
    return [_shortened(document, candidate, least) for candidate in found]


def picks_of(document: Document, found: Sequence[Candidate], chosen: Sequence[Candidate], budget: Budget) -> list[Pick]:
    """The chosen candidates, in reading order, as picks.

    A name stands for a pronoun where the sentence before is not chosen, and a full name for the last name of someone
    whom no sentence before introduces, where the document calls one person so. What room a budget of words has left
    goes to the slots that were left out of the chosen sentences with the least reason.

    Args:
        document: what is summarized.
        found: the candidates before they were trimmed.
        chosen: the trimmed ones that were chosen.
        budget: what they were chosen for.
    """
    indices = {candidate.index for candidate in chosen}
    people = People([candidate.text for candidate in found])
    shown = list(chosen)
    if budget.words is None:
        return told(shown, indices, people)
    whole = {candidate.index: candidate for candidate in found}
    room = budget.words - sum(_told_words(candidate, indices) for candidate in shown)
    for place, candidate in enumerate(chosen):
        for least in _FULLER if candidate.kept else ():
            fuller = _shortened(document, whole[candidate.index], least)
            more = _told_words(fuller, indices) - _told_words(candidate, indices)
            if 0 < more <= room:
                shown[place] = fuller
                room -= more
                break
    return told(shown, indices, people, room)


def _shortened(document: Document, candidate: Candidate, least: float | None) -> Candidate:
    if candidate.form is not Form.STATEMENT:
        least = None
    text = document.text[candidate.span.start : candidate.span.end]
    wording = trim(text) if least is None else trim(text, drop_probability, least)
    start = candidate.span.start
    kept = tuple(Span(start + piece.start, start + piece.end) for piece in wording.kept)
    naming = None
    if kept and candidate.dangling and candidate.index:
        opening = Span(kept[0].start, candidate.span.end)
        naming = name_for(document.text, document.sentences[candidate.index - 1], opening)
    return replace(
        candidate,
        text=wording.text,
        words=count_words(wording.text),
        dangling=is_dangling(wording.text) and (candidate.dangling or not is_dangling(candidate.text)),
        kept=() if wording.is_whole else kept,
        naming=naming,
    )


def told(shown: Sequence[Candidate], indices: set[int], people: People, room: int | None = None) -> list[Pick]:
    """The picks; whoever is met by the last name first gets the full one, as far as there is room.

    Args:
        shown: the chosen candidates, trimmed, in reading order.
        indices: those of all that are chosen.
        people: whom the document introduces.
        room: words that are left; ``None`` for no limit.
    """
    met: set[str] = set()
    picks: list[Pick] = []
    for candidate in shown:
        namings = _opening(candidate, indices)
        text = candidate.text
        for mention in people.bare_mentions(text):
            name = people.full_name(mention.last)
            before = text[mention.start : mention.end]
            more = count_words(name) - count_words(before) if name else 0
            # Of `Doe and Roe` a first name for one alone would make a couple strangers.
            alone = mention.beside and mention.beside not in met and people.full_name(mention.beside) is None
            if name is None or mention.last in met or alone or (room is not None and more > room):
                continue
            room = None if room is None else room - more
            start = _origin(candidate, mention.start)
            namings.append((mention.start, Naming(start, start + len(before), before, name)))
        for at, naming in reversed(namings):
            text = text[:at] + naming.after + text[at + len(naming.before) :]
        met |= {name.rsplit(" ", 1)[1] for name in named_groups(text)}
        named = tuple(naming for _, naming in namings)
        picks.append(Pick(candidate.span.start, candidate.span.end, text, candidate.kept, named))
    return picks


def _opening(candidate: Candidate, indices: set[int]) -> list[tuple[int, Naming]]:
    """The name for the pronoun at the head, with its place in the text, where the sentence before is not shown."""
    naming = candidate.naming
    return [] if naming is None or candidate.index - 1 in indices else [(0, naming)]


def _told_words(candidate: Candidate, indices: set[int]) -> int:
    return candidate.most_words if _opening(candidate, indices) else candidate.words


def _origin(candidate: Candidate, offset: int) -> int:
    """The place in the document of a place in the text of a candidate."""
    for piece in candidate.kept:
        if offset < piece.end - piece.start:
            return piece.start + offset
        offset -= piece.end - piece.start
    return candidate.span.start + offset
