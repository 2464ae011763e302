"""Attacks on the use: nobody enters one by setting, guessing, replaying or holding it."""

from __future__ import annotations

from datetime import timedelta
from time import sleep

import psycopg
import pytest

from seloste.register import people
from seloste.register.facts import Person, Prohibition
from seloste.terms.words import Scope
from tests.database import Register
from tests.gate.raw import (
    CARE,
    MAILCHIMP,
    NEWSLETTER,
    PHONE,
    Intruder,
    a_subscriber,
    email_of,
    intruder,
    refused,
)


# keeps: purpose.*.data, purpose.*.basis.*, measure.looks, measure.access through use_sees
def test_without_a_use_every_row_is_hidden(thief: Intruder, subscriber: Person) -> None:
    assert thief.visible() == set()

    with thief.connection.transaction():
        thief.enter()
        assert subscriber.id in thief.visible()  # the twin: with a use this very query shows them


@pytest.mark.parametrize(
    "value",
    [
        "1",
        "0",
        "-1",
        "999999999999999999",
        "",
        "x",
        "1e3",
        "1; select 1",
        "9" * 400,
        "٣",
        "{1}",
        "newsletter.email",
    ],
)
def test_a_setting_made_by_hand_is_no_use(thief: Intruder, subscriber: Person, value: str) -> None:
    for name in ("seloste.line", "seloste.use", "seloste.mask"):
        with thief.connection.transaction():
            thief.run("select set_config(%s, %s, true), pg_current_xact_id()", (name, value))
            assert thief.one("select gate.mask()") == 0
            assert thief.visible() == set()


def test_no_guessed_line_is_a_use_of_this_transaction(thief: Intruder, subscriber: Person) -> None:
    newest = thief.look([email_of(subscriber)])
    assert newest

    with thief.connection.transaction():
        thief.run("select pg_current_xact_id()")
        for line in range(newest + 3):
            thief.run("select set_config('seloste.line', %s, true)", (str(line),))
            assert thief.one("select gate.mask()") == 0


def test_ones_own_line_is_worth_nothing_in_the_next_transaction(thief: Intruder, subscriber: Person) -> None:
    with thief.connection.transaction():
        line = thief.enter()
    thief.run("select set_config('seloste.line', %s, false)", (str(line),))

    assert thief.visible() == set()
    with thief.connection.transaction():
        thief.run("select pg_current_xact_id()")
        assert thief.visible() == set()
    thief.run("reset all")


def test_another_sessions_line_is_worth_nothing_while_it_is_open(
    register: Register, thief: Intruder, subscriber: Person
) -> None:
    colleague = intruder(register)

    with colleague.connection.transaction():
        line = colleague.enter()
        with thief.connection.transaction():
            thief.run("select set_config('seloste.line', %s, true), pg_current_xact_id()", (str(line),))
            assert thief.visible() == set()


def test_a_line_that_was_rolled_back_to_a_savepoint_is_no_use(thief: Intruder, subscriber: Person) -> None:
    with thief.connection.transaction():
        thief.run("savepoint before")
        line = thief.enter()
        thief.run("rollback to before")
        thief.run("select set_config('seloste.line', %s, true)", (str(line),))
        assert thief.visible() == set()


def test_two_uses_in_one_transaction_are_refused(thief: Intruder) -> None:
    for clearing in (
        "select 1",
        "select set_config('seloste.line', '', true)",
        "reset seloste.line",
        "discard plans",
    ):
        with pytest.raises(psycopg.Error, match="outermost"), thief.connection.transaction():  # noqa: PT012 - the whole transaction is the attack
            thief.enter(NEWSLETTER)
            thief.run(clearing)
            thief.enter(CARE)


def test_a_use_of_a_released_savepoint_still_counts_as_entered(thief: Intruder) -> None:
    with pytest.raises(psycopg.Error, match="outermost"), thief.connection.transaction():  # noqa: PT012 - the whole transaction is the attack
        thief.run("savepoint inner_one")
        thief.enter(NEWSLETTER)
        thief.run("release inner_one")
        thief.enter(CARE)


