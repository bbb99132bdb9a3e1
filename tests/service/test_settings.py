from __future__ import annotations

import re
from pathlib import Path

import pytest

from service.app import create_app
from service.settings import PREFIX, Settings, SettingsError, load_settings

PAGE = Path("docs/settings.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
def test_every_setting_is_documented(name: str) -> None:
    field = Settings.model_fields[name]
    rows = [line for line in PAGE.splitlines() if line.startswith(f"| `{PREFIX}{name.upper()}` |")]
    assert len(rows) == 1
    _, _, default, meaning, _ = (cell.strip() for cell in rows[0].split("|"))
    assert field.description
    assert meaning.startswith(field.description.rstrip("."))
    if field.default in (None, "", ()):
        assert default == ""
    else:
        shown = default.strip("`")
        assert shown.lower() == str(field.default).lower() or float(shown) == field.default


def test_nothing_else_is_documented() -> None:
    named = set(re.findall(rf"{PREFIX}([A-Z_]+)`", PAGE))
    assert named <= {name.upper() for name in Settings.model_fields} | {""}


def test_values_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPYDESK_MAX_CHARACTERS", "123")
    monkeypatch.setenv("COPYDESK_CORS_ORIGINS", "https://a.example, http://localhost:3000")
    monkeypatch.setenv("COPYDESK_THREADS", "")
    settings = load_settings(port=99)
    assert (settings.max_characters, settings.port, settings.threads) == (123, 99, None)
    assert settings.cors_origins == ("https://a.example", "http://localhost:3000")


def test_an_unknown_variable_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPYDESK_MAX_CHARACTER", "5")
    with pytest.raises(SettingsError, match=r"^COPYDESK_MAX_CHARACTER is not a setting; did you mean COPYDESK_MAX_CHA"):
        create_app()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "65536"),
        ("PORT", "http"),
        ("WORKERS", "0"),
        ("MAX_RUNNING", "0"),
        ("MAX_BODY_BYTES", "-1"),
        ("MAX_BODY_BYTES", "1000000000"),
        ("MAX_CHARACTERS", "1.5"),
        ("LOG_LEVEL", "loud"),
        ("DRAIN_SECONDS", "nan"),
        ("DRAIN_SECONDS", "inf"),
        ("MODELS_DIR", "/nowhere/at/all"),
        ("ROOT_PATH", "desk"),
        ("ROOT_PATH", "/desk/"),
        ("CORS_ORIGINS", "desk.example.org"),
        ("CORS_ORIGINS", "https://desk.example.org/path"),
        ("CORS_ORIGINS", "*,https://desk.example.org"),
        ("CORS_ORIGINS", "null"),
    ],
)
def test_a_wrong_value_stops_the_start_and_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(PREFIX + name, value)
    with pytest.raises(SettingsError, match=f"^{PREFIX}{name}: "):
        load_settings()


def test_a_wrong_option_is_named_too() -> None:
    with pytest.raises(SettingsError, match=r"^COPYDESK_PORT: .*; COPYDESK_WORKERS: "):
        load_settings(port=-1, workers=0)
