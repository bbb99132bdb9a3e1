"""The summary model that a request names: only one that the service was given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.errors import InvalidRequest

if TYPE_CHECKING:
    from models.options import Options
    from service.settings import Settings


def check_model(options: Options, settings: Settings) -> Options:
    """Return the options if they name no summary model, or one of the settings.

    Raises:
        InvalidRequest: it is another; nothing is ever loaded at the wish of a request.
    """
    known = {name for part in (settings.summary_model or "").split(",") if (name := part.strip())}
    if options.summary_model is not None and options.summary_model not in known:
        raise InvalidRequest.from_rows(
            [{"loc": ("summary_model",), "msg": "is not one of the summary models of this service"}],
            prefix=("options",),
        )
    return options
