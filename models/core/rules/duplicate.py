"""Words, phrases and sentences that are there twice by mistake."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from models.core.rules.guard import Guard, line_of, scan
from models.core.rules.making import Finding, make_rule
from models.core.rules.words import CONJUNCTIONS, DETERMINERS, PREPOSITIONS, PRONOUNS, RELATIVES, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from models.core.document import Document

_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_TWICE = re.compile(r"(?<![\w’'.-])(?P<word>[A-Za-z]+)(?P<more>(?:[ ]+(?i:(?P=word)))+)(?![\w’'-])")
_HEAD = re.compile(r"\b(?P<cut>[Tt]he (?P<name>[A-Z][a-z]+) (?:for|of|to|by|from|with|and) )the (?P=name) [a-z]+")
# Doubling these is always a slip, prepositions at the end of a relative clause aside.
_CERTAIN = words(
    """
    the a an and or of from with into their its our your my than these those been be as if then when while because
    through between against under about would could should may might must also only to
    """
)
# Right after a clause that ends in the same word: `what it is is`, `told her her car`, `get in in time`.
_RISKY = words("at by for on in over is was are were has this it he she we they who his her up out off")
_RELATIVE_NEAR = RELATIVES | words("something anything everything someone anyone nothing all how")
_GO_WITH_TO = words(
    """
    talk talked talking speak spoke spoken speaking listen listened listening go going gone went goes belong belonged
    refer referred referring turn turned look looked write wrote written point pointed used been come came lie lied
    """
)
# A doubled noun or adjective of these endings is no emphasis.
_ENDINGS = (
    *("tion", "tions", "sion", "ment", "ments", "ness", "ship", "ance", "ence", "ities"),
    *("ional", "ential", "ical"),
)
_TITLES = words("Judge Minister President Senator Senate Congress Parliament Governor Mayor Professor Chancellor")
_CHAINS = CONJUNCTIONS | {"by", "after", "to", "on", "for", "in", "upon"}
_FUNCTION = PREPOSITIONS | DETERMINERS | {"and", "or", "than"}


def _doubled_word(document: Document) -> Iterator[Finding]:
    for match in scan(document, _TWICE):
        confidence = _doubt(document.text, match)
        if confidence:
            message = f"“{match['word']}” is there twice."
            yield Finding(*match.span("more"), "", confidence, message)


def _doubt(text: str, match: re.Match[str]) -> float:
    """Return the confidence that a doubled word is a slip; 0 where it may well be meant."""
    word, again = match["word"], match["more"].split()
    lower = word.lower()
    if any(other not in (word, lower) for other in again) or (word.isupper() and len(word) > 1):
        return 0
    if word in _TITLES:
        return 0.92
    if lower in _RISKY:
        return 0.5
    if lower in _CERTAIN:
        left = line_of(text, match.start())[0]
        context = text[max(left, match.start() - 60) : match.start()].lower().split()
        stranded = lower in PREPOSITIONS and not _RELATIVE_NEAR.isdisjoint(context[-8:])
        stranded = stranded or (lower == "to" and not _GO_WITH_TO.isdisjoint(context[-1:]))
        return 0.6 if stranded else 0.95
    if word != lower or len(word) < 4 or lower.endswith("ly"):
        return 0
    if lower.endswith(_ENDINGS) and len(word) > 6:
        return 0.92
    return 0.5 if len(word) > 5 else 0


def _repeated_phrase(document: Document) -> Iterator[Finding]:
    text = document.text
    guard: Guard | None = None
    for run in _runs(text):
        words = [text[start:end].lower() for start, end in run]
        index = 0
        while index < len(words):
            size = _repeat_at(words, index)
            if not size:
                index += 1
                continue
            start, end = run[index + size - 1][1], run[index + 2 * size - 1][1]
            guard = guard or Guard(text)
            confidence = 0 if guard.covers(start, end) else _phrase_doubt(words, index, size)
            # A copy that begins with a capital is a title, a chant or a line of a song more often than a slip.
            if confidence and not text[run[index + size][0]].islower():
                confidence = 0.5
            if confidence:
                phrase = text[run[index][0] : start]
                yield Finding(start, end, "", confidence, f"“{phrase}” is there twice.")
            index += 2 * size


def _runs(text: str) -> Iterator[list[tuple[int, int]]]:
    """Yield runs of words that only spaces part, as bounds."""
    run: list[tuple[int, int]] = []
    for match in _WORD.finditer(text):
        if run and text[run[-1][1] : match.start()].strip(" "):
            if len(run) > 3:
                yield run
            run = []
        run.append(match.span())
    if len(run) > 3:
        yield run


def _repeat_at(words: Sequence[str], index: int) -> int:
    for size in range(2, 7):
        second = index + size
        if second + size > len(words):
            return 0
        if words[index] == words[second] and words[index:second] == words[second : second + size]:
            return 0 if len(set(words[index:second])) == 1 else size
    return 0


def _phrase_doubt(words: Sequence[str], index: int, size: int) -> float:
    phrase = words[index : index + size]
    around = [*words[max(0, index - 1) : index], *words[index + 2 * size : index + 2 * size + 1]]
    # `day by day by day`, `again and again and again`.
    if size == 2 and ("and" in phrase or (_CHAINS.intersection(phrase) and set(phrase).intersection(around))):
        return 0
    if PRONOUNS.intersection(phrase) or not _FUNCTION.intersection(phrase):
        return 0.5 if size > 2 else 0
    if size == 2 and "to" in phrase:
        return 0  # `have to have`
    if size == 3 and "of" in phrase:
        return 0.5  # `the best of the best of`
    leads = phrase[0] in PREPOSITIONS or phrase[0] in {"and", "or", "than"}
    return 0.93 if leads or size > 2 else 0.6


def _repeated_head(document: Document) -> Iterator[Finding]:
    text = document.text
    for match in scan(document, _HEAD):
        before = text[max(0, match.start() - 8) : match.start()].split()
        if before and before[-1].lower() == "from":
            continue
        message = f"“the {match['name']}” is there twice: the first seems left over."
        yield Finding(match.start("cut"), match.end("cut"), "", 0.6, message)


def _repeated_sentence(document: Document) -> Iterator[Finding]:
    text = document.text
    for one, two in pairwise(document.sentences):
        first, second = text[one.start : one.end], text[two.start : two.end]
        if first == second and len(first.split()) >= 5:
            yield Finding(one.end, two.end, "", 0.7, "The sentence is there twice.")


RULES = (
    make_rule("doubled-word", "duplicate", "A word that is there twice by mistake goes once.", _doubled_word),
    make_rule("repeated-phrase", "duplicate", "A phrase that is there twice by mistake goes once.", _repeated_phrase),
    make_rule("repeated-head", "duplicate", "A false start (the X for the X …) is pointed out.", _repeated_head),
    make_rule("repeated-sentence", "duplicate", "A sentence that follows itself is pointed out.", _repeated_sentence),
)
