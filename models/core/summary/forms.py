"""What a single sentence looks like: a statement, something lesser, or no sentence at all.

The judgement is by form only (marks, capitals, closed lists of words), so that it costs nothing and can be explained.
"""

from __future__ import annotations

import re
from enum import IntEnum

from models.core.rules.words import words
from models.core.summary.terms import words_of


class Form(IntEnum):
    """How fit a sentence is to stand in a summary; a higher one is only used when the lower ones do not suffice."""

    STATEMENT = 0
    LESSER = 1  # a question, a lone or broken quotation, a sentence without a verb
    FRAGMENT = 2  # a headline, a caption, a list item: used only when a text has nothing else
    FURNITURE = 3  # bylines, credits, links, datelines: never used


_OPENERS = "\"'“‘«„‚([{"
_CLOSERS = "\"'”’»)]}"
_STOPS = ".!?…。！？؟।"

_NAME = r"[A-Z][\w.'’-]*"
_NAMES = rf"{_NAME}(?:,?\s+(?:{_NAME}|de|van|von|der|al|bin|and|&)){{0,7}}"
_CORRECTIONS = r"(?:corrections?|clarifications?)(?: (?:&|and) (?:corrections?|clarifications?))?"
_CORRECTION = re.compile(rf"(?i)\W*{_CORRECTIONS}\s*:")
_FURNITURE = tuple(
    re.compile(pattern)
    for pattern in (
        rf"^(?:[Ww]ritten\s+)?(?:[Bb]y|BY)\s*:?\s+{_NAMES}(?:,?\s+(?:for|of|in)\s+{_NAMES})?\s*[.|]?$",
        rf"^{_NAMES},?\s+(?:Associated Press|Reuters|AFP|AP|Press Association|staff writer|correspondent)\s*\.?$",
        r"^(?:The )?(?:Associated Press|Reuters|AFP|AP|Agence France-Presse|Press Association)\s*\.?$",
        r"(?i)^\(?(?:additional )?(?:reporting|editing|writing|photography) by\b",
        r"(?i)\bcontributed to this (?:report|story|article)\b",
        r"^[A-Z]{2,5}['’]s (?:[A-Z][\w'’-]+ ){1,3}(?:and (?:[A-Z][\w'’-]+ ){1,3})?(?:reported|wrote|contributed)\b",
        r"(?i)^(?:first |last )?(?:published|updated|posted|modified)\s*(?:on\b|at\b|:|\d)",
        r"(?i)^\W*(?:read (?:on|more|also|next|or share)\b|see also|related(?: stories| articles)?\s*:|more\s*:)",
        r"(?i)^\W*(?:click (?:here|on|to)|tap here|scroll down|swipe|watch (?:video|the video|below|now|:))",
        r"(?i)^\W*share (?:this|on|via)\b",
        r"(?i)^\W*get (?:breaking|the latest|our|all the|more) .{0,50}\b(?:alerts|news|headlines|reports|newsletters?)"
        r"\W*$",
        r"(?i)^\W*visit .{3,60}['’]s? (?:home ?page|web ?site) for more\b",
        r"(?i)^\W*(?:thank you for subscribing|invalid email address|let our news meet your inbox)\b",
        r"(?i)^\W*add .{3,60} as an interest\b",
        r"(?i)^(?:update: )?(?:for|to) (?:more|learn|read|see|find|(?:the|our) (?:full|complete))\b"
        r".{0,60}, (?:read|see|visit)\b",
        r"(?i)^\W*(?:follow (?:us|me|him|her|them|@)|like us|sign up (?:for|to|here)|subscribe\b|join our)",
        r"(?i)^\W*(?:story continue[sd]|advertisement|sponsored|continue reading|learn more)\b",
        r"(?i)^(?:the )?(?:views|opinions)(?: and (?:views|opinions))? expressed\b",
        r"(?i)^for more on .{0,80}\bhere(?:['’]s| is)\b",
        r"(?i)\bdelivered (?:(?:daily |straight |right |directly )*to your inbox|(?:every )?(?:weekdays?|mornings?|day)"
        r")\b",
        r"(?i)^\W*(?:(?:facebook|twitter|pinterest|whatsapp|email)\s+){2}",
        r"(?i)^\W*(?:hide caption|just watched|replay more)\b",
        rf"(?i)^\W*(?:disclaimer|{_CORRECTIONS}|editor['’]?s note|copyright)\s*[:(©]",
        r"(?i)^\W*media playback is (?:un|not )supported\b",
        r"(?i)(?:^\W*©|all rights reserved\W*$|^copyright\b)",
        r"(?i)^\W*(?:https?://|www\.)\S+\W*$",
        r"^(?:\([A-Z][\w.&’' ]{1,20}\)\s*)?\[[^\[\]]{3,90}\]\W*$",  # `[Breaking news update, posted 9:04 p.m.]`
        r"\w=[\"“”]?https?://",
        # What an outlet says of its own series: `“The Hour” brings you the best stories of the day.`
        r"(?i)^.{0,60}\b(?:shows?|brings?|gives?|sends?|delivers?) you\b.{0,60}\b(?:stories|news|headlines|debates)\b",
        r"(?i)^\W*(?:note|update)d? (?:at |on )?\d{1,2}[:.]\d\d\b",
        r"(?i)^\W*(?:view|see|get|read|browse) (?:all|more|our|the)\b.{0,50}\b(?:newsletters?|stories|episodes)\W*$",
        # A dateline that stands alone: GENEVA (Reuters) -, LONDON, Jan. 10 —
        r"^[A-Z][A-Z.'’ -]+(?:,\s*[A-Z][\w.]+(?:\s+\d{1,2})?)?\s*(?:\([^)]{1,30}\)\s*[-–—:.]*|[-–—:]+)$",
    )
)
_CAPTION = re.compile(
    r"(?i)^(?:image|media) (?:copyright|caption)\b"
    r"|^(?:(?:file |stock )?(?:photo|image|picture|photograph|video|graphic)s?(?: caption| credit)?\s*:"
    r"|pictured\b|(?:media |image )?caption\b|(?:above|below|left|right|top)\s*[:,]|(?:getty|ap photo|shutterstock))"
    r"|^(?:file\s*[-–—]\s|(?:in )?this [^.]{0,12}\.?[^.]{0,30}\b(?:photo|image|picture)\b)|\bfile photo\b"
    # `The mayor speaks at the town hall in Ansel, January 29, 2020.`
    r"|\b(?:speaks?|holds?|waits?|attends?|listens?|talks?|walks?|arrives?|gestures?|looks?|poses?|testif(?:y|ies)"
    r"|address(?:es)?|delivers?|stands?|sits?|(?:is|are) seen|reacts?|departs?|participates?|waves?|smiles?"
    r"|exits?|enters?|boards?|meets?|greets?|shakes?|hugs?|watch(?:es)?|inspects?|carry|carries|gathers?)\b"
    r".*,? [a-z]{3,9}\.? \d{1,2}, (?:19|20)\d\d(?:,? (?:in|at|where|after|before|during|as|while) .{0,90})?\.$"
    r"|^[^,]{3,60}(?:, [^,]{3,60},)? (?:reacts?|gestures?|poses?|waves?|smiles?|listens?|walks?) .*"
    r"[a-z]{3,9} (?:19|20)\d\d\.$"
    # `Council members announce the plan in Ansel, Jan. 15, 2020, in the town hall.`: in prose the day has its `on`.
    r"|\w, (?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.? \d{1,2}, (?:19|20)\d\d"
    r"(?:,? (?:in|at) .{0,60})?\.$"
    # `Ann Doe, 47, sews masks in a factory in Ansel on July 8.`
    r"|^(?-i:[A-Z][\w'’-]+ ){1,3}(?-i:[A-Z])[\w'’-]+, \d{1,2}, (?!(?:was|is|has|says|dies)\b)[a-z]+s\b.*\bon"
    r" (?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.? \d{1,2}\.$"
    r"|\b(?:is|are) (?:pictured|shown) in (?:this|an?|the) [^.]{0,40}\b(?:photo|image|picture|photograph|handout)\b"
    r"|\b(?:is|are) (?:pictured|shown)(?: here| above| below| (?:at|in|on) [^,]{3,60})?\.$"
    r"|^.{0,80}\b(?:is|are) seen (?:during|in|at|on|as|near|before|after)\b"
    r"|getty images\b|\bap photo\b|\(@\w+\)"
    r"|^[a-z][\w'’ ]{2,30} \d{1,2}-\d{1,2} [a-z][\w'’ ]{2,30}\W*$"  # a result: `Ansel 1-1 Ostwick`
    r"|\((?:photo|image|picture|pictured|getty|ap photo|reuters/)[^)]*\)\W*$"
    # `Ann Doe / AGENCY The mayor looks on`, `Ann Doe/Staff The mayor looks on`
    r"|^(?:(?-i:[A-Z][\w.'’-]+) ){1,2}(?-i:[A-Z])[\w'’-]+(?: / (?-i:[A-Z]{2,}) |/(?:staff|pool|ap|afp|reuters|getty)\b)"
    r"|^\|\s"  # what stands behind the bar of a credit: `| Agency The mayor looks on`
)
# Without a verb it is one too: `Ann Doe at the debate in Ansel on Friday night.`
_SCENE = re.compile(
    r"^(?:[A-Z][\w.'’-]* (?:and )?){1,6}(?:at|during|in|on|outside|near)\b.*"
    r"\b(?:[A-Z][a-z]+day|(?:19|20)\d\d)(?: (?:morning|afternoon|evening|night))?\.$"
)
_VERB = re.compile(
    r"(?i)\b(?:am|is|are|was|were|be|been|has|have|had|do|does|did|can|could|will|would|may|might|must|shall|should"
    r"|\w+n['’]t|\w+['’](?:re|ve|ll|d)|(?:it|he|she|that|this|there|here|what|who|where|how|let)['’]s|\w{2,}ed|\w{3,}i[sz]es?"
    r"|says?|said|tells?|told|gets?|got|goes|went|comes?|came|makes?|made|takes?|took|gives?|gave|finds?|found"
    r"|thinks?|thought|sees?|saw|knows?|knew|wants?|keeps?|kept|lets?|begins?|began|shows?|seems?|leaves?|left|puts?"
    r"|brings?|brought|holds?|held|stands?|stood|runs?|ran|loses?|lost|pays?|paid|meets?|met|sets?|leads?|led"
    r"|wins?|won|sends?|sent|builds?|built|falls?|fell|rises?|rose|grows?|grew|speaks?|spoke|dies?|plans?|calls?"
    r"|faces?|seeks?|sought|warns?|fears?|hopes?|needs?|remains?|becomes?|became|bids?|hits?|cuts?|buys?|bought"
    r"|sells?|sold|feels?|felt|means?|meant|writes?|wrote|sits?|sat|strikes?|struck|drives?|drove|begun|agrees?)\b"
)
# It announces what is left out, or is a piece of a list or an interview: `We need: .`, `2. Add salt.`, `AK: I do.`,
# `Doe on the bridge: It will hold.`
_BELONGS = re.compile(
    r":\s*[.!]?$|^\d{1,2}[.)]\s|^[*•·▪◦‣–—-]+\s*(?=\w)"
    r"|^[A-Z][\w’'-]+ on (?!\w+day\b)(?:[\w’'-]+ ){1,6}?[\w’'-]+: [A-Z]"
    r"|^(?:[A-Z]{1,3}|(?:[A-Z][a-z]+ )?[A-Z][a-z]+):\s(?=[A-Z])|\bvs\.$"
    # What is left of a quotation that stands before it: `Doe said of the plan.`
    r"|^(?:[A-Z][\w.'’-]* ){1,4}(?:said|says|added|tweeted|wrote|agreed|explained|told [a-z]+)"
    r"(?: (?:of|[io]n|On|at|to|during|after|[A-Z][a-z]+day)\b[^,:“\"]{0,60})?"
    r"(?:, [a-z]+ing\b[^“\"]{0,120})?[.!]?$"
    # The end of a name or a title of which the stop was taken for that of a sentence: `Va., is among them.`
    r"|^(?:[A-Z][a-z]{0,4}\.){1,3}, "
    # The writer leads the reader about.
    r"|^(?:Let['’]s|Let us) (?:start|begin|look|take|turn|go|talk|recap|review|dig|dive|get|consider|break|see)\b"
    # A clause without the sentence that it is part of.
    r"|^(?:After|When|While|Although|Whereas|If) (?!all\b|that\b|then\b)[^,]{40,}$"
    # What is heard in a recording.
    r"|\[(?:laughter|applause|shouting|crosstalk|inaudible|music|cheer(?:ing|s))[^\[\]]{0,40}\]"
    r"|, pictured,"
    # Why a source has no name.
    r"|^(?:The|He|She|They|Both)\b.{0,60}\b(?:not|n['’]t) authori[sz]ed to (?:speak|discuss|comment|talk)\b"
    # Links set into the line without a space: `after Mayor Doe DoeCouncil votes on the bridge gave the order.`
    r"|\b([A-Z][a-z]{2,})\b.{0,80}\b\1[A-Z][a-z]{2,}"
)
# An aside to the sentence before it.
_ASIDE = re.compile(r"\([^()]*\)[.!?…]*")
# What a page shows when a name is touched: `Mayor Doe Ann Mary DoeCouncil votes again Bridge delayed MORE said …`.
_TOUCHED = re.compile(
    r"\b([A-Z][\w’'-]{2,}) (?:\(?[A-Z][\w.()’'-]* ){0,5}\1[A-Z].{0,400}? MORE\b"
    # Or the end of it: `Bridge delayed MORE, the council said.`
    r"|(?<![A-Z] )\bMORE, [a-z]"
)
# Who made a picture, under it: `(Ann Doe/Agency)`, `| AP Photo`.
_CREDIT = re.compile(
    r"^\((?:[A-Z][\w.’'& -]{2,40}/[\w.’'& /-]{2,60}|(?:Reuters|AFP|AP|Getty)(?: (?:Images|Photo))?)\)\W*$"
    r"|^\| (?:[A-Z][\w.’'/-]* ?){1,4}$"
)
# A caption of any length.
_NUMBERED = re.compile(r"(?i)(?:file )?(?:photo|image|picture)s?:|\d{1,2} of \d{1,2}: ")
# A heading and the sentence under it, run together: `Mayor opens the new bridge The council also voted on a second.`
_GLUED = re.compile(
    r"[\w’'%] (?:The|An|But|It|He|She|They|This|These|There|In|On|See|When|While|As|After|Before|If) [a-z]+ "
    # The stop between two sentences is lost: `… nowhere near a vote Instead, they wait.`
    r"|[a-z]{2} (?:Instead|However|Meanwhile|Nevertheless|Moreover), "
    r"|: (?:POLL|REPORT|STUDY|SURVEY|ANALYSIS|SOURCES?|OFFICIALS?|POLICE) [A-Z]"
)
# A heading has at least so many words of this many letters, one that asks fewer, and writes only the following small.
_TITLE, _QUESTION, _CONTENT = 6, 4, 4
_SMALL = words("a an and as at but by for from if in into nor of off on or over per the to up via vs with")
_FEW_WORDS = 4  # below this a sentence is an exclamation, not a statement
_SHORT = 12  # below this a sentence must show a verb that we know
_LINE = 400  # code points; furniture is never longer, and patterns are not run over endless sentences
_HEADLINE = 14  # a line of up to this many words without a final stop reads as a headline


