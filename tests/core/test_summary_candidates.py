from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from models.core.document import Document, Span
from models.core.summary.budget import Budget
from models.core.summary.candidates import candidates, worthy
from models.core.summary.forms import Form

TEXT = (
    "Storm closes harbour\n\nA storm closed the harbour. It opens on Monday.\nThe council met.\n\nShare this article!"
)


def test_each_candidate_knows_its_place() -> None:
    found = candidates(Document.parse(TEXT))
    assert [(c.text, c.index, c.paragraph, c.opens_line, c.dangling, c.words) for c in found] == [
        ("A storm closed the harbour.", 1, 1, True, False, 5),
        ("It opens on Monday.", 2, 1, False, True, 4),
        ("The council met.", 3, 1, True, False, 3),
    ]
    assert all(TEXT[c.span.start : c.span.end] == c.text for c in found)


def test_what_touches_a_skipped_span_is_left_out() -> None:
    start = TEXT.index("harbour. It")
    document = Document.parse(TEXT)
    assert [c.index for c in candidates(document, [Span(start, start + 10)])] == [3]
    assert [c.index for c in candidates(document, [Span(start, start + 3), Span(start + 3, start + 8)])] == [2, 3]
    assert [c.index for c in candidates(document, [Span(start, start)])] == [1, 2, 3]
    assert candidates(document, [Span(0, len(TEXT))]) == []


def test_skipping_the_sentence_before_keeps_the_line_opening() -> None:
    document = Document.parse(TEXT)
    first = document.sentences[1]
    assert [c.opens_line for c in candidates(document, [first])] == [False, True]


def test_fragments_stand_in_when_there_is_nothing_else() -> None:
    found = candidates(Document.parse("Storm closes harbour\n\nBy Anna Keller\n\nCouncil to meet"))
    assert [(c.text, c.form) for c in found] == [
        ("Storm closes harbour", Form.FRAGMENT),
        ("Council to meet", Form.FRAGMENT),
    ]


@given(
    st.text(st.characters(codec=None, exclude_categories=())),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40))),
)
def test_no_candidate_touches_what_is_skipped(text: str, spans: list[tuple[int, int]]) -> None:
    skip = [Span(min(pair), max(pair)) for pair in spans]
    document = Document.parse(text)
    for candidate in candidates(document, skip):
        assert candidate.span == document.sentences[candidate.index]
        assert not any(s.start < candidate.span.end and candidate.span.start < s.end for s in skip if s.start < s.end)


def test_a_stop_that_stands_apart_marks_a_caption_unless_the_whole_text_is_set_so() -> None:
    caption = "The mayor looks over the harbour of Port Ansel ."
    body = "A storm closed the harbour. The council met on Monday. Bread costs more now. "
    assert caption not in [c.text for c in candidates(Document.parse(f"{body}\n{caption}"))]
    spaced = body.replace(".", " .")
    assert caption in [c.text for c in candidates(Document.parse(f"{spaced}\n{caption}"))]


def test_a_caption_has_a_credit_under_it_or_goes_on_in_a_short_line() -> None:
    news = "The council of Ansel voted for a new bridge. Rain fell on the valley."
    credit = "A man carries a lamp along the bridge of Ansel.\n(Ann Doe/Agency)"
    went_on = "The mayor speaks in Ansel, January 29, 2020. Part of the bridge fell on Sunday."
    for text in (f"{credit}\n{news}", f"{news}\n\n{went_on}"):
        found = candidates(Document.parse(text))
        assert [c.text for c in found] == [f"{part}." for part in news[:-1].split(". ")]
    told = "A man carried a lamp along the bridge, the mayor said.\n(Ann Doe/Agency)"
    assert len(candidates(Document.parse(f"{told}\n{news}"))) == 3


def test_half_a_quotation_is_left_out_while_whole_sentences_are_left() -> None:
    whole = ["A storm closed the harbour.", "It rained on."]
    found = candidates(Document.parse('“It was cruel. I never saw one," Mayor Ines Alder said. ' + " ".join(whole)))
    assert len(found) == 4
    assert [found[i].text for i in worthy(found, Budget(sentences=2))] == whole
    assert worthy(found, Budget(sentences=3)) == [0, 1, 2, 3]


def test_what_a_line_announces_is_only_used_where_nothing_else_is_left() -> None:
    text = (
        "The council named three ways to pay for the bridge:\n\nA toll of two crowns for every car was the first."
        "\n\nThe mayor wants to wait.\n\nAdvertisement:\n\nThe vote is on Monday."
    )
    forms = {c.text[:10]: c.form for c in candidates(Document.parse(text))}
    assert forms["A toll of "] is Form.LESSER
    assert forms["The mayor "] is forms["The vote i"] is Form.STATEMENT


def test_no_sentence_of_a_correction_is_chosen() -> None:
    text = (
        "Corrections: An earlier version had the name wrong. Ann Doe is the mayor of Ansel, not of Ostwick.\n\n"
        "The mayor opened the bridge on Monday."
    )
    assert [c.text for c in candidates(Document.parse(text))] == ["The mayor opened the bridge on Monday."]


def test_who_wrote_an_article_is_not_what_it_says() -> None:
    writer = "Ann Doe is a columnist and the author of two books on harbours."
    rest = "The mayor opened the bridge on Monday.\n\nThe council had wanted to wait."
    assert [c.index for c in candidates(Document.parse(f"{writer}\n\n{rest}"))] == [1, 2]
    assert [c.index for c in candidates(Document.parse(f"Ann Doe is senior writer at a paper.\n\n{rest}"))] == [1, 2]
    assert [c.index for c in candidates(Document.parse(f"Ann Doe is editor of the Ansel Review.\n\n{rest}"))] == [1, 2]
    assert [c.index for c in candidates(Document.parse(f"Ann Doe writes a weekly column on bridges.\n\n{rest}"))] == [
        1,
        2,
    ]
    # Who is new somewhere is news.
    assert [c.index for c in candidates(Document.parse(f"Ann Doe is the new editor here.\n\n{rest}"))] == [
        0,
        1,
        2,
    ]
    # A text of few paragraphs may be about her.
    assert (
        candidates(Document.parse(f"{writer} She lives in Ansel.\n\nThe council gave her a prize."))[0].text == writer
    )
    # What goes on about the writer goes with it, and a heading with the name does not make news of her.
    told = f"Ann Doe: No time for bridges\n\nPA bridge analyst {writer} She is at work on a third.\n\n{rest}"
    assert [c.text for c in candidates(Document.parse(told))][-2:] == rest.split("\n\n")
    assert not any("third" in c.text or "author" in c.text for c in candidates(Document.parse(told)))
    # Whom the article is about it names again.
    assert [c.index for c in candidates(Document.parse(f"{writer}\n\n{rest}\n\nDoe left on Friday."))] == [0, 1, 2, 3]


def test_a_heading_in_capitals_is_left_out_but_not_a_text_in_capitals() -> None:
    text = "THE VOTE IS OVER IN P.A.\n\nThe mayor opened the bridge on Monday.\n\nThe council had wanted to wait."
    assert [c.index for c in candidates(Document.parse(text))] == [1, 2]
    assert [c.index for c in candidates(Document.parse(text.upper()))] == [0, 1, 2]
