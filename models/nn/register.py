"""Makes transformers' Auto classes know the models of this project."""

from __future__ import annotations

from transformers import AutoConfig, AutoModelForSeq2SeqLM

from models.nn.cleanup import CleanupConfig, CleanupModel
from models.nn.summary import SummaryConfig, SummaryModel


def register() -> None:
    """Register the models for ``AutoModelForSeq2SeqLM.from_pretrained(folder)``; may be called again."""
    AutoConfig.register(CleanupConfig.model_type, CleanupConfig, exist_ok=True)
    AutoModelForSeq2SeqLM.register(CleanupConfig, CleanupModel, exist_ok=True)
    AutoConfig.register(SummaryConfig.model_type, SummaryConfig, exist_ok=True)
    AutoModelForSeq2SeqLM.register(SummaryConfig, SummaryModel, exist_ok=True)