def form_of(sentence: str) -> Form:
    """Judge one sentence by its form alone; it never raises, whatever the text."""
    text = sentence.strip()
    words = words_of(text)
    if not words or not any(word[0].isalpha() for word in words):
        return Form.FURNITURE
    if len(text) <= _LINE:
        if any(pattern.search(text) for pattern in _FURNITURE):
            return Form.FURNITURE
        if _is_title(text) or _CAPTION.search(text) or (_SCENE.match(text) and not has_verb(text)):
            return Form.FRAGMENT
    if _TOUCHED.search(text) or _NUMBERED.match(text):
        return Form.FRAGMENT
    if not _stops(text):
        whole = len(words) > _HEADLINE and _VERB.search(text) is not None and text[-1] not in ":;,-–—"
        return Form.LESSER if whole else Form.FRAGMENT
    if _is_lesser(text, words):
        return Form.LESSER
    return Form.STATEMENT


def is_correction(sentence: str) -> bool:
    """Whether a sentence opens the note that says what an earlier version had wrong."""
    return _CORRECTION.match(sentence) is not None


def is_credit(sentence: str) -> bool:
    """Whether a line only tells who made a picture."""
    return len(sentence) <= _LINE and _CREDIT.match(sentence.strip()) is not None


def has_verb(text: str) -> bool:
    """Whether a text shows a word that is a verb more often than not."""
    return _VERB.search(text) is not None


