"""The HTTP server that runs the app."""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING, Any, NoReturn

import uvicorn

from service.app import create_app
from service.desk import share_weights
from service.logs import server_log_config
from service.settings import PREFIX

if TYPE_CHECKING:
    from types import FrameType

    from service.settings import Settings

_STOPS = (signal.SIGTERM, signal.SIGINT)


def run(settings: Settings) -> None:
    """Serve until a stop signal; requests in flight have ``shutdown_seconds`` to finish. Then the exit code is 0.

    With several workers each is a process of its own, which reads the settings from the environment: they are put
    there. One that dies is replaced.
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
        # When it has shut down, uvicorn raises the signal again for the handler before it: by default that kills.
        for number in _STOPS:
            signal.signal(number, _leave)
        uvicorn.run(create_app(settings), **common)
        return
    os.environ.update(_environment(settings))
    share_weights(settings.models_dir, settings.cleanup_model)
    uvicorn.run("service.app:create_app", factory=True, workers=settings.workers, **common)


def _leave(number: int, frame: FrameType | None) -> NoReturn:
    del number, frame
    sys.exit(0)


def _environment(settings: Settings) -> dict[str, str]:
    values = settings.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    return {
        PREFIX + name.upper(): ",".join(value) if isinstance(value, list) else str(value)
        for name, value in values.items()
    }
