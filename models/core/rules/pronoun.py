"""A pronoun of the wrong gender where the text itself proves it.

Only a person whose title (or role) tells a gender, and for whom the text uses pronouns of that gender elsewhere, can be
the proof; the sentence and those before it may name nobody else whom the pronoun could mean. All else is left to the
model, which weighs what a rule cannot.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from models.core.rules.making import Finding, make_rule
from models.core.rules.persons import ANYONE, NO_PERSON, NOUNS, ROLES, TITLES
from models.core.rules.words import CONJUNCTIONS, DETERMINERS, PREPOSITIONS, PRONOUNS, RELATIVES, words
from models.core.slots.pronoun import GENDER, find_pronouns, match_case

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from models.core.document import Document, Span
    from models.core.slots import Slot

Gender = Literal["feminine", "masculine"]
CONFIDENCE = 0.95
#: Sentences before the pronoun's in which nobody else may stand.
LOOK_BACK = 2

_OTHER: dict[Gender, Gender] = {"feminine": "masculine", "masculine": "feminine"}
#: The same case in the other gender. `him` is missing: beside `he` it would be a second person.
_TURNED: dict[Gender, dict[str, str]] = {
    "feminine": {"he": "she", "his": "her", "himself": "herself"},
    "masculine": {"she": "he", "her": "his", "herself": "himself"},
}
_NAME = r"[A-ZÀ-ÖØ-Þ][^\W\d_]*(?:[’'-][A-ZÀ-ÖØ-Þ][^\W\d_]*)*"
_ALL_TITLES = "|".join(sorted(TITLES["feminine"] | TITLES["masculine"]))
_ALL_ROLES = "|".join(sorted(ROLES["feminine"] | ROLES["masculine"]))
_TITLED = re.compile(
    rf"\b(?:(?P<title>{_ALL_TITLES})\.?|(?P<role>{_ALL_ROLES}))[ ](?P<names>{_NAME}(?:[ ]{_NAME}){{0,2}})(?!\w)"
)
_COUPLE = re.compile(rf"\b(?:Mr|Mrs|Ms|Sir|Lord|King|Queen)\.?[ ](?:and|&)[ ]\w+\.?[ ](?:{_NAME}[ ]){{0,2}}({_NAME})")
_SUBJECT = re.compile(rf"(?:(?:{_ALL_TITLES})\.?[ ])?(?P<names>{_NAME}(?:[ ]{_NAME}){{0,2}})(?![\w’'-])")
_DAY = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_SAYING = """
    said|says|told|tells|claimed|claims|insisted|insists|added|adds|stressed|explained|explains|believed|believes|
    thought|thinks|knew|knows|felt|feels|argued|argues|maintained|maintains|acknowledged|admitted|admits|denied|denies|
    announced|confirmed|confirms|complained|noted|notes|recalled|recalls|wrote|writes|warned|hoped|hopes|promised|
    testified|declared|declares|stated|states|emphasized|vowed|pledged|feared|fears|realized|decided
