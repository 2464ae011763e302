"""The doors of intake, pushed at directly: none opens without its grant, its line or its own source."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest

from seloste.gate import bind
from seloste.gate.errors import GateError, NotPermitted, Rejected
from seloste.register import people
from seloste.register.facts import Contact, Person, Relation
from seloste.register.people import Origin
from seloste.terms.act import Act
from tests.conftest import Engine
from tests.database import Register, a_register
from tests.intake.import_files import NEWSLETTER, acting, count, held, vault_of

STARTED = datetime(2026, 1, 2, tzinfo=UTC)


@pytest.fixture(scope="module")
def register(engine: Engine) -> Iterator[Register]:
    with a_register(engine) as register:
        connection = vault_of(register).connection
        with bind.refusing(connection):
            connection.execute(
                "select gate.add_actor(%s, 'mailer', 'staff', array[%s], now() + '1 day')",
                (acting(register).ticket.secret, NEWSLETTER),
            )
        yield register


@pytest.fixture(scope="module")
def person(register: Register) -> Person:
    name, email = Contact("name", {"given": "Ilta", "family": "Rusko"}), Contact("email", "ilta@example.com")
    relation = Relation("prospect", STARTED, active=STARTED)
    one = Person((relation,), contacts=(name, email))
    people.add(vault_of(register), [one], Origin("website", NEWSLETTER), acting(register))
    return one


def _call(register: Register, act: Act, query: str, *parameters: Any, keep: Person | None = None) -> Any:
    connection = vault_of(register).connection
    with bind.use(connection, NEWSLETTER, act):
        if keep is not None:
            connection.execute("select gate.keep(%s)", ([keep.id],))
        return connection.execute(query.encode(), parameters).fetchone()


def test_without_the_grant_intake_every_door_is_shut(register: Register, person: Person) -> None:
    mailer, ids = register.ticket("mailer"), [person.id]
    row = [person.contacts[0].id]

    for query, parameters in (
        ("select * from gate.import_state(%s, array[null::bigint])", (ids,)),
        ("select gate.supersede_names('website', %s, %s, %s, %s)", (uuid4(), ids, row, row)),
        ("select gate.renew_relations(%s, %s, %s, array[now()])", (uuid4(), ids, [person.relations[0].id])),
        ("select gate.begin_import(%s, 'website', 'any.csv', 35)", (uuid4(),)),
        ("select gate.end_import(%s, 1)", (uuid4(),)),
        ("select gate.note_former(%s, 1::smallint, %s, %s, %s)", (uuid4(), ids, row, row)),
        ("select gate.note_marks(%s, %s, %s)", (uuid4(), ids, row)),
        ("select gate.note_organisations(%s, %s)", (uuid4(), [uuid4()])),
        ("select gate.noted_organisations(%s, %s)", (uuid4(), [uuid4()])),
        ("select * from gate.imports(%s)", (mailer.ticket.secret,)),
        ("select gate.suppress(%s, array[2::smallint])", ([uuid4()],)),
        ("select * from gate.calls_held(%s, %s)", (ids, [uuid4()])),
    ):
        with pytest.raises(NotPermitted, match="intake"):
            _call(register, mailer, query, *parameters, keep=person)


def test_outside_a_use_every_door_is_shut(register: Register, person: Person) -> None:
    connection = vault_of(register).connection
    with pytest.raises(GateError, match="no use entered"), bind.refusing(connection):
        connection.execute("select gate.suppress(%s, array[2::smallint])", ([uuid4()],))
    with pytest.raises(GateError, match="no use entered"), bind.refusing(connection):
        connection.execute("select * from gate.import_state(%s, array[null::bigint])", ([person.id],))


def test_a_source_replaces_no_name_of_another_and_nothing_but_names(
    register: Register, person: Person
) -> None:
    query = "select gate.supersede_names(%s, %s, %s, %s, %s)"
    name, email = (contact.id for contact in person.contacts)

    with pytest.raises(NotPermitted, match="gave itself"):
        _call(
            register, acting(register), query, "mailchimp", uuid4(), [person.id], [name], [name], keep=person
        )
    with pytest.raises(NotPermitted, match="gave itself"):
        _call(
            register, acting(register), query, "website", uuid4(), [person.id], [email], [email], keep=person
        )
    assert len(held(register, "ilta@example.com")["rows"]) == 2


def test_nothing_changes_of_whom_no_keep_line_names(register: Register, person: Person) -> None:
    with pytest.raises(Rejected, match="keep line"):
        _call(
            register, acting(register), "select gate.renew_relations(%s, %s, %s, array[now()])",
            uuid4(), [uuid4()], [person.relations[0].id], keep=person,
        )  # fmt: skip


def test_an_own_act_moves_on_and_neither_back_nor_past_now(register: Register, person: Person) -> None:
    query = "select gate.renew_relations(%s, %s, %s, array[%s::timestamptz])"
    ids = (uuid4(), [person.id], [person.relations[0].id])

    def active() -> datetime:
        return datetime.fromisoformat(held(register, "ilta@example.com")["relations"][0]["active"])

    assert _call(register, acting(register), query, *ids, "2020-01-01", keep=person)[0] == 0
    assert active() == STARTED
    assert _call(register, acting(register), query, *ids, "2040-01-01", keep=person)[0] == 1
    assert STARTED < active() <= datetime.now(UTC)


def test_only_a_refusal_of_a_channel_is_kept_without_a_person(register: Register) -> None:
    before = count(register, "select count(*) from protection.suppression")

    for scope in (0, 99):
        with pytest.raises(NotPermitted, match="channel"):
            _call(
                register, acting(register), "select gate.suppress(%s, array[%s::smallint])", [uuid4()], scope
            )
    assert count(register, "select count(*) from protection.suppression") == before


def test_comparing_leaves_a_line_that_names_whom(register: Register, person: Person) -> None:
    _call(register, acting(register), "select * from gate.import_state(%s, array[null::bigint])", [person.id])

    lines = (
        "select count(*) from ledger.line l join ledger.named n on n.line = l.id"
        " where l.verb = 'match' and %s = any(n.subjects)"
    )
    assert count(register, lines, (person.id,)) == 1
