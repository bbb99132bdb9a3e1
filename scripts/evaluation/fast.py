"""Tokens per second of the fast path (CTranslate2, 8 bits) against transformers in single precision, in one run.

The checkpoint has the shape of distilbart-6-6 and random weights: the time does not depend on what they are.

    OMP_NUM_THREADS=1 python -m scripts.evaluation.fast --threads 1
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from tokenizers import ByteLevelBPETokenizer
from transformers import BartConfig, BartForConditionalGeneration, BartTokenizer, GenerationConfig

from models.seq2seq.engine import Engine, TorchEngine
from models.seq2seq.fast import FastEngine, convert
from models.seq2seq.loading import load

if TYPE_CHECKING:
    from collections.abc import Callable

VOCABULARY = 50_264
_SEED_TEXT = "the ferry to the island will not sail this week and the port said on monday that the crew waits"


def make(folder: Path, beams: int, layers: int = 6, size: int = 1024) -> None:
    """A checkpoint of the shape, with a byte tokenizer filled up to the vocabulary of BART."""
    bpe = ByteLevelBPETokenizer()
    special = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    bpe.train_from_iterator([_SEED_TEXT], vocab_size=400, special_tokens=special)
    bpe.add_tokens([f"word{i}" for i in range(VOCABULARY - bpe.get_vocab_size())])
    bpe.save(str(folder / "tokenizer.json"))
    tokenizer = BartTokenizer(tokenizer_file=str(folder / "tokenizer.json"), model_max_length=1024)
    tokenizer.save_pretrained(folder)
    torch.manual_seed(0)
    config = BartConfig(
        vocab_size=max(VOCABULARY, len(tokenizer)), d_model=size, encoder_layers=layers, decoder_layers=layers,
        encoder_ffn_dim=4 * size, decoder_ffn_dim=4 * size,
    )  # fmt: skip
    model = BartForConditionalGeneration(config)
    model.final_logits_bias[:, config.eos_token_id] = -1e4  # else some random weights end at once
    model.generation_config = GenerationConfig.from_model_config(config)
    model.generation_config.num_beams = beams
    model.save_pretrained(folder)


def speed(engine: Engine, texts: list[str], tokens: int, repeats: int, clock: Callable[[], float]) -> float:
    """Tokens per second that an engine writes: the best of several runs after a first one."""
    engine.generate(texts, 4)
    best = 0.0
    for _ in range(repeats):
        begun = clock()
        written = engine.generate(texts, tokens)
        spent = clock() - begun
        if any(ended for _, ended in written):
            raise RuntimeError(f"an output ended before {tokens} tokens: {written!r}")
        best = max(best, len(texts) * tokens / spent)
    return best


def main() -> None:
    """Print both figures and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--tokens", type=int, default=60)
    parser.add_argument("--beams", type=int, default=4, help="as the published checkpoints have it")
    parser.add_argument("--texts", type=int, default=1, help="written at once, as the parts of a long text are")
    parser.add_argument("--words", type=int, default=60, help="length of the input")
    parser.add_argument("--repeats", type=int, default=2)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    texts = [" ".join((_SEED_TEXT.split() * 100)[i : arguments.words + i]) for i in range(arguments.texts)]
    # Time of the processor, where there is one: whoever else uses it does not count.
    clock = time.process_time if arguments.threads == 1 else time.perf_counter
    with tempfile.TemporaryDirectory() as base:
        folder, fast = Path(base) / "shape", Path(base) / "fast"
        folder.mkdir()
        make(folder, arguments.beams)
        convert(str(folder), fast)
        eager = TorchEngine(load(str(folder)), "summarization")
        print(
            f"input: {eager.measure(texts[0])} tokens, texts: {len(texts)}, output: {arguments.tokens} tokens, "
            f"threads: {arguments.threads}, beams: {arguments.beams}"
        )
        slow = speed(eager, texts, arguments.tokens, arguments.repeats, clock)
        del eager
        print(f"transformers, float32: {slow:.1f} tokens/s", flush=True)
        quick = speed(FastEngine(load(str(fast)), "summarization"), texts, arguments.tokens, arguments.repeats, clock)
        print(f"CTranslate2, int8:     {quick:.1f} tokens/s, {quick / slow:.2f} times as many")


if __name__ == "__main__":
    main()
