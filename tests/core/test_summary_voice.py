from __future__ import annotations

from time import process_time

import pytest

from models.core.summary import voice


@pytest.mark.parametrize("sentence", ["I was there.", "It cost me a day.", "She met my sister, I’m told."])
def test_the_writer(sentence: str) -> None:
    assert voice.speaks_as_writer(sentence)


@pytest.mark.parametrize(
    "sentence", ["“I was there,” she said.", "World War I. ended.", 'He said: "It cost me a day."', "The mayor left."]
)
def test_no_writer(sentence: str) -> None:
    assert not voice.speaks_as_writer(sentence)


def test_the_group_and_the_reader() -> None:
    assert voice.speaks_as_group("We need a bridge.")
    assert voice.speaks_as_group("Still, let's take it as true.")
    assert not voice.speaks_as_group("The US needs a bridge, “our bridge”.")
    assert voice.speaks_to_reader("If you wait, prices fall.")
    assert voice.speaks_to_reader("Just look at the bridge.")
    assert not voice.speaks_to_reader("“You wait,” he said.")


@pytest.mark.parametrize(
    "sentence",
    [
        "The move came after months of talks.",
        "Such attacks are rare in Ansel.",
        "Four served with the guard.",
        "The second, and more telling, moment was the vote.",
        "On Saturday, Doe did the same.",
        "Most of them left.",
        "The two others in the room had left.",
        "On the other are the mayor and her brother.",
    ],
)
def test_what_refers_back(sentence: str) -> None:
    assert voice.refers_back(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The decision of the court was read on Monday.",
        "The move to Ansel cost a million.",
        "Four ministers met in Ansel.",
        "Some farmers have left the valley.",
        "Such as it is, the plan holds.",
        "On the other side of the bridge lies Ansel.",
    ],
)
def test_what_does_not_refer_back(sentence: str) -> None:
    assert not voice.refers_back(sentence)


def test_connectives_and_speech() -> None:
    assert voice.opens_with_connective("However, the bridge held.")
    assert voice.opens_with_connective("In the process, the bridge fell.")
    assert voice.opens_with_connective("Yes, the bridge held.")
    assert not voice.opens_with_connective("Yesterday, the bridge held.")
    assert not voice.opens_with_connective("No bridge held.")
    assert not voice.opens_with_connective("Butter costs more.")
    assert voice.reports_speech("The bridge held, the mayor said.")
    assert not voice.reports_speech("“They said so.”")


def test_masking_keeps_the_length() -> None:
    sentence = '“Never,” she said, ‘perhaps’ and "no".'
    assert len(voice.masked(sentence)) == len(sentence)
    assert "Never" not in voice.masked(sentence)
    assert "said" in voice.masked(sentence)


@pytest.mark.parametrize(
    "piece", ["I ", "“", "‘a", '"', "a ", "When ", "these ", "these as ", "all of ", "The move ", "one ", "did "]
)
def test_hostile_text_takes_linear_time(piece: str) -> None:
    text = piece * 40_000
    started = process_time()
    voice.speaks_as_writer(text)
    voice.speaks_as_group(text)
    voice.speaks_to_reader(text)
    voice.reports_speech(text)
    voice.opens_with_connective(text)
    voice.refers_back(text)
    voice.points_back(text)
    voice.quotes_the_unnamed(text)
    assert process_time() - started < 1


def test_what_points_back() -> None:
    assert voice.points_back("All of this was known in Ansel.")
    assert voice.points_back("Few heard those words in Ansel.")
    assert voice.points_back("Even there life was far from easy.")
    assert voice.points_back("On one, the council has been at odds with the mayor.")
    assert not voice.points_back("Few of those who heard it left.")
    assert voice.points_back("With the vote, the council seems to have sent that message.")
    assert voice.points_back("Ann Doe was one of those people.")
    assert voice.points_back("Another, Ann Doe, left the council.")
    assert not voice.points_back("Ann Doe was one of those who left.")
    assert voice.points_back("In both cases, the lawyers argue, the dam held.")
    assert voice.points_back("In the town, neither he nor Ann Doe has a majority.")
    assert voice.points_back("The mayor came away feeling the opposite.")
    assert not voice.points_back("On one bridge the council has been at odds with the mayor.")


def test_an_early_pronoun_points_back_unless_the_main_clause_names() -> None:
    assert voice.points_back("When she could not pay, it was renewed.")
    assert not voice.points_back("When she could not pay, Ann Doe left.")


def test_a_quotation_of_a_pronoun() -> None:
    assert voice.quotes_a_pronoun("“The runway was slippery,” she later said.")
    assert not voice.quotes_a_pronoun("“The runway was slippery,” Ann Doe said.")
    assert not voice.quotes_a_pronoun("She said “the runway was slippery”.")
    assert not voice.quotes_a_pronoun("")


@pytest.mark.parametrize(
    "sentence",
    [
        "There are three ways to do that.",
        "Two ministers said as much on Friday.",
        "The council knew that.",
        "The farmers voted against this.",
        "Many farmers in Ansel think so.",
        "If it is not, the valley will be cleared.",
        "Without this second dam the valley will be cleared.",
        "On another occasion, the mayor left the hall.",
        "Over that time, the dam has sunk.",
    ],
)
def test_what_points_back_at_its_end(sentence: str) -> None:
    assert voice.points_back(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The mayor said that the dam held.",
        "On Monday that dam held.",
        "The report is about that dam.",
        "The dam held as much as before.",
    ],
)
def test_what_does_not_point_back(sentence: str) -> None:
    assert not voice.points_back(sentence)


def test_one_more_of_what_was_told_before() -> None:
    assert voice.refers_back("There’s also the matter of the old dam.")
    assert voice.refers_back("There is another dam in the valley.")
    assert not voice.refers_back("There is a dam above the town.")


def test_a_clause_without_its_sentence() -> None:
    assert voice.refers_back("Because the dam was old, and the mayor knew about the cracks.")
    assert not voice.refers_back("Because the dam was old, the valley was cleared.")
    assert not voice.refers_back("Because of the wind, and of the rain, the dam broke.")


def test_imperatives_speak_to_the_reader() -> None:
    assert voice.speaks_to_reader("Consider the dam above Ansel.")
    assert not voice.speaks_to_reader("Considerable cracks were found.")


def test_a_quotation_of_what_it_does_not_name() -> None:
    assert voice.quotes_the_unnamed("“Nobody told them about this,” Ann Doe said.")
    assert not voice.quotes_the_unnamed("“Nobody told the Danes that they had won,” Ann Doe said.")
    assert not voice.quotes_the_unnamed("“Nobody told the mayor,” Ann Doe said of them.")
    assert not voice.quotes_the_unnamed("They were told.")


def test_an_answer_and_who_tells_it() -> None:
    assert voice.answers("Well, nobody knows.", "Who pays?")
    assert not voice.answers("Well, nobody knows.", "The council pays.")
    assert voice.answers("“Because we must,” Ann Doe said.", "The council pays.")
    told = voice.told_by("The dam will hold, she said.")
    assert told is not None
    assert told["pronoun"] == "she"
    assert voice.told_by("“The dam will hold, he said,” Ann Doe recalled.") is None
    assert voice.told_by("She said the dam will hold.") is None


def test_more_imperatives_speak_to_the_reader() -> None:
    assert voice.speaks_to_reader("Feel free to keep the dam in mind.")
    assert voice.speaks_to_reader("Take the website dam.example, and its headlines.")
    assert not voice.speaks_to_reader("They take the train to Ansel.")