def _stops(text: str) -> bool:
    return text.rstrip(_CLOSERS + " \t\u00a0").endswith(tuple(_STOPS))


def _is_title(text: str) -> bool:
    """Whether a sentence is written as headings are; its stop is that of an abbreviation, or a machine's."""
    found = re.findall(r"(?<!\w)[^\W\d_][\w’'-]*", text)
    enough = _QUESTION if text.endswith("?") else _TITLE
    if text.isupper() or sum(len(word) >= _CONTENT for word in found) < enough:
        return False
    return all(word[0].isupper() or word in _SMALL for word in found)


def _is_lesser(text: str, words: list[str]) -> bool:
    bare = text.strip(_OPENERS + _CLOSERS + " \t\u00a0")
    if len(words) < _FEW_WORDS or (len(words) < _SHORT and _VERB.search(text) is None):
        return True
    if bare.endswith(("?", "？", "؟")) or text.endswith("!") or bare.lstrip(".…- ")[:1].islower():
        return True
    if _BELONGS.search(bare) or _GLUED.search(bare) or _ASIDE.fullmatch(text):
        return True
    return is_lone_quotation(text) or not is_balanced(text)


def is_balanced(text: str) -> bool:
    """Whether double quotation marks and brackets of a sentence come in pairs, each opened before it is closed."""
    if text.count('"') % 2:
        return False
    depth = {"”": 0, "»": 0, ")": 0, "]": 0}
    closer_of = {"“": "”", "«": "»", "(": ")", "[": "]"}
    for mark in text:
        if mark in closer_of:
            depth[closer_of[mark]] += 1
        elif mark in depth:
            depth[mark] -= 1
            if depth[mark] < 0:
                return False
    return not any(depth.values())


def is_lone_quotation(text: str) -> bool:
    """Whether all the words stand inside one pair of quotation marks, so that nobody is named as the speaker."""
    pairs = {"“": "”", '"': '"', "«": "»", "„": "“", "‘": "’", "'": "'"}
    closer = pairs.get(text[:1])
    if closer is None:
        return False
    inner = text[1:].rstrip(_STOPS + " \t\u00a0")
    return inner.endswith(closer) and closer not in re.sub(r"\w['’]\w", "", inner[:-1])


def quoted_share(text: str) -> float:
    """The share, 0 to 1, of the code points of a sentence that stand between double quotation marks."""
    if not text:
        return 0.0
    quoted = sum(end - start for start, end in (m.span() for m in re.finditer(r"“[^“”]*”|\"[^\"]*\"", text)))
    return quoted / len(text)
