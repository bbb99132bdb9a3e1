"""Debris of punctuation: doubled and stray stops, commas and brackets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from models.core.rules.guard import line_of, scan
from models.core.rules.making import Finding, make_rule
from models.core.rules.words import CONJUNCTIONS, PREPOSITIONS, PRONOUNS, is_abbreviation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.core.document import Document

_CLOSING = "\"'”’»)\\]"
_AT_END = rf"(?=[{_CLOSING}]*(?:\s+[\"'“‘(]*[A-Z]|\s*\Z|\s*\n))"
_DOUBLED_STOP = re.compile(rf"(?<=[\w{_CLOSING}%])(?P<mark>\.(?:\.|[ ]\.)){_AT_END}")
_DOUBLED_COMMA = re.compile(rf"(?<=[\w{_CLOSING}%])(?:,[ ]?){{1,5}},(?=\s)")
_COMMA_STOP = re.compile(rf"(?<=[\w{_CLOSING}%]),[ ]?\.{_AT_END}")
_STOP_COMMA = re.compile(r"(?P<word>(?<![\w’'-])[\w’'-]{1,40})(?P<mark>\.[ ]?,)(?=\s+[a-z])")
_EMPTY = re.compile(r"(?<=[\w.,;:!?”’\"'])(?P<space>[ ]+)\([ ,;]*\)(?=[\s.,;:!?]|\Z)(?!\s*[=-]>|\s*\{)")
_LONE_CLOSE = re.compile(r"(?P<space>(?<=\S)[ ]+|(?<=[)\]])|(?<=[.!?]))\)(?P<stop>\.?)(?=[\s,;:]|\Z)")
_LONE_OPEN = re.compile(r"(?<=\w)[ ]*\([ ]*(?=[.,;]\s|[.,;]\Z)")
_BRACKET = re.compile(r"[()\n]")
_STRAY = re.compile(r"(?P<before>(?<![\w’'-])[A-Za-z][\w’'-]{0,40}[a-z])(?P<stop>\.)[ ]+(?P<next>[a-z]+)(?=[\s,])")
_NEXT_END = re.compile(r"[.;:,!?\n]")
_SENTENCE_START = re.compile(r"[a-z]{2}[.!?][\"”’]? +[\"“‘]?(?P<first>[A-Za-z])")


def _doubled_stop(document: Document) -> Iterator[Finding]:
    found = list(scan(document, _DOUBLED_STOP))
    # A writer who does it all the time means an ellipsis.
    confidence = 0.95 if len(found) <= 2 else 0.7
    for match in found:
        sure = 0.96 if " " in match["mark"] else confidence
        yield Finding(*match.span(), ".", sure, "One full stop ends a sentence.")


def _doubled_comma(document: Document) -> Iterator[Finding]:
    for match in scan(document, _DOUBLED_COMMA):
        yield Finding(*match.span(), ",", 0.96, "One comma is enough.")


def _stop_and_comma(document: Document) -> Iterator[Finding]:
    for match in scan(document, _COMMA_STOP):
        yield Finding(*match.span(), ".", 0.95, "A comma before the full stop is left over.")
    for match in scan(document, _STOP_COMMA):
        word = match["word"]
        plain = word.isalpha() and not is_abbreviation(word) and (len(word) > 5 or (word.islower() and len(word) > 3))
        if plain or (" " in match["mark"] and len(word) > 3 and not is_abbreviation(word) and word.isalpha()):
            yield Finding(*match.span("mark"), ",", 0.93, "A full stop before the comma is left over.")


def _empty_bracket(document: Document) -> Iterator[Finding]:
    text = document.text
    for match in scan(document, _EMPTY):
        left, right = line_of(text, match.start())
        if len(re.findall(r"\([ ,;]*\)", text[left:right])) == 1:
            yield Finding(*match.span(), "", 0.94, "The brackets hold nothing.")


def _lone_bracket(document: Document) -> Iterator[Finding]:
    text = document.text
    lone = _lone_brackets(text)
    for match in scan(document, _LONE_CLOSE):
        place = match.start() + len(match["space"])
        before = text[match.start() - 1 : match.start()]
        if place not in lone or before in {":", ";", "=", "-"}:
            continue
        ended = before in {".", "!", "?"}
        # Only debris goes: after an end of a sentence, or after another bracket. Elsewhere the opening one may be lost.
        if not ended and before not in {")", "]"}:
            continue
        start, end = match.start(), match.end() if ended else match.end() - len(match["stop"])
        if ended and not match["space"] and not text[: match.start()].endswith((").", "].")):
            continue
        yield Finding(start, end, "", 0.95, "A closing bracket without its opening one is left over.")
    for match in scan(document, _LONE_OPEN):
        if text.index("(", match.start()) in lone:
            yield Finding(*match.span(), "", 0.93, "An opening bracket without its closing one is left over.")


def _lone_brackets(text: str) -> set[int]:
    """Return the places of round brackets that have no partner on their line."""
    lone: set[int] = set()
    opened: list[int] = []
    for match in _BRACKET.finditer(text):
        if match[0] == "(":
            opened.append(match.start())
        elif match[0] == "\n":
            lone.update(opened)
            opened.clear()
        elif opened:
            opened.pop()
        else:
            lone.add(match.start())
    return lone | set(opened)


def _stray_stop(document: Document) -> Iterator[Finding]:
    text = document.text
    lower_style: bool | None = None
    for match in scan(document, _STRAY):
        before, following = match["before"], match["next"]
        if is_abbreviation(before) or following not in PREPOSITIONS | CONJUNCTIONS | {"which", "who", "whose", "whom"}:
            continue
        if lower_style is None:
            lower_style = _writes_lower(text)
        sure = not lower_style and _is_certain(text, match)
        message = f"A full stop before “{following}” cuts the sentence in two."
        after = "," if following in CONJUNCTIONS else ""
        yield Finding(*match.span("stop"), after, 0.93 if sure and not after else 0.6, message)


def _is_certain(text: str, match: re.Match[str]) -> bool:
    """Tell whether the words after the stop cannot begin a sentence, so that the stop must be a stray one."""
    following = match["next"]
    if following not in PREPOSITIONS:
        return False
    end = _NEXT_END.search(text, match.end(), match.end() + 80)
    piece = text[match.end() : end.start() if end else match.end() + 80].split()
    if not piece or PRONOUNS.intersection(word.lower() for word in piece[:5]):
        return False
    if piece[0].lower() == match["before"].lower():
        return True
    if following in {"of", "than"}:
        return piece[0] != "course"
    closed = end is None or end[0] in ".;!?\n"
    return closed and len(piece) <= 3 and not (following == "to" and len(piece) > 1 and piece[0] == "be")


def _writes_lower(text: str) -> bool:
    """Tell whether the writer begins sentences in lower case."""
    firsts = [match["first"] for match in _SENTENCE_START.finditer(text)]
    lower = sum(map(str.islower, firsts))
    return lower >= 3 and 4 * lower > len(firsts)


RULES = (
    make_rule("doubled-stop", "punctuation", "Two full stops at the end of a sentence become one.", _doubled_stop),
    make_rule("doubled-comma", "punctuation", "Commas in a row become one.", _doubled_comma),
    make_rule("stop-and-comma", "punctuation", "Of a full stop and a comma together one goes.", _stop_and_comma),
    make_rule("empty-bracket", "punctuation", "Brackets that hold nothing go.", _empty_bracket),
    make_rule("lone-bracket", "punctuation", "A bracket that lost its partner goes where it is debris.", _lone_bracket),
    make_rule("stray-stop", "punctuation", "A full stop in the middle of a sentence goes.", _stray_stop),
)
