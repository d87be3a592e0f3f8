"""Record -> store -> the same record, whatever is in it."""

from __future__ import annotations

import types
from dataclasses import fields, is_dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import duckdb
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from polybius.record import Record
from polybius.store import Store, rows
from polybius.store.database import migrations
from polybius.store.entries import Refused
from store_helpers import VERSION, coded, event, record, store_with

_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=4,
)


def values(hint: Any) -> st.SearchStrategy[Any]:
    """Any value of a record's field."""
    if get_origin(hint) in (Union, types.UnionType):
        return st.one_of(*(values(part) for part in get_args(hint)))
    if get_origin(hint) is tuple:
        inner = get_args(hint)
        if inner[-1] is Ellipsis:
            return st.lists(values(inner[0]), max_size=2).map(tuple)
        return st.tuples(*(values(part) for part in inner))
    if get_origin(hint) is Literal:
        return st.sampled_from(get_args(hint))
    if is_dataclass(hint):
        assert isinstance(hint, type)
        hints = get_type_hints(hint)
        return st.builds(hint, **{field.name: values(hints[field.name]) for field in fields(hint)})
    return {
        str: st.text(max_size=6),
        int: st.integers(-(2**63), 2**63 - 1),
        float: st.floats(allow_nan=False),
        bool: st.booleans(),
        type(None): st.none(),
        dict[str, Any]: st.dictionaries(st.text(max_size=4), _JSON, max_size=2),
    }[hint]


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)
@given(st.lists(values(Record), max_size=3, unique_by=lambda record: record.id))
def test_a_record_comes_back_equal(records: list[Record]) -> None:
    with TemporaryDirectory() as folder:
        store = Store.open(Path(folder) / "s.duckdb", create=True)
        whole = [record for record in records if not record.errors]
        refused = [record for record in records if record.errors]
        entries = [
            *(coded(record, "given" if record.text is None else record.text) for record in whole),
            *(Refused(record) for record in refused),
        ]
        with store.writer(VERSION) as writer:
            writer.save(entries)
        assert list(store.records()) == whole
        assert list(store.refusals()) == refused


def test_the_schema_has_a_column_for_each_field() -> None:
    connection = duckdb.connect()
    for step in migrations():
        connection.execute(step.sql)
    for table, schema in (("documents", rows.document_schema()), ("events", rows.event_schema())):
        described = connection.execute(f"DESCRIBE {table}").fetchall()
        empty = schema.empty_table()
        given = connection.sql("DESCRIBE SELECT * FROM empty").fetchall()
        assert {(row[0], row[1]) for row in described} == {(row[0], row[1]) for row in given}
        assert len(empty) == 0


def test_halves_of_surrogate_pairs_are_written_out(tmp_path: Path) -> None:
    store = store_with(tmp_path / "s.duckdb", record("a", title="half \ud83d of one"))
    assert next(store.records()).title == "half \\ud83d of one"


def test_what_no_column_can_hold_is_refused_and_costs_only_itself(tmp_path: Path) -> None:
    store = Store.open(tmp_path / "s.duckdb", create=True)
    event_ = event("b", 0)
    huge = record("b", [event_], places=(), sentences=((0, 2**70),))
    with store.writer(VERSION) as writer:
        saved = writer.save([coded(record("a")), coded(huge), coded(record("c"))])
    assert [type(entry).__name__ for entry in saved] == ["Coded", "Refused", "Coded"]
    assert [found.id for found in store.records()] == ["a", "c"]
    (refused,) = store.refusals()
    assert refused.id == "b"
    assert "cannot be stored" in refused.errors[0]
