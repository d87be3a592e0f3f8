"""What is compiled once is found again; the collector passes over what stays."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from polybius import collector
from polybius.cache import compiled


class Table:
    """A table with one number in it, and how often it was read."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.read = 0

    def values(self) -> dict[str, int]:
        self.read += 1
        return {"number": int(self.path.read_text())}


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Table:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "table.tsv").write_text("7")
    return Table(tmp_path / "table.tsv")


def found(table: Table) -> int:
    number: int = compiled("table", [table.path], table.values)["number"]
    return number


def test_a_table_is_read_once(table: Table) -> None:
    assert [found(table), found(table)] == [7, 7]
    assert table.read == 1


def test_a_changed_table_is_read_again_and_its_old_form_dropped(
    table: Table, tmp_path: Path
) -> None:
    found(table)
    table.path.write_text("12")
    assert found(table) == 12
    assert len(list(tmp_path.rglob("table-*.bin"))) == 1


@pytest.mark.parametrize("content", [b"", b"x", b"{"])
def test_a_broken_file_is_made_anew(table: Table, tmp_path: Path, content: bytes) -> None:
    found(table)
    (kept,) = tmp_path.rglob("table-*.bin")
    kept.write_bytes(content)
    assert [found(table), found(table)] == [7, 7]
    assert table.read == 2


def test_without_a_folder_it_is_read_each_time(table: Table, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file, no folder")
    assert [found(table), found(table)] == [7, 7]
    assert table.read == 2


@pytest.mark.parametrize("enabled", [True, False])
def test_the_collector_is_paused_and_then_as_it_was(enabled: bool) -> None:
    was = gc.isenabled()
    try:
        gc.enable() if enabled else gc.disable()
        with collector.paused():
            assert not gc.isenabled()
        assert gc.isenabled() == enabled
    finally:
        gc.enable() if was else gc.disable()


def test_what_is_settled_is_passed_over() -> None:
    here = [object()]
    try:
        collector.settle()
        assert not any(one is here for one in gc.get_objects())
        assert gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()
