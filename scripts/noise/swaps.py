"""Errors of summarizers planted into true sentences: other numbers and names, names exchanged, a negation put in.

After the transformations of FactCC (Kryściński et al. 2020, arXiv 1910.12840), with two sources of what is put in: the
same article, or another. What would leave a sentence true is not planted: another name of the same person or country.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from models.core.document import Document
from models.core.guard.cloze import Index
from models.core.guard.facts import negations, quotations
from models.core.guard.tokens import Token, is_fact, related

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Sequence

_AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|should|did|does)\b"
    r"(?!n['’]t| (?:not|no|never|nothing|hardly)\b)"
)
_LIST = frozenset([",", "and", ", and", "and the", "or", "&", "/"])
_FEWEST, _MOST = 8, 45  # words of a sentence that is taken


@dataclass(frozen=True, slots=True)
class Name:
    """A name of one or more words that stand together."""

    text: str
    keys: frozenset[str]


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence to check against an article.

    Attributes:
        origin: ``copied``, ``trimmed``, ``fused``, ``reference`` or ``paraphrased``: how the true sentence was made.
        swap: what was planted into it; ``none`` for a true one.
        sentence: the text.
        start: where it begins to differ from the true one.
        present: whether the article has all facts of the true sentence; of a paraphrased one, whether it has the names
            and numbers of the sentence that it was made of, and no others.
        altered: a paraphrased sentence has more or fewer negations than that, or other words in quotation marks.
    """

    origin: str
    swap: str
    sentence: str
    start: int
    present: bool
    altered: bool = False


class Article:
    """An article with its names and numbers, to plant from.

    Args:
        text: of the article.
        summary: sentences that a person wrote about it.
        paraphrases: sentences of it, each with what it is in other words (`scripts.paraphrase`).
    """

    def __init__(self, text: str, summary: str, paraphrases: Sequence[tuple[str, str]] = ()) -> None:
        self.paraphrases = paraphrases
        self.document = Document.parse(text)
        self.summary = Document.parse(summary)
        self.index = Index([text[s.start : s.end] for s in self.document.sentences])
        self.names: list[Name] = []
        self.numbers: list[tuple[str, str]] = []
        for span, tokens in zip(self.document.sentences, self.index.sentences, strict=True):
            sentence = text[span.start : span.end]
            self.names += [_as_name(sentence, run) for run in runs(sentence, tokens)]
            self.numbers += [(t, token.key) for token in tokens if (t := _plain_number(sentence, token))]

    def foreign(self, other: Article) -> list[Name]:
        """Names of another article of which this one has no word."""
        return [name for name in other.names if not any(self.index.kin(key) for key in name.keys)]


def cases_of(article: Article, other: Article, rng: random.Random) -> Iterator[Case]:
    """True sentences of an article, each followed by what was planted into it."""
    foreign = article.foreign(other)
    for origin, sentence in true_sentences(article, rng):
        tokens = article.index.read(sentence)
        present = all(_has(article.index, token) for token in tokens if is_fact(token))
        yield from _with_errors(article, Case(origin, "none", sentence, 0, present), tokens, foreign, rng)
    for original, sentence in article.paraphrases:
        tokens = article.index.read(sentence)
        kept, altered = keeps_facts(original, sentence), not keeps_wording(original, sentence)
        yield from _with_errors(article, Case("paraphrased", "none", sentence, 0, kept, altered), tokens, foreign, rng)


def _with_errors(
    article: Article, case: Case, tokens: Sequence[Token], foreign: Sequence[Name], rng: random.Random
) -> Iterator[Case]:
    yield case
    for swap, changed in planted(article, case.sentence, tokens, foreign, rng):
        pairs = zip(case.sentence + " ", changed + " ", strict=False)
        start = next(i for i, (a, b) in enumerate(pairs) if a != b)
        yield replace(case, swap=swap, sentence=changed, start=start)


def keeps_facts(one: str, two: str) -> bool:
    """Whether each name and number of either sentence stands in the other, as itself or an inflection."""
    first, second = Index([one]), Index([two])
    return all(
        _has(there, token)
        for here, there in ((first, second), (second, first))
        for token in here.sentences[0]
        if is_fact(token)
    )


def keeps_wording(one: str, two: str) -> bool:
    """Whether the second sentence has as many negations as the first, and quotes no other words than that."""
    said = _letters(one)
    return len(negations(one)) == len(negations(two)) and all(_letters(f.key) in said for f in quotations(two))


def _letters(text: str) -> str:
    return "".join(re.findall(r"[^\W_]", text.lower()))


def true_sentences(article: Article, rng: random.Random) -> Iterator[tuple[str, str]]:
    """Three sentences copied or trimmed at a comma, two pairs of neighbours fused, and those of the summary."""
    taken = fit_sentences(article)
    fit = [i for i, t in enumerate(taken) if t is not None]
    whole = [t or "" for t in taken]
    for i in rng.sample(fit, min(3, len(fit))):
        yield ("copied", whole[i]) if rng.random() < 1 / 2 else ("trimmed", trim(whole[i]))
    pairs = [(i, j) for i in fit for j in (i + 1, i + 2) if j in fit and not re.search('["“”]', whole[i] + whole[j])]
    for i, j in rng.sample(pairs, min(2, len(pairs))):
        second, head = whole[j], article.index.read(whole[j])[:1]
        if head and head[0].kind in {"function", "word"} and not second.startswith("I "):
            second = second[0].lower() + second[1:]
        yield "fused", trim(whole[i]).rstrip(".") + ", and " + trim(second)
    for span in article.summary.sentences:
        yield "reference", " ".join(article.summary.text[span.start : span.end].split())


