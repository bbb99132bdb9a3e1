"""News articles of any length, made from sentences written for this, with the damage of machine translation."""

from __future__ import annotations

import random

PEOPLE = ("Mara Lindqvist", "Teodor Vance", "Ilse Brandt", "Paulo Reyes", "Hana Kovar", "Jonas Petrauskas")
PLACES = ("Vilnius", "Porto", "Graz", "Leeds", "Tartu", "Bergen")
BODIES = ("the harbour board", "the city council", "the water company", "the school inspectorate", "the ferry union")
THINGS = ("a new quay", "the old tram line", "two flood gates", "the winter timetable", "a shared archive")
SENTENCES = (
    "On Tuesday {body} said that {thing} in {place} will be paid for out of the reserve.",
    "“We have waited long enough“, said {person} , who has led {body} since spring.",
    "{person} told reporters that she had read the report twice and that he would answer in writing.",
    "The work is to cost {number} million euros , about a tenth more than was planned a year ago.",
    "Residents of {place} have asked for for a meeting, but no date has been set .",
    "According to {person}, the first part of the work begins in {place} in {month}.",
    '"The figures are plain, and nobody disputes them", {person} added after the session.',
    "In {month} a similar plan was turned down by {number} votes, mostly because of its price.",
    "Experts from {place} warn that {thing} alone will not be enough if the river keeps rising.",
    "{body} has until the end of {month} to say how the money for {thing} is to be found.",
    "His deputy, {person} , called the decision « late but right » and promised monthly reports.",
    "A survey of {number} households showed that most of them would rather keep {thing} as it is.",
    "Trains between {place} and the coast will run every {number} minutes while the work lasts.",
    "The ministry did not wish to comment; a spokesman said only that talks are going on.",
    "For the shops along the street it is the third change in as many years,and some have closed.",
)
MONTHS = ("March", "April", "May", "June", "September", "October")


def article(words: int, seed: int) -> str:
    """Make an article of about ``words`` words (never fewer), in paragraphs; the same for the same seed."""
    chance = random.Random(f"{words}/{seed}")
    sentences: list[str] = []
    length = 0
    while length < words:
        sentence = chance.choice(SENTENCES).format(
            person=chance.choice(PEOPLE),
            place=chance.choice(PLACES),
            body=chance.choice(BODIES),
            thing=chance.choice(THINGS),
            month=chance.choice(MONTHS),
            number=chance.randint(2, 90),
        )
        sentence = sentence[0].upper() + sentence[1:]
        sentences.append(sentence)
        length += len(sentence.split())
    paragraphs: list[str] = []
    while sentences:
        size = chance.randint(2, 4)
        paragraphs.append(" ".join(sentences[:size]))
        sentences = sentences[size:]
    return "\n\n".join(paragraphs)
