"""Training examples of the cleanup model: passages with damage and the right operation for each slot."""

from __future__ import annotations

import html
import random
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from models.core.document import Document
from models.core.edit import Edit, apply_edits
from models.core.slots import find_slots
from models.core.slots.pronoun import ALTERNATIVES, GENDER, find_pronouns
from scripts.corpus import read_jsonl
from scripts.noise import debris, pronouns, quotes
from scripts.training.alignment import gold_pronouns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

#: A shifted mark cannot be mended by one operation on its slot: the training noise leaves that damage out.
_KINDS: dict[quotes.Damage, float] = {k: w for k, w in quotes.QuoteNoise().weights.items() if k != "shifted"}
DAMAGED = quotes.QuoteNoise(heavy=0.4, weights=_KINDS)
#: Translators that take a woman for a man mostly do so throughout: where only her name tells, it must be believed.
CONSISTENT = pronouns.PronounNoise(whole=0.45, consistency=(0.7, 1.0, 1.0, 1.0))
#: Share of the examples some of whose pronouns are hidden, so that what the context says of them is learned alone.
HIDDEN = 0.28
#: Code points before a passage that an example keeps.
MOST_BEFORE = 6000
#: Share of the wrong pronouns that are hidden from the reader of hidden ones.
MOSTLY = 0.95
UNDAMAGED = quotes.QuoteNoise(untouched=1.0)


@dataclass(slots=True)
class Example:
    """A passage as the model sees it and what should be decided there.

    Attributes:
        text: the damaged passage.
        gold: right operation by (slot kind, first code point of the slot); a slot that is not here does not count.
        source: name of the corpus.
        masked: starts of the pronouns whose piece is hidden from the encoder, so that only the context can tell.
        begin: where the passage begins; what lies before it is only known as the encoder knows a text before a window.
    """

    text: str
    gold: dict[tuple[str, int], str]
    source: str
    masked: frozenset[int] = field(default_factory=frozenset)
    begin: int = 0


def shift(position: int, edits: Sequence[Edit]) -> int:
    """Where ``position``, outside of or at the start of an edit, lies after sorted ``edits``."""
    return position + sum(len(e.after) - (e.end - e.start) for e in edits if e.end <= position and e.start < position)


def pronoun_gold(text: str) -> dict[int, str]:
    """The pronouns of a right text, by offset."""
    return {slot.start: slot.unchanged for slot in find_pronouns(text)}


def moved(gold: dict[int, str], edits: Sequence[Edit]) -> dict[int, str]:
    """``gold`` with its offsets carried over ``edits`` (sorted)."""
    out: dict[int, str] = {}
    pending, delta = list(edits), 0
    for start in sorted(gold):
        while pending and pending[0].end <= start and pending[0].start < start:
            delta += len(pending[0].after) - (pending[0].end - pending[0].start)
            pending.pop(0)
        out[start + delta] = gold[start]
    return out


def passage(text: str, rng: random.Random, low: int = 500, high: int = 2000) -> tuple[str, int]:
    """Consecutive paragraphs of ``text``, about ``low`` to ``high`` characters, behind what ``text`` has before them.

    Returns:
        The text and where in it the passage begins.
    """
    paragraphs = [p for p in re.split(r"\n\s*\n", text) if p.strip()]
    if not paragraphs:
        return "", 0
    size = rng.randint(low, high)
    first = 0 if rng.random() < 0.3 else rng.randrange(len(paragraphs))
    before = "".join(p + "\n\n" for p in paragraphs[:first])[-MOST_BEFORE:]
    out = paragraphs[first]
    for paragraph in paragraphs[first + 1 :]:
        if len(out) + len(paragraph) > size:
            break
        out += "\n\n" + paragraph
    if len(out) > high + 400:
        start = out.rfind(". ", 0, rng.randrange(len(out) - high)) + 2 if rng.random() < 0.5 else 0
        start = max(start, 0) if start != 1 else 0
        before += out[:start]
        out = out[start : start + high].rsplit(" ", 1)[0]
    return before + out, len(before)


def genders(text: str) -> dict[str, int]:
    """Number of pronouns of each gender."""
    counts = dict.fromkeys(("masculine", "feminine", "neuter", "plural"), 0)
    for slot in find_pronouns(text):
        counts[GENDER[slot.unchanged]] += 1
    return counts


def interesting(text: str, rng: random.Random) -> bool:
    """Keep passages by their pronouns: all with two feminine ones, a share of the rest."""
    count = genders(text)
    if count["feminine"] >= 2:
        return True
    total = sum(count.values())
    if total < 2:
        return rng.random() < 0.02
    return rng.random() < (0.4 if count["neuter"] + count["masculine"] >= 4 else 0.2)


