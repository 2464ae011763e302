"""Attacks by the role's own rights: nothing is written, made, copied, borrowed or called but the doors."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from seloste.register.facts import Person
from tests.database import Register
from tests.gate.raw import FORBIDDEN, NEWSLETTER, Intruder, intruder, refused, refused_under

FACTS = ("relation", "ground", "prohibition", "restriction", "standing", "subject")
PERSONAL = ("contact", "evidence", "mention")
GATES_OWN = (
    "clock", "policy", "state", "use_bit", "group_no", "source_no", "kind", "rule", "scope",
    "may_collect", "keep_class", "keep",
    "channel", "spared", "spared_list", "actor", "ticket", "granted", "erasure", "before",
)  # fmt: skip
KEYS = ("key", "bucket", "bucket_size", "index_state", "index_sentinel", "blind", "name_index", "suppression")
LEDGER = ("line", "named", "leaf", "tree", "checkpoint", "period")
UNREADABLE = [
    *(f"register.{name}" for name in FACTS),
    *(f"gate.{name}" for name in GATES_OWN),
    *(f"protection.{name}" for name in KEYS),
    *(f"ledger.{name}" for name in LEDGER),
    "ledger.shown",
]
ALL = [*(f"register.{name}" for name in PERSONAL), *UNREADABLE]

INTERNAL = [
    "gate.settle(array['{person}'::uuid])",
    "gate.settle(array['{person}'::uuid], 1)",
    "gate.settle_all(1)",
    "gate.derived(array['{person}'::uuid])",
    "gate.ends(array['{person}'::uuid], array[1::smallint])",
    "gate.row_facts(array['{person}'::uuid])",
    "gate.marks('{{}}', '{{}}', '{{}}', '{{}}', '{{}}', '{{}}', '{{}}', '{{}}', true)",
    "gate.stamp(array['{person}'::uuid], 1)",
    "gate.stamp_contact(array['{person}'::uuid], 1)",
    "gate.write_line(null, 'open', array['{person}'::uuid], null, 1::smallint, null)",
    "gate.delete_rows(array['{person}'::uuid], 2::smallint)",
    "gate.delete_these(1::smallint, array['{person}'::uuid], '{{}}')",
    "gate.expired(10)",
    "gate.facts_of('{person}')",
    "gate.count_rows('{person}')",
    "gate.kept_rows(array['{person}'::uuid])",
    "gate.row_fits(1::smallint, '{person}', '{person}', -1, '-infinity')",
    "gate.row_stands(1::smallint, '{person}', '{person}')",
    "gate.row_lives(1::smallint, '{person}', '{person}')",
    "gate.load_policy('{{}}', '', 1)",
    "gate.publication_effect(now())",
    "gate.put_evidence('self', null, 5::smallint, '{{}}')",
    "gate.sign_in('first', sha256('x'), '1 day')",
    "gate.found_actor('me', 'administrator', array['*'], '1 day')",
    "gate.holder(sha256('x'))",
    "gate.may_act('{person}', '*')",
    "gate.entered()",
    "gate.must_enter()",
    "gate.must_keep(null, '{{}}')",
    "gate.must_collect(null, 0::smallint, '{{}}')",
    "gate.must_index(null, '{{}}', '{{}}', 1)",
    "gate.line_to_open(1, null, 'open', null)",
    "gate.reach(1::smallint, '{{}}', '{{}}', 1, now(), false)",
    "gate.evidence_end(1::smallint, now())",
    "gate.relation_ends(array['{person}'::uuid], '{{}}')",
    "gate.tables_of(array['{person}'::uuid])",
    "gate.row_terms()",
    "gate.year_end(now(), 'Europe/Helsinki')",
    "gate.plan_for(1)",
    "gate.use_number('rights')",
    "gate.source_number('self')",
    "protection.bucket_of('{person}')",
    "protection.bucket_start(1)",
    "ledger.demand(0)",
    "ledger.restored()",
    "ledger.bucket('{person}')",
]


@pytest.fixture(params=["app", "worker", "signin"])
def face(request: pytest.FixtureRequest, register: Register) -> Iterator[Intruder]:
    """Each of the three roles that a password opens."""
    yield intruder(register, role=str(request.param))
    register.close()


@pytest.mark.parametrize("table", UNREADABLE)
def test_nothing_behind_the_gate_is_read(face: Intruder, table: str) -> None:
    refused(face, f"select from {table}")
    refused(face, f"copy {table} to stdout")
    refused(face, f"begin; lock table {table} in access share mode")


@pytest.mark.parametrize("table", ALL)
def test_nothing_is_written_past_the_doors(face: Intruder, table: str) -> None:
    for statement in (
        f"insert into {table} default values",
        f"delete from {table}",
        f"truncate {table}",
        f"copy {table} from stdin",
        f"alter table {table} disable row level security",
        f"alter table {table} disable trigger all",
        f"drop table {table}",
        f"create trigger t after insert on {table} execute function gate.settle_new()",
        f"create policy p on {table} using (true)",
        f"comment on table {table} is 'x'",
        f"grant all on {table} to public",
    ):
        refused(face, statement, codes=(FORBIDDEN, "42809"))  # 42809: ledger.shown is a view


@pytest.mark.parametrize(
    "column",
    [
        "lawful = -1",
        "visible_until = 'infinity'",
        "expires_at = 'infinity'",
        "restricted = false",
        "kind = 1",
        "sealed = ''",
    ],
)
def test_no_header_is_written_by_hand(thief: Intruder, column: str) -> None:
    refused(thief, f"update register.contact set {column}")
    refused_under(thief, NEWSLETTER, f"update register.contact set {column}", codes=(FORBIDDEN,))


def test_no_row_comes_in_by_hand_not_even_onto_a_hidden_one(thief: Intruder, stranger: Person) -> None:
    insert = "insert into register.contact (subject_id, id) values (%s, %s)"
    for ending in ("", " on conflict do nothing", " on conflict (subject_id, id) do update set lawful = -1"):
        row = (stranger.id, stranger.contacts[0].id)
        refused(thief, insert + ending, row)
        refused_under(thief, NEWSLETTER, insert + ending, row, (FORBIDDEN,))
    refused(thief, "insert into register.ground (subject_id, id) values (%s, %s)", (stranger.id, stranger.id))
    refused(
        thief,
        "merge into register.contact c using (select 1) x on true when matched then update set lawful = -1",
    )


def test_the_gates_inner_functions_are_not_called(face: Intruder, subscriber: Person) -> None:
    for call in INTERNAL:
        if face.one("select current_user::text like '%%signin'") and call.startswith("gate.sign_in"):
            continue  # that role's one task
        refused(face, f"select {call.format(person=subscriber.id)}", codes=(FORBIDDEN,))


def test_who_signs_in_can_do_nothing_else(register: Register) -> None:
    signin = intruder(register, role="signin")

    refused(signin, "select gate.enter('rights', %s, 'work')", (signin.secret,))
    refused(signin, "select subject_id from register.contact")
    refused(signin, "select name from register.organisation")


MAKING = [
    "create temporary table secret (k int)",
    "create temp view contact as select 1",
    "create temporary sequence s",
    "select 1 into temporary stolen",
    "create table public.t (i int)",
    "create table register.t (i int)",
    "create table pg_temp.t (i int)",
    "create view public.v as select subject_id from register.contact",
    "create materialized view public.v as select subject_id from register.contact",
    "create function public.f() returns int language sql as 'select 1'",
    "create function pg_temp.f() returns int language sql as 'select 1'",
    "create function gate.mask() returns bigint language sql as 'select -1'",
    "create or replace function gate.mask() returns bigint language sql as 'select -1'",
    "create operator public.& (leftarg = bigint, rightarg = bigint, function = int8and)",
    "create aggregate public.a (int) (sfunc = int4pl, stype = int)",
    "create domain public.d as int",
    "create schema mine",
    "create extension pageinspect",
    "create extension dblink",
    "create publication p for all tables",
    "create subscription s connection '' publication p",
    "create event trigger e on ddl_command_end execute function gate.settle_new()",
    "create rule r as on select to register.contact do instead select 1",
    "create statistics public.st on subject_id, id from register.contact",
    "create index on register.contact (id)",
    "create role mine",
    "create database mine",
    "create language plperlu",
    "create cast (int as text) without function as implicit",
    "create foreign data wrapper w",
    "create server s foreign data wrapper w",
    "alter function gate.mask() owner to current_user",
    "alter function gate.mask() set search_path = pg_temp, pg_catalog",
    "alter system set fsync = off",
    "alter database {database} set row_security = off",
    "reassign owned by {owner} to current_user",
    "grant {gate} to {app}",
    "grant {owner} to {app}",
    "grant pg_read_all_data to {app}",
    "alter role {app} superuser",
    "alter role {app} bypassrls",
    "alter role {app} createrole",
    "alter role {owner} password 'x'",
    "set role {gate}",
    "set role {owner}",
    "set role postgres",
    "set role pg_read_all_data",
    "set session authorization {owner}",
    "set session authorization postgres",
    "set session_replication_role = replica",
    "set log_statement = 'all'",
    "set log_min_duration_statement = 0",
    "set lo_compat_privileges = on",
    "set allow_system_table_mods = on",
    "set zero_damaged_pages = on",
    "load 'auto_explain'",
    "copy (select 1) to program 'cat'",
    "copy (select 1) to '/tmp/x'",
    "copy register.organisation from program 'echo 1'",
    "copy register.organisation (id) from '/etc/passwd'",
    "select pg_read_file('PG_VERSION')",
    "select pg_read_binary_file('PG_VERSION')",
    "select pg_ls_dir('.')",
    "select pg_stat_file('PG_VERSION')",
    "select pg_ls_waldir()",
    "select pg_reload_conf()",
    "select pg_switch_wal()",
    "select pg_create_physical_replication_slot('x')",
    "select pg_create_logical_replication_slot('x', 'test_decoding')",
    "select pg_replication_origin_create('x')",
    "select pg_promote()",
    "select * from pg_authid",
    "select * from pg_shadow",
    "select * from pg_statistic",
    "select * from pg_hba_file_rules",
    "select * from pg_file_settings",
    "select * from pg_largeobject",
    "select * from pg_user_mapping",
    "select * from pg_subscription",
    "select lo_create(0)",
    "select lo_creat(-1)",
    "select lo_from_bytea(0, 'x')",
    "select lo_import('/etc/passwd')",
    "select lo_export(1, '/tmp/x')",
    "select lo_put(1, 0, 'x')",
    "select lo_open(1, 131072)",
    "select nextval('ledger.line_id_seq')",
    "select setval('ledger.line_id_seq', 1)",
    "select last_value from ledger.line_id_seq",
]
ALLOWED = {
    FORBIDDEN,
    "42704",
    "0A000",
    "58P01",
    "22023",
    "42809",
    "42601",
    "55000",
    "42P17",
    "42883",
    "42P01",
    "55P02",
}
"""Refused, or the engine has no such thing (an extension, a parameter, a function of another version)."""


@pytest.mark.parametrize("statement", MAKING)
def test_nothing_is_made_borrowed_or_read_from_the_machine(
    register: Register, face: Intruder, statement: str
) -> None:
    words = {**register.roles.names, "database": register.name}

    refused(face, statement.format(**words), codes=sorted(ALLOWED))


@pytest.mark.parametrize(
    "statement", ["create temporary table secret (k int)", "create table public.t (i int)"]
)
def test_the_engine_refuses_them_for_want_of_a_right(face: Intruder, statement: str) -> None:
    refused(face, statement, codes=(FORBIDDEN,))


def test_a_block_of_code_can_do_no_more_than_its_statements(thief: Intruder, subscriber: Person) -> None:
    for body in (
        "perform sealed from register.contact",
        "perform from protection.key",
        "execute 'set role postgres'",
        "update register.contact set lawful = -1",
        "perform gate.settle(array[gen_random_uuid()])",
        "create temporary table secret (k int)",
    ):
        refused(thief, f"do $$ begin {body}; end $$")
    thief.run("do $$ begin assert (select count(*) from register.contact) = 0; end $$")


def test_the_faces_are_members_of_nobody(register: Register, face: Intruder) -> None:
    for role in (
        *register.roles.names.values(),
        "pg_read_all_data",
        "pg_write_all_data",
        "pg_read_server_files",
        "pg_monitor",
    ):
        if role != face.one("select current_user::text"):
            assert face.one("select pg_has_role(%s, 'member')", (role,)) is False


def test_the_owner_alone_sees_by_the_gate(register: Register, subscriber: Person) -> None:
    """The twin: who is a member of the gate sees everybody, so the faces' emptiness means something."""
    owner = intruder(register, role="owner")

    assert subscriber.id in owner.visible()


def test_two_phases_of_commit_hide_no_transaction(thief: Intruder, subscriber: Person) -> None:
    thief.run("begin")
    thief.enter()
    if thief.one("show max_prepared_transactions") == "0":  # as on the embedded engine
        refused(thief, "prepare transaction 'hidden'", codes=("55000",))
    else:
        thief.run("prepare transaction 'hidden'")
        thief.run("rollback prepared 'hidden'")
    assert thief.visible() == set()
