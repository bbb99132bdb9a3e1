"""Slots of a sentence that can be left out: found from punctuation and function words, nothing decided yet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from models.core.summary.forms import has_verb

if TYPE_CHECKING:
    from collections.abc import Iterator


class Kind(StrEnum):
    """What stands in a slot. The first three always help a reader when they go; the others are a matter of room."""

    CONNECTIVE = "connective"
    DATELINE = "dateline"
    PARENTHESIS = "parenthesis"
    DAY = "day"
    SETTING = "setting"
    ATTRIBUTION = "attribution"
    RELATIVE = "relative"
    APPOSITION = "apposition"
    AGE = "age"
    ADVERBIAL = "adverbial"


ALWAYS = frozenset({Kind.CONNECTIVE, Kind.DATELINE, Kind.PARENTHESIS})


@dataclass(frozen=True, slots=True, order=True)
class Cut:
    """A part of a sentence, ``sentence[start:end]``, that can go with its punctuation and its spaces.

    Leaving it out needs no other change than a capital when it stood at the head.
    """

    start: int
    end: int
    kind: Kind


_LONGEST = 1_200  # code points; longer sentences are not sentences, and patterns are not run over them
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_QUOTES = re.compile(r"“[^“”]*”|\"[^\"]*\"|«[^«»]*»")
_MARKS = frozenset('"“”«»„‟[]')
_SINGLE = re.compile(r"(?<!\w)['‘]|['’](?!\w)")  # perhaps a quotation; an apostrophe inside a word is none

# What must not be lost: a negation, a doubt, a condition, an accusation.
HEDGE = re.compile(
    r"(?i)\b(?:no|not|never|nor|neither|none|nobody|nothing|without|hardly|barely|scarcely|cannot|unless|except|only"
    r"|if|whether|although|though|but|despite|denied|denies|denying|refus\w+|fail\w*|rather|instead|allegedly|alleged"
    r"|reportedly|purported\w*|suspected|so-called|apparently|claim\w*|accus\w+|unlike|lack\w*|least|most|until)\b|n['’]t\b"
)

_CONNECTIVE = (
    r"(?:however|meanwhile|moreover|furthermore|in addition|additionally|nevertheless|nonetheless|in fact|indeed"
    r"|of course|on the other hand|on the one hand|for (?:his|her|its|their) part|as a result|therefore|thus|hence"
    r"|similarly"
    r"|likewise|in turn|by contrast|in contrast|at the same time|in the meantime|after all|besides|consequently"
    r"|accordingly|for example|for instance|in other words|that said|still|to be sure|what['’]s more|what is more"
    r"|not surprisingly|naturally|needless to say|incidentally|by the way|in short|in the end|to be fair|again|finally"
    r"|regardless|alas|anyway|granted|in any (?:case|event)|at any rate|either way|all in all|on balance|in sum)"
)
_HEAD = re.compile(
    rf"(?:(?:And|But|Yet|So),? (?i:{_CONNECTIVE}),\s+|(?i:{_CONNECTIVE}|well|firstly|secondly|thirdly|lastly),\s+"
    r"|(?:And|But) yet,?\s+"
    r"|But\s+(?!yes\b|no\b|well\b|for\b|of course\b|then\b|rather\b|also\b|instead\b)"
    r"|And\s+(?!yes\b|no\b|well\b|yet\b|so\b|now\b|that['’]s\b|then\b)"
    r"|Yet,?\s+(?=(?:the|he|she|it|they|many|some|there|this|these|his|her|its|their)\b)|So,\s+)(?=[\w\"“'‘$£€])"
)
# Who speaks stands in the middle of the speech, and joins the two: `Still, Mayor Doe said, the bridge is safe`.
_INTERRUPTED = re.compile(
    r"(?:[\w.’'-]+ ){1,8}?(?:said|says|added|adds|argued|argues|noted|notes|wrote|writes|explained|insisted|warned"
    r"|recalled)(?: on \w+)?,\s"
)
_MIDDLE = re.compile(rf",\s+(?i:{_CONNECTIVE}|though),(?=\s+\w)")
_TAIL = re.compile(r",\s+(?:however|though|for (?:example|instance)|of course|in fact|meanwhile)(?=[.!]$)")
_SUBORDINATE = re.compile(
    r"(?i)(?:^|[,;:]\s+|\b(?:that|and|but)\s+)(?:in|on|at|by|with|from|to|for|after|before|when|while|as|if|since"
    r"|because|although|though|until|once|where|during|under|over|among|amid|despite|between|unless|\w+ing|\w+ed)\b[^,;:]*$"
)

_AGENCY = (
    r"(?:AP|CNN|CNN Business|CNNMoney|Reuters|AFP|UPI|Xinhua|Bloomberg|DPA|dpa|ANSA|EFE|PA|TASS|IANS|PTI|BBC|NPR"
    r"|Fox News)"
)
_PLACE = r"[A-Z][\w.'’/-]*(?:,? [A-Z][\w.'’/-]*){0,4}"
_DATELINE = re.compile(
    r"[A-Z]{3}[A-Z .'’-]*(?:, [A-Z][a-z]+\.?)?[—–](?=[A-Z])|\([A-Z][\w.&’' ]{1,30}\)(?=[A-Z])|"
    rf"(?:{_PLACE}(?:, \d{{1,2}} [A-Z][a-z]+| \d{{1,2}})?,?\s*)?\({_AGENCY}\)\s*(?:[-–—]+\s*|:\s+)?"
    r"(?=[A-Z\"“'‘$£€\d])"
    r"|[A-Z][A-Z.'’-]+(?:[ ,]+[A-Z][A-Z.'’-]+){0,3}(?:, [A-Z][a-z]+\.?){0,2}(?:,? [A-Z][a-z]{2,8}\.? \d{1,2})?"
    r"\s+[-–—]{1,2}\s+(?=[A-Z\"“'‘$£€])"
    # Labels, and the button of a player.
    r"|(?:WATCH|VIDEO|EXCLUSIVE|BREAKING|DEVELOPING|UPDATED?):\s*(?=[A-Z\"“'‘$£€])|CLOSE\s+(?=[A-Z][a-z ])"
)

_HERE = re.compile(r"\bhere\b")

_PARENTHESIS = re.compile(r"\s\((?!\w\)|\d\))[^()\"“”«»\[\]]{1,120}\)(?=[\s.,;:!?]|$)")
_ACRONYM = re.compile(r"\s\(\W*[A-Z][\w.&/-]*[A-Z][\w.&/-]*\W*\)")

_FOLLOWED = (
    r"(?=[.,]|\s(?:that|to|in|at|by|for|with|after|when|while|as|over|from|against|before|during|following|amid|he|she"
    r"|it|they|the|a|an|about)\b)"
)
_ON_DAY = re.compile(
    rf"(?<=\w)\s+(?:on {_DAY}|(?<=\bsaid ){_DAY})(?: (?:morning|afternoon|evening|night))?(?!,? (?:[A-Z]|\d))"
    + _FOLLOWED
)
_SETTING = re.compile(
    rf"(?:On {_DAY}(?: (?:morning|afternoon|evening|night))?|Earlier (?:this|on|in) [a-z]+|Earlier {_DAY}"
    r"|Last (?:week|month)|Speaking [^,;:\"“”()]{2,60}"
    r"|In an? (?:[a-z-]+ ){0,2}(?:statement|interview|letter|speech|tweet|conference|call|post)\b[^,;:\"“”()]{0,60})"
    r",\s+(?=(?:the|a|an|he|she|it|they|[A-Z]\w+)\b)"
)
_SAID = re.compile(
    r",\s+(?:(?:police|officials|authorities|the (?:company|agency|department|ministry|police|authorities|officials))"
    rf" said(?: (?:on )?{_DAY})?(?: in an? (?:[a-z]+ )?(?:statement|report))?"
    r"|according to (?:police|officials|authorities))"
    r"(?=\.$)"
)
_CONTESTED = re.compile(
    r"(?i)\b(?:accus|alleg|suspect|claim|blam|deni|deny|charge|murder|guilt|will|would|could|may|might|should|must|likely"
    r"|believ|expect|appear|seem|best|worst|never|think|fear)"
)

_INNER = r"[^,;:\"“”«»()\[\]—–]"
_RELATIVE = re.compile(
    r",\s+(?:(?:who|which|where|whose|whom)\b"
    rf"|(?:one|some|many|most|all|both|two|three|several) of (?:whom|which)\b){_INNER}{{4,160}}"
)
_APPOSITION = re.compile(
    rf"(?<=\w),\s+(?:an?|the|now|formerly|one of|his|her|its|their)\s(?!{_INNER}*\b(?:and|or)\b){_INNER}{{3,110}}"
)
_AGE = re.compile(r"(?<=[a-z]),\s+(?:aged )?(?:1[0-9]|[2-9][0-9]|10[0-9]|[1-9]),(?=\s+[a-z])")
_ADVERBIAL = re.compile(
    rf",\s+(?:as|while|after|before|when|since|following|amid|during|including|with|[a-z]{{2,}}(?<!dur)(?<!someth)(?<!noth)(?<!anyth)(?<!everyth)(?<!accord)ing)\b{_INNER}{{6,180}}"
)
_NAME_BEFORE = re.compile(r"\b[A-Z][\w’'-]+$")
_CLAUSE = re.compile(r"(?:,\s+|;\s+|:\s+|\b(?:that|and|but|said|says|because|while|whether)\s+)")
_VERB_NEXT = re.compile(
    r"\s+(?:(?:also|now|later|then|still|already|once|first|recently)\s+)?(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|shall|should|does|did|do|said|says"
    r"|told|tells|went|came|made|took|gave|found|saw|kept|began|left|brought|held|stood|ran|lost|paid|met|led|won|sent|built"
    r"|fell|rose|grew|spoke|became|hit|cut|bought|sold|felt|wrote|struck|drove|[a-z]{3,}(?<!e)(?<!ne)ed)\b"
)
_LISTED = re.compile(r"^,\s+\w+ing(?:\s\w+)?\s(?:and|or)\s\w+ing\b")
_JOINS = re.compile(
    r"\s+(?:and|in|at|on|to|for|from|after|before|when|while|as|during|following|by|over|against|amid)\s"
)
_TELLS = re.compile(
    r"(?i)\b(?:says?|said|reports?|announce[sd]?|confirm(?:s|ed)|add(?:s|ed)|state[sd]|told|according|argue[sd]|warn(?:s|ed))\b"
)
_OPENS_LOW = re.compile(
    r"(?:In|On|At|By|With|From|For|After|Before|When|While|As|If|Since|Because|Although|Though|Until|Once|During|Under|Over"
    r"|Among|Amid|Despite|Between|Unless|To|[A-Z][a-z]+(?:ing|ed))\b"
)
_FEW = 5  # words; less than this is no sentence to leave behind


def cuts_of(sentence: str) -> list[Cut]:
    """Find the slots of one sentence, in order; they may overlap. It never raises, whatever the text.

    A slot never touches a quotation or holds an odd mark, and never a negation, a doubt or a condition, so that no cut
    turns a sentence into another claim. Nothing is found in a sentence that does not end in a full stop or the like.
    """
    if len(sentence) > _LONGEST or not sentence.endswith((".", "!", "?", ".”", '."', ".)")):
        return []
    quoted = [m.span() for m in _QUOTES.finditer(sentence)]
    outside = _QUOTES.sub("", sentence)
    if _MARKS & set(outside):
        return []
    single = _SINGLE.search(outside) is not None
    return sorted(
        {
            cut
            for cut in (*_always(sentence), *(() if single else _optional(sentence)))
            if _clean(sentence, cut, quoted) and not (single and cut.kind is not Kind.DATELINE and cut.start)
        }
    )


def _clean(sentence: str, cut: Cut, quoted: list[tuple[int, int]]) -> bool:
    text = sentence[cut.start : cut.end]
    if not text.strip() or any(start < cut.end and cut.start < end for start, end in quoted):
        return False
    if cut.start == 0 and not _takes_capital(sentence[cut.end :]):
        return False
    return cut.kind in {Kind.CONNECTIVE, Kind.DATELINE} or HEDGE.search(text) is None


def _takes_capital(rest: str) -> bool:
    """Whether a sentence may begin so: its first word can be written with a capital."""
    word = re.match(r"[\"“'‘$£€]*(\w[\w’'-]*)", rest)
    if word is None:
        return False
    letters = word[1]
    return not letters[0].islower() or (letters.islower() and len(letters[0].upper()) == 1)


def _always(sentence: str) -> Iterator[Cut]:
    head = _DATELINE.match(sentence)
    if head and _HERE.search(_QUOTES.sub("", sentence)):
        return  # the dateline tells where
    if head:
        yield Cut(0, head.end(), Kind.DATELINE)
    elif (head := _HEAD.match(sentence)) and not _INTERRUPTED.match(sentence, head.end()):
        yield Cut(0, head.end(), Kind.CONNECTIVE)
    for found in _MIDDLE.finditer(sentence):
        # `In May, however, he left`: a comma stays after an opening phrase.
        keep = _SUBORDINATE.search(sentence[: found.start()]) is not None
        yield Cut(found.start() + keep, found.end(), Kind.CONNECTIVE)
    if tail := _TAIL.search(sentence):
        yield Cut(tail.start(), tail.end(), Kind.CONNECTIVE)
    for found in _PARENTHESIS.finditer(sentence):
        if not _ACRONYM.fullmatch(found[0]):
            yield Cut(found.start(), found.end(), Kind.PARENTHESIS)


def _optional(sentence: str) -> Iterator[Cut]:
    for found in _ON_DAY.finditer(sentence):
        if has_verb(sentence[: found.start()]):
            yield Cut(found.start(), found.end(), Kind.DAY)
    if (setting := _SETTING.match(sentence)) and not any(map(str.isdigit, setting[0])):
        yield Cut(0, setting.end(), Kind.SETTING)
    if (said := _SAID.search(sentence)) and not _CONTESTED.search(sentence):
        yield Cut(said.start(), said.end(), Kind.ATTRIBUTION)
    for found in _AGE.finditer(sentence):
        if _NAME_BEFORE.search(sentence, 0, found.start()):
            # The second comma opens what follows unless the sentence goes on with its verb.
            yield Cut(found.start(), found.end() - (_VERB_NEXT.match(sentence, found.end()) is None), Kind.AGE)
    for pattern, kind in ((_RELATIVE, Kind.RELATIVE), (_APPOSITION, Kind.APPOSITION), (_ADVERBIAL, Kind.ADVERBIAL)):
        for found in pattern.finditer(sentence):
            if end := _end_of_clause(sentence, found, kind):
                yield Cut(found.start(), end, kind)


def _end_of_clause(sentence: str, found: re.Match[str], kind: Kind) -> int | None:
    """Where the clause that begins with a comma ends, its closing comma included; none if it cannot be left out."""
    before, inner = sentence[: found.start()], found[0]
    if kind is Kind.APPOSITION and (not _NAME_BEFORE.search(before) or has_verb(inner) or _TELLS.search(inner)):
        return None
    if kind is Kind.ADVERBIAL and (before.endswith("ing") or _LISTED.search(inner)):
        return None  # `hitting, shoving and threatening`
    stop = re.match(r"[.!]?$", sentence[found.end() :])
    if inner.endswith((".", "!")) and found.end() == len(sentence):
        return found.end() - 1 if _stands(before) and ". " not in inner else None
    if stop is not None or not sentence.startswith(",", found.end()):
        return None
    end = found.end() + 1
    own_clause = _CLAUSE.split(before)[-1]
    if _VERB_NEXT.match(sentence, end):
        # Its noun is a subject: then no verb may stand before it in its clause.
        fits = kind is not Kind.ADVERBIAL and not has_verb(own_clause) and own_clause.strip() != ""
        return end if fits and _OPENS_LOW.match(before) is None else None
    if kind is Kind.RELATIVE and _JOINS.match(sentence, end) and _stands(before):
        return end
    return None


def _stands(before: str) -> bool:
    """Whether what is left before a cut is a sentence of its own."""
    main = before.split(", ", 1)[-1] if _OPENS_LOW.match(before) else before
    return len(before.split()) >= _FEW and has_verb(main) and not (main is before and _OPENS_LOW.match(before))
