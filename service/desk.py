"""The desk as the service sees it: a protocol, so that tests need no models and importing the service is quick."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Protocol

from service import capacity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from models.core.stop import Check
    from models.options import Options
    from models.result import Result
    from service.settings import Settings


class Desk(Protocol):
    """Cleans and summarizes texts. All methods block and may be called from several threads at once."""

    @property
    def models(self) -> Mapping[str, str]:
        """The models in use by task: ``{"cleanup": "cleanup-en@…", "summary": "…"}``."""
        ...

    def clean(self, text: str, options: Options = ...) -> Result:
        """Clean a text; the result has no summary."""
        ...

    def summarize(self, text: str, options: Options = ..., *, clean: bool = True) -> Result:
        """Summarize a text, after cleaning it unless ``clean`` is false."""
        ...

    def process(self, text: str, options: Options = ...) -> Result:
        """Clean a text, then summarize it."""
        ...

    def clean_many(self, texts: Sequence[str], options: Options = ..., *, check: Check = ...) -> list[Result]:
        """Clean several texts with the same options; see `process_many`."""
        ...

    def summarize_many(
        self, texts: Sequence[str], options: Options = ..., *, clean: bool = True, check: Check = ...
    ) -> list[Result]:
        """Summarize several texts with the same options; see `process_many`."""
        ...

    def process_many(self, texts: Sequence[str], options: Options = ..., *, check: Check = ...) -> list[Result]:
        """Process several texts with the same options; results in the order of the texts.

        Raises:
            Stopped: by ``check``, which is called between the steps of the work.
        """
        ...


def share_weights(models_dir: Path | None, cleanup: str | None) -> None:
    """Have worker processes hold the weights once together, where that can be; what is damaged they will tell."""
    from models import desk, registry

    with suppress(registry.ModelError, OSError):
        desk.share_weights(models_dir, cleanup)


def load_desk(settings: Settings) -> Desk:
    """Load the models that the settings name. Slow, and the only place that leads to tensors.

    Raises:
        Exception: whatever the models raise when they are missing or damaged.
    """
    from models.desk import Desk as LoadedDesk

    return LoadedDesk.load(
        models_dir=settings.models_dir,
        cleanup=settings.cleanup_model,
        summary=settings.summary_model,
        threads=capacity.threads(settings),
        on_unsupported=settings.on_unsupported,
        guard=settings.guard,
        cleanup_prefix=settings.cleanup_prefix,
        pins=settings.pins,
    )