def fit_sentences(article: Article) -> list[str | None]:
    """The sentences of an article on one line each; ``None`` for those that are too short or too long to be taken."""
    text = article.document.text
    whole = (" ".join(text[s.start : s.end].split()) for s in article.document.sentences)
    return [t if _FEWEST <= len(t.split()) <= _MOST else None for t in whole]


def trim(text: str) -> str:
    """The part up to the last comma that leaves eight words, closed by a stop; outside quotations only."""
    for cut in reversed([m.start() for m in re.finditer(", ", text)]):
        if len(text[:cut].split()) >= _FEWEST and not re.search(r"[\"“”]", text):
            return text[:cut] + "."
    return text


def planted(
    article: Article, sentence: str, tokens: Sequence[Token], foreign: Sequence[Name], rng: random.Random
) -> Iterator[tuple[str, str]]:
    """What was done to a sentence, and the sentence after it."""
    yield from _planted_names(article, sentence, tokens, foreign, rng)
    yield from _planted_numbers(article, sentence, tokens, rng)
    match = _AUXILIARY.search(sentence)
    if match is not None:
        yield "negation", sentence[: match.end()] + " not" + sentence[match.end() :]


def _planted_names(
    article: Article, sentence: str, tokens: Sequence[Token], foreign: Sequence[Name], rng: random.Random
) -> Iterator[tuple[str, str]]:
    said = {token.key for token in tokens}
    own = runs(sentence, tokens)
    if not own:
        return
    run = rng.choice(own)
    start, end = run[0].start, run[-1].end
    word = rng.choice(run)
    for place, names in (("in the article", article.names), ("not in the article", foreign)):
        others = [
            name
            for name in names
            if not name.keys & said and not any(_same(article.index, a, t.key) for a in name.keys for t in run)
        ]
        if others:
            yield f"name {place}", sentence[:start] + rng.choice(others).text + sentence[end:]
            if len(run) > 1:
                new = rng.choice(rng.choice(others).text.split())
                yield f"word of a name {place}", sentence[: word.start] + new + sentence[word.end :]
    if len(own) > 1:
        i = rng.randrange(len(own) - 1)
        one, two = own[i], own[i + 1]
        between = sentence[one[-1].end : two[0].start]
        if between.strip() not in _LIST and not any(_same(article.index, a.key, b.key) for a in one for b in two):
            first, second = _as_name(sentence, one).text, _as_name(sentence, two).text
            yield "names exchanged", sentence[: one[0].start] + second + between + first + sentence[two[-1].end :]


def _planted_numbers(
    article: Article, sentence: str, tokens: Sequence[Token], rng: random.Random
) -> Iterator[tuple[str, str]]:
    said = {token.key for token in tokens}
    own = [token for token in tokens if _plain_number(sentence, token)]
    if not own:
        return
    token = rng.choice(own)
    others = [text for text, key in article.numbers if key not in said]
    if others:
        yield "number in the article", sentence[: token.start] + rng.choice(others) + sentence[token.end :]
    value = int(_plain_number(sentence, token).replace(",", ""))
    new = str(max(0, value + rng.choice([-1, 1]) * rng.randint(1, max(2, value // 3))))
    if f"#{new}" not in article.index.places and int(new) != value:
        yield "number not in the article", sentence[: token.start] + new + sentence[token.end :]


def runs(sentence: str, tokens: Sequence[Token]) -> list[list[Token]]:
    """The names of a sentence, each as the words that stand together."""
    found: list[list[Token]] = []
    last: Token | None = None
    for token in tokens:
        if token.kind == "name" and is_fact(token):
            if last is not None and sentence[last.end : token.start] == " ":
                found[-1].append(token)
            else:
                found.append([token])
            last = token
        else:
            last = None
    return [run for run in found if run[-1].end - run[0].start > 2]


def _as_name(sentence: str, run: Sequence[Token]) -> Name:
    return Name(sentence[run[0].start : run[-1].end], frozenset(token.key for token in run))


def _plain_number(sentence: str, token: Token) -> str:
    """The digits of a number without a scale or decimals, else nothing."""
    text = sentence[token.start : token.end]
    return text if token.kind == "number" and re.fullmatch(r"\d[\d,]*", text) else ""


def _same(index: Index, one: str, two: str) -> bool:
    """Whether two words may name one thing: inflections, or neighbours somewhere, as first and last name are."""
    return one == two or related(one, two) or two in index.linked.get(one, ())


def _has(index: Index, token: Token) -> bool:
    return bool(index.kin(token.key)) or (
        token.kind == "name" and bool(token.more) and all(index.kin(part) for part in token.more)
    )
