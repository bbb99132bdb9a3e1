"""Whose voice a sentence speaks in, and whether it stands without its context, by closed lists of words."""

from __future__ import annotations

import re
from functools import lru_cache

_QUOTATION = re.compile(r"“[^“”]*(?:”|$)|\"[^\"]*(?:\"|$)|«[^«»]*(?:»|$)|(?<!\w)‘[^‘’]*’(?!\w)")
_SINGULAR = re.compile(r"\b(?:I(?!\.)|I['’](?:m|ve|d|ll)|[Mm]e|[Mm]y|[Mm]ine|[Mm]yself)\b")
_PLURAL = re.compile(r"\b(?:[Ww]e|us|[Oo]ur|[Oo]urs|[Oo]urselves|[Ww]e['’](?:re|ve|d|ll)|[Ll]et['’]s)\b")
_READER = re.compile(
    r"\b(?:[Yy]ou|[Yy]our|[Yy]ours|[Yy]ourself|[Yy]ou['’](?:re|ve|d|ll))\b"
    r"|^\W*(?:Consider|Imagine|Picture|Suppose|Remember|(?:Just look|Look) (?:at|again|no)|Think (?:of|about)|Note that"
    r"|Take (?:the case|for|(?:the|an?) [a-z]+ (?:[a-z]+\.|[A-Z]))|(?:Can|Could|Do|Did|Would) you\b"
    r"|Feel free|Be sure|Do(?:n['’]t| not) (?:forget|worry|believe|expect)|Keep in mind|Ask yourself)\b"
)
_SPEECH = re.compile(r"\b(?:said|says|told|tells|asked|added|according)\b")
_CONNECTIVE = re.compile(
    r"^\W*(?:But|And|Yet|So|However|Still|Meanwhile|Also|Then|Moreover|Furthermore|Indeed|Instead|Besides|Otherwise"
    r"|Nevertheless|Nonetheless|Therefore|Thus|Hence|For example|For instance|In fact|In other words|As a result"
    r"|After that|Before that|Even so|By contrast|In contrast|Similarly|Likewise|Nor|Or|Because of (?:this|that)"
    r"|In the process|In spite of (?:this|that)|To that end|That said|Yes,|No,)(?!\w)"
)
# A noun that sums up what the sentence before told: `The move comes after …`, `Such attacks are rare.`
_SHELL = re.compile(
    r"^\W*(?:(?:But|And|Yet|So|Still,|However,|Meanwhile,) )?(?i:the (?:same|former|latter|move|decision|announcement|"
    r"incident|ruling|remarks?|comments?|statement|news|report|change|changes|idea|result|results|answer|problem|"
    r"reason|reasons|question|issue|trend|effect|numbers?|figures?|findings?|measure|proposal|plan|deal|agreement|"
    r"verdict|sentence|lawsuit|suit|charges|allegations?|claims?|video|footage|clip|image|photo|tweet|post|message|"
    r"letter|email|call|meeting|talks|visit|trip|vote|bill|order|attack|attacks|blast|explosion|crash|fire|shooting|"
    r"victim|victims|suspect|suspects|defendant|couple|woman|man|men|women|boy|girl|teen|teenager|child|baby|"
    r"father|mother|parents|family|driver|student|person|source|official|others?|rest|first|second|third|point|difference|list|story)\b"
    r"(?! (?:of|that|for|in|to|on|between|by|with|who|whose|which|at|from|about|against|over|behind)\b)"
    r"|the (?:two|three|four|five|six|many|few) others\b|on the other (?!hand\b|side\b|end\b)"
    r"|such (?!as\b)[a-z]+\b|(?:here|there)['’]?s? (?:is|are|was|were)? ?(?:how|why|what|where)\b"
    r"|(?:one|another|some|most|many|others|neither|none|few|several|all|each|both|two|three|four|five|six|seven|eight"
    r"|nine|ten) (?:of (?:them|these|those|us)|is|are|was|were|have|has|had|say|said|will|would|also|even|may|can"
    r"|could|did|do|\w{2,}ed)\b|(?:first|second|third|next|finally|lastly), )"
    r"|^\W*[Tt]here(?:['’]s| is| are| was| were) (?:the|also|another|one more)\b"
    # A clause without the sentence that it is part of: `Because the bridge fell, and the mayor knew.`
    r"|^\W*(?:Because|Which|Whereas)\b[^,]*(?:, (?:and|but|or|nor|which|who|whose|where|though)\b[^,]*)*$"
    r"|(?:\b(?:dis)?agreed|, too)[.!]$"
    r"|\b(?:did|does|do|doing|done) (?:the same(?: thing)?|so|likewise)[.!]$"
)
# A pointing word on the way, to something that is not there: `all of this`, `those words`.
_POINTS = re.compile(
    r"\b(?:[Aa]ll (?:of )?(?:this|that|these|those)\b"
    r"|\b(?:one|two|some|many|most|none|few) of (?:these|those|them)(?: [a-z]+)?[.!?]*$|^\W*Another,"
    r"|\b(?:say|says|said|admits?|admitted|suggests?|suggested|knows?|knew|thinks?|thought|acknowledged) as much\b"
    r"|\b(?:do|does|did|doing|done|knows?|knew|sees?|saw|say|says|said|about|against|of|for|with|to|by|like|than|after"
    r"|before) (?:this|that)[.!?:]*$"
    r"|\b(?:do|does|did|thinks?|thought|says?|said|hopes?|believes?|believed) (?:so|not)[.!?]*$"
    r"|^\W*(?:If|Unless|Whether) (?:it|this|that|so|not)\b"
    r"|^\W*(?:Without|With|Under|Despite|Beyond|Besides|Given) (?:this|these|those|such)\b"
    r"|^\W*(?:On|At|In|Over|During|By|From|Around|For|Throughout|Until|Since)"
    r" (?:(?:that|another|those|these)\b|(?:one|both|each|all|some|either),)"
    r"|^\W*(?:Even|Up|Down|Out|Over|In|From) there\b"
    r"|^\W*(?:On|At|In|For|Under|From) (?:both|either|each|all) [a-z]+,|\bneither (?:he|she|they) nor\b"
    r"|\b(?:sen[dt]|ma[dk]e|gets?|got|took|take|kept|ask(?:ed)?|answer(?:ed)?|raised?) (?:this|that) [a-z]+[.!?]*$"
    r"|\b(?:just|exactly|precisely|like) (?:this|that)[.!?]*$|\bthe (?:opposite|contrary|reverse)[.!]$"
    r"|(?:[Tt]hese|[Tt]hose) (?!who|that|with|in|of|are|were|days\b)[a-z]+s\b"
    r"(?! (?:who|whose|that|which|with|of)\b))"
)
# A pronoun in a clause before the main one, which names nobody either: `When she could not pay, the bank waited.`
_EARLY_PRONOUN = re.compile(
    r"^\W*(?:When|If|After|Before|While|As|Once|Because|Although|Though|Since|Until|Unless|In|On|At|For|With|To|Despite)"
    r" (?:(?!the\b)[a-z]+ ){0,2}(?:he|she|they|him|his|her|their|them)\b[^,]*(?:$|, (?![A-Z]|(?:the|an?) ))"
)
_PRONOUN_SPEAKS = re.compile(
    r"^\W*(?:he|she|they|it) (?:[a-z]+ )?(?:said|says|told|tells|added|adds|wrote|writes|tweeted|explained|asked)\b"
)

