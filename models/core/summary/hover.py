"""What a page shows of a name when it is touched, where copying the page ran it into the line.

`Mayor Ann Doe Ann Mary DoeCouncil votes again Bridge delayed MORE said no.`: between the name and what goes on stand
the name as a heading, headlines, and a button.
"""

from __future__ import annotations

import re

from models.core.span import Span

_BUTTON = " MORE"
_HOVER = re.compile(r"\b([A-Z][\w’'-]{1,30}[a-z])( ?(?:\(?[A-Z][\w.()’'-]* ){0,5}\1(?=[A-Z]).{0,600}? MORE\b)")


def without_hovers(sentence: str) -> tuple[Span, ...]:
    """The spans of a sentence that are its own; none where it is so as a whole."""
    if _BUTTON not in sentence:
        return ()
    kept: list[Span] = []
    end = 0
    for found in _HOVER.finditer(sentence):
        kept.append(Span(end, found.start(2)))
        end = found.end()
    return (*kept, Span(end, len(sentence))) if 0 < end < len(sentence) else ()
