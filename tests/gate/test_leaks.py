"""Attacks by the planner, by errors, by statistics and by what lasts longer than its use."""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID

import psycopg
import pytest

from seloste.register.facts import Person
from tests.database import Register
from tests.gate.raw import (
    CARE,
    NEWSLETTER,
    PHONE,
    Intruder,
    a_subscriber,
    as_superuser,
    email_of,
    intruder,
    refused,
    refused_under,
)


class Notices:
    """What the server says besides rows."""

    def __init__(self, connection: psycopg.Connection[tuple[object, ...]]) -> None:
        self.said: list[str] = []
        connection.add_notice_handler(lambda notice: self.said.append(str(notice.message_primary)))


@pytest.mark.parametrize(
    "condition",
    [
        "1 / (case when subject_id = '{person}' then 0 else 1 end) = 1",
        "(case when subject_id = '{person}' then 'x' else '1' end)::int = 1",
        "id::text::int > 0",
        "lawful::text::date is null",
        "sqrt(-1 - kind) > 0",
        "substr('x', 1, -kind) = ''",
        "chr(-kind) = ''",
        "pg_catalog.set_config('thief.saw', subject_id::text, false) is null",
        "pg_notify('thief', subject_id::text) is null",
        "(subject_id = '{person}') is not null and 1 / (kind - kind) = 1",
        "exists (select 1 / (kind - kind))",
    ],
)
def test_no_cheap_condition_runs_on_a_hidden_row(thief: Intruder, stranger: Person, condition: str) -> None:
    query = "select count(*) from register.contact where " + condition.format(person=stranger.id)

    assert thief.one(query) == 0
    assert stranger.id not in thief.visible()
    assert thief.one("select coalesce(current_setting('thief.saw', true), '')") == ""


def test_such_a_condition_does_run_on_a_row_that_is_seen(thief: Intruder, subscriber: Person) -> None:
    """The twin: the division by zero is told to whoever may see the row."""
    with pytest.raises(psycopg.Error, match="division by zero"), thief.connection.transaction():  # noqa: PT012 - the whole transaction is the attack
        thief.enter()
        thief.run(
            f"select from register.contact where 1 / (case when subject_id = '{subscriber.id}' then 0 "
            f"else 1 end) = 1"
        )


@pytest.mark.parametrize(
    "query",
    [
        "select subject_id from register.contact tablesample system (100)",
        "select subject_id from register.contact tablesample bernoulli (100)",
        "select subject_id from only register.contact",
        "select subject_id from register.contact where ctid = '(0,1)'",
        "select subject_id from register.contact where ctid < '(100,1)'",
        "select subject_id from register.contact order by ctid",
        "select subject_id from register.contact where subject_id = '{person}'",
        "select subject_id from register.contact where (subject_id, id) = ('{person}', '{row}')",
        "select a.subject_id from register.contact a full join register.contact b using (subject_id, id)",
        "with recursive r as (select subject_id from register.contact union select subject_id from "
        "r) select * from r",
        "select max(subject_id::text)::uuid from register.contact having count(*) > 0",
        "select x from (values ('{person}'::uuid)) v (x) where x in (select subject_id from "
        "register.contact)",
        "select subject_id from register.contact for key share",
        "select x.subject_id from register.organisation o right join register.contact x on true",
    ],
)
@pytest.mark.parametrize(
    "forced", ["", "set enable_seqscan = off", "set enable_indexscan = off; set enable_bitmapscan = off"]
)
def test_no_way_of_reading_shows_a_hidden_row(
    thief: Intruder, stranger: Person, query: str, forced: str
) -> None:
    person, row = email_of(stranger)
    if forced:
        thief.run(forced)

    for use in (None, NEWSLETTER, PHONE):
        found: set[UUID] = set()
        # locking a row needs a right to change it, which nobody has
        with suppress(psycopg.errors.InsufficientPrivilege), thief.connection.transaction():
            if use:
                thief.enter(use)
            found = {line[0] for line in thief.run(query.format(person=person, row=row))}
        assert person not in found