# It answers a question: `Because it must,` `Well, nobody.`
_ANSWERS = re.compile(
    r"^\W*(?:Well|Yes|No|Not|Nobody|No one|None|Nothing|Probably|Perhaps|Maybe|Possibly|Hardly|Absolutely|Of course"
    r"|It depends)\b"
)
_QUOTED_ANSWER = re.compile(r"^[\"“](?:Because|Well|Yes|No)\b")
# Who speaks is only called by a pronoun, behind what is said.
_TOLD_BY = re.compile(
    r"(?:,|[.!?,]?[”\"]) (?P<pronoun>he|she|they) (?:also |later |then |[a-z]+ly )?(?:said|says|added|adds|wrote|writes"
    r"|tweeted|explained|told|noted|argued|recalled|warned)\b"
)

# Inside a quotation, a word for something that was named before it.
_UNNAMED = re.compile(
    r"\b(?:[Tt]hem|[Tt]hey|[Tt]heirs?"
    r"|(?:[Tt]his|[Tt]hat)(?:['’]s\b|(?= (?:is|was|will|has|would|can|could)\b)|(?=[.,!?])))"
)
_QUOTED_NAME = re.compile(r"(?<=[a-z,;] )(?!I\b)[A-Z]")


@lru_cache(maxsize=8)  # one sentence is asked about several times in a row
def unquoted(sentence: str) -> str:
    """The sentence without what stands between quotation marks."""
    return _QUOTATION.sub(" ", sentence)


