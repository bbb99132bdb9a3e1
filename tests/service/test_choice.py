from __future__ import annotations

import pytest

from models.options import Options
from service.choice import check_model
from service.errors import InvalidRequest
from service.settings import Settings


def test_a_request_names_only_models_that_the_service_was_given() -> None:
    settings = Settings(summary_model="ranker, ./bart")
    for name in (None, "ranker", "./bart"):
        options = Options(summary_model=name)
        assert check_model(options, settings) is options
    for name in ("./other", "", "bart", "ranker, ./bart"):
        with pytest.raises(InvalidRequest):
            check_model(Options(summary_model=name), settings)
    with pytest.raises(InvalidRequest):
        check_model(Options(summary_model="ranker"), Settings())
    with pytest.raises(InvalidRequest):
        check_model(Options(summary_model=""), Settings())
