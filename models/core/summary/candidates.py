"""Which sentences of a document may be chosen for a summary, and what is known of each."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from models.core.span import Span
from models.core.summary.budget import count_words
from models.core.summary.forms import Form, form_of, is_balanced, is_correction, is_credit
from models.core.summary.introductions import named_groups
from models.core.summary.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.core.document import Document
    from models.core.summary.budget import Budget
    from models.core.summary.summarizer import Naming

# A pronoun at the head of a sentence that leans on the sentence before. `This week` and `it is clear that` do not.
_DANGLING = re.compile(
    r"^[\s\"'“‘«(\[]*(?:But |And |Yet |So |Still, |Then |Now |(?:However|Meanwhile|Further|Moreover|In addition), )?"
    r"(?i:(?:he|she|they|him|them|her|his|its|their|these|those|both)\b"
    r"|(?:one|another|(?:the )?others?) (?:had|was|were|is|are|has|have|said|says|of them|recently|also|then|later)\b"
    r"|the (?:latter|pair|duo|trio)\b|the \d+-year-old (?:is|was|has|had|will|says?|said|\w+ed)\b"
    r"|(?:in response|since then|at the time|instead|in the (?:years|months|weeks|days) since|just like that)\b"
    r"|what (?:he|she|they) (?:did|does|do|said|says|say|wants?|wanted|means?|meant|needs?)\b"
    r"|(?:this|that)\b(?! (?:week|month|year|season|summer|winter|spring|autumn|fall|morning|afternoon|evening|time"
    r"|\w+day\b))"
    # `Last Friday, he met the council`: nobody is named before the pronoun.
    r"|(?:last|this|next|earlier|later|when|while|after|before|if|as|in|on|at|for|since|until|once|during|by|from|to"
    r"|with|without|now|then|over|under|despite|because|although|though|even|asked|two|three|four|five|some)"
    r"(?: (?!the\b|an?\b)(?:(?-i:[a-z])[\w’'-]*|\d[\w,.]*|(?-i:[A-Z])[a-z]+day|january|february|march|april|may|june"
    r"|july|august|september|october|november|december)){1,9}, (?:he|she|they)\b"
    r"|it\b(?!(?:['’]s| is| was| will be| has been)(?: not| now)? (?:(?:un)?(?:clear|likely|known)|time|hard|easy"
    r"|difficult|possible|impossible|important|expected|hoped|feared|believed|thought|estimated)\b))"
)
# Whom an outlet introduces as its writer: `Ann Doe is a columnist and the author of two books.`
_WRITER = re.compile(
    r"^(?:[A-Z]{2,5} (?:[a-z]+ ){1,4})?(?:[A-Z][\w.’'-]* ){1,3}(?P<last>[A-Z][\w-]+)(?:, [^,]{3,60},)?"
    r" (?:writes (?:an?|the) (?:\w+ )?(?:column|blog)\b|is(?!.{0,40}\bnew\b)"
    r" (?:(?:an?|the|co-|[A-Z][^,.]{0,40}['’]s?)\b.{0,80}\b|(?:(?:senior|staff|chief|national|political) )*)"
    r"(?:columnist|contributor|analyst|commentator|professor|fellow|author|editor|journalist|correspondent|writer"
    r"|reporter|research associate)\b)"
)
_NAME = re.compile(r"\b[A-Z][\w-]+")
_LABEL = re.compile(r"^(?:[A-Z][\w.’'-]* ){0,3}[A-Z][\w-]+: ")  # `Ann Doe: No time for bridges`, as headings have it
# It names at once whom its pronoun means: `His party lost, but Mayor John Doe stays.`
_OWN_PRONOUN = re.compile(r"^\W*(?:His|Her|Its|Their)\b")
# What no caption says: it tells what is seen, in the present.
_TELLS = re.compile(r"\b(?:said|says|has|have|had|was|were|will|would)\b")
_PARAGRAPHS = 3  # fewer may be all about whom the first sentence introduces
_OWN_SPACING = 0.6  # share of the sentences with a stop set apart from which that is how the text is written
_OWN_CAPITALS = 0.5  # the same for capitals
_CAPTION = 3  # sentences; a line of more is no caption
_SHRED = 3  # words; less is a shred of a sentence
_FEWEST = 6  # words of a statement that may be put where something had to be left out


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may be chosen.

    Attributes:
        index: its number among all sentences of the document, from 0.
        span: its place in the text.
        text: what it reads.
        words: its length in words, as budgets count them.
        form: what it looks like.
        paragraph: number of its paragraph, from 0.
        opens_line: whether it is the first sentence of its paragraph or line.
        dangling: whether it opens with a pronoun that needs the sentence before.
        kept: the parts of the document that ``text`` is made from; empty when that is the whole sentence.
        naming: the name that may stand for that pronoun, where it is sure.
    """

    index: int
    span: Span
    text: str
    words: int
    form: Form
    paragraph: int
    opens_line: bool
    dangling: bool
    kept: tuple[Span, ...] = ()
    naming: Naming | None = None

    @property
    def most_words(self) -> int:
        """Its length in words when the name stands for the pronoun."""
        return self.words + (count_words(self.naming.after) - 1 if self.naming else 0)


def candidates(document: Document, skip: Sequence[Span] = ()) -> list[Candidate]:
    """The sentences of a document that may be chosen, in reading order.

    Furniture (bylines, credits, links) and what touches a span of ``skip`` is left out. Fragments (headlines,
    captions) are left out too unless the document has nothing else.
    """
    judged = _without_captions(_without_writers(_judge(document, skip)))
    judged = _without_headings(_without_stops([c for c in judged if c.form is not Form.FURNITURE]))
    sentences = [c for c in judged if c.form < Form.FRAGMENT]
    return _without_lean(sentences or judged)


