"""How quick cleaning is, beside a rewriter of the usual size: a random model shaped like distilbart-cnn-12-6.

    python -m scripts.evaluation.speed --data ../shared/data --weights models/weights

Both work in one run on the same texts and threads: texts of about 700 words, and a batch of texts of dev news. The
rewriter reads each text up to its limit and writes 60 tokens by greedy search; ours reads and decides all of it.
"""

from __future__ import annotations

import argparse
import json
import time
from functools import partial
from itertools import islice
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import torch
from transformers import BartConfig, BartForConditionalGeneration, GenerationConfig

from models.desk import Desk
from scripts.corpus import read_jsonl

if TYPE_CHECKING:
    from collections.abc import Callable

WORDS = 700
WRITTEN = 60
PIECES_A_WORD = 1.35  # of a BART vocabulary in news, about


def rewriter() -> BartForConditionalGeneration:
    """A model of distilbart-cnn-12-6's shape with random weights."""
    config = BartConfig(
        vocab_size=50264, d_model=1024, encoder_layers=12, decoder_layers=6, encoder_ffn_dim=4096, decoder_ffn_dim=4096
    )
    model = BartForConditionalGeneration(config)
    model.train(False)
    return model


def texts_of(data: Path, words: int, count: int) -> list[str]:
    """``count`` texts of ``words`` words: paragraphs of dev news, joined and cut."""
    tokens: list[str] = []
    out: list[str] = []
    for record in read_jsonl(data / "dev" / "news.jsonl.gz"):
        tokens += record["text"].split(" ")
        while len(tokens) >= words and len(out) < count:
            out.append(" ".join(tokens[:words]))
            del tokens[:words]
    return out


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--weights", type=Path, help="folder of the manifest; that of the package by default")
    parser.add_argument("--model", default="cleanup-en", help="cleanup model, or rules")
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--rewritten", type=int, default=4, help="documents that the rewriter writes")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    desk = Desk.load(models_dir=args.weights, cleanup=args.model, threads=args.threads)
    singles = texts_of(args.data, WORDS, 12)
    desk.clean(singles[0])
    times = [timed(partial(desk.clean, text)) for text in singles]
    batch = [r["text"] for r in islice(read_jsonl(args.data / "dev" / "news.jsonl.gz"), args.documents)]
    ours = len(batch) / timed(lambda: desk.process_many(batch))
    model = rewriter()
    settings = GenerationConfig(max_new_tokens=WRITTEN, min_new_tokens=WRITTEN, num_beams=1, do_sample=False)
    lengths = [min(1024, int(len(text.split()) * PIECES_A_WORD)) for text in batch[: args.rewritten]]
    inputs = [torch.randint(4, 50000, (1, length)) for length in lengths]
    theirs = len(inputs) / timed(lambda: [model.generate(i, generation_config=settings) for i in inputs])  # type: ignore[misc]
    result = {
        "single_700_words_seconds_median": round(median(times), 3),
        "single_700_words_seconds_max": round(max(times), 3),
        "batch_documents_per_second": round(ours, 2),
        "rewriter_documents_per_second": round(theirs, 3),
        "ratio": round(ours / theirs, 1),
        "threads": args.threads,
    }
    print(json.dumps(result, indent=1))
    if args.json:
        args.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


def timed(work: Callable[[], object]) -> float:
    """Seconds that ``work`` takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
