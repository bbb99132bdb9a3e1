"""What a sentence needs beside it to be understood, and what in it no summary should say in its own voice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.core.summary import voice
from models.core.summary.forms import Form
from models.core.summary.introductions import People

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.core.summary.candidates import Candidate

DANGLING = 0.8  # share of a sentence's gain that is lost when the one its pronoun leans on is not there
SHELL = 0.5
POINTING = 0.35
CONNECTIVE = 0.4
UNKNOWN = 0.45  # for a person who is called by the last name only
WRITER = 0.8  # for a sentence in which the writer speaks of him- or herself
GROUP = 0.2
READER = 0.3
LESSER = 0.5  # for what is no plain statement
SHREDDED = 0.7  # for a sentence that is too short to tell much
_SHORT = 6  # words


@dataclass(frozen=True, slots=True)
class Lean:
    """What a candidate needs.

    Attributes:
        on: numbers of the candidates of which one should be in the summary; none where nothing can help.
        loss: the share, 0 to 1, of its gain that is lost while none is.
    """

    on: tuple[int, ...]
    loss: float


def leans_of(found: Sequence[Candidate], shown: Sequence[Candidate]) -> list[tuple[Lean, ...]]:
    """What each candidate of a document leans on.

    Args:
        found: the candidates as they stand in the text.
        shown: the same as they would read in the summary.
    """
    number = {candidate.index: i for i, candidate in enumerate(found)}
    people = People([candidate.text for candidate in found])
    leans: list[tuple[Lean, ...]] = []
    for candidate in shown:
        text, several = candidate.text, []
        before = number.get(candidate.index - 1)
        previous = () if before is None else (before,)
        if candidate.dangling and candidate.naming is None:
            several.append(Lean(previous, DANGLING))
        elif voice.quotes_a_pronoun(text) or voice.refers_back(text):
            several.append(Lean(previous, SHELL))
        elif voice.opens_with_connective(text):
            several.append(Lean(previous, CONNECTIVE))
        elif voice.points_back(text):
            several.append(Lean(previous, POINTING))
        for last in {mention.last for mention in people.bare_mentions(text)}:
            if people.full_name(last) is None:
                several.append(Lean(people.introduced_in(last), UNKNOWN))
        if voice.speaks_as_writer(text):
            several.append(Lean((), WRITER))
        elif voice.speaks_as_group(text):
            several.append(Lean((), GROUP))
        if voice.speaks_to_reader(text):
            several.append(Lean((), READER))
        if candidate.form is not Form.STATEMENT:
            several.append(Lean((), LESSER))
        elif candidate.words < _SHORT:
            several.append(Lean((), SHREDDED))
        leans.append(tuple(several))
    return leans
