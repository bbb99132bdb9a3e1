"""All settings of the service in one class: environment variables with the prefix ``COPYDESK_``.

docs/settings.md documents each of them.
"""

from __future__ import annotations

import difflib
import os
import re
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from models.pins import read_pins
from service import keys
from service.rate import parse_limits

PREFIX = "COPYDESK_"
_ORIGIN = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?")
_ROOT_PATH = re.compile(r"(/[A-Za-z0-9._~-]+)*")


class SettingsError(ValueError):
    """The environment names a setting that does not exist, or gives one a value it cannot have."""


class Settings(BaseSettings):
    """Settings of one process. Read-only; wrong or unknown ones are refused at start."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True, frozen=True, extra="forbid")

    host: str = Field("127.0.0.1", min_length=1, description="Address to listen on.")
    port: int = Field(8080, ge=0, le=65535, description="Port to listen on; 0 takes a free one.")
    workers: int = Field(1, ge=1, le=64, description="Workers that serve; each has the models.")
    root_path: str = Field("", description="Path prefix that a proxy in front strips, such as `/copydesk`.")
    cors_origins: Annotated[tuple[str, ...], NoDecode] = Field(
        (), description="Web origins that may call the service from a browser, separated by commas; none by default."
    )
    api_keys: Annotated[tuple[str, ...], NoDecode] = Field(
        (), description="API keys that are let in, or their hashes as `sha256:…`, separated by commas."
    )
    api_keys_file: Path | None = Field(None, description="File with a key or hash a line, for the same.")
    metrics_public: bool = Field(False, description="Serve `/metrics` without a key where keys are set.")
    rate_limit: str | None = Field(
        None, description="Requests that a key, or without keys an address, may make in one process, as `60/minute`."
    )
    trusted_proxies: Annotated[tuple[str, ...], NoDecode] = Field(
        (), description="Addresses or networks of proxies whose `X-Forwarded-For` is believed, separated by commas."
    )
    docs: bool = Field(True, description="Serve `/docs` and `/openapi.json`.")
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="Least level that is logged.")

    models_dir: Path | None = Field(None, description="Folder of models; by default the ones in the package.")
    cleanup_model: str | None = Field(
        None,
        description="Cleanup model: a name that is installed, `rules` for none, or folder or hub name of a rewriter; "
        "by default the one in the box.",
    )
    cleanup_prefix: str | None = Field(None, description="What a rewriter is told before each sentence.")
    summary_model: str | None = Field(
        None,
        description="Summary models, separated by commas: names that are installed, or folders or hub names of seq2seq "
        "checkpoints. The first is used where a request names none; by default the ranker in the box.",
    )
    on_unsupported: Literal["drop", "mark", "fallback"] = Field(
        "drop", description="What becomes of a written sentence of a summary that the text does not bear out."
    )
    guard: Literal["standard", "strict"] = Field(
        "standard", description="How much is asked of a written sentence before it counts as borne out by the text."
    )
    weights_sha256: str = Field(
        "", description="Hashes that checkpoints must have to be loaded, as `NAME=SHA256`, separated by commas."
    )
    threads: int | None = Field(
        None, ge=1, le=256, description="Processor threads of one model run; by default its share of the processors."
    )

    max_running: int | None = Field(
        None,
        ge=1,
        le=256,
        description="Model runs at the same time in one process; by default 2, or 1 if it has one processor.",
    )
    max_waiting: int = Field(
        256, ge=1, le=100_000, description="Documents that wait for a run; more are refused with `overloaded`."
    )
    max_wait_seconds: float = Field(
        30.0, gt=0, le=3600, description="Seconds that a request waits for a run before `queue_timeout`."
    )
    max_run_seconds: float = Field(
        60.0, gt=0, le=3600, description="Seconds that the work on one document takes before `deadline_exceeded`."
    )
    max_html_seconds: float = Field(
        10.0, gt=0, le=3600, description="Seconds that finding the article in HTML takes before `deadline_exceeded`."
    )
    max_body_bytes: int = Field(
        2_000_000, ge=1_000, le=100_000_000, description="Largest request body, and longest line of a batch, in bytes."
    )
    max_characters: int = Field(
        200_000, ge=1, le=10_000_000, description="Longest text of one document, in code points."
    )
    max_batch_lines: int = Field(1_000_000, ge=1, description="Most lines of one batch request.")
    batch_group: int = Field(8, ge=1, le=256, description="Most documents that go to the models together.")
    batch_characters: int = Field(
        8_192,
        ge=1,
        le=10_000_000,
        description="Most code points that go to the models together, each document counted as long as the longest.",
    )
    batch_wait_ms: float = Field(
        10.0, ge=0, le=1000, description="Milliseconds that a busy service waits for documents to go together."
    )
    drain_seconds: float = Field(
        0.0,
        ge=0,
        le=300,
        description="Seconds between a stop signal, when `/readyz` turns to 503, and the end of accepting requests.",
    )
    shutdown_seconds: int = Field(
        30,
        ge=1,
        le=3600,
        description="Seconds that requests in flight and idle connections have after that before they are cut.",
    )

    @field_validator("cors_origins", "api_keys", "trusted_proxies", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator("cors_origins")
    @classmethod
    def _check_origins(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for origin in value:
            if origin != "*" and not _ORIGIN.fullmatch(origin):
                raise ValueError(f"{origin!r} is not a web origin such as https://desk.example.org")
        if "*" in value and len(value) > 1:
            raise ValueError("'*' already stands for every origin: name it alone")
        return value

    @field_validator("api_keys")
    @classmethod
    def _hash_keys(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return keys.read_entries(value)

    @field_validator("api_keys_file")
    @classmethod
    def _check_keys_file(cls, value: Path | None) -> Path | None:
        if value is not None:
            keys.read_file(value)
        return value

    @field_validator("rate_limit")
    @classmethod
    def _check_rate_limit(cls, value: str | None) -> str | None:
        if value is not None:
            parse_limits(value)
        return value

    @field_validator("trusted_proxies")
    @classmethod
    def _check_proxies(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for proxy in value:
            try:
                ip_network(proxy)
            except ValueError:
                raise ValueError(f"{proxy!r} is not an address or a network") from None
        return value

    @field_validator("root_path")
    @classmethod
    def _check_root_path(cls, value: str) -> str:
        if not _ROOT_PATH.fullmatch(value):
            raise ValueError("must look like /prefix, without a slash at the end")
        return value

    @field_validator("models_dir")
    @classmethod
    def _check_models_dir(cls, value: Path | None) -> Path | None:
        if value is not None and not value.is_dir():
            raise ValueError("is not a folder")
        return value

    @property
    def pins(self) -> dict[str, str]:
        """Hashes that checkpoints must have, by name."""
        named = [self.cleanup_model or "", *(self.summary_model or "").split(",")]
        return read_pins(self.weights_sha256, filter(None, named))

    @model_validator(mode="after")
    def _check_pins(self) -> Self:
        try:
            self.pins  # noqa: B018  # reading them is the check
        except ValueError as error:
            raise ValueError(f"{PREFIX}WEIGHTS_SHA256: {error}") from None
        return self

    @model_validator(mode="after")
    def _check_unknown(self) -> Self:
        known = {PREFIX + name.upper() for name in type(self).model_fields}
        for name in sorted(os.environ):
            if name.upper().startswith(PREFIX) and name.upper() not in known:
                near = difflib.get_close_matches(name.upper(), known, n=1)
                hint = f"; did you mean {near[0]}?" if near else ""
                raise ValueError(f"{name} is not a setting{hint}")
        return self


def load_settings(**overrides: Any) -> Settings:
    """Read the settings from the environment.

    Args:
        **overrides: values that win over the environment, such as options of the command line.

    Raises:
        SettingsError: a variable is unknown or has a value it cannot have; the message names it.
    """
    try:
        return Settings(**overrides)
    except ValidationError as error:
        raise SettingsError("; ".join(_explain(row) for row in error.errors(include_url=False))) from None


def _explain(row: Any) -> str:
    message = str(row["msg"]).removeprefix("Value error, ")
    return f"{PREFIX}{str(row['loc'][0]).upper()}: {message}" if row["loc"] else message