def test_copying_out_copies_what_the_use_sees(thief: Intruder, subscriber: Person, stranger: Person) -> None:
    def copied() -> str:
        with thief.connection.cursor().copy(
            "copy (select subject_id from register.contact) to stdout"
        ) as out:
            return b"".join(bytes(part) for part in out).decode()

    assert copied() == ""
    with thief.connection.transaction():
        thief.enter()
        with_use = copied()
    assert str(subscriber.id) in with_use
    assert str(stranger.id) not in with_use


def test_a_cursor_held_past_its_use_holds_headers_and_nothing_to_open(
    thief: Intruder, subscriber: Person
) -> None:
    with thief.connection.transaction():
        thief.enter()
        thief.run("declare kept cursor with hold for select subject_id, id from register.contact")
    held = thief.run("fetch all from kept")
    thief.run("close kept")

    assert email_of(subscriber) in held  # random ids and plain header words, as spine 21 says
    with pytest.raises(psycopg.Error, match="permission denied"), thief.connection.transaction():  # noqa: PT012 - the whole transaction is the attack
        thief.enter()
        thief.run("declare kept cursor with hold for select sealed from register.contact")
    with pytest.raises(psycopg.Error, match="no use entered"):
        thief.look_inside(held)


def test_statistics_show_no_value_of_a_personal_table(
    register: Register, thief: Intruder, subscriber: Person
) -> None:
    register.superuser().execute("analyze")

    for schema in ("register", "protection", "ledger", "gate"):
        shown = {
            row[0]
            for row in thief.run("select distinct tablename from pg_stats where schemaname = %s", (schema,))
        }
        assert shown <= {"organisation"}
    assert thief.run("select * from pg_stats_ext") == []
    assert (
        register.superuser().execute("select 1 from pg_stats where tablename = 'contact' limit 1").fetchone()
    )  # the twin


def test_a_plan_tells_counts_and_no_value(thief: Intruder, subscriber: Person, stranger: Person) -> None:
    plan = str(
        thief.run(
            "explain (analyze, verbose, buffers) select * from (select subject_id, id, kind from "
            "register.contact) x"
        )
    )

    assert "Filter" in plan  # accepted: how many rows a filter removed
    assert str(subscriber.id) not in plan
    assert str(stranger.id) not in plan


def test_errors_of_the_doors_repeat_no_content(
    register: Register, thief: Intruder, subscriber: Person
) -> None:
    person, row = email_of(subscriber)
    said = Notices(thief.connection)
    thief.run("set client_min_messages = debug1")

    with pytest.raises(psycopg.Error) as caught, thief.connection.transaction():  # noqa: PT012 - the whole transaction is the attack
        thief.enter()
        thief.run("select gate.keep(%s)", ([person],))
        thief.run(
            "select gate.add_contact(%s, %s, '{2}', '{0}', '{1}', '{null}', '{0}', '{0}', '{null}', "
            "'{null}', %s, 'mailchimp', null)",
            ([person], [row], [bytes(40)]),
        )

    told = f"{caught.value} {caught.value.diag.message_detail} {said.said}"
    assert caught.value.sqlstate == "23505"  # the same row twice
    assert "Failing row" not in told
    assert "\\x" not in told


def test_uniqueness_and_foreign_keys_tell_nobody_by_name(register: Register) -> None:
    """Only random ids are unique, each of version 4, which holds no time; and what organisations have, who are nobody."""
    person = a_subscriber(register, "yksi@example.com")
    rows = register.superuser().execute(
        "select c.conrelid::regclass::text, pg_get_constraintdef(c.oid) from pg_constraint c join "
        "pg_namespace n on n.oid = c.connamespace"
        " where n.nspname = 'register' and c.contype in ('u', 'p', 'x')"
    ).fetchall()  # fmt: skip

    assert {definition for _, definition in rows} <= {
        "PRIMARY KEY (subject_id, id)", "PRIMARY KEY (subject_id)", "PRIMARY KEY (id)",
        "PRIMARY KEY (subject_id, at, id)", "UNIQUE (business_id)", "UNIQUE (organisation_id, kind, number)",
        "PRIMARY KEY (organisation_id, kind, value)", "PRIMARY KEY (subject_id, batch, what, id)",
    }  # fmt: skip
    assert {key.version for key in (person.id, *email_of(person))} == {4}


