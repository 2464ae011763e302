"""The catalogue holds what was generated, and the walk that says so finds what doesn't."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from seloste.register.catalogue import findings
from tests.conftest import Engine
from tests.database import Register, a_register


def test_the_database_stands_as_it_was_generated(register: Register) -> None:
    assert findings(register.connect("owner"), register.roles) == []


def test_every_face_can_make_the_walk(register: Register) -> None:
    for role in ("app", "worker"):
        assert findings(register.connect(role), register.roles) == []


@pytest.fixture(scope="module")
def scratch(engine: Engine) -> Iterator[Register]:
    with a_register(engine) as made:
        yield made


MUTATIONS = [
    ("drop policy use_sees on register.contact", "register.contact: the policy use_sees"),
    ("drop policy gate_sees on register.evidence", "register.evidence: the policy gate_sees"),
    ("alter policy use_sees on register.contact using (true)", "register.contact: the policy use_sees"),
    ("alter policy use_sees on register.mention to public", "register.mention: the policy use_sees"),
    (
        "alter policy use_sees on register.contact using ((lawful & gate.mask()) <> 0)",
        "register.contact: the policy use_sees",
    ),
    (
        "create policy also on register.contact for select to {app} using (true)",
        "register.contact: the policy also",
    ),
    ("alter table register.contact no force row level security", "register.contact: row security"),
    ("grant select on register.behaviour_other to {app}", "register.behaviour_other: {app} has SELECT on it"),
    ("alter table register.behaviour no force row level security", "register.behaviour: row security"),
    ("alter table register.evidence disable row level security", "register.evidence: row security"),
    (
        "alter function gate.mask() set search_path = pg_temp, pg_catalog",
        "gate.mask(): a definer function whose search_path",
    ),
    (
        "alter function gate.mask() set search_path = pg_catalog",
        "gate.mask(): a definer function whose search_path",
    ),
    (
        "alter function gate.holder(bytea) reset search_path",
        "gate.holder(bytea): a definer function whose search_path",
    ),
    ("alter function gate.holder(bytea) owner to {owner}", "gate.holder(bytea): a definer function that"),
    (
        "grant execute on function gate.settle(uuid[], int, boolean) to public",
        "gate.settle(uuid[],integer,boolean): everybody may call it",
    ),
    ("create function public.f() returns int language sql as 'select 1'", "f(): everybody may call it"),
    (
        "grant select (sealed) on register.contact to {app}",
        "register.contact: {app} reads other columns than it should: sealed",
    ),
    ("grant select on register.contact to {worker}", "register.contact: {worker} reads other columns"),
    ("grant select (id) on register.contact to {signin}", "register.contact: {signin} reads other columns"),
    ("grant update (lawful) on register.contact to {app}", "register.contact: {app} may write columns"),
    ("grant insert on register.evidence to {worker}", "register.evidence: {worker} may write columns"),
    ("grant select on protection.key to {app}", "protection.key: {app} has SELECT"),
    ("grant select (hash) on gate.ticket to {app}", "gate.ticket: {app} has SELECT"),
    ("grant select on ledger.shown to public", "ledger.shown: everybody has SELECT"),
    ("grant delete on register.organisation to {app}", "register.organisation: {app} has DELETE"),
    ("grant usage on sequence ledger.line_id_seq to {app}", "ledger.line_id_seq: {app} has USAGE"),
    ("create table register.staging (name text)", "register.staging: a table without a verdict"),
    ("create table public.jobs (payload text)", "public.jobs: a table without a verdict"),
    ("create materialized view register.seen as select 1 x", "register.seen: a materialised view"),
    (
        "create view register.seen as select * from register.contact",
        "register.seen: a view without security_invoker",
    ),
    ("alter view ledger.shown reset (security_invoker)", "ledger.shown: a view without security_invoker"),
    ("grant temp on database {database} to {app}", "{app} has TEMP on the database"),
    ("grant temp on database {database} to public", "{app} has TEMP on the database"),
    ("grant create on schema public to {worker}", "{worker} may create in the schema public"),
    ("grant create on schema gate to {gate}", "{gate} may create in the schema gate"),
    ("grant execute on function lo_from_bytea(oid, bytea) to public", "{app} may call lo_from_bytea"),
    (
        "alter default privileges for role {owner} grant select on tables to {app}",
        "default rights of kind r for {app}",
    ),
    (
        "alter table register.ground disable trigger settle_insert",
        "register.ground: the trigger settle_insert",
    ),
    ("drop trigger stands on ledger.line", "ledger.line: the trigger stands"),
]


@pytest.mark.parametrize(("change", "found"), MUTATIONS, ids=[change for change, _ in MUTATIONS])
def test_the_walk_finds_a_database_that_was_changed(scratch: Register, change: str, found: str) -> None:
    """The twins. Each change stands in a transaction that is rolled back."""
    superuser = scratch.superuser()
    words = {**scratch.roles.names, "database": scratch.name}
    superuser.autocommit = False
    superuser.execute(change.format(**words).encode())

    told = findings(superuser, scratch.roles)

    superuser.rollback()
    scratch.close()
    assert any(one.startswith(found.format(**words)) for one in told), told


ROLES = [
    ("grant {gate} to {app}", "{app} is a member of {gate}"),
    ("grant {gate} to {signin}", "{signin} is a member of {gate}"),
    ("grant {owner} to {worker}", "{worker} is a member of {owner}"),
    ("grant pg_read_all_data to {app}", "{app} is a member of pg_read_all_data"),
    ("grant {app} to {signin}", "{signin} is a member of {app}"),
    ("alter role {app} bypassrls", "{app}: a role with rights over the server"),
    ("alter role {gate} superuser", "{gate}: a role with rights over the server"),
    ("alter role {gate} login", "{gate}: the gate may log in"),
]


@pytest.mark.parametrize(("change", "found"), ROLES, ids=[change for change, _ in ROLES])
def test_the_walk_finds_a_role_that_was_given_more(scratch: Register, change: str, found: str) -> None:
    """Roles belong to the whole server; the transaction is rolled back, so no other test sees the change."""
    superuser = scratch.superuser()
    superuser.autocommit = False
    superuser.execute(change.format(**scratch.roles.names).encode())

    told = findings(superuser, scratch.roles)

    superuser.rollback()
    scratch.close()
    assert any(one.startswith(found.format(**scratch.roles.names)) for one in told), told
