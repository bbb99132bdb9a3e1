"""The words of a sentence as a ranker sees them: lower-cased content words without plural endings."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’](?:s|S)?$")

# Function words of English: they say nothing about what a sentence is about.
_STOPWORDS = """
a about above across after again against all almost alone along already also although always am among an and
another any anybody anyone anything anywhere are aren't around as at away back be became because become becomes
been before behind being below between both but by came can can't cannot could couldn't did didn't do does doesn't
doing don't done down during each either else enough even ever every everybody everyone everything everywhere few
for from further get gets give given go goes going gone got had hadn't has hasn't have haven't having he he'd
he'll he's hence her here hers herself him himself his how however i i'd i'll i'm i've if in indeed instead into
is isn't it it'd it'll it's its itself just keep kept least less let let's like likely made make makes making many
may maybe me meanwhile might mine more moreover most mostly much must my myself near need neither never
nevertheless no nobody none nor not nothing now nowhere of off often on once one only onto or other others
otherwise our ours ourselves out over own per perhaps put quite rather really said same say saying says see seem
seemed seems seen several she she'd she'll she's should shouldn't since so some somebody someone something
sometimes somewhere still such take taken than that that's the their theirs them themselves then there there's
therefore these they they'd they'll they're they've thing things this those though through throughout thus to
together told too took toward towards under unless until up upon us use used uses using very via want wanted
wants was wasn't way we we'd we'll we're we've well went were weren't what what's whatever when whenever where
whereas wherever whether which while who whoever whole whom whose why will with within without won't would
wouldn't yes yet you you'd you'll you're you've your yours yourself yourselves
"""
STOPWORDS = frozenset(_STOPWORDS.split())


def words_of(text: str) -> list[str]:
    """All words of a text, lower-cased, apostrophes made straight, a possessive ``'s`` taken off."""
    return [_POSSESSIVE.sub("", word).lower().replace("’", "'") for word in _WORD.findall(text)]


def content_terms(text: str) -> list[str]:
    """The content words of a text in order, their plural endings folded."""
    return [folded(word) for word in words_of(text) if word not in STOPWORDS]


def folded(word: str) -> str:
    """Fold an English plural or third person of a word: the S stemmer of Harman (1991), the mildest one there is."""
    if len(word) < 4 or not word.endswith("s"):
        return word
    if word.endswith("ies") and not word.endswith(("eies", "aies")):
        return word[:-3] + "y"
    if word.endswith("es") and not word.endswith(("aes", "ees", "oes")):
        return word[:-1]
    if word.endswith(("us", "ss")):
        return word
    return word[:-1]