"""
_START = r"(?:,[ ]\d{1,3},)?(?:[ ](?:also|then|later|once|now|often|again|\w+ly))?[ ]"
_THAT = re.compile(
    rf"{_START}(?:{_SAYING})(?:(?:[ ][a-z]+){{0,3}}(?:[ ]on[ ]{_DAY})?[ ]that)?[ ](?:he|she)\b", re.VERBOSE
)
#: Idioms whose possessive cannot be another's.
_BOUND = re.compile(
    rf"""{_START}(?:
        (?:shook|shakes|nodded|nods|bowed|bows)[ ](?:his|her)[ ]head
      | (?:changed|changes|made[ ]up|makes[ ]up)[ ](?:his|her)[ ]mind
      | (?:began|begins|started|starts|made|makes|spent)[ ](?:his|her)[ ](?:career|studies|debut|childhood|youth)
      | (?:cleared|clears)[ ](?:his|her)[ ]throat
      | (?:raised|raises)[ ](?:his|her)[ ](?:hand|hands|eyebrows)
      | (?:shrugged|shrugs)[ ](?:his|her)[ ]shoulders
      | (?:held|holds|caught|catches)[ ](?:his|her)[ ]breath
      | (?:lost|loses|kept|keeps)[ ](?:his|her)[ ](?:temper|patience|balance|footing|cool|nerve|composure|word)
      | (?:broke|breaks)[ ](?:his|her)[ ]silence
      | (?:bit|bites|held|holds)[ ](?:his|her)[ ](?:tongue|lip)
      | (?:celebrated|celebrates)[ ](?:his|her)[ ](?:[\w-]+[ ])?birthday
    )\b""",
    re.VERBOSE,
)
_PAIR = re.compile(rf"(?<![\w’'-])({_NAME})[ ](?=({_NAME}))")
_CAPITALIZED = re.compile(rf"(?<![\w’'-]){_NAME}")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_MARKS = re.compile("[\"“”„‟«»‘‛`]|(?<!\\w)['’]|['’](?!\\w)")
_BODY = re.compile(r"\b(?:his|her) ")
_DOUBLE = re.compile('["“”„‟«»]')
_BY_CHOICE = re.compile(r"\b(?:transgender|trans (?:wo)?man|non-?binary|gender identity|drag queen|sex change)\b", re.I)
_FUNCTION = CONJUNCTIONS | DETERMINERS | PREPOSITIONS | PRONOUNS | RELATIVES | words("not however meanwhile then")
#: What cannot follow a possessive: there `her` is an object.
_NO_NOUN = _FUNCTION | words("was were is are had has have would will could can did does to too later now today again")
#: Words after which one capitalized word is a place.
_PLACE = words("in at near")


class _Person(NamedTuple):
    """Someone whose title tells a gender.

    Attributes:
        surname: by which the text calls the person.
        gender: of the title.
        names: the surname and the first name that goes with it.
        known: all words of the text, as written.
    """

    surname: str
    gender: Gender
    names: frozenset[str]
    known: frozenset[str]


def _wrong_gender(document: Document) -> Iterator[Finding]:
    text = document.text
    people = _people(text)
    if not people or _BY_CHOICE.search(text):
        return
    sentences = document.sentences
    about: dict[str, list[int]] = {}
    for index, sentence in enumerate(sentences):
        surname = _subject(text, sentence)[0]
        if surname in people:
            about.setdefault(surname, []).append(index)
    for surname, indices in about.items():
        person = people[surname]
        genders = [_gender_used(text, sentences[i], person) for i in indices]
        agreeing = genders.count(person.gender)
        if not agreeing or genders.count(_OTHER[person.gender]) > agreeing:
            continue
        done: set[Span] = set()
        for i in indices:
            around = sentences[max(0, i - LOOK_BACK) : i]
            slots = _proven(text, sentences[i], around, person, done)
            if slots:
                done.add(sentences[i])
            for slot in slots:
                before = text[slot.start : slot.end]
                after = match_case(_TURNED[person.gender][slot.unchanged], before)
                message = f"“{before}” can only stand for {surname} here, who is {person.gender} by title: “{after}”."
                yield Finding(slot.start, slot.end, after, CONFIDENCE, message)


def _people(text: str) -> dict[str, _Person]:
    """People by surname whose titles agree, and whose surname nobody else in the text has."""
    genders: dict[str, set[Gender]] = {}
    for match in _TITLED.finditer(text):
        surname = match["names"].split()[-1]
        table, word = (TITLES, match["title"]) if match["title"] else (ROLES, match["role"])
        genders.setdefault(surname, set()).add("feminine" if word in table["feminine"] else "masculine")
    for match in _COUPLE.finditer(text):
        genders.pop(match[1], None)
    # The capitalized words, titles aside, that stand right before each name.
    firsts: dict[str, set[str]] = {}
    for match in _PAIR.finditer(text):
        if match[1] not in TITLES["feminine"] | TITLES["masculine"]:
            firsts.setdefault(match[2], set()).add(match[1])
    known = frozenset(_WORD.findall(text))
    people = {}
    for surname, found in genders.items():
        first = firsts.get(surname, set())
        if len(found) == 1 and len(first) < 2 and known.isdisjoint({f"{surname}s", f"{surname}es"}):
            people[surname] = _Person(surname, found.pop(), frozenset({surname, *first}), known)
    return people


def _subject(text: str, sentence: Span) -> tuple[str, int]:
    """The surname at the start of a sentence and where it ends; an empty one when there is none."""
    match = _SUBJECT.match(text, sentence.start, sentence.end)
    names = match["names"].split() if match else []
    if match is None or names[0].lower() in _FUNCTION:
        return "", sentence.start
    return names[-1], match.end()


def _pronouns(text: str, sentence: Span) -> list[Slot]:
    """The gendered pronouns of a sentence."""
    slots = find_pronouns(text, sentence.start, sentence.end)
    return [slot for slot in slots if GENDER[slot.unchanged] in _OTHER]


def _gender_used(text: str, sentence: Span, person: _Person) -> str:
    """The gender of the pronouns of a sentence about nobody but ``person``; empty when it tells nothing."""
    used = {GENDER[slot.unchanged] for slot in _pronouns(text, sentence)}
    if len(used) != 1 or not _alone(text, sentence, person) or _MARKS.search(text, sentence.start, sentence.end):
        return ""
    return used.pop()


def _alone(text: str, sentence: Span, person: _Person) -> bool:
    """Tell whether a sentence holds nobody but ``person`` whom a pronoun of the other gender could mean."""
    others = NOUNS[_OTHER[person.gender]]
    for match in _WORD.finditer(text, sentence.start, sentence.end):
        word = match[0].lower()
        if (word in others or word in ANYONE) and not (
            word == "head" and _BODY.search(text, match.start() - 4, match.start())
        ):
            return False
    titles = TITLES[person.gender]
    return all(
        name[0] in person.names or name[0] in titles or _no_person(text, sentence, name, person)
        for name in _CAPITALIZED.finditer(text, sentence.start, sentence.end)
    )


def _no_person(text: str, sentence: Span, name: re.Match[str], person: _Person) -> bool:
    """Tell whether a capitalized word is surely no person."""
    word = name[0]
    if word in NO_PERSON or (word.isupper() and len(word) > 1):
        return True
    if name.start() == sentence.start:
        return word.lower() in _FUNCTION or word.lower() in person.known
    before = text[max(sentence.start, name.start() - 9) : name.start()].split()
    owner = text[name.end() : name.end() + 1] in {"'", "’"}
    followed = _CAPITALIZED.match(text, name.end() + 1, sentence.end)
    return not _PLACE.isdisjoint(before[-1:]) and not owner and not followed


def _proven(text: str, sentence: Span, around: tuple[Span, ...], person: _Person, done: Collection[Span]) -> list[Slot]:
    """The pronouns of a sentence that must stand for its subject, if all of them are of the wrong gender.

    ``around`` are the sentences before it; pronouns of those in ``done`` are put right already.
    """
    end = _subject(text, sentence)[1]
    found = _THAT.match(text, end, sentence.end) or _BOUND.match(text, end, sentence.end)
    slots = _pronouns(text, sentence)
    if not found or not slots or found.end() < slots[0].start:
        return []
    turned = _TURNED[person.gender]
    if any(slot.unchanged not in turned or not _owns(text, slot, sentence) for slot in slots):
        return []
    if _MARKS.search(text, sentence.start, sentence.end) or not _alone(text, sentence, person):
        return []
    wrong = _OTHER[person.gender]
    for one in around:
        if one not in done and any(GENDER[slot.unchanged] == wrong for slot in _pronouns(text, one)):
            return []
        if not _alone(text, one, person):
            return []
    # Behind an odd number of marks the sentence may be somebody's speech.
    begin = around[0].start if around else sentence.start
    return [] if len(_DOUBLE.findall(text, begin, sentence.start)) % 2 else slots


def _owns(text: str, slot: Slot, sentence: Span) -> bool:
    """Tell whether a possessive has its noun behind it; true for all other pronouns."""
    if slot.unchanged not in {"his", "her"}:
        return True
    following = re.compile(r"[ ]([a-z]+)").match(text, slot.end, sentence.end)
    return following is not None and following[1] not in _NO_NOUN


RULES = (
    make_rule(
        "pronoun-by-title",
        "pronoun",
        "A pronoun that contradicts the title of the only person it can stand for is put right.",
        _wrong_gender,
    ),
)
