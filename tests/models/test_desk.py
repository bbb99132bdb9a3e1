from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.cleaner import Cleaner
from models.core.edit import apply_edits
from models.core.summary.ranker import Ranker
from models.desk import Desk
from models.options import Options
from models.registry import ModelError
from tests.models.fake import FakeModel

if TYPE_CHECKING:
    from models.result import Result

ARTICLE = (
    "The ferry to the island will not sail this week , the port said on Monday. The crew has had no pay since March, "
    "and and the owner of the line is in debt to the port.\n\n"
    "Some sixty people slept in the hall of the port. The mayor had soup and bread brought to them  in the night.\n\n"
    "A second ferry may come on Thursday, if the wind drops. Until then the island has no post and no doctor.\n\n"
    "Subscribe to our newsletter to get the latest news in your inbox.\n"
)
ITALIAN = (
    "Il traghetto per l’isola non partirà questa settimana, ha detto il porto lunedì. L’equipaggio non viene pagato da "
    "marzo e il proprietario della linea ha molti debiti. Circa sessanta persone hanno dormito nella sala del porto."
)
ANY = st.text(alphabet=st.one_of(st.sampled_from('Aab .,\n“”"’\ud800\x00\u200dא😀'), st.characters()), max_size=80)


@pytest.fixture(scope="module")
def desk() -> Desk:
    return Desk.load(cleanup="rules")


def timeless(result: Result) -> Result:
    return replace(result, timings_ms={})


def test_process(desk: Desk) -> None:
    result = desk.process(ARTICLE)
    assert result.text == apply_edits(ARTICLE, result.edits)
    assert "this week, the port" in result.text
    assert "March, and the owner" in result.text
    assert "to them in the night" in result.text
    assert result.summary is not None
    assert len(result.summary.sentences) == 3
    assert result.summary.text == " ".join(s.text for s in result.summary.sentences)
    assert result.summary.words == len(result.summary.text.split())
    assert set(result.timings_ms) == {"clean", "summary"}


def test_summary_offsets_point_into_the_received_text(desk: Desk) -> None:
    result = desk.process(ARTICLE, Options(sentences=6))
    assert result.summary is not None
    for sentence in result.summary.sentences:
        source = ARTICLE[sentence.start : sentence.end]
        inside = [
            replace(e, start=e.start - sentence.start, end=e.end - sentence.start)
            for e in result.edits
            if sentence.start <= e.start and e.end <= sentence.end
        ]
        assert apply_edits(source, inside) == sentence.text
    starts = [s.start for s in result.summary.sentences]
    assert starts == sorted(starts)


def test_clean_and_summarize_are_the_halves_of_process(desk: Desk) -> None:
    whole = desk.process(ARTICLE)
    cleaned = desk.clean(ARTICLE)
    assert cleaned.summary is None
    assert timeless(cleaned) == timeless(replace(whole, summary=None))
    assert timeless(desk.summarize(ARTICLE)) == timeless(whole)


def test_summarize_may_leave_the_text_alone(desk: Desk) -> None:
    result = desk.summarize(ARTICLE, clean=False)
    assert (result.text, result.edits, result.suggestions) == (ARTICLE, (), ())
    assert result.summary is not None
    assert all(ARTICLE[s.start : s.end] == s.text for s in result.summary.sentences)
    assert set(result.timings_ms) == {"summary"}
    assert [w.code for w in result.warnings] == ["boilerplate"]


def test_boilerplate_is_reported_where_it_was_received(desk: Desk) -> None:
    result = desk.process(ARTICLE, Options(sentences=20))
    (warning,) = result.warnings
    assert warning.code == "boilerplate"
    assert ARTICLE[warning.start : warning.end] == "Subscribe to our newsletter to get the latest news in your inbox."
    assert result.summary is not None
    assert "newsletter" not in result.summary.text
    assert "newsletter" in result.text


def test_another_language_is_reported(desk: Desk) -> None:
    assert [(w.code, w.start, w.end) for w in desk.clean(ITALIAN).warnings] == [("language", 0, 0)]
    assert desk.clean("The ferry sails.").warnings == ()


@pytest.mark.parametrize("text", ["", " ", "\n\n \t\r\n", "\u3000", "\x00"])
def test_nothing_comes_back_as_nothing(desk: Desk, text: str) -> None:
    result = desk.process(text)
    assert (result.text, result.edits, result.suggestions, result.warnings) == (text, (), (), ())
    assert result.summary is not None
    assert result.summary.text.strip("\x00") == ""


def test_many_are_equal_to_each_alone(desk: Desk) -> None:
    texts = [ARTICLE, "", ITALIAN, ARTICLE[:200], "The the end."]
    together = desk.process_many(texts)
    assert [timeless(r) for r in together] == [timeless(desk.process(text)) for text in texts]
    assert desk.process_many([]) == []


def test_length_in_words(desk: Desk) -> None:
    result = desk.process(ARTICLE, Options(sentences=None, words=25))
    assert result.summary is not None
    assert 0 < result.summary.words <= 25


def test_disabled_rules_and_quote_style(desk: Desk) -> None:
    text = 'He said  "yes" , or so.'
    plain = desk.clean(text, Options(disabled_rules=frozenset({"double-space"})))
    assert plain.text == 'He said  "yes", or so.'
    assert desk.clean(text, Options(quote_style="curly")).text == "He said “yes”, or so."


def test_what_does_each_task(desk: Desk, tmp_path: Path) -> None:
    assert desk.models == {"cleanup": "rules", "summary": "ranker"}
    assert desk.clean("It rains.").models == desk.models
    assert Desk.load(models_dir=tmp_path, summary="ranker").models == desk.models


def test_unknown_models(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cleanup-z"):
        Desk.load(models_dir=tmp_path, cleanup="cleanup-z")
    with pytest.raises(ModelError, match="summary-z"):
        Desk.load(models_dir=tmp_path, cleanup="rules", summary="summary-z")


def test_an_unstable_text_is_reported_and_still_summarized() -> None:
    model = FakeModel({"he": ("she", 0.95), "she": ("he", 0.95)})
    result = Desk(Cleaner(model), Ranker(), {}).process("So he  slept.")
    assert (result.text, result.edits) == ("So he  slept.", ())
    assert [w.code for w in result.warnings] == ["unstable"]
    assert result.summary is not None
    assert result.summary.text == "So he  slept."


def test_suggestions_are_sorted() -> None:
    model = FakeModel({"his": ("her", 0.7), "he": ("she", 0.6)})
    result = Desk(Cleaner(model), Ranker(), {}).clean("So he lost his hat.")
    assert [(e.before, e.after) for e in result.suggestions] == [("he", "she"), ("his", "her")]


@settings(deadline=None)
@given(ANY)
def test_any_text_comes_through(text: str) -> None:
    result = Desk(Cleaner(), Ranker(), {}).process(text)
    assert apply_edits(text, result.edits) == result.text
    assert result.summary is not None
    spans = [(w.start, w.end) for w in result.warnings] + [(s.start, s.end) for s in result.summary.sentences]
    assert all(0 <= start <= end <= len(text) for start, end in spans)


def test_the_desk_comes_without_tensors() -> None:
    code = (
        "import json, sys; from models.desk import Desk; Desk.load(cleanup='rules').process('The ferry sails.'); "
        "print(json.dumps(sorted({'torch', 'transformers', 'tokenizers', 'numpy'} & set(sys.modules))))"
    )
    root = Path(__file__).parents[2]
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root)
    assert json.loads(run.stdout) == []
