"""Text in, text out: an encoder-decoder that generates."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any, Protocol

import torch
from transformers import StoppingCriteria, StoppingCriteriaList

from models.core.stop import Check, go_on
from models.seq2seq.prompting import decoder_limit, encoder_limit, prompt_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.seq2seq.loading import Checkpoint

#: Padded tokens encoded at once: bounds the memory.
BATCH_TOKENS = 4096
#: More beams than this cost much and give little.
MOST_BEAMS = 4


class Engine(Protocol):
    """Generates; its methods block and may be called from several threads at once."""

    @property
    def limit(self) -> int:
        """Most tokens of an input, without what the engine adds."""

    @property
    def longest(self) -> int:
        """Most tokens of an output."""

    def measure(self, text: str) -> int:
        """Tokens of a text, without what the engine adds."""

    def generate(self, texts: Sequence[str], most: int, check: Check = go_on) -> list[tuple[str, bool]]:
        """Write at most ``most`` tokens for each text; with each output whether it ended by itself.

        Raises:
            Stopped: by ``check``, which is called between tokens.
        """


class _Breaker(StoppingCriteria):
    """Breaks a generation off when ``check`` raises."""

    def __init__(self, check: Check) -> None:
        self._check = check

    def __call__(self, input_ids: Any, scores: Any, **_: Any) -> Any:
        self._check()
        return torch.zeros(input_ids.shape[0], dtype=torch.bool)


class TextSide:
    """The tokenizer's side of an engine: prefix, languages, limits."""

    def __init__(self, checkpoint: Checkpoint, task: str, prefix: str | None = None) -> None:
        self.tokenizer = checkpoint.tokenizer
        self.prompt = prompt_for(checkpoint, task, prefix)
        # M2M's tokenizer does not always know that its languages are special tokens.
        self._languages = frozenset(getattr(self.tokenizer, "lang_token_to_id", {}).values())
        added = len(self.tokenizer("")["input_ids"]) + self.measure(self.prompt.prefix)
        self.limit = max(8, encoder_limit(checkpoint) - added - 1)
        self.longest = decoder_limit(checkpoint) - 4

    def measure(self, text: str) -> int:
        """Tokens of a text."""
        return len(self.tokenizer(text, add_special_tokens=False, verbose=False)["input_ids"]) if text else 0

    def decode(self, ids: Sequence[int]) -> str:
        """The text of output tokens."""
        words = [i for i in ids if i not in self._languages]
        text: str = self.tokenizer.decode(words, skip_special_tokens=True, clean_up_tokenization_spaces=False)
        return text.replace("<n>", "\n").strip()  # Pegasus writes line ends so


class TorchEngine(TextSide):
    """Generates by transformers, with the settings of the checkpoint but for lengths, sampling and the widest beams."""

    def __init__(self, checkpoint: Checkpoint, task: str, prefix: str | None = None) -> None:
        super().__init__(checkpoint, task, prefix)
        self._model = checkpoint.model
        settings = copy.deepcopy(self._model.generation_config)
        settings.do_sample = False
        settings.temperature = settings.top_k = settings.top_p = None
        settings.min_length, settings.min_new_tokens, settings.max_new_tokens = 0, None, None
        settings.num_beams = min(MOST_BEAMS, settings.num_beams or 1)
        settings.num_return_sequences = 1
        settings.return_dict_in_generate = False
        if self.prompt.first_token is not None and settings.forced_bos_token_id is None:
            settings.forced_bos_token_id = self.prompt.first_token
        self.settings = settings
        ends = settings.eos_token_id
        self._ends = set(ends if isinstance(ends, list) else [ends])

    def generate(self, texts: Sequence[str], most: int, check: Check = go_on) -> list[tuple[str, bool]]:
        """See `Engine.generate`; like lengths go together, so that little is padded."""
        most = min(most, self.longest)
        settings = copy.deepcopy(self.settings)
        settings.max_length = most + 1  # the token that it starts with counts
        order = sorted(range(len(texts)), key=lambda i: (self.measure(texts[i]), i))
        found: dict[int, tuple[str, bool]] = {}
        for group in self._groups(order, texts):
            check()
            batch = self.tokenizer(
                [self.prompt.prefix + texts[i] for i in group], padding=True, truncation=False, return_tensors="pt"
            )
            inputs = {key: batch[key] for key in ("input_ids", "attention_mask")}
            with torch.inference_mode():
                rows = self._model.generate(
                    **inputs, generation_config=settings, stopping_criteria=StoppingCriteriaList([_Breaker(check)])
                )
            for i, row in zip(group, rows.tolist(), strict=True):
                # An end at the last place is forced there by many checkpoints, and tells nothing.
                found[i] = self.decode(row), any(token in self._ends for token in row[1:most])
        return [found[i] for i in range(len(texts))]

    def _groups(self, order: Sequence[int], texts: Sequence[str]) -> list[list[int]]:
        groups: list[list[int]] = []
        for i in order:
            size = self.measure(texts[i]) + 8
            if groups and (len(groups[-1]) + 1) * size <= BATCH_TOKENS:
                groups[-1].append(i)
            else:
                groups.append([i])
        return groups
