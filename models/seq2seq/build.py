"""A summarizer or a rewriter from the name of a checkpoint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.seq2seq.engine import Engine, TorchEngine
from models.seq2seq.loading import load
from models.seq2seq.rewriter import Seq2SeqRewriter
from models.seq2seq.summarizer import Seq2SeqSummarizer

if TYPE_CHECKING:
    from models.core.guard.policy import OnUnsupported, Strictness
    from models.core.summary.summarizer import Summarizer
    from models.seq2seq.loading import Checkpoint


def load_summarizer(
    source: str,
    fallback: Summarizer,
    on_unsupported: OnUnsupported = "drop",
    strictness: Strictness = "standard",
    sha256: str | None = None,
) -> Seq2SeqSummarizer:
    """A summarizer with the checkpoint of a folder or hub name.

    Args:
        source: folder or hub name.
        fallback: picks sentences where nothing generated can stand.
        on_unsupported: what becomes of a sentence that the text does not bear out.
        strictness: how much is asked of a sentence.
        sha256: hash that the weights must have; ``None`` for any.

    Raises:
        ModelError: the checkpoint is missing, damaged or not fit; see `models.seq2seq.loading.load`.
    """
    checkpoint = load(source, sha256)
    engine = make_engine(checkpoint, "summarization")
    return Seq2SeqSummarizer(engine, checkpoint.identity, fallback, on_unsupported, strictness)


def load_rewriter(source: str, prefix: str | None = None, sha256: str | None = None) -> Seq2SeqRewriter:
    """A rewriter with the checkpoint of a folder or hub name.

    Args:
        source: folder or hub name.
        prefix: what it is told before each sentence; ``None`` for what its configuration or its family says.
        sha256: hash that the weights must have; ``None`` for any.

    Raises:
        ModelError: the checkpoint is missing, damaged or not fit; see `models.seq2seq.loading.load`.
    """
    checkpoint = load(source, sha256)
    return Seq2SeqRewriter(make_engine(checkpoint, "cleanup", prefix), checkpoint.identity)


def make_engine(checkpoint: Checkpoint, task: str, prefix: str | None = None) -> Engine:
    """What generates with a checkpoint: transformers, or CTranslate2 for a converted folder."""
    if checkpoint.model is None:
        from models.seq2seq.fast import FastEngine

        return FastEngine(checkpoint, task, prefix)
    return TorchEngine(checkpoint, task, prefix)
