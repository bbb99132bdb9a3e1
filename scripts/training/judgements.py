"""Sentences that were judged one by one, as an editor would read them.

``judgements.jsonl`` has a line for each article, by its id: the key of the sentence that opened the summary, and for
each sentence that was judged, by its key, one of these.

0. It stands by itself.
1. It reads well behind the first one, but not by itself.
2. It leans on something that neither of the two says.
F. It is no prose, or damaged: a caption, a heading, a link, a piece of a list or an interview.
X. It stands, but no editor would print it: an opinion without its speaker, a rhetorical question, a joke.

Most lines also have the pairs of sentences of which one tells again what the other does.

How and by whom they were judged is in ``judging.md``. The texts are those of the corpora; only their ids and hashes of
their sentences are kept here.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from models.core.document import Document
from models.core.summary.budget import Budget
from models.core.summary.candidates import candidates
from models.core.summary.shortening import shortened
from scripts.corpus import read_jsonl

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from models.core.summary.candidates import Candidate

JUDGEMENTS = Path(__file__).with_name("judgements.jsonl")
#: The codes, in the order of `models.nn.judge.VERDICTS`.
CODES = "012FX"
#: What each judgement says of a sentence by itself and behind the first one: whether a reader stumbles over it.
STUMBLES = {"0": (False, False), "1": (True, False), "2": (True, True), "F": (True, True), "X": (True, True)}
#: The corpora that the articles are from, in the folder of the data, and the fields of their texts.
CORPORA = (("news.jsonl.gz", "text"), ("summaries.jsonl.gz", "article"))
_HELD_OUT = 13  # of a hundred articles


@dataclass(frozen=True, slots=True)
class Judged:
    """An article whose sentences were judged.

    Attributes:
        id: that of the article.
        found: its candidates as they stand in the text.
        shown: the same as they would read in a summary of sentences.
        first: the number of the one that opened the summary; that of none where it is not found.
        codes: what each that was judged is, by its number.
        repeats: pairs of them, the earlier first, of which one tells what the other does; ``None`` where nobody asked.
    """

    id: str
    found: Sequence[Candidate]
    shown: Sequence[Candidate]
    first: int
    codes: Mapping[int, str]
    repeats: Collection[tuple[int, int]] | None


def key_of(sentence: str) -> str:
    """The key of a sentence: a hash of its letters and digits, so that marks and spaces do not count."""
    letters = "".join(filter(str.isalnum, sentence)).casefold()
    return hashlib.sha256(letters.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def is_held_out(article: str) -> bool:
    """Whether an article is kept from training, so that what was learned can be weighed on it."""
    return int(hashlib.sha256(article.encode()).hexdigest()[:8], 16) % 100 < _HELD_OUT


def records(data: Path) -> Iterator[tuple[str, str]]:
    """Ids and texts of the articles of all corpora under ``data/train``."""
    for name, text in CORPORA:
        for record in read_jsonl(data / "train" / name):
            yield record["id"], record[text]


def judged(articles: Iterable[tuple[str, str]], judgements: Mapping[str, Mapping[str, Any]]) -> Iterator[Judged]:
    """Those of some articles, given as ids and texts, that were judged; ``judgements`` are lines of the file by id."""
    for article, text in articles:
        if (judgement := judgements.get(article)) is None:
            continue
        document = Document.parse(text)
        found = candidates(document)
        shown = shortened(document, found, Budget(sentences=3))
        keys = [key_of(candidate.text) for candidate in shown]
        first = keys.index(judgement["first"]) if judgement["first"] in keys else len(keys)
        codes = {number: judgement["codes"][key] for number, key in enumerate(keys) if key in judgement["codes"]}
        numbers = {key: number for number, key in enumerate(keys) if key in judgement["codes"]}
        asked = judgement.get("repeats")
        pairs = [sorted(numbers[key] for key in pair) for pair in asked or [] if all(key in numbers for key in pair)]
        repeats = None if asked is None else frozenset((earlier, later) for earlier, later in pairs)
        yield Judged(article, found, shown, first, codes, repeats)


def read_judged(data: Path) -> list[Judged]:
    """All articles under ``data`` that were judged, in the order of the corpora."""
    return list(judged(records(data), {line["id"]: line for line in read_jsonl(JUDGEMENTS)}))
