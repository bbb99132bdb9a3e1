"""``copydesk serve``: the HTTP service."""

from __future__ import annotations

from typing import Annotated

import typer

from service.commands.failure import Exit, Failure


def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.  [default: 127.0.0.1]")] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65535, help="Port to listen on.  [default: 8080]")] = None,
    workers: Annotated[int | None, typer.Option(min=1, max=64, help="Processes that serve.  [default: 1]")] = None,
) -> None:
    """Start the HTTP service. Every other setting is an environment variable COPYDESK_….

    \b
    Examples:
      copydesk serve
      copydesk serve --host 0.0.0.0 --port 9000
      COPYDESK_THREADS=2 copydesk serve --workers 2
    """
    from service.server import run
    from service.settings import SettingsError, load_settings

    given = {"host": host, "port": port, "workers": workers}
    try:
        settings = load_settings(**{name: value for name, value in given.items() if value is not None})
    except SettingsError as error:
        raise Failure("invalid_settings", str(error), Exit.USAGE) from error
    run(settings)
