"""Lists reach the database as psycopg would bring them, only sooner."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seloste.engine.arrays import Lists
from seloste.engine.connect import Connection, connect
from seloste.engine.records import records
from tests.conftest import Engine

KINDS: dict[str, st.SearchStrategy[Any]] = {
    "uuid[]": st.uuids(),
    "bytea[]": st.binary(max_size=40),
    "bigint[]": st.integers(-(2**63), 2**63 - 1),
    "smallint[]": st.integers(-(2**15), 2**15 - 1),
    "text[]": st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20),
    "timestamptz[]": st.datetimes(timezones=st.sampled_from([UTC, ZoneInfo("Europe/Helsinki")])),
}
TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20)
FIELDS = (
    st.uuids(), TEXTS, KINDS["smallint[]"], st.integers(-(2**31), 2**31 - 1), st.booleans(),
    KINDS["timestamptz[]"], st.binary(max_size=40),
)  # fmt: skip


@pytest.fixture(scope="module")
def ours(engine: Engine) -> Iterator[Connection]:
    with connect(engine.superuser_dsn("postgres"), autocommit=True) as connection:
        yield connection


@pytest.fixture(scope="module")
def theirs(engine: Engine) -> Iterator[Connection]:
    with psycopg.connect(engine.superuser_dsn("postgres"), autocommit=True) as connection:
        yield connection


@pytest.mark.parametrize("sort", KINDS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_list_arrives_with_the_same_elements_nulls_among_them(
    ours: Connection, theirs: Connection, sort: str, data: st.DataObject
) -> None:
    elements = st.lists(st.one_of(KINDS[sort], st.none()) if data.draw(st.booleans()) else KINDS[sort])
    values = data.draw(elements)
    query = f"select %s::{sort}::text, cardinality(%s::{sort})".encode()
    assert (
        ours.execute(query, (values, values)).fetchone() == theirs.execute(query, (values, values)).fetchone()
    )


def test_a_list_of_ids_needs_no_cast(ours: Connection) -> None:
    ids = [UUID(int=1), UUID(int=2)]
    assert ours.execute("select pg_typeof(%s)::text", (ids,)).fetchone() == ("uuid[]",)
    assert ours.execute("select %s || %s", (ids, [UUID(int=3)])).fetchone() == ([*ids, UUID(int=3)],)


def test_lists_within_lists_go_by_the_library(ours: Connection) -> None:
    assert ours.execute("select %s::int[]", ([[1, 2], [3, 4]],)).fetchone() == ([[1, 2], [3, 4]],)
    assert ours.adapters.get_dumper(list, psycopg.adapt.PyFormat.AUTO) is Lists


def test_naive_times_go_by_the_library_and_none_slips_among_aware_ones(ours: Connection) -> None:
    aware = datetime(2026, 11, 5, tzinfo=UTC)
    naive = aware.replace(tzinfo=None)
    told = ours.execute("select pg_typeof(%s)::text", ([naive],)).fetchone()
    assert told == ("timestamp without time zone[]",)
    with pytest.raises(psycopg.DataError):
        ours.execute("select %s::timestamptz[]", ([naive, aware],))


def test_a_text_with_a_null_byte_is_refused_as_data(ours: Connection) -> None:
    with pytest.raises(psycopg.DataError):
        ours.execute("select %s::text[]", (["a\0b"],))


@pytest.fixture(scope="module")
def composite(ours: Connection) -> Iterator[str]:
    ours.execute("create type told as (a uuid, b text, c smallint, d int, e boolean, f timestamptz, g bytea)")
    yield "public.told"
    ours.execute("drop type told")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(*(st.one_of(one, st.none()) for one in FIELDS)), max_size=4))
def test_rows_of_a_composite_type_arrive_with_the_same_fields(
    ours: Connection, theirs: Connection, composite: str, rows: list[tuple[Any, ...]]
) -> None:
    query = f"select %s::{composite}[]::text, cardinality(%s::{composite}[])".encode()
    packed = records(ours, composite, rows)
    assert ours.execute(query, (packed, packed)).fetchone() == theirs.execute(query, (rows, rows)).fetchone()