def _without_captions(judged: list[Candidate]) -> list[Candidate]:
    """Take a line for a caption that tells what is seen and has a credit under it: `(Ann Doe/Agency)`.

    What goes on behind a caption in a short line belongs to it.
    """
    out = list(judged)
    sizes = Counter(candidate.paragraph for candidate in judged)
    for n, (before, candidate) in enumerate(pairwise(judged), 1):
        goes_on = candidate.index == before.index + 1 and not candidate.opens_line
        if goes_on and out[n - 1].form is Form.FRAGMENT and sizes[before.paragraph] <= _CAPTION:
            out[n] = replace(candidate, form=max(candidate.form, Form.FRAGMENT))
    for n, (candidate, following) in enumerate(pairwise(judged)):
        if candidate.opens_line and is_credit(following.text) and not _TELLS.search(candidate.text):
            out[n] = replace(candidate, form=max(out[n].form, Form.FRAGMENT))
    return out


def _without_lean(sentences: list[Candidate]) -> list[Candidate]:
    """Where a text opens with a pronoun and then a name, the pronoun leans on no sentence before."""
    return [
        replace(c, dangling=False) if n == 0 and _OWN_PRONOUN.match(c.text) and named_groups(c.text) else c
        for n, c in enumerate(sentences)
    ]


def _without_writers(judged: list[Candidate]) -> list[Candidate]:
    """Take a line that introduces a writer, whom nothing else in a text of several paragraphs names, for furniture.

    What goes on about the writer in the same line is furniture too.
    """
    if len({candidate.paragraph for candidate in judged}) < _PARAGRAPHS:
        return judged
    named = Counter(word for c in judged if not _LABEL.match(c.text) for word in set(_NAME.findall(c.text)))
    out: list[Candidate] = []
    line: int | None = None
    for c in judged:
        found = _WRITER.match(c.text)
        if found and named[found["last"]] == 1:
            line = c.paragraph
        elif line != c.paragraph or not c.dangling:
            line = None
        out.append(c if line is None else replace(c, form=Form.FURNITURE))
    return out


def _without_headings(judged: list[Candidate]) -> list[Candidate]:
    """Take lines in capitals for headings, unless that is how the text is written."""
    shouted = [candidate.text.isupper() for candidate in judged]
    if sum(shouted) > len(judged) * _OWN_CAPITALS:
        return judged
    return [replace(c, form=max(c.form, Form.FRAGMENT)) if s else c for c, s in zip(judged, shouted, strict=True)]


def _without_stops(judged: list[Candidate]) -> list[Candidate]:
    """Take lines whose stop stands apart for what they are, headings and captions that a machine gave a stop.

    Where a good part of a text reads so it is the text's own spacing, and tells nothing.
    """
    apart = [candidate.text[-2:-1].isspace() for candidate in judged]
    if sum(apart) > len(judged) * _OWN_SPACING:
        return judged
    return [replace(c, form=max(c.form, Form.FRAGMENT)) if a else c for c, a in zip(judged, apart, strict=True)]


def worthy(found: Sequence[Candidate], budget: Budget) -> list[int]:
    """The numbers of those that may fill a budget that is too tight for all.

    A question or an exclamation of three words fits into any room that is left, and tells a reader nothing: a budget of
    words is filled with statements of some length. One of sentences only leaves out shreds and
    what has one end of a quotation or a bracket. What is left out otherwise
    stays where the rest does not fill the budget.
    """
    everything = list(range(len(found)))
    if budget.words is None:
        fit = [i for i in everything if found[i].words >= _SHRED and is_balanced(found[i].text)]
    else:
        fit = [i for i in everything if found[i].form is Form.STATEMENT and found[i].words >= _FEWEST]
    return fit if sum(budget.cost(found[i].words) for i in fit) >= budget.limit else everything


def is_dangling(sentence: str) -> bool:
    """Whether a sentence opens with a pronoun whose meaning is in the sentence before."""
    return _DANGLING.match(sentence) is not None


def _judge(document: Document, skip: Sequence[Span]) -> list[Candidate]:
    starts = [paragraph.start for paragraph in document.paragraphs]
    skipped = _Cover(skip)
    found: list[Candidate] = []
    end, before = 0, ""
    least = Form.STATEMENT
    for index, span in enumerate(document.sentences):
        gap, end = document.text[end : span.start], span.end
        wording, last = Wording.own(document.text[span.start : span.end]), before
        text = wording.text
        opens_line = index == 0 or "\n" in gap
        if opens_line:
            # What stands under a line that announces it, a list or a quotation, is a part of that line.
            least = Form.LESSER if last.endswith(":") and count_words(last) > _SHRED else Form.STATEMENT
            # A correction is misread without what it corrects.
            least = Form.FURNITURE if is_correction(text) else least
        before = text
        if skipped.touches(span):
            continue
        found.append(
            Candidate(
                index=index,
                span=span,
                text=text,
                words=count_words(text),
                form=max(form_of(text), least),
                paragraph=bisect_right(starts, span.start) - 1,
                opens_line=opens_line,
                dangling=is_dangling(text),
                kept=()
                if wording.is_whole
                else tuple(Span(span.start + piece.start, span.start + piece.end) for piece in wording.kept),
            )
        )
    return found


class _Cover:
    """Answers fast whether a span touches any of a set of spans."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted((span.start, span.end) for span in spans if span.start < span.end):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def touches(self, span: Span) -> bool:
        before = bisect_right(self._starts, span.end - 1) - 1
        return before >= 0 and self._ends[before] > span.start
