from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from service.batch.store import Busy, Store, StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "out", "")
    yield store
    store.close()


def test_written_files_are_whole_and_no_scratch_stays(store: Store) -> None:
    store.write("a/b/c.json", b"one")
    store.write("a/b/c.json", b"two")
    assert store.read("a/b/c.json") == b"two"
    assert store.digest("a/b/c.json") == hashlib.sha256(b"two").hexdigest()
    assert [path for path in (store.root / ".copydesk").rglob("*") if path.is_file()] == [store.root / ".copydesk/lock"]


@pytest.mark.parametrize("name", ["../x.json", "a/../../x.json", "/x.json", "a//x.json", "./x.json", ""])
def test_no_way_out(store: Store, name: str) -> None:
    with pytest.raises(StoreError, match="outside"):
        store.write(name, b"")
    assert store.digest(name) is None


def test_links_in_the_output_are_not_followed(store: Store, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (store.root / "a").symlink_to(elsewhere)
    with pytest.raises(StoreError, match="link"):
        store.write("a/b/x.json", b"")
    (elsewhere / "victim").write_bytes(b"precious")
    (store.root / "x.json").symlink_to(elsewhere / "victim")
    store.write("x.json", b"mine")
    assert (elsewhere / "victim").read_bytes() == b"precious"
    assert list(elsewhere.iterdir()) == [elsewhere / "victim"]


def test_names_that_cannot_be_written(store: Store) -> None:
    store.write("a.json", b"")
    for name in ("a.json/x.json", "x" * 300 + ".json"):
        with pytest.raises(StoreError) as caught:
            store.write(name, b"")
        assert caught.value.code == "unwritable"
    store.write("b/c.json", b"")
    with pytest.raises(StoreError):
        store.write("b", b"")


def test_one_run_at_a_time_but_parts_side_by_side(store: Store) -> None:
    with pytest.raises(Busy):
        Store(store.root, "")
    Store(store.root, ".1-of-2").close()
    store.close()
    Store(store.root, "").close()


def test_what_a_killed_run_left_is_cleared(store: Store) -> None:
    (store.root / ".copydesk/tmp/17").write_bytes(b"half")
    store.close()
    Store(store.root, "").close()
    assert not list((store.root / ".copydesk/tmp").iterdir())


def test_remove(store: Store) -> None:
    store.write("a.json", b"")
    store.remove("a.json")
    store.remove("a.json")
    assert store.digest("a.json") is None
