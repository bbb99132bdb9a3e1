"""Spaces that are lost, doubled or on the wrong side of a mark."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from models.core.rules.guard import line_of, scan
from models.core.rules.making import Finding, make_rule
from models.core.rules.words import CONJUNCTIONS, DETERMINERS, PREPOSITIONS, PRONOUNS, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.core.document import Document

_GAP = r"[ \u00a0\u202f]+"
_COMMA = re.compile(rf"(?<=[\w)\]”’\"'%.]){_GAP},(?=[\s”\"’]|\Z|[A-Za-z]{{2}})")
_STOP = re.compile(rf"(?<=[\w)\]”’\"'%]){_GAP}\.(?=[\s”\"’)]|\Z)(?!\s\.)")
_COLON = re.compile(rf"(?<=[\w)\]”’\"'%]){_GAP}(?P<mark>[;:])(?=\s|\Z)")
_QUESTION = re.compile(rf"(?<=[\w)\]”’\"'%]){_GAP}(?P<mark>[!?]|\?!)(?=[\s”\"’)]|\Z)")
_INSIDE_OPEN = re.compile(r"(?P<mark>[(\[])[ \u00a0]+(?=[^\s)\]])")
_INSIDE_CLOSE = re.compile(r"(?<=[^\s(\[])[ \u00a0]+(?P<mark>[)\]])")
_PERCENT = re.compile(r"(?<=\d)[ \u00a0\u202f]%(?!\w)")
_CONTRACTION = re.compile(
    r"(?<=\w)(?:[ ](?P<mark>[’'])(?P<tail>s|t|re|ve|ll|d|m)|(?P<mark2>[’'])[ ](?P<tail2>s|t|re|ve|ll))"
    r"(?=[\s.,;:!?)]|\Z)"
)
_LOST_STOP = re.compile(
    r"(?<![\w.@/\\-])(?P<before>[A-Za-z][A-Za-z’'-]{0,40}[a-z]|[A-Z]{2,6}|\d{4})(?P<mark>[.!?])(?P<after>[A-Z][a-z’']*)"
    r"(?P<next>\s\S|,\s|[’'-]\w)"
)
_LOST_COMMA = re.compile(
    r"(?<![\w.@/\\,-])(?P<before>[A-Za-z][A-Za-z’'-]{0,40}[a-z])(?P<mark>[,;])(?P<after>[A-Za-z][a-z’']+)(?![\w,;@/\\(=])"
)
_DOUBLE = re.compile(r"(?<=\S) {2,3}(?=\S)")
_AFTER_STOP = re.compile(r"[.!?:][\"'”’)\]]* {1,3}(?=\S)")
_TAILS_OF_PRONOUNS = words("re ve ll d m")
_SUBJECTS = words("i you he she it we they that there who what this how where here")
_NEGATED = words(
    "don doesn didn isn aren wasn weren hasn haven hadn can won couldn wouldn shouldn mustn needn mightn ain"
)
_FRENCH = re.compile(r"\b(?:le|la|les|des|une|est|que|qui|vous|nous|je|et|du|dans|pour|où|ça|pas|tu|il|elle)\b", re.I)
_STARTERS = (PRONOUNS | DETERMINERS | CONJUNCTIONS | PREPOSITIONS) - words("me him us them out off up") | words(
    """
    according also another both few many most much several however meanwhile moreover then thus when where what which
    who why how not now only still today yesterday two three
    """
)
_SUFFIXES = words("com org net edu gov co uk io js ai tv ru txt pdf doc docx csv json xml yaml yml html css py exe zip")


def _before_comma(document: Document) -> Iterator[Finding]:
    for match in scan(document, _COMMA):
        after = ", " if document.text[match.end() : match.end() + 1].isalpha() else ","
        yield Finding(*match.span(), after, 0.98, "No space belongs before a comma.")


def _before_stop(document: Document) -> Iterator[Finding]:
    text = document.text
    for match in scan(document, _STOP):
        left = line_of(text, match.start())[0]
        if text[left : match.start()].strip().isdigit() or text[match.end() - 1 :][:3] == "...":
            continue
        yield Finding(*match.span(), ".", 0.98, "No space belongs before a full stop.")


def _before_colon(document: Document) -> Iterator[Finding]:
    text = document.text
    for match in scan(document, _COLON):
        left, right = line_of(text, match.start())
        if text[match.start() - 1].isdigit() and text[match.end() :].lstrip()[:1].isdigit():
            continue
        if _is_french(text, left, match.start(), right):
            continue
        # A short line may be a label with its value, set with a space on purpose.
        prose = len(text[left:right].split()) >= 8
        message = "No space belongs before a colon or semicolon."
        yield Finding(*match.span(), match["mark"], 0.96 if prose else 0.7, message)


def _before_question(document: Document) -> Iterator[Finding]:
    text = document.text
    for match in scan(document, _QUESTION):
        left, right = line_of(text, match.start())
        if not _is_french(text, left, match.start(), right):
            message = "No space belongs before a question or exclamation mark."
            yield Finding(*match.span(), match["mark"], 0.96, message)


def _is_french(text: str, left: int, place: int, right: int) -> bool:
    """Tell whether ``place`` is inside a quoted phrase that is set in the French way."""
    opened = max(text.rfind(mark, left, place) for mark in '«“"')
    if opened < 0:
        return False
    closes = [end for end in (text.find(mark, place, right) for mark in '»”"') if end >= 0]
    phrase = text[opened + 1 : min(closes, default=right)]
    return (text[opened] == "«" and "»" not in text[opened:place]) or len(_FRENCH.findall(phrase)) >= 2


def _inside_bracket(document: Document) -> Iterator[Finding]:
    text = document.text
    message = "No space belongs inside a bracket."
    for match in scan(document, _INSIDE_OPEN):
        if text[match.start() - 1 : match.start()] not in {":", ";", "=", "-"} and _closed(text, match):
            yield Finding(*match.span(), match["mark"], 0.96, message)
    for match in scan(document, _INSIDE_CLOSE):
        if text[match.start() - 1] not in ":;=-" and _opened(text, match):
            yield Finding(*match.span(), match["mark"], 0.96, message)


def _closed(text: str, match: re.Match[str]) -> bool:
    rest = text[match.end() : line_of(text, match.start())[1]]
    closing = rest.find({"(": ")", "[": "]"}[match["mark"]])
    # A closing bracket right after one letter is a box of a list to tick.
    return closing > 1 or (closing == 1 and match["mark"] == "(")


def _opened(text: str, match: re.Match[str]) -> bool:
    before = text[line_of(text, match.start())[0] : match.start()]
    opening = {")": "(", "]": "["}[match["mark"]]
    return before.count(opening) > before.count(match["mark"])


def _before_percent(document: Document) -> Iterator[Finding]:
    for match in scan(document, _PERCENT):
        yield Finding(*match.span(), "%", 0.93, "No space belongs before a percent sign.")


def _in_contraction(document: Document) -> Iterator[Finding]:
    text = document.text
    for match in scan(document, _CONTRACTION):
        mark, tail = match["mark"] or match["mark2"], match["tail"] or match["tail2"]
        words = text[max(0, match.start() - 30) : match.start()].split()
        word = words[-1].lower() if words else ""
        if tail == "t" and word not in _NEGATED:
            continue
        if tail in _TAILS_OF_PRONOUNS and word not in _SUBJECTS:
            continue
        # `in ’s Hertogenbosch` is Dutch; `the boys' s` may be anything.
        if tail == "s" and (word in PREPOSITIONS or word in DETERMINERS - {"that"} or not word[-1:].isalpha()):
            continue
        if match["mark2"] and text.rfind(" " + mark, max(0, match.start() - 60), match.start()) >= 0:
            continue
        yield Finding(*match.span(), mark + tail, 0.96, "No space belongs inside a short form.")


def _after_stop(document: Document) -> Iterator[Finding]:
    for match in scan(document, _LOST_STOP):
        before, after = match["before"], match["after"]
        if (len(before) < 3 and not before.islower()) or after.lower() in _SUFFIXES:
            continue
        known = after.lower() in _STARTERS
        if not known and (len(after) < 2 or before[0].isupper() or before[-1].isdigit()):
            # `Times.Sherman said` is clear only when the sentence goes on in lower case.
            clear = len(after) > 2 and before[0].isupper() and len(before) > 3 and _goes_on(document.text, match)
            if not clear:
                continue
        place = match.end("mark")
        yield Finding(place, place, " ", 0.96 if known else 0.93, "A space is lost after the end of a sentence.")


def _goes_on(text: str, match: re.Match[str]) -> bool:
    return text[match.end("after") : match.end("after") + 2].strip()[:1].islower()


def _after_comma(document: Document) -> Iterator[Finding]:
    for match in scan(document, _LOST_COMMA):
        known = match["after"].lower() in _STARTERS or match["before"].lower() in _STARTERS
        place = match.end("mark")
        yield Finding(place, place, " ", 0.95 if known else 0.92, "A space is lost after a comma.")


def _double(document: Document) -> Iterator[Finding]:
    text = document.text
    found = list(scan(document, _DOUBLE))
    if not found:
        return
    ends = [match[0].count(" ") for match in _AFTER_STOP.finditer(text)]
    typewriter = 2 * sum(count > 1 for count in ends) > len(ends)
    for match in found:
        left, right = line_of(text, match.start())
        line = text[left:right]
        # Several wide gaps in a short line are columns.
        if len(_DOUBLE.findall(line)) > 1 and len(line.split()) < 12:
            continue
        if typewriter and re.search(r"[.!?:][\"'”’)\]]*$", text[max(0, match.start() - 4) : match.start()]):
            continue
        yield Finding(*match.span(), " ", 0.95, "One space is enough.")


RULES = (
    make_rule("space-before-comma", "spacing", "A space before a comma goes.", _before_comma),
    make_rule("space-before-stop", "spacing", "A space before a full stop goes.", _before_stop),
    make_rule("space-before-colon", "spacing", "A space before a colon or semicolon goes.", _before_colon),
    make_rule("space-before-question", "spacing", "A space before ? or ! goes.", _before_question),
    make_rule("space-inside-bracket", "spacing", "A space inside a bracket goes.", _inside_bracket),
    make_rule("space-before-percent", "spacing", "A space before a percent sign goes.", _before_percent),
    make_rule("space-in-contraction", "spacing", "A space inside a short form such as don’t goes.", _in_contraction),
    make_rule("lost-space-after-stop", "spacing", "A space lost between two sentences comes back.", _after_stop),
    make_rule("lost-space-after-comma", "spacing", "A space lost after a comma comes back.", _after_comma),
    make_rule("double-space", "spacing", "Two spaces inside a sentence become one.", _double),
)