def noisy(
    text: str, source: str, rng: random.Random, clean_share: float, begin: int = 0, hidden: float = HIDDEN
) -> Example:
    """``text`` with pronoun noise (or none), some pronouns hidden (or none), and its gold."""
    gold = pronoun_gold(text)
    edits: list[Edit] = []
    masked: frozenset[int] = frozenset()
    if rng.random() >= clean_share:
        edits = sorted(pronouns.damage(text, rng, CONSISTENT))
    damaged = apply_edits(text, edits)
    gold = moved(gold, edits)
    if rng.random() < hidden:
        share = rng.choice((0.3, 0.6, 0.9, 1.0))
        masked = frozenset(start for start in gold if rng.random() < share)
    begin = shift(begin, edits)
    return Example(damaged, {("pronoun", s): w for s, w in gold.items()}, source, masked, begin)


def with_form_noise(example: Example, rng: random.Random) -> Example:
    """Damage the form of a passage whose form is right, and say what is right for its marks, gaps and strays.

    Half of the passages keep their form. The pronouns' gold moves along.
    """
    text = example.text
    pronouns_gold = {start: op for (kind, start), op in example.gold.items() if kind == "pronoun"}
    masked = set(example.masked)
    damaged = rng.random() < 0.5
    edits = debris.damage(text, rng) if damaged and rng.random() < 0.5 else []
    inserted = moved({e.start: e.after for e in edits}, edits)
    text = apply_edits(text, edits)
    pronouns_gold, masked = moved(pronouns_gold, edits), set(moved(dict.fromkeys(masked, ""), edits))
    begin = shift(example.begin, edits)
    marks = quotes.damage(text, rng, DAMAGED if damaged else UNDAMAGED)
    quote_edits = sorted(marks.edits)
    inserted = moved(inserted, quote_edits)
    pronouns_gold, masked = moved(pronouns_gold, quote_edits), set(moved(dict.fromkeys(masked, ""), quote_edits))
    gold = {("pronoun", s): w for s, w in pronouns_gold.items()}
    gold |= {("mark", m.offset): m.role for m in marks.marks}
    gold |= form_gold(marks.text, {m.offset: m.role for m in marks.missing}, inserted)
    return Example(marks.text, gold, example.source, frozenset(masked), shift(begin, quote_edits))


def form_gold(text: str, missing: Mapping[int, str], inserted: Mapping[int, str]) -> dict[tuple[str, int], str]:
    """Gold of the gap and stray slots of ``text``, given lost marks and inserted debris by offset."""
    gold: dict[tuple[str, int], str] = {}
    for start, end in paragraphs(text):
        for slot in find_slots(text, start, end, {"gap", "stray"}):
            if slot.kind == "gap":
                behind = slot.start + len(text[slot.start :]) - len(text[slot.start :].lstrip())
                role = missing.get(slot.start) if missing.get(slot.start) == "close" else missing.get(behind)
                gold["gap", slot.start] = role if role == "close" or (role == "open" and behind < end) else "keep"
            else:
                same = inserted.get(slot.start) == text[slot.start : slot.end]
                gold["stray", slot.start] = "delete" if same else "keep"
    return gold


def news(
    path: Path,
    source: str,
    rng: random.Random,
    *,
    per_article: int = 1,
    clean_share: float = 0.4,
    hidden: float = HIDDEN,
) -> Iterator[Example]:
    """Examples from clean text with synthetic noise."""
    for record in read_jsonl(path):
        for _ in range(per_article):
            text, begin = passage(record["text"], rng)
            if text and interesting(text[begin:], rng):
                yield with_form_noise(noisy(text, source, rng, clean_share, begin, hidden), rng)


def round_trips(path: Path, rng: random.Random) -> Iterator[Example]:
    """Examples whose errors a translator really made."""
    for record in read_jsonl(path):
        text, changes = record["text"], record["changes"]
        if not changes and rng.random() < 0.6:
            continue
        gold = pronoun_gold(text)
        changes = [c for c in changes if c[0] in gold and c[2].lower() in ALTERNATIVES[gold[c[0]]]]
        if rng.random() < 0.25:
            changes = []
        edits = [Edit(s, e, text[s:e], w, "pronoun", 1.0, "noise", "round trip") for s, e, w in changes]
        edits.sort()
        gold = moved(gold, edits)
        example = Example(apply_edits(text, edits), {("pronoun", s): w for s, w in gold.items()}, "roundtrip")
        yield with_form_noise(example, rng)


