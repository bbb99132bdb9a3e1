"""Requests made from the OpenAPI document, right and wrong ones: no 5xx, nothing undocumented."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    ignored_auth,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from service.app import create_app
from service.bodies import NDJSON_TYPES
from service.settings import Settings
from tests.service.stand_in import StandInDesk
from tests.service.test_access import BEARER
from tests.service.test_keys import KEY


@schemathesis.serializer(*NDJSON_TYPES)
def ndjson(context: schemathesis.SerializationContext, value: Any) -> bytes:
    del context
    return str(value).encode("utf-8", "surrogatepass")


@schemathesis.deserializer("application/x-ndjson")
def lines(context: schemathesis.DeserializationContext, response: schemathesis.Response) -> str:
    del context
    return response.content.decode("ascii")


schema = schemathesis.openapi.from_asgi("/openapi.json", create_app(Settings(log_level="error"), StandInDesk()))
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
    unsupported_method,
    ignored_auth,
]
# /v1/models reads the folder of models, and /readyz is 503 by right: nothing starts the app here.
quick = schema.exclude(path=["/v1/models", "/readyz"])
guarded = schemathesis.openapi.from_asgi(
    "/openapi.json",
    create_app(Settings(log_level="error", api_keys=KEY, rate_limit="100000/second"), StandInDesk()),
    headers=BEARER,
).exclude(path=["/v1/models", "/readyz"])
COMMON = {
    "deadline": None,
    "phases": [Phase.explicit, Phase.generate],
    "suppress_health_check": list(HealthCheck),
    "derandomize": True,
}


def check(case: schemathesis.Case[Any], headers: dict[str, str] | None = None) -> None:
    # Only JSON has a schema that data could violate: whatever is sent as text is text.
    no_schema: list[Any] = [] if case.media_type in (None, "application/json") else [negative_data_rejection]
    case.call_and_validate(checks=CHECKS, excluded_checks=no_schema, headers=headers)


@quick.parametrize()
@settings(max_examples=15, **COMMON)  # type: ignore[arg-type]
def test_a_few_requests(case: schemathesis.Case[Any]) -> None:
    check(case)


@guarded.parametrize()
@settings(max_examples=10, **COMMON)  # type: ignore[arg-type]
def test_a_few_requests_with_a_key(case: schemathesis.Case[Any]) -> None:
    """``ignored_auth`` sends each again without the key, and with a wrong one."""
    check(case, headers=BEARER)


@pytest.mark.slow
@pytest.mark.timeout(600)
@quick.parametrize()
@settings(max_examples=1_000, **COMMON)  # type: ignore[arg-type]
def test_many_requests(case: schemathesis.Case[Any]) -> None:
    check(case)
