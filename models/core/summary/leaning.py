"""What a sentence needs beside it to be understood, and what in it no summary should say in its own voice."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.core.summary import voice
from models.core.summary.definite import definite_of
from models.core.summary.forms import Form, is_balanced
from models.core.summary.introductions import People, named_groups
from models.core.summary.naming import gender_of
from models.core.summary.terms import content_terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.core.summary.candidates import Candidate

DANGLING = 0.7  # share of a sentence's gain that is lost when the one its pronoun leans on is not there
SHELL = 0.5
POINTING = 0.5
DEFINITE = 0.4  # for a noun that an earlier sentence brought up, as `the` tells
CONNECTIVE = 0.3
UNKNOWN = 0.6  # for a person who is called by the last name only
LATER = 0.25  # the same where only a later sentence says who it is
# For a sentence in which the writer speaks as `I`, as `we`, or to the reader, where the document as a whole does not.
WRITER = 0.7
GROUP = 0.2
READER = 0.3
LESSER = 0.4  # for what is no plain statement
BROKEN = 0.8  # for a sentence of which a quotation or a bracket has only one end
SHREDDED = 0.6  # for a sentence that is too short to tell much
_ALWAYS = 0.4  # of the loss for an `I`, also where the document is written so: a summary has nobody to be `I`
_TAKEN_UP = 0.65  # how sure it is that a noun with `the` takes up what came before, from which it counts
_SHORT = 6  # words
_OWN_STYLE = 3  # a document that speaks as `I`, as `we` or to `you` in a third of its sentences is written so


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
    strange = _strangeness([voice.speaks_as_group(c.text) or voice.speaks_to_reader(c.text) for c in shown])
    strange_writer = _strangeness([voice.speaks_as_writer(c.text) for c in shown])
    holding: defaultdict[str, list[int]] = defaultdict(list)
    for i, candidate in enumerate(found):
        for term in sorted(set(content_terms(candidate.text))):
            holding[term].append(i)
    leans: list[tuple[Lean, ...]] = []
    for i, candidate in enumerate(shown):
        text, several = candidate.text, []
        before = number.get(candidate.index - 1)
        previous = () if before is None else (before,)
        if candidate.dangling and candidate.naming is None:
            several.append(Lean(previous, DANGLING))
        elif (
            voice.quotes_a_pronoun(text)
            or voice.refers_back(text)
            or voice.answers(found[i].text, "" if before is None else found[before].text)
            or _is_told_by_nobody(text, people)
        ):
            several.append(Lean(previous, SHELL))
        elif voice.opens_with_connective(text):
            several.append(Lean(previous, CONNECTIVE))
        elif voice.points_back(text) or voice.quotes_the_unnamed(text):
            several.append(Lean(previous, POINTING))
        for mention in people.bare_mentions(text):
            if people.full_name(mention.last) is None:
                earlier = tuple(n for n in people.introduced_in(mention.last) if n < i)
                several.append(Lean(earlier, UNKNOWN if earlier else LATER))
        for head in sorted({d.head for d in definite_of(voice.unquoted(text)) if d.taken_up >= _TAKEN_UP}):
            if met := tuple(n for n in holding[head] if n < i):
                several.append(Lean(met, DEFINITE))
        if voice.speaks_as_writer(text):
            several.append(Lean((), WRITER * max(_ALWAYS, strange_writer)))
        elif voice.speaks_as_group(text):
            several.append(Lean((), GROUP * strange))
        if voice.speaks_to_reader(text):
            several.append(Lean((), READER * strange))
        if not is_balanced(text):
            several.append(Lean((), BROKEN))
        elif candidate.form is not Form.STATEMENT:
            several.append(Lean((), LESSER))
        elif candidate.words < _SHORT:
            several.append(Lean((), SHREDDED))
        leans.append(tuple(several))
    return leans


def _is_told_by_nobody(text: str, people: People) -> bool:
    """Whether who speaks is called `he` or `she`, and nobody before in the sentence can be meant."""
    told = voice.told_by(text)
    if told is None:
        return False
    before = text[: told.start()]
    genders = {"he": "masculine", "she": "feminine"}
    named = [gender_of(name) for name in named_groups(before)]
    return (
        not people.bare_mentions(before)
        and genders.get(told["pronoun"]) not in named
        and (told["pronoun"] != "they" or not named)
    )


def _strangeness(speaks: Sequence[bool]) -> float:
    """How little a voice is the document's own, 0 to 1, by which of its sentences have it."""
    return max(0.0, 1 - _OWN_STYLE * sum(speaks) / max(1, len(speaks)))
