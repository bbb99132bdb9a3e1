"""The fast path: CTranslate2 with 8-bit weights, as the extra ``[fast]``; and the conversion to it."""

from __future__ import annotations

import json
import shutil
import warnings
from typing import TYPE_CHECKING, Any

import torch

from models.core.stop import Check, go_on
from models.registry import ModelError, sha256_of
from models.seq2seq.engine import BATCH_TOKENS, MOST_BEAMS, TextSide
from models.seq2seq.files import FAST_FILE, FAST_ORIGIN
from models.seq2seq.loading import load

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from models.seq2seq.loading import Checkpoint

_MISSING = "the fast path needs CTranslate2: pip install 'copydesk[fast]'"
_COMPUTE = "int8_float32"
#: By family: layer norms before the sublayers; a layer norm over the embeddings.
_NORMS = {"bart": (False, True), "mbart": (True, True), "pegasus": (True, False)}


def library() -> Any:
    """CTranslate2.

    Raises:
        ModelError: ``fast_missing``: it is not installed.
    """
    try:
        import ctranslate2
    except ImportError as error:
        raise ModelError(_MISSING, code="fast_missing") from error
    return ctranslate2


def convert(source: str, target: Path, quantization: str = "int8") -> str:
    """Convert a checkpoint for the fast path; the new folder is named in the place of the old one.

    Args:
        source: folder or hub name of a checkpoint.
        target: folder to make; it must not exist.
        quantization: of the weights: ``int8``, or ``float32`` to compare.

    Returns:
        The sha256 of the converted weights.

    Raises:
        ModelError: the checkpoint cannot be loaded or its family is not one that CTranslate2 knows
            (``fast_unsupported``), or the target exists (``output_exists``).
    """
    ctranslate2 = library()
    if target.exists():
        raise ModelError(f"{target} exists", code="output_exists")
    checkpoint = load(source)
    if checkpoint.model is None:
        raise ModelError(f"{source} is converted already", code="fast_unsupported")
    try:
        converter = _converter(ctranslate2)(str(checkpoint.folder))
        with warnings.catch_warnings():  # as in `models.seq2seq.loading.read_tokenizer`
            warnings.filterwarnings("ignore", message="Recommended: pip install sacremoses")
            converter.convert(str(target), quantization=quantization)
    except (ValueError, KeyError, NotImplementedError, AttributeError) as error:
        shutil.rmtree(target, ignore_errors=True)
        message = f"{checkpoint.name}: CTranslate2 does not take a {checkpoint.config.model_type} checkpoint: {error}"
        raise ModelError(message, code="fast_unsupported") from error
    origin = target / FAST_ORIGIN
    origin.mkdir()
    checkpoint.tokenizer.save_pretrained(origin)
    checkpoint.config.save_pretrained(origin)
    checkpoint.model.generation_config.save_pretrained(origin)
    digest = sha256_of(target / "model.bin")
    notes = {"name": checkpoint.name, "from_sha256": checkpoint.sha256, "quantization": quantization, "sha256": digest}
    (target / FAST_FILE).write_text(json.dumps(notes, indent=2) + "\n", encoding="utf-8")
    return digest


def _converter(ctranslate2: Any) -> Any:
    """The converter, told what it looks for in configurations that no longer say it: where the layer norms are."""

    class Converter(ctranslate2.converters.TransformersConverter):  # type: ignore[misc]
        def load_model(self, model_class: Any, name: str, **options: Any) -> Any:
            model = model_class.from_pretrained(
                name, local_files_only=True, use_safetensors=True, trust_remote_code=False, **options
            )
            norms = _NORMS.get(model.config.model_type)
            if norms is not None:
                model.config.normalize_before, model.config.normalize_embedding = norms
            return model

    return Converter


class FastEngine(TextSide):
    """Generates by CTranslate2, with the settings of the checkpoint; see `models.seq2seq.engine.Engine`."""

    def __init__(self, checkpoint: Checkpoint, task: str, prefix: str | None = None) -> None:
        from transformers import GenerationConfig

        super().__init__(checkpoint, task, prefix)
        settings = GenerationConfig.from_pretrained(checkpoint.folder / FAST_ORIGIN, local_files_only=True)
        kind = json.loads((checkpoint.folder / FAST_FILE).read_text(encoding="utf-8"))["quantization"]
        self._translator = library().Translator(
            str(checkpoint.folder),
            device="cpu",
            compute_type=_COMPUTE if kind == "int8" else "float32",
            intra_threads=torch.get_num_threads(),
        )
        first = settings.forced_bos_token_id if settings.forced_bos_token_id is not None else self.prompt.first_token
        self._first = [] if first is None else self.tokenizer.convert_ids_to_tokens([int(first)])
        self._options = {
            "beam_size": min(MOST_BEAMS, settings.num_beams or 1),
            "length_penalty": settings.length_penalty if settings.length_penalty is not None else 1.0,
            "repetition_penalty": settings.repetition_penalty or 1.0,
            "no_repeat_ngram_size": settings.no_repeat_ngram_size or 0,
        }

    def generate(self, texts: Sequence[str], most: int, check: Check = go_on) -> list[tuple[str, bool]]:
        """See `models.seq2seq.engine.Engine.generate`; ``check`` is called between tokens where beams allow it."""
        most = min(most, self.longest)
        check()
        inputs = [
            self.tokenizer.convert_ids_to_tokens(self.tokenizer(self.prompt.prefix + text)["input_ids"])
            for text in texts
        ]
        results = self._translator.translate_batch(
            inputs,
            target_prefix=[self._first] * len(inputs) if self._first else None,
            max_batch_size=BATCH_TOKENS,
            batch_type="tokens",
            max_input_length=0,
            min_decoding_length=0,
            max_decoding_length=most,
            return_end_token=True,
            callback=_breaker(check) if self._options["beam_size"] == 1 else None,
            **self._options,
        )
        check()
        written = []
        for result in results:
            tokens = result.hypotheses[0]
            ended = bool(tokens) and tokens[-1] == self.tokenizer.eos_token
            written.append((self.decode(self.tokenizer.convert_tokens_to_ids(tokens)), ended))
        return written


def _breaker(check: Check) -> Any:
    """A callback that CTranslate2 calls for each token: what it raises ends the generation."""

    def callback(_: Any) -> bool:
        check()
        return False

    return callback
