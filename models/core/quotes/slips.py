"""Slips: marks that stand a word before their place, where no quotation ends or begins.

``“The” Apprentice`` ends too early, for nothing quoted ends with an article; ``“loud” “or shrill”`` begins too early,
and so does ``he “said. It was …”``. A mark behind ``and`` may belong before it or behind the next word: that is not
here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from models.core.quotes import speech
from models.core.quotes.gaps import Gap
from models.core.quotes.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.core.quotes.marks import Mark

_ENDLESS = words("a an our the their your")
#: Endings of words that ``and`` joins: ``“openly and” wrongly``.
_PARALLEL = ("ly", "ing", "ous", "ful", "ive", "able", "al")
_PERIODS = words(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december"
)
#: Characters around a mark that are looked at.
_REACH = 80
_BEFORE = re.compile(r"(?P<more>[“\"]|[^\W\d_][\w’'-]*[ ])(?P<word>[^\W\d_]+)$")
_AFTER = re.compile(r"[ ](?P<word>[^\W_][\w’'-]*)[,.]?(?=\s|$)")
_BETWEEN = re.compile(r"[”\"][ ]?$")
_CONJUNCTION = re.compile(r"(?:and|or)[ ](?=[^\W\d_])")
_LAST_WORD = re.compile(r"(?P<word>[^\W_][\w’'-]*)[.][ ](?=[A-Z])")
_TITLE = re.compile(r"(?:in|of|on|from)[ ](?=(?:[A-Z][\w’'-]*[ ])+[A-Z][\w’'-]*[,.]?[”\"])")
#: A word behind a sentence that begins the writer's next one: in speech it would be the speaker's, `Absolutely,`.
_FIRST_WORD = re.compile(
    r"(?<=[a-z]{4})[.!?](?P<word>[ ](?:However|Meanwhile|Instead|Still|Later|Further|Moreover|Nevertheless),)$"
)


def find_slips(text: str, mark: Mark, low: int, high: int) -> Iterator[Gap]:
    """The places to which a mark of the block ``text[low:high]`` surely belongs instead, one word away."""
    nearest = max(low, mark.start - _REACH)
    before = _BEFORE.search(text, nearest, mark.start)
    after = _AFTER.match(text, mark.end, high)
    if before and after and _ends_too_early(before, after):
        yield Gap(after.end(), after.end(), "close", 0.0)
    first = _FIRST_WORD.search(text, nearest, mark.start)
    if first and text[mark.end : mark.end + 1] == " " and not speech.starts_clause(text, mark.end + 1):
        yield Gap(first.start("word"), first.start("word"), "close", 0.0)
    follower = _CONJUNCTION.match(text, mark.end, high)
    if follower and _BETWEEN.search(text, nearest, mark.start):
        # Rather than that one of the two marks were too many.
        yield Gap(follower.end(), follower.end(), "open", -1.0)
    last = _LAST_WORD.match(text, mark.end, high)
    if last and _ends_a_sentence(last["word"]):
        yield Gap(last.end(), last.end(), "open", 0.0)
    if title := _TITLE.match(text, mark.end, high):
        yield Gap(title.end(), title.end(), "open", 0.0)


def _ends_too_early(before: re.Match[str], after: re.Match[str]) -> bool:
    """Whether a quotation goes on between two words."""
    more, last, following = before["more"], before["word"], after["word"]
    if more in {"“", '"'}:
        # `the word “the”` is right, `“The” Apprentice` is not.
        return last in {"The", "A", "An"} and following[0].isupper()
    if last in {"and", "or"}:
        return any(more.rstrip().endswith(end) and following.endswith(end) for end in _PARALLEL)
    return last in _ENDLESS


def _ends_a_sentence(word: str) -> bool:
    """Whether a word in front of a stop is the last of the writer's sentence rather than the first of a quotation."""
    return word[0].islower() or word[0].isdigit() or word.lower() in _PERIODS
