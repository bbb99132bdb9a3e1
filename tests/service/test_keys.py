from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.keys import KeyFormatError, KeyRing, hash_key, make_key, read_entries, read_file
from service.settings import Settings, SettingsError, load_settings

if TYPE_CHECKING:
    from pathlib import Path

KEY = "copydesk_of-the-tests-0"
HASH = "sha256:" + hashlib.sha256(KEY.encode()).hexdigest()


def test_keys_are_long_random_and_read_back() -> None:
    made = {make_key() for _ in range(100)}
    assert len(made) == 100
    assert len(read_entries(made)) == 100
    assert all(key.startswith("copydesk_") and len(key) > 50 for key in made)


def test_a_key_and_its_hash_are_the_same_entry() -> None:
    assert read_entries([KEY, HASH]) == (HASH, HASH)
    ring = KeyRing([HASH, HASH, hash_key("another")])
    assert len(ring) == 2
    assert ring.find(KEY) == HASH
    assert ring.find(HASH) is None  # whoever reads the file cannot come in with what is in it
    assert not KeyRing([])


@given(st.text())
def test_nothing_else_is_found(text: str) -> None:
    assert KeyRing([HASH]).find(text) is None


@pytest.mark.parametrize(
    "entry",
    ["", "short", "x" * 201, "white space in it 123", "ключ-из-кириллицы", "sha256:12", HASH.upper(), "a,b" * 9],
)
def test_what_is_no_key_is_refused_without_being_quoted(entry: str) -> None:
    with pytest.raises(KeyFormatError, match=r"^entry 2 is neither") as caught:
        read_entries([KEY, entry])
    assert not entry or entry not in str(caught.value)


def test_files(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    path.write_text(f"# the desk in Vilnius\n{HASH}  # since May\n\n  {KEY}x\n")
    assert read_file(path) == (HASH, hash_key(KEY + "x"))
    for content in (b"", b"# nothing\n", b"\xff", b"short\n"):
        path.write_bytes(content)
        with pytest.raises(SettingsError, match=r"^COPYDESK_API_KEYS_FILE: "):
            load_settings(api_keys_file=path)
    with pytest.raises(SettingsError, match=r"^COPYDESK_API_KEYS_FILE: cannot be read: FileNotFoundError"):
        load_settings(api_keys_file=tmp_path / "none")


def test_settings_hold_hashes_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COPYDESK_API_KEYS", f"{KEY}, {HASH}")
    settings = load_settings()
    assert settings.api_keys == (HASH, HASH)
    assert KEY not in repr(settings)
    monkeypatch.setenv("COPYDESK_API_KEYS", f"{KEY},weak-canary")
    with pytest.raises(SettingsError, match=r"^COPYDESK_API_KEYS: entry 2") as caught:
        load_settings()
    assert "canary" not in str(caught.value)
    assert KEY not in str(caught.value)


@pytest.mark.parametrize("limit", ["60", "x/minute", "0/minute", "60/minuet", ";"])
def test_wrong_rate_limits(limit: str) -> None:
    with pytest.raises(SettingsError, match=r"^COPYDESK_RATE_LIMIT: must look like"):
        load_settings(rate_limit=limit)


def test_proxies_are_addresses() -> None:
    assert Settings(trusted_proxies="10.0.0.0/8, ::1").trusted_proxies == ("10.0.0.0/8", "::1")
    for wrong in ("*", "proxy.example.org", "10.0.0.1/8"):
        with pytest.raises(SettingsError, match=r"^COPYDESK_TRUSTED_PROXIES: "):
            load_settings(trusted_proxies=wrong)