def test_other_sessions_statements_hold_no_value(
    register: Register, thief: Intruder, subscriber: Person
) -> None:
    vault = register.vault()
    list(thief.run("select 1"))
    vault.connection.execute("select gate.enter(%s, %s, 'work')", (NEWSLETTER, register.act.ticket.secret))

    seen = str(
        thief.run("select query from pg_stat_activity where pid = %s", (vault.connection.info.backend_pid,))
    )

    assert "gate.enter" in seen
    assert register.act.ticket.secret.hex() not in seen
    assert NEWSLETTER not in seen


def test_asking_about_a_person_needs_the_grant_of_that_use(
    register: Register, carer: str, subscriber: Person
) -> None:
    asking = intruder(register, carer)

    for about in (NEWSLETTER, "rights", "legal", "*", "", None):
        with pytest.raises(psycopg.Error) as caught, asking.connection.transaction():  # noqa: PT012 - the whole transaction is the attack
            asking.enter(CARE)
            asking.run("select gate.facts(%s, %s)", (subscriber.id, about))
        assert caught.value.sqlstate == "SL005"


def test_what_finds_people_finds_nobody_whom_the_use_hides(
    register: Register, thief: Intruder, subscriber: Person, stranger: Person
) -> None:
    blind = register.vault().blind()
    known, hidden = blind.address("email", "tilaaja@example.com"), blind.address("email", "muu@example.com")

    with thief.connection.transaction():
        thief.enter()
        found: set[UUID] = {row[1] for row in thief.run("select * from gate.find(%s)", ([known, hidden],))}
        named = {row[0] for row in thief.run("select * from gate.find_names('{}', null, 1000)")}
        header = thief.run("select * from gate.row_header(%s)", (stranger.id,))
        looks = thief.run("select * from gate.looks_at(%s, 100)", (stranger.id,))

    assert found == {subscriber.id}
    assert subscriber.id in named
    assert stranger.id not in named
    assert header == looks == []


def test_who_looked_is_told_of_nobody_whose_time_has_passed(register: Register, thief: Intruder) -> None:
    """Past its instant a mask is believed by nobody, derived anew or not (spine 13)."""
    person = a_subscriber(register, "menneen@example.com")

    def looks() -> list[tuple[object, ...]]:
        with thief.connection.transaction():
            thief.enter()
            return thief.run("select * from gate.looks_at(%s, 9)", (person.id,))

    assert looks()  # the twin
    as_superuser(
        register,
        "update register.standing set valid_until = clock_timestamp() - interval '1 s' where subject_id = %s",
        (person.id,),
    )
    assert looks() == []


def test_who_waits_for_their_erasure_is_told_under_rights_and_upkeep_alone(
    register: Register, outsider: Intruder, thief: Intruder, writer: str
) -> None:
    person = a_subscriber(register, "poistuva@example.com")
    waiting = "select subject_id from gate.erasures_waiting(10)"
    with thief.connection.transaction():
        thief.enter("rights")
        thief.run("select gate.ask_erasure(%s, 'request')", ([person.id],))
        assert (person.id,) in thief.run(waiting)  # the twin

    refused(outsider, waiting, codes=("SL001",))
    refused_under(intruder(register, writer), NEWSLETTER, waiting)
    assert outsider.one("select gate.count_waiting()") >= 1


def test_matching_whatever_the_mask_is_for_intake_alone(
    register: Register, writer: str, subscriber: Person
) -> None:
    plain = intruder(register, writer)

    with pytest.raises(psycopg.Error) as caught, plain.connection.transaction():  # noqa: PT012 - the whole transaction is the attack
        plain.enter()
        plain.run(
            "select * from gate.match(%s)", ([register.vault().blind().address("email", "muu@example.com")],)
        )
    assert caught.value.sqlstate == "SL005"
