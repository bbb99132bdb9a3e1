"""The HTTP server that runs the app."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import uvicorn

from service.app import create_app
from service.logs import server_log_config
from service.settings import PREFIX

if TYPE_CHECKING:
    from service.settings import Settings


def run(settings: Settings) -> None:
    """Serve until a stop signal; requests in flight have ``shutdown_seconds`` to finish.

    With several workers each is a process of its own, which reads the settings from the environment: they are put
    there.
    """
    common: dict[str, Any] = {
        "host": settings.host,
        "port": settings.port,
        "root_path": settings.root_path,
        "log_config": server_log_config(settings.log_level),
        # uvicorn would believe whoever connects from this machine.
        "proxy_headers": bool(settings.trusted_proxies),
        "forwarded_allow_ips": list(settings.trusted_proxies),
        "access_log": False,
        "server_header": False,
        "lifespan": "on",
        # Without a bound, a client that stopped in the middle of sending would keep the process for ever.
        "timeout_graceful_shutdown": settings.shutdown_seconds,
    }
    if settings.workers == 1:
        uvicorn.run(create_app(settings), **common)
        return
    os.environ.update(_environment(settings))
    uvicorn.run("service.app:create_app", factory=True, workers=settings.workers, **common)


def _environment(settings: Settings) -> dict[str, str]:
    values = settings.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    return {
        PREFIX + name.upper(): ",".join(value) if isinstance(value, list) else str(value)
        for name, value in values.items()
    }
