"""Makes transformers' Auto classes know the models of this project."""

from __future__ import annotations

from transformers import AutoConfig, AutoModelForSeq2SeqLM

from models.nn.cleanup import CleanupConfig, CleanupModel


def register() -> None:
    """Register the models for ``AutoModelForSeq2SeqLM.from_pretrained(folder)``; may be called again."""
    AutoConfig.register(CleanupConfig.model_type, CleanupConfig, exist_ok=True)
    AutoModelForSeq2SeqLM.register(CleanupConfig, CleanupModel, exist_ok=True)
