"""The candidates of a summary as they will read in it: trimmed to what the budget asks for, pronouns named."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from models.core.span import Span
from models.core.summary.budget import count_words
from models.core.summary.candidates import is_dangling
from models.core.summary.dropping import drop_probability
from models.core.summary.forms import Form
from models.core.summary.naming import name_for
from models.core.summary.summarizer import Pick
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

    A name stands for a pronoun where the sentence before is not chosen. What room a budget of words has left goes to
    the slots that were left out of the chosen sentences with the least reason.

    Args:
        document: what is summarized.
        found: the candidates before they were trimmed.
        chosen: the trimmed ones that were chosen.
        budget: what they were chosen for.
    """
    indices = {candidate.index for candidate in chosen}
    picks = [_pick(c, indices) for c in chosen]
    if budget.words is None:
        return picks
    whole = {candidate.index: candidate for candidate in found}
    room = budget.words - sum(count_words(pick.text) for pick in picks)
    for place, candidate in enumerate(chosen):
        for least in _FULLER if picks[place].kept else ():
            fuller = _pick(_shortened(document, whole[candidate.index], least), indices)
            more = count_words(fuller.text) - count_words(picks[place].text)
            if 0 < more <= room:
                picks[place] = fuller
                room -= more
                break
    return picks


def _shortened(document: Document, candidate: Candidate, least: float | None) -> Candidate:
    if candidate.form is not Form.STATEMENT:
        least = None
    wording = trim(candidate.text) if least is None else trim(candidate.text, drop_probability, least)
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
        dangling=is_dangling(wording.text),
        kept=kept if wording.cuts else (),
        naming=naming,
    )


def _pick(candidate: Candidate, indices: set[int]) -> Pick:
    span, text, naming = candidate.span, candidate.text, candidate.naming
    if naming is None or candidate.index - 1 in indices:
        return Pick(span.start, span.end, text, candidate.kept)
    return Pick(span.start, span.end, naming.after + text[len(naming.before) :], candidate.kept, (naming,))