def masked(sentence: str) -> str:
    """The sentence with what stands between quotation marks made spaces; it is as long as before."""
    return _QUOTATION.sub(lambda quotation: " " * len(quotation[0]), sentence)


def speaks_as_writer(sentence: str) -> bool:
    """Whether the writer speaks of him- or herself, outside quotation marks."""
    return _SINGULAR.search(unquoted(sentence)) is not None


def speaks_as_group(sentence: str) -> bool:
    """Whether the writer speaks for a group, outside quotation marks."""
    return _PLURAL.search(unquoted(sentence)) is not None


def speaks_to_reader(sentence: str) -> bool:
    """Whether the reader is spoken to, outside quotation marks."""
    return _READER.search(unquoted(sentence)) is not None


def reports_speech(sentence: str) -> bool:
    """Whether the sentence tells what somebody said."""
    return _SPEECH.search(unquoted(sentence)) is not None


def opens_with_connective(sentence: str) -> bool:
    """Whether the sentence opens with a word that ties it to the one before."""
    return _CONNECTIVE.match(sentence) is not None


def refers_back(sentence: str) -> bool:
    """Whether it opens with a noun or a quantity, or ends in a `did so`, that only the sentence before explains."""
    return _SHELL.search(sentence) is not None


def points_back(sentence: str) -> bool:
    """Whether a word in it, outside quotation marks, points to what is not in the sentence itself."""
    outside = unquoted(sentence)
    return _POINTS.search(outside) is not None or _EARLY_PRONOUN.match(outside) is not None


def answers(sentence: str, before: str) -> bool:
    """Whether it answers what is asked before it."""
    if before.rstrip("”\"’' ").endswith("?") and _ANSWERS.match(sentence):
        return True
    return _QUOTED_ANSWER.match(sentence) is not None


def told_by(sentence: str) -> re.Match[str] | None:
    """The `he` or `she` that speaks where the speech comes first, as in `The bridge was safe, she said`."""
    return _TOLD_BY.search(masked(sentence))


def quotes_a_pronoun(sentence: str) -> bool:
    """Whether it opens with a quotation of someone who is only called `he` or `she`."""
    return sentence[:1] in "\"“«‘'" and _PRONOUN_SPEAKS.match(unquoted(sentence)) is not None


def quotes_the_unnamed(sentence: str) -> bool:
    """Whether it opens with a quotation that speaks of what it does not name: “We told them,” Ann Doe said."""
    quotation = _QUOTATION.match(sentence)
    if quotation is None:
        return False
    word = _UNNAMED.search(quotation[0])
    return word is not None and _QUOTED_NAME.search(quotation[0], 0, word.start()) is None
