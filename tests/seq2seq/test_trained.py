"""A T5 that is trained here, in seconds, to copy: so that real generations go through guard and cleaner."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
import torch
from transformers import GenerationConfig, T5Config, T5ForConditionalGeneration, T5Tokenizer

from models.cleaner import Cleaner
from models.core.document import Document
from models.core.edit import apply_edits
from models.core.summary.ranker import Ranker
from models.options import Options
from models.seq2seq.build import load_rewriter, load_summarizer
from models.seq2seq.engine import TorchEngine
from models.seq2seq.loading import load

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOUNS = ["ferry", "harbour", "island", "school", "bridge", "market"]
VERBS = ["sails", "waits", "opens", "closes"]
DAYS = ["Monday", "Tuesday", "Friday"]


def sentence(rng: random.Random) -> str:
    return f"The {rng.choice(NOUNS)} {rng.choice(VERBS)} on {rng.choice(DAYS)}."


def batches(rng: random.Random, tokenizer: T5Tokenizer, count: int) -> Iterator[tuple[torch.Tensor, torch.Tensor]]:
    for _ in range(count):
        texts = [[sentence(rng), sentence(rng)] for _ in range(32)]
        inputs = tokenizer([f"summarize: {' '.join(t)}" for t in texts], padding=True, return_tensors="pt").input_ids
        labels = tokenizer([t[0] for t in texts], padding=True, return_tensors="pt").input_ids
        yield inputs, labels.masked_fill(labels == 0, -100)


@pytest.fixture(scope="module")
def lead(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkpoint that gives the first of two sentences."""
    folder = tmp_path_factory.mktemp("trained") / "lead"
    words = ["summarize", ":", "The", "on", ".", *NOUNS, *VERBS, *DAYS, "nine"]
    pieces = [("<pad>", 0.0), ("</s>", 0.0), ("<unk>", -20.0), ("▁.", -9.0)]
    pieces += [(w if w in {".", ":"} else f"▁{w}", -3.0) for w in words]
    tokenizer = T5Tokenizer(vocab=pieces, extra_ids=0, model_max_length=128)
    torch.manual_seed(1)
    config = T5Config(
        vocab_size=len(tokenizer), d_model=64, d_kv=16, d_ff=128, num_layers=2, num_heads=4, dropout_rate=0.0,
    )  # fmt: skip
    config.decoder_start_token_id = 0
    model = T5ForConditionalGeneration(config)
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3)
    for inputs, labels in batches(random.Random(1), tokenizer, 250):
        loss = model(input_ids=inputs, attention_mask=(inputs != 0).long(), labels=labels).loss
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
    model.generation_config = GenerationConfig.from_model_config(config)
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def test_a_real_generation_passes_the_guard(lead: Path) -> None:
    rng = random.Random(9)
    summarizer = load_summarizer(str(lead), Ranker())
    generated = 0
    for _ in range(20):
        text = f"{sentence(rng)} {sentence(rng)}"
        (pick,) = summarizer.summarize(Document.parse(text), sentences=1, words=None)
        generated += pick.generated and text.startswith(pick.text)
    assert generated >= 16


def test_its_rewriting_changes_no_word(lead: Path) -> None:
    """The same model as a rewriter would drop every second sentence, and much else: only form may change."""
    cleaner = Cleaner(rewriter=load_rewriter(str(lead), "summarize: "))
    rng = random.Random(4)
    for _ in range(5):
        text = f"{sentence(rng)} {sentence(rng)}".replace(" on", "  on")
        (cleaned,) = cleaner.clean_many([text], Options())
        assert apply_edits(text, cleaned.edits) == cleaned.document.text
        assert cleaned.document.text.replace(".", "").split() == text.replace(".", "").split()
        (again,) = cleaner.clean_many([cleaned.document.text], Options())
        assert again.edits == []


@pytest.mark.parametrize("quantization", ["float32", "int8"])
def test_the_fast_path_writes_the_same(lead: Path, tmp_path: Path, quantization: str) -> None:
    pytest.importorskip("ctranslate2")
    from models.seq2seq.fast import FastEngine, convert

    convert(str(lead), tmp_path / "fast", quantization)
    slow = TorchEngine(load(str(lead)), "summarization")
    fast = FastEngine(load(str(tmp_path / "fast")), "summarization")
    rng = random.Random(2)
    texts = [f"{sentence(rng)} {sentence(rng)}" for _ in range(20)]
    same = sum(a == b for a, b in zip(slow.generate(texts, 16), fast.generate(texts, 16), strict=True))
    assert same >= (20 if quantization == "float32" else 18)
