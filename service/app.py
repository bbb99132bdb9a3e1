"""The HTTP app: wiring only."""

from __future__ import annotations

from contextlib import asynccontextmanager
from functools import partial
from ipaddress import ip_address
from typing import TYPE_CHECKING

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware

from service import __version__, handlers, openapi
from service.context import Context
from service.keys import KeyRing, read_file
from service.lifecycle import Lifecycle
from service.logs import make_logger
from service.metrics import Metrics
from service.middleware.access import AccessMiddleware
from service.middleware.body_limit import BodyLimitMiddleware
from service.middleware.content_encoding import ContentEncodingMiddleware
from service.middleware.errors import ErrorMiddleware
from service.middleware.gate import KEY_HEADER, GateMiddleware
from service.middleware.request_id import HEADER, RequestIdMiddleware
from service.middleware.security_headers import SecurityHeadersMiddleware
from service.pages import PageReader
from service.queue import DeskQueue
from service.rate import RateLimiter
from service.responses import AsciiJSONResponse
from service.routes import batch, docs, documents, health, info, models
from service.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from service.desk import Desk
    from service.settings import Settings

DESCRIPTION = "Cleans up machine-translated English and writes its brief: every edit explained, offline, on a CPU."


def create_app(settings: Settings | None = None, desk: Desk | None = None) -> FastAPI:
    """Make the app.

    Args:
        settings: by default read from the environment.
        desk: by default the models that the settings name, in a process of their own that starts with the app.

    Raises:
        SettingsError: the environment has unknown or wrong settings.
    """
    settings = settings or load_settings()
    logger = make_logger(settings.log_level)
    metrics = Metrics()
    lifecycle = Lifecycle(settings, logger, metrics, desk)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with lifecycle.run():
            yield
        app.state.context.queue.close()

    app = FastAPI(
        title="Copydesk",
        version=__version__,
        description=DESCRIPTION,
        servers=[{"url": settings.root_path}] if settings.root_path else None,
        lifespan=lifespan,
        default_response_class=AsciiJSONResponse,
        openapi_url=None,  # routes/docs.py serves it, and a page that needs no other server
        redirect_slashes=False,
        telemetry={"tracing": False, "metrics": False, "logs": False},
    )
    keys = KeyRing([*settings.api_keys, *(read_file(settings.api_keys_file) if settings.api_keys_file else ())])
    if not keys and not is_loopback(settings.host):
        logger.warning("open_to_the_network", host=settings.host, remedy="set COPYDESK_API_KEYS_FILE")
    open_paths = frozenset({*health.PROBES, *([health.METRICS] if settings.metrics_public else [])})
    app.openapi = partial(  # type: ignore[method-assign]
        openapi.build, app, keyed=bool(keys), limited=settings.rate_limit is not None, open_paths=open_paths
    )
    app.state.context = Context(
        settings, lifecycle, DeskQueue(settings, metrics), PageReader(settings), metrics, logger
    )
    for module in (documents, batch, models, info, health, *([docs] if settings.docs else [])):
        app.include_router(module.router)
    handlers.install(app)

    # The last one added is the outermost.
    app.add_middleware(BodyLimitMiddleware, limit=settings.max_body_bytes, streamed=frozenset({batch.PATH}))
    app.add_middleware(ContentEncodingMiddleware)
    app.add_middleware(
        GateMiddleware,
        keys=keys,
        limiter=RateLimiter(settings.rate_limit) if settings.rate_limit else None,
        open_paths=open_paths,
    )
    app.add_middleware(ErrorMiddleware, logger=logger)
    if settings.cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.cors_origins,
            allow_methods=["GET", "POST"],
            allow_headers=["Authorization", "Content-Type", HEADER, KEY_HEADER],
            expose_headers=["Retry-After", HEADER],
        )
    app.add_middleware(SecurityHeadersMiddleware)
    app.add_middleware(AccessMiddleware, logger=logger, metrics=metrics)
    app.add_middleware(RequestIdMiddleware)
    return app


def is_loopback(host: str) -> bool:
    """Tell whether only this machine can reach a server on ``host``."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
