"""Clauses that report speech: ``he said``, ``said the minister``, ``Mr. Jones told reporters``."""

from __future__ import annotations

import re

from models.core.quotes.glyph import QUOTE_CHARACTERS
from models.core.quotes.words import words

VERBS = words(
    "said says say saying told tells telling added adds adding wrote writes writing asked asks asking replied replies "
    "answered answers explained explains explaining insisted insists noted notes noting remarked remarks stated states "
    "stressed stresses claimed claims argued argues warned warns admitted admits announced announces declared declares "
    "recalled recalls continued continues concluded concludes tweeted tweets joked jokes quipped suggested suggests "
    "pointed commented comments observed observes acknowledged acknowledges confirmed confirms conceded concedes "
    "predicted predicts complained complains cried cries shouted shouts yelled whispered whispers muttered murmured "
    "exclaimed called calls urged urges emphasized emphasised emphasizes agreed agrees testified posted reads read "
    "vowed vows promised promises responded responds reported reports repeated repeats wondered wonders thought thinks "
    "demanded begged pleaded mused charged cautioned cautions contended contends reiterated reiterates asserted "
    "maintained maintains retorted interrupted snapped growled sighed laughed went goes began begins"
)
PRONOUNS = words("he she they i we it you who")
_ARTICLES = words("the a an his her their one another")
_INVERTED = words("said says added adds asked asks explained explains wrote writes insisted warned recalled")
_GERUNDS = words("saying adding asking writing insisting warning explaining")
_ADVERBS = words("also then later once again simply himself herself had has have would repeatedly just")
SHORT = 4
"""A stop behind more letters than this ends a sentence; behind fewer it may belong to a title: ``Gov.``"""
_TOKEN = re.compile(r"[^\W\d_][\w’'.-]*|[,:;]|\S")
_WORD = re.compile(r"[^\W_][\w’'-]*$")
#: A name of several words behind a mark: ``“The Wall Street Journal” wrote``.
_QUOTED_NAME = re.compile(r"[“”\"][ ]?[A-Z][\w’'-]*(?:[ ][A-Z][\w’'-]*)+$")


def starts_clause(text: str, place: int) -> bool:
    """Whether the text at ``place`` goes on with a clause that reports what was just said."""
    tokens = _tokens(text, place, 7)
    if not tokens:
        return False
    head = tokens[0].lower()
    if head in VERBS:
        after = tokens[1] if len(tokens) > 1 else "."
        return after[0].isupper() or after.lower() in _ARTICLES | PRONOUNS or after in {".", ","}
    if head in PRONOUNS:
        return any(word.lower() in VERBS for word in _skip_adverbs(tokens[1:])[:1])
    if head in _ARTICLES:
        return any(word.lower() in VERBS for word in tokens[1:5])
    if tokens[0][0].isupper():
        return _names_then_verb(tokens)
    return False


def is_tag(text: str, place: int) -> bool:
    """Whether such a clause goes on to the end of the sentence and is short: ``he said.``."""
    tokens = _tokens(text, place, 7)
    return starts_clause(text, place) and "." in tokens and "," not in tokens


def ends_clause(text: str, place: int) -> bool:
    """Whether what stands before ``place`` announces speech: ``he said,`` or ``told reporters:``."""
    before = text[max(0, place - 60) : place].rstrip()
    if not before or before[-1] not in ",:":
        return False
    reach = 2 if before[-1] == "," else 4
    return any(word.strip('.,:“"').lower() in VERBS for word in before.split()[-reach:])


def splits_clause(text: str, start: int, end: int) -> bool:
    """Whether a mark at ``start:end`` tears a clause that reports speech: between subject and verb, or before ``:``.

    The subject may stand behind: ``…, said” Jones``. And what is said may follow: ``…, “saying, Nobody …``.
    """
    left = text[max(0, start - 30) : start].rstrip()
    before = _WORD.search(left)
    tokens = _tokens(text, end, 3)
    if not tokens:
        return False
    if before is None:
        said = len(tokens) > 2 and tokens[0] in _GERUNDS and tokens[1] in ",:" and tokens[2][0].isupper()
        return said and left.endswith(",")
    if before.group() in _INVERTED and left[: before.start()].rstrip().endswith(","):
        return tokens[0][0].isupper() or tokens[0] in _ARTICLES
    word, follower = before.group().lower(), tokens[0].lower()
    if word in PRONOUNS and follower in VERBS:
        return True
    named = _QUOTED_NAME.search(left)
    return follower in VERBS and len(tokens) > 1 and tokens[1] in ",:." and before.group()[0].isupper() and not named


def _names_then_verb(tokens: list[str]) -> bool:
    count = 0
    while (
        count < len(tokens) and count < 5 and (tokens[count][0].isupper() or tokens[count] in {"de", "al", "van", "of"})
    ):
        count += 1
    return any(word.lower() in VERBS for word in _skip_adverbs(tokens[count:])[:1])


def _skip_adverbs(tokens: list[str]) -> list[str]:
    return tokens[1:] if tokens and tokens[0].lower() in _ADVERBS else tokens


def _tokens(text: str, place: int, count: int) -> list[str]:
    found = []
    for match in _TOKEN.finditer(text, place, place + 90):
        token = match.group()
        if token in QUOTE_CHARACTERS:
            continue
        found.append(token if len(token) == 1 else token.rstrip(".'’-") or token)
        if len(token) > SHORT and token[-1] == ".":
            found.append(".")
        if len(found) >= count or found[-1] in ".!?":
            break
    return found
