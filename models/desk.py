"""The desk: cleans and summarizes texts. What the service, the command line and the folder runner talk to."""

from __future__ import annotations

import gc
import time
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, TypedDict

from models import cpus, registry
from models.cleaner import Cleaned, Cleaner
from models.core.document import Document, Span
from models.core.edit import OffsetMap
from models.core.language import looks_english
from models.core.rules.boilerplate import find_boilerplate
from models.core.stop import Check, go_on
from models.core.summary.ranker import Ranker
from models.core.summary.summarizer import Brief, Writer
from models.options import Options
from models.result import Result, Summary, SummarySentence, Warning

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from models.core.decision import SlotModel
    from models.core.guard.policy import OnUnsupported, Strictness
    from models.core.rewriter import Rewriter
    from models.core.summary.standing import Judge
    from models.core.summary.summarizer import Summarizer

#: Name given for a task that no trained model does.
RULES_ONLY = "rules"
#: Name of the summarizer in the box.
RANKER = "ranker"
DEFAULT = Options()


class Length(TypedDict):
    """The budget of a summary."""

    sentences: int | None
    words: int | None


@contextmanager
def _tensors(threads: int) -> Iterator[None]:
    """Import the tensor libraries, with so many threads, and hold off the collector: it takes a fifth of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        from models.nn.threads import set_threads

        set_threads(threads)
        yield
    finally:
        gc.freeze()
        if enabled:
            gc.enable()


class Desk:
    """Cleans and summarizes. Its methods block, are deterministic, and may be called from several threads at once.

    Args:
        cleaner: cleans texts.
        summarizer: picks sentences.
        models: what does each task, as name and hash.
        summarizers: others that a request may name.
    """

    def __init__(
        self,
        cleaner: Cleaner,
        summarizer: Summarizer,
        models: Mapping[str, str],
        summarizers: Mapping[str, Summarizer] | None = None,
    ) -> None:
        self._cleaner = cleaner
        self._summarizer = summarizer
        self._models = dict(models)
        self._summarizers = dict(summarizers or {})

    @classmethod
    def load(
        cls,
        *,
        models_dir: Path | None = None,
        cleanup: str | None = None,
        summary: str | None = None,
        threads: int | None = None,
        on_unsupported: OnUnsupported = "drop",
        guard: Strictness = "standard",
        cleanup_prefix: str | None = None,
        pins: Mapping[str, str] | None = None,
    ) -> Desk:
        """Load the installed models.

        Args:
            models_dir: folder with ``manifest.json``; ``None`` for the weights in the package.
            cleanup: name of the cleanup model; ``None`` for the installed one if any that is not opt-in, ``"rules"``
                for none, and for no judge of sentences either. A name that is not installed is a folder or a hub name
                of any seq2seq checkpoint that rewrites sentences.
            summary: name of the summarizer; ``None`` or ``"ranker"`` for the one in the box. A name that is not
                installed is a folder or a hub name of any seq2seq checkpoint. Several are separated by commas: the
                first is used where `Options.summary_model` names none.
            on_unsupported: what becomes of a generated sentence that the text does not bear out.
            guard: how much is asked of such a sentence.
            cleanup_prefix: what such a rewriter is told before each sentence; ``None`` for what its family expects.
            pins: sha256 that the weights of a checkpoint must have, by its name.
            threads: threads of the tensor library; ``None`` for the processors that this process may use.

        Raises:
            ModelError: a model is missing, unknown or damaged.
        """
        threads = threads or cpus.available()
        # Rules alone start in no time and hold little: they come without the tensor library that a judge needs.
        ranker = Ranker(judge=None if cleanup == RULES_ONLY else _judge(models_dir, threads))
        named = [name.strip() for name in (summary or RANKER).split(",") if name.strip()] or [RANKER]
        summarizers: dict[str, Summarizer] = {
            name: ranker
            if name == RANKER
            else _seq2seq_summarizer(name, models_dir, ranker, threads, on_unsupported, guard, (pins or {}).get(name))
            for name in named
        }
        summarizer = summarizers[named[0]]
        rewriter: Rewriter | None = None
        if cleanup not in {None, RULES_ONLY} and registry.installed_as("cleanup", str(cleanup), models_dir) is None:
            rewriter = _seq2seq_rewriter(str(cleanup), cleanup_prefix, threads, (pins or {}).get(str(cleanup)))
            cleanup = RULES_ONLY
        info = None if cleanup == RULES_ONLY else registry.find("cleanup", models_dir, cleanup)
        model: SlotModel | None = None
        if info is not None:
            with _tensors(threads):
                from models.nn.predictor import CleanupPredictor

                model = CleanupPredictor(info.path, info.name)
        identity = info.identity if info else rewriter.name if rewriter else RULES_ONLY
        return cls(Cleaner(model, rewriter), summarizer, {"cleanup": identity, "summary": summarizer.name}, summarizers)

    @property
    def models(self) -> Mapping[str, str]:
        """What does each task: ``{"cleanup": "cleanup-en@…", "summary": "…"}``."""
        return self._models

    def clean(self, text: str, options: Options = DEFAULT) -> Result:
        """Clean a text; the result has no summary."""
        return self._run([text], options, clean=True, summarize=False)[0]

    def summarize(self, text: str, options: Options = DEFAULT, *, clean: bool = True) -> Result:
        """Summarize a text, after cleaning it unless ``clean`` is false."""
        return self._run([text], options, clean=clean, summarize=True)[0]

    def process(self, text: str, options: Options = DEFAULT) -> Result:
        """Clean a text, then summarize it."""
        return self._run([text], options, clean=True, summarize=True)[0]

    def clean_many(self, texts: Sequence[str], options: Options = DEFAULT, *, check: Check = go_on) -> list[Result]:
        """Clean several texts with the same options; see `process_many`."""
        return self._run(texts, options, clean=True, summarize=False, check=check)

    def summarize_many(
        self, texts: Sequence[str], options: Options = DEFAULT, *, clean: bool = True, check: Check = go_on
    ) -> list[Result]:
        """Summarize several texts with the same options; see `process_many`."""
        return self._run(texts, options, clean=clean, summarize=True, check=check)

    def process_many(self, texts: Sequence[str], options: Options = DEFAULT, *, check: Check = go_on) -> list[Result]:
        """Process several texts with the same options; results in the order of the texts.

        Raises:
            Stopped: by ``check``, which is called between rounds, rules, windows and texts.
        """
        return self._run(texts, options, clean=True, summarize=True, check=check)

    @property
    def summary_models(self) -> Sequence[str]:
        """The names that `Options.summary_model` may have."""
        return tuple(self._summarizers)

    def _run(
        self, texts: Sequence[str], options: Options, *, clean: bool, summarize: bool, check: Check = go_on
    ) -> list[Result]:
        begun = time.perf_counter()
        if clean:
            cleaned = self._cleaner.clean_many(texts, options, check)
        else:
            cleaned = [Cleaned(text, Document.parse(text)) for text in texts]
        # The texts of a batch share its time evenly.
        share = {"clean": 1000 * (time.perf_counter() - begun) / max(1, len(texts))} if clean else {}
        results = []
        for each in cleaned:
            check()
            results.append(self._finish(each, options, share, summarize=summarize, check=check))
        return results

    def _finish(
        self, cleaned: Cleaned, options: Options, timings: Mapping[str, float], *, summarize: bool, check: Check
    ) -> Result:
        """The result of a cleaned text: its warnings, and its summary if asked for."""
        begun = time.perf_counter()
        offsets = OffsetMap(cleaned.edits)
        boilerplate = find_boilerplate(cleaned.document)
        warnings = [
            *cleaned.warnings,
            *(
                Warning("boilerplate", b.reason, offsets.to_input(b.start), offsets.to_input(b.end))
                for b in boilerplate
            ),
        ]
        if cleaned.received.strip() and not looks_english(cleaned.received):
            warnings.append(Warning("language", "The text does not look like English; it was treated as if it were."))
        result = Result(
            text=cleaned.document.text,
            edits=tuple(cleaned.edits),
            suggestions=tuple(sorted(cleaned.suggestions)),
            warnings=tuple(warnings),
            summary=None,
            models=self._models,
            timings_ms=dict(timings),
        )
        if not summarize:
            return result
        skip = [Span(b.start, b.end) for b in boilerplate]
        length: Length = {"sentences": options.sentences, "words": options.words}
        name = options.summary_model
        summarizer = self._summarizer if name is None else self._summarizers[name]
        if isinstance(summarizer, Writer):
            brief = summarizer.write(cleaned.document, **length, skip=skip, check=check)
        else:
            brief = Brief(tuple(summarizer.summarize(cleaned.document, **length, skip=skip)))
        warnings += [
            Warning(n.code, n.message, offsets.to_input(n.start), offsets.to_input(n.end)) for n in brief.notices
        ]
        sentences = tuple(SummarySentence.of(pick, offsets.to_input) for pick in brief.picks)
        text = " ".join(sentence.text for sentence in sentences)
        summary = Summary(text, len(text.split()), sentences)
        spent = {"summary": 1000 * (time.perf_counter() - begun)}
        models = {**self._models, "summary": summarizer.name} if name is not None else self._models
        return replace(
            result, summary=summary, warnings=tuple(warnings), models=models, timings_ms={**timings, **spent}
        )


def share_weights(models_dir: Path | None, cleanup: str | None) -> bool:
    """Have the processes that this one will start share the weights of the models in the box.

    Returns:
        Whether they will: there are such models, and the platform can.

    Raises:
        ModelError: a model is damaged.
    """
    if cleanup == RULES_ONLY:
        return False
    found = [registry.find("judge", models_dir)]
    if cleanup is None or registry.installed_as("cleanup", cleanup, models_dir) is not None:
        found.append(registry.find("cleanup", models_dir, cleanup))
    folders = [info.path for info in found if info is not None]
    if not folders:
        return False
    from models.nn import sharing

    return all(sharing.publish(folder) for folder in folders)


def _judge(models_dir: Path | None, threads: int) -> Judge | None:
    """The judge of sentences in the box, if there is one."""
    info = registry.find("judge", models_dir)
    if info is None:
        return None
    with _tensors(threads):
        from models.nn.judge import SentenceJudge

        return SentenceJudge.load(info.path, info.identity)


def _seq2seq_rewriter(name: str, prefix: str | None, threads: int, sha256: str | None) -> Rewriter:
    """A rewriter with a checkpoint of a folder or of the hub."""
    with _tensors(threads):
        from models.seq2seq.build import load_rewriter

        return load_rewriter(name, prefix, sha256)


def _seq2seq_summarizer(
    name: str,
    models_dir: Path | None,
    fallback: Summarizer,
    threads: int,
    on_unsupported: OnUnsupported,
    guard: Strictness,
    sha256: str | None,
) -> Summarizer:
    """A summarizer with a checkpoint of the manifest, of a folder, or of the hub."""
    info = registry.installed_as("summary", name, models_dir)
    with _tensors(threads):
        from models.seq2seq.build import load_summarizer

        return load_summarizer(str(info.path) if info else name, fallback, on_unsupported, guard, sha256)
