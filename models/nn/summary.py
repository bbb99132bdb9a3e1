"""The summary model as transformers knows it: for training and for ``AutoModelForSeq2SeqLM``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from transformers import PreTrainedConfig, PreTrainedModel
from transformers.utils.generic import ModelOutput

from models.nn.pointer import PointerScorer

if TYPE_CHECKING:
    from torch import Tensor

STYLES = ("brief", "extract", "body", "title")


class SummaryConfig(PreTrainedConfig):
    """Configuration of the summary model: the sizes of its three transformers as dictionaries, named as BERT's are.

    ``styles`` are the kinds of summary that it was trained on; the first one is what it writes when not told.
    """

    model_type = "copydesk-summary"

    def __init__(
        self,
        encoder: dict[str, Any] | None = None,
        document: dict[str, Any] | None = None,
        decoder: dict[str, Any] | None = None,
        styles: list[str] | None = None,
        **kwargs: Any,
    ) -> None:
        self.encoder = encoder or {}
        self.document = document or {}
        self.decoder = decoder or {}
        self.styles = styles or list(STYLES)
        kwargs["is_encoder_decoder"] = True
        super().__init__(**kwargs)


@dataclass
class SummaryOutput(ModelOutput):
    """Scores (documents, steps, sentences + 1), the last one that of the end, and coverage logits."""

    logits: Tensor | None = None
    coverage: Tensor | None = None


class SummaryModel(PointerScorer, PreTrainedModel):
    """Encoders over pieces and over sentences, decoder over choices; see `models.nn.pointer`."""

    config_class = SummaryConfig
    config: SummaryConfig
    base_model_prefix = "summary"
    main_input_name = "input_ids"

    def __init__(self, config: SummaryConfig) -> None:
        PreTrainedModel.__init__(self, config)
        self.build(config.encoder, config.document, config.decoder, len(config.styles))
        self.post_init()  # type: ignore[no-untyped-call]

    def forward(
        self,
        input_ids: Tensor,
        token_type_ids: Tensor,
        attention_mask: Tensor,
        owners: Tensor,
        features: Tensor,
        sentence_mask: Tensor,
        styles: Tensor,
        chosen: Tensor,
        **_: Any,
    ) -> SummaryOutput:
        """Score all choices given the right ones before them (teacher forcing).

        Args:
            input_ids: as all others but the last one, see `PointerScorer.encode`.
            token_type_ids: see there.
            attention_mask: see there.
            owners: see there.
            features: see there.
            sentence_mask: see there.
            styles: see there.
            chosen: (documents, steps) see `PointerScorer.point`.
        """
        sentences = self.encode(input_ids, token_type_ids, attention_mask, owners, features, sentence_mask, styles)
        return SummaryOutput(logits=self.point(sentences, chosen), coverage=sentences.coverage)