def real_documents(path: Path, rng: random.Random) -> Iterator[Example]:
    """Machine translations with the pronouns that their references confirm or correct."""
    for record in read_jsonl(path):
        sentences = [html.unescape(s) for s in record["mt"]]
        references = [html.unescape(s) for s in record["ref"]]
        first = rng.randrange(max(1, len(sentences) - 6)) if rng.random() < 0.6 else 0
        text = ""
        gold: dict[tuple[str, int], str] = {}
        for mt, reference in zip(sentences[first:], references[first:], strict=False):
            if len(text) + len(mt) > 2200:
                break
            joint = "" if not text else " " if rng.random() < 0.6 else "\n\n"
            text += joint
            gold |= {("pronoun", len(text) + s): w for s, w in gold_pronouns(mt, reference).items()}
            text += mt
        if gold:
            yield Example(text, gold, "real_documents")


def real_swaps(path: Path, rng: random.Random) -> Iterator[Example]:
    """Machine-translated sentences with a swapped gender, behind their context."""
    for record in read_jsonl(path):
        mt, reference = html.unescape(record["mt"]), html.unescape(record["ref"])
        pairs = [
            (html.unescape(m), html.unescape(r)) for m, r in zip(record["ctx_mt"], record["ctx_ref"], strict=False)
        ]
        text = ""
        gold: dict[tuple[str, int], str] = {}
        for m, r in [*pairs, (mt, reference)]:
            text += " " if text else ""
            gold |= {("pronoun", len(text) + s): w for s, w in gold_pronouns(m, r).items()}
            text += m
        # A lone sentence without context often cannot tell the gender: fewer of those.
        if gold and (pairs or rng.random() < 0.3):
            yield Example(text, gold, "real_swaps")


def gap(path: Path, rng: random.Random, hidden: float = HIDDEN) -> Iterator[Example]:
    """Wikipedia biographies, balanced by gender."""
    for record in read_jsonl(path):
        yield noisy(record["text"], "gap", rng, 0.3, hidden=hidden)


def gender_pairs(path: Path, rng: random.Random, hidden: float = HIDDEN) -> Iterator[Example]:
    """Sentences whose words, not only pronouns, tell the gender (``stick girl``)."""
    for record in read_jsonl(path):
        text = record[rng.choice(("feminine", "masculine"))]
        yield noisy(text, "gender_pairs", rng, 0.3, hidden=hidden)


def blinded(example: Example, rng: random.Random) -> Example:
    """An example as a second reader gets it: nearly all wrong pronouns are hidden, and a share of the others."""
    share = rng.choice((0.3, 0.6, 0.9, 1.0))
    stands = pronoun_gold(example.text)
    known = {start: word for (kind, start), word in example.gold.items() if kind == "pronoun"}
    masked = {s for s, word in known.items() if rng.random() < (share if stands.get(s) == word else MOSTLY)}
    return replace(example, masked=frozenset(masked))


def forever(make: Callable[[], Iterator[Example]]) -> Iterator[Example]:
    """Restart a finite source, with new noise each time."""
    while True:
        yield from make()


def mixture(data: Path, round_trip: Path | None, seed: int, hidden: float = HIDDEN) -> Iterator[Example]:
    """The endless training mixture. ``data`` is the folder with the training corpora."""
    rng = random.Random(seed)
    parts: list[tuple[float, Callable[[], Iterator[Example]]]] = [
        (0.53, lambda: news(data / "news.jsonl.gz", "news", rng, hidden=hidden)),
        (0.08, lambda: news(data / "fiction.jsonl.gz", "fiction", rng, per_article=60, hidden=hidden)),
        (0.06, lambda: news(data / "quotes_polnear.jsonl.gz", "polnear", rng, per_article=4, hidden=hidden)),
        (0.1, lambda: real_documents(data / "real_mt_documents.jsonl.gz", rng)),
        (0.05, lambda: real_swaps(data / "real_mt_pronoun_swaps.jsonl.gz", rng)),
        (0.04, lambda: gap(data / "gap.jsonl.gz", rng, hidden)),
        (0.01, lambda: gender_pairs(data / "gender_pairs.jsonl.gz", rng, hidden)),
    ]
    if round_trip:
        parts.append((0.13, lambda: round_trips(round_trip, rng)))
    weights = [w for w, _ in parts]
    streams = [shuffled(forever(make), rng) for _, make in parts]
    while True:
        yield next(rng.choices(streams, weights)[0])


def shuffled(stream: Iterator[Any], rng: random.Random, size: int = 200) -> Iterator[Any]:
    """Shuffle within a buffer of ``size`` items."""
    buffer: list[Any] = []
    for item in stream:
        if len(buffer) < size:
            buffer.append(item)
            continue
        i = rng.randrange(size)
        buffer[i], item = item, buffer[i]
        yield item
    rng.shuffle(buffer)
    yield from buffer


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Paragraph bounds as the encoder wants them."""
    return [(p.start, p.end) for p in Document.parse(text).paragraphs]
