"""What the application, and even the owner, can't do to the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psycopg
import pytest
from psycopg import errors

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ledger.conftest import Connection, Ledger

RIGHTS = 62

CHANGES = [
    "update ledger.line set actor = null",
    "delete from ledger.line",
    "truncate ledger.line",
    "update ledger.named set subjects = null",
    "delete from ledger.named",
    "truncate ledger.named",
    "update ledger.leaf set hash = sha256('x')",
    "delete from ledger.leaf",
    "truncate ledger.leaf",
    "update ledger.checkpoint set size = size + 1",
    "delete from ledger.checkpoint",
    "truncate ledger.checkpoint",
    "delete from ledger.tree",
    "truncate ledger.tree",
]


CLOSED = [
    *CHANGES,
    "select * from ledger.line",
    "select * from ledger.shown",
    "select * from ledger.leaf",
    "insert into ledger.leaf values (0, 1, sha256('x'))",
    "insert into ledger.line(verb, salt) values ('keep', 'x')",
    "update ledger.tree set size = 0",
    "insert into ledger.period values ('open', interval '1 day')",
    "select ledger.demand(0)",
    "select ledger.restored()",
    "alter table ledger.line disable trigger all",
    "set session_replication_role = replica",
]


def test_the_owner_is_refused_while_triggers_stand(
    ledger: Ledger, as_role: Callable[[str], Connection]
) -> None:
    ledger.filled(batches=1)
    owner = as_role(ledger.roles.owner)

    for change in CHANGES:
        with pytest.raises(errors.InsufficientPrivilege, match="append-only"):
            owner.execute(change.encode())
    assert ledger.verify().intact

    for change in CHANGES:  # the twin: without triggers the same statements go through
        ledger.tamper(change)


def test_the_gates_own_role_changes_nothing_without_a_record(
    ledger: Ledger, as_role: Callable[[str], Connection]
) -> None:
    ledger.filled(batches=1)
    owner = as_role(ledger.roles.owner)
    owner.execute(f"set role {ledger.roles.gate}".encode())

    for change in ("delete from ledger.line", "delete from ledger.named", "update ledger.line set xid = '9'"):
        with pytest.raises(errors.InsufficientPrivilege, match="append-only"):
            owner.execute(change.encode())


@pytest.mark.parametrize("role", ["app", "worker"])
def test_the_application_reaches_no_table(
    ledger: Ledger, as_role: Callable[[str], Connection], role: str
) -> None:
    ledger.filled(batches=1)
    conn = as_role(getattr(ledger.roles, role))

    for statement in CLOSED:
        with pytest.raises(errors.InsufficientPrivilege):
            conn.execute(statement.encode())


@pytest.mark.parametrize(
    "call",
    [
        "select * from ledger.entries()",
        "select * from ledger.placed(array[1])",
        "select ledger.drop_expired(clock_timestamp() - interval '1 day', array['open'])",
    ],
)
def test_lines_are_read_under_an_entered_use_only(ledger: Ledger, call: str) -> None:
    ledger.filled(batches=1)

    with pytest.raises(errors.InsufficientPrivilege, match="has not entered"):
        ledger.conn.execute(call.encode())
    with ledger.entered(bit=4), pytest.raises(errors.InsufficientPrivilege, match="has not entered"):
        ledger.conn.execute(call.encode())

    with ledger.entered():
        ledger.conn.execute(call.encode())


def test_rights_prove_single_lines_but_do_not_read_the_ledger(ledger: Ledger) -> None:
    ids = ledger.filled(batches=1)

    with ledger.entered(RIGHTS):
        assert len(ledger.conn.execute("select * from ledger.placed(%s::bigint[])", (ids,)).fetchall()) == 5
        with pytest.raises(errors.InsufficientPrivilege):
            ledger.conn.execute("select * from ledger.entries()")


def append(conn: Connection, lines: list[int], hashes: list[bytes], frontier: list[bytes]) -> None:
    with conn.transaction():
        conn.execute("set transaction isolation level repeatable read")
        conn.execute(
            "select ledger.append(%s::bigint[], %s::bytea[], %s::bytea[])", (lines, hashes, frontier)
        )


def test_the_application_appends_what_is_unsealed_and_nothing_else(ledger: Ledger) -> None:
    sealed = ledger.filled(batches=1)
    one, other = ledger.write(), ledger.write()
    leaf, nodes = b"h" * 32, [b"n" * 32] * 3  # a tree of 7 has three perfect subtrees

    for lines in ([one], [one, sealed[0]], [one, 10_000], [one, one]):
        with pytest.raises(psycopg.Error):
            append(ledger.conn, lines, [leaf] * len(lines), nodes[: (5 + len(lines)).bit_count()])
    with pytest.raises(errors.InvalidParameterValue, match="frontier"):
        append(ledger.conn, [one, other], [leaf] * 2, nodes[:2])
    with pytest.raises(errors.InvalidParameterValue, match="one hash for each"):
        append(ledger.conn, [one, other], [leaf], nodes)
    with pytest.raises(errors.ActiveSqlTransaction, match="REPEATABLE READ"):
        ledger.conn.execute(
            "select ledger.append(%s::bigint[], %s::bytea[], %s::bytea[])", ([one, other], [leaf] * 2, nodes)
        )
    assert ledger.superuser.execute(b"select count(*) from ledger.leaf").fetchone() == (5,)

    append(ledger.conn, [one, other], [leaf] * 2, nodes)  # the twin: false hashes get in, and are found
    assert [f.lines for f in ledger.verify().findings] == [(one,), (other,)]


def test_a_checkpoint_is_kept_of_the_tree_as_it_is_only(ledger: Ledger) -> None:
    ledger.filled(batches=1)

    with pytest.raises(errors.InvalidParameterValue, match="as it is"):
        ledger.conn.execute(
            "select ledger.keep_checkpoint(4, sha256('x'), 0, decode(repeat('00', 64), 'hex'), sha256('k'))"
        )


def test_every_function_is_closed_and_finds_the_temporary_schema_last(ledger: Ledger) -> None:
    functions = ledger.superuser.execute(
        b"""select p.proname, p.prosecdef, pg_get_userbyid(p.proowner),
                   coalesce(array_to_string(p.proconfig, ';'), ''),
                   exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
                            where a.grantee = 0)
              from pg_proc p join pg_namespace n on n.oid = p.pronamespace
             where n.nspname = 'ledger' and p.proname <> 'enter_for_test'"""
    ).fetchall()

    assert len(functions) == 12
    for name, definer, owner, settings, public in functions:
        assert "search_path=pg_catalog, pg_temp" in settings, name
        assert not public, name
        assert definer is (name != "refuse_change"), name
        assert not definer or owner == ledger.roles.gate, name
