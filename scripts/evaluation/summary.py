"""Measure summarizers against references: ROUGE, length and bootstrap intervals at equal budgets.

    python -m scripts.evaluation.summary --data ../shared/data --sentences 3 --words 50 --json runs/summary.json

ROUGE-1, -2 and -Lsum are F1 x 100 by the package rouge-score, with its stemmer, one sentence a line; of several
references the best counts. Against `lead` the differences are paired by document.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from rouge_score.rouge_scorer import RougeScorer

from models.core.document import Document
from models.core.summary.budget import Budget, count_words
from models.core.summary.candidates import is_dangling
from models.core.summary.ranker import Ranker
from scripts.corpus import read_jsonl
from scripts.evaluation.bootstrap import Mean, bootstrap
from scripts.evaluation.summarizers import Lead, Sumy
from scripts.folds import fold_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.core.summary.standing import Judge
    from models.core.summary.summarizer import Pick, Summarizer

METRICS = ("rouge1", "rouge2", "rougeLsum")
SETS = {
    "cnndm_validation": "dev/summaries.jsonl.gz",
    "summeval": "dev/summaries.jsonl.gz",
    "cnn_highlights": "train/summaries.jsonl.gz",
    "neus": "train/summaries.jsonl.gz",
    "usgov": "train/summaries.jsonl.gz",
}


@dataclass(frozen=True, slots=True)
class Article:
    """A document and the summaries that people wrote of it, one sentence a line."""

    document: Document
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scores:
    """What one summarizer reaches on one set within one budget.

    ``words`` is the mean length; ``dangling`` the share of picked sentences that open with a pronoun whose antecedent
    was left out; ``foreign`` the share of words that are not in the source where they are said to come from, but for
    names put for pronouns; ``named`` the share of picked sentences with such a name; ``above_lead`` the paired
    differences to lead, or to the first system that is compared.
    """

    set: str
    budget: str
    name: str
    documents: int
    rouge: dict[str, Mean]
    words: float
    dangling: float
    foreign: float
    named: float
    above_lead: dict[str, Mean]


def load(data: Path, name: str, limit: int | None, fold: int | None = None, seed: int = 1) -> list[Article]:
    """The articles of one set, or a random sample of ``limit`` of them, always the same one.

    With ``fold`` only those of a fold, which a model that was trained without it has not seen.
    """
    rows = [
        row
        for row in read_jsonl(data / SETS[name])
        if row["set"] == name and (fold is None or fold_of(row["id"]) == fold)
    ]
    if limit is not None and limit < len(rows):
        rows = Random(seed).sample(rows, limit)
    return [
        Article(Document.parse(row["article"]), tuple(row.get("references") or ["\n".join(row["summary"])]))
        for row in rows
    ]


def evaluate(
    articles: Sequence[Article], systems: Sequence[Summarizer], budget: Budget, name: str, *, as_lead: bool = False
) -> list[Scores]:
    """Score every summarizer; the first one is what the others are compared with.

    With ``as_lead`` each may write as many words of a document as lead does within the budget.
    """
    scorer = RougeScorer(list(METRICS), use_stemmer=True)
    found: list[Scores] = []
    base: dict[str, list[float]] = {}
    for system in systems:
        rouge: dict[str, list[float]] = {metric: [] for metric in METRICS}
        words, dangling, picked, foreign, named = 0, 0, 0, 0, 0
        for article in articles:
            limit = _words_of_lead(article, budget) if as_lead else budget
            picks = system.summarize(article.document, sentences=limit.sentences, words=limit.words)
            result = scorer.score_multi(article.references, "\n".join(" ".join(p.text.split()) for p in picks))
            for metric in METRICS:
                rouge[metric].append(100 * result[metric].fmeasure)
            words += sum(count_words(pick.text) for pick in picks)
            dangling += count_dangling(article.document, picks)
            picked += len(picks)
            foreign += sum(count_foreign(article.document, pick) for pick in picks)
            named += sum(bool(pick.named) for pick in picks)
        base = base or rouge
        found.append(
            Scores(
                set=name,
                budget=f"as lead-{budget.limit}"
                if as_lead
                else f"{budget.limit} {'words' if budget.sentences is None else 'sentences'}",
                name=system.name,
                documents=len(articles),
                rouge={metric: bootstrap(values) for metric, values in rouge.items()},
                words=words / len(articles),
                dangling=dangling / max(1, picked),
                foreign=foreign / max(1, words),
                named=named / max(1, picked),
                above_lead={
                    metric: bootstrap([a - b for a, b in zip(values, base[metric], strict=True)])
                    for metric, values in rouge.items()
                },
            )
        )
    return found


def _words_of_lead(article: Article, budget: Budget) -> Budget:
    picks = Lead().summarize(article.document, sentences=budget.sentences, words=budget.words)
    return Budget(words=sum(count_words(pick.text) for pick in picks))


def count_dangling(document: Document, picks: Sequence[Pick]) -> int:
    """How many picks open with a pronoun while the sentence before them was not picked."""
    before = {
        following.start: span.start for span, following in zip(document.sentences, document.sentences[1:], strict=False)
    }
    chosen = {pick.start for pick in picks}
    return sum(is_dangling(pick.text) and before.get(pick.start) not in chosen for pick in picks)


def count_foreign(document: Document, pick: Pick) -> int:
    """How many words of a pick are not in the parts of the document that it was made from; names for pronouns apart."""
    pieces = [(span.start, span.end) for span in pick.kept] or [(pick.start, pick.end)]
    source = Counter("".join(document.text[start:end] for start, end in pieces).casefold().split())
    source.update(word for naming in pick.named for word in naming.after.casefold().split())
    return (Counter(pick.text.casefold().split()) - source).total()


def table(scores: Sequence[Scores]) -> str:
    """The scores as a table for people, a row a summarizer."""
    lines = [
        f"{'set':<17}{'budget':<13}{'system':<12}{'docs':>5}{'R-1':>7}{'  (95 %)':<15}{'R-2':>7}{'R-Lsum':>8}"
        f"{'words':>7}{'dangl.':>8}   {'R-1 above lead':<22}{'R-2 above lead'}"
    ]
    for s in scores:
        r1 = s.rouge["rouge1"]
        gains = [s.above_lead[metric] for metric in METRICS[:2]]
        lines.append(
            f"{s.set:<17}{s.budget:<13}{s.name:<12}{s.documents:>5}{r1.value:>7.2f}"
            f"{f'  {r1.low:.1f}-{r1.high:.1f}':<15}{s.rouge['rouge2'].value:>7.2f}{s.rouge['rougeLsum'].value:>8.2f}"
            f"{s.words:>7.1f}{s.dangling:>8.1%}   "
            + "".join(f"{f'{g.value:+.2f} [{g.low:+.2f}, {g.high:+.2f}]':<22}" for g in gains)
        )
    return "\n".join(lines)


def judge_of(folder: Path | None) -> Judge | None:
    """The judge of a folder, if one is named."""
    if folder is None:
        return None
    from models.nn.judge import SentenceJudge  # heavy, and only needed for this

    return SentenceJudge.load(folder)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the comparison, print the table and write the JSON."""
    parser = argparse.ArgumentParser(description="Measure summarizers at equal budgets.")
    parser.add_argument("--data", type=Path, required=True, help="folder that holds train/ and dev/")
    parser.add_argument(
        "--sets", nargs="+", choices=sorted(SETS), default=[name for name in SETS if name != "cnn_highlights"]
    )
    parser.add_argument("--sentences", type=int, nargs="*", default=[3], help="budgets in sentences")
    parser.add_argument("--words", type=int, nargs="*", default=[50], help="budgets in words, whole sentences")
    parser.add_argument(
        "--as-lead", type=int, nargs="*", default=[], help="as many words as so many first sentences have"
    )
    parser.add_argument("--limit", type=int, help="documents a set, sampled; all without it")
    parser.add_argument("--fold", type=int, help="of the sets of train/ only this fold, which models do not see")
    parser.add_argument("--model", type=Path, help="folder of a trained summary model to measure as well")
    parser.add_argument("--judge", type=Path, help="folder of the judge that the ranker asks")
    names = ["lead", "lexrank", "textrank", "untrimmed", "ranker"]
    parser.add_argument("--systems", nargs="+", choices=names, default=names, help="those to compare, with the first")
    parser.add_argument("--json", type=Path, help="file for the scores")
    options = parser.parse_args(arguments)

    judge = judge_of(options.judge)
    rankers = (Ranker(judge=judge, trim=False), Ranker(judge=judge))
    systems: list[Summarizer] = [Lead(), Sumy("lexrank"), Sumy("textrank"), *rankers]
    systems = [system for system in systems if system.name.partition("+")[0] in options.systems]
    if options.model:
        from models.nn.pointing import PointerSummarizer  # heavy, and only needed for this

        systems.append(PointerSummarizer.load(options.model))
    budgets = [Budget(sentences=n) for n in options.sentences] + [Budget(words=n) for n in options.words]
    scores: list[Scores] = []
    for name in options.sets:
        articles = load(options.data, name, options.limit, options.fold if SETS[name].startswith("train/") else None)
        for budget in budgets:
            scores += evaluate(articles, systems, budget, name)
        for count in options.as_lead:
            scores += evaluate(articles, systems, Budget(sentences=count), name, as_lead=True)
    print(table(scores))
    if options.json:
        rows: list[dict[str, Any]] = [asdict(s) for s in scores]
        options.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