# keeps: measure.looks, measure.access, measure.grants through gate.may_act
def test_an_ungranted_use_shows_nothing_and_leaves_a_refusal(
    register: Register, writer: str, subscriber: Person, customer: Person
) -> None:
    intruder_ = intruder(register, writer)

    with intruder_.connection.transaction():
        assert intruder_.enter(CARE) is None
        assert intruder_.visible() == set()
        with pytest.raises(psycopg.Error, match="no use entered"), intruder_.connection.transaction():
            intruder_.look_inside([email_of(customer)])
    row = (
        register.superuser()
        .execute("select detail->>'code' from ledger.line where verb = 'refuse' order by id desc")
        .fetchone()
    )
    assert row == ("no_grant",)


@pytest.mark.parametrize(
    "use", ["*", "publish", "sort", "intake", "nothing", "", "newsletter.email ", "RIGHTS"]
)
def test_no_other_word_is_a_use(thief: Intruder, use: str) -> None:
    with thief.connection.transaction():
        assert thief.enter(use) is None


def test_a_transaction_held_past_an_end_shows_no_more(register: Register, thief: Intruder) -> None:
    brief = a_subscriber(register, "lyhyt@example.com", until=timedelta(seconds=1.2))

    with thief.connection.transaction():
        thief.enter()
        assert brief.id in thief.visible()
        sleep(1.5)
        assert brief.id not in thief.visible()
        assert thief.look_inside([email_of(brief)]) is None


def test_a_row_forbidden_meanwhile_is_gone_from_a_transaction_that_was_open(
    register: Register, thief: Intruder
) -> None:
    person = a_subscriber(register, "kielto@example.com")

    with thief.connection.transaction():
        thief.enter()
        assert person.id in thief.visible()
        people.extend(
            register.vault(),
            [Person((), (), (Prohibition(Scope.MARKETING),), (), person.id)],
            MAILCHIMP,
            register.act,
        )
        assert person.id not in thief.visible()
        assert thief.look_inside([email_of(person)]) is None


@pytest.mark.parametrize("level", ["repeatable read", "serializable", "read uncommitted"])
def test_a_snapshot_of_its_own_looks_at_nothing(thief: Intruder, subscriber: Person, level: str) -> None:
    with pytest.raises(psycopg.Error) as caught, thief.connection.transaction():  # noqa: PT012 - the whole transaction is the attack
        thief.run(f"set transaction isolation level {level}")
        thief.enter()
        thief.look_inside([email_of(subscriber)])
    assert caught.value.sqlstate == "SL002"


def test_settings_laid_on_the_role_pierce_nothing(
    register: Register, thief: Intruder, subscriber: Person
) -> None:
    of_role = f"alter role {register.roles['app']} in database {register.name}"
    line = thief.look([email_of(subscriber)])
    for setting, value in (
        ("seloste.line", str(line)),
        ("seloste.settle", "later"),
        ("session_replication_role", "replica"),
    ):
        refused(thief, f"{of_role} set {setting} = '{value}'")
    for setting, value in (
        ("search_path", "pg_temp"),
        ("constraint_exclusion", "off"),
        ("default_transaction_deferrable", "on"),
    ):
        thief.run(f"{of_role} set {setting} = '{value}'")  # nobody can be kept from that

    try:
        later = intruder(register)
        assert later.one("show search_path") == "pg_temp"
        assert later.visible() == set()
        person = a_subscriber(register, "asetus@example.com")
        with later.connection.transaction():
            later.enter(NEWSLETTER)
            assert person.id in later.visible()
        with later.connection.transaction():
            later.enter(PHONE)
            assert person.id not in later.visible()
    finally:
        thief.run(f"{of_role} reset all")


def test_row_security_switched_off_is_an_error_and_no_row(thief: Intruder, subscriber: Person) -> None:
    thief.run("set row_security = off")
    refused(thief, "select subject_id from register.contact")
    thief.run("reset row_security")


def test_a_plan_made_under_one_use_is_not_reused_under_another(
    thief: Intruder, subscriber: Person, customer: Person
) -> None:
    thief.run("set plan_cache_mode = force_generic_plan")
    thief.run("prepare seen as select subject_id from register.contact")

    def seen() -> set[object]:
        return {row[0] for row in thief.run("execute seen")}

    with thief.connection.transaction():
        thief.enter(CARE)
        assert customer.id in seen()
    assert seen() == set()
    with thief.connection.transaction():
        thief.enter(NEWSLETTER)
        assert customer.id not in seen()
    thief.run("deallocate all")
    thief.run("reset plan_cache_mode")
