"""R1.1a, R1.1b, R2.1a: nobody without a relation, several at a time, and organisations with a true business ID."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import psycopg
import pytest

from seloste.gate.errors import Rejected
from seloste.register import people
from seloste.register.facts import Contact, Person, Relation
from seloste.register.people import Origin
from tests.database import Register
from tests.people import a_person, canary, store
from tests.register.desk import CARE, PHONE, Desk, later, stranger


@pytest.fixture(scope="module")
def desk(register: Register) -> Desk:
    return Desk(register)


def end(desk: Desk, person: UUID, *relations: UUID) -> None:
    desk.call("rights", "select gate.end_relations(%s, %s)", [person] * len(relations), list(relations))


def ends(register: Register, person: UUID) -> datetime | None:
    """When the person's rows end; None when that isn't known."""
    row = (
        register.superuser()
        .execute(
            "select max(nullif(expires_at, 'infinity')) from register.contact where subject_id = %s",
            (person,),
        )
        .fetchone()
    )
    assert row is not None
    found: datetime | None = row[0]
    return found


def test_a_person_without_a_relation_is_refused_by_the_database(desk: Desk):
    person = Person((), (), (), (Contact("email", f"{canary()}@example.com"),), uuid4())

    with pytest.raises(Rejected, match="at least one relation") as caught:
        people.add(desk.vault, [person], Origin("website", CARE), desk.act)

    assert caught.value.code == "SL010"
    assert not desk.stands(person.id)


def test_the_last_relation_cannot_be_deleted_even_by_the_owner(desk: Desk, register: Register):
    made = stranger(register)

    with pytest.raises(psycopg.Error) as caught:
        register.superuser().execute("delete from register.relation where subject_id = %s", (made.id,))

    assert caught.value.sqlstate == "SL010"
    assert desk.may(made.id, CARE) == "lawful"


def test_a_relation_of_no_kind_that_the_notice_knows_is_refused(desk: Desk):
    person = Person((Relation("neighbour"),), (), (), (), uuid4())

    with pytest.raises(Exception, match="grp"):
        people.add(desk.vault, [person], Origin("website", CARE), desk.act)

    assert not desk.stands(person.id)


def test_ending_one_of_two_relations_leaves_the_uses_of_the_other(desk: Desk, register: Register):
    customer, prospect = Relation("customer"), Relation("prospect")
    person, made = a_person(phone="+358500000222")
    store(register, (Person((customer, prospect), (), (), person.contacts, person.id), made), use=CARE)
    assert desk.may(made.id, PHONE) == "lawful"

    end(desk, made.id, customer.id)

    assert desk.may(made.id, PHONE) == "no_ground"
    assert desk.may(made.id, CARE) == "lawful"
    assert made.email_row in desk.sees(made.id, CARE)


def test_the_end_of_the_last_relation_starts_the_period(desk: Desk, register: Register):
    first, last = Relation("customer"), Relation("customer_rep")
    person, made = a_person()
    store(register, (Person((first, last), (), (), person.contacts, person.id), made), use=CARE)

    end(desk, made.id, first.id)
    running = ends(register, made.id)
    end(desk, made.id, last.id)

    assert running is None
    assert desk.may(made.id, CARE) == "no_ground"
    over = ends(register, made.id)
    assert over is not None
    assert timedelta(days=729) < over - datetime.now(UTC) < timedelta(days=733)


def test_a_period_runs_from_the_persons_own_last_act(desk: Desk, register: Register):
    active = datetime.now(UTC) - timedelta(days=300)
    made = stranger(register, active=active)

    over = ends(register, made.id)

    assert over is not None
    assert timedelta(days=729) < over - active < timedelta(days=733)


def test_a_use_for_some_groups_reaches_nobody_else(desk: Desk, register: Register):
    """R3.1b, R4.1a: applicants and salespeople meet in no use."""
    (applicant,) = store(register, a_person(group="applicant"), use="recruiting")

    assert desk.may(applicant.id, "recruiting") == "lawful"
    assert desk.may(applicant.id, CARE) == "no_ground"
    assert desk.sees(applicant.id, CARE) == set()


def test_a_relation_that_has_not_begun_opens_nothing_until_it_has(desk: Desk, register: Register):
    soon = datetime.now(UTC) + timedelta(days=10)
    (made,) = store(register, a_person(group="customer", started=soon, phone="+358500000223"), use=CARE)
    assert desk.may(made.id, PHONE) == "no_ground"

    with later(register, timedelta(days=11)):
        desk.settle()
        assert desk.may(made.id, PHONE) == "lawful"


@pytest.mark.parametrize(
    ("business_id", "right"),
    [
        ("2349368-8", True),
        ("2349368-7", False),
        ("234936-8", False),
        ("0737546-2", True),
        ("23493688", False),
    ],
)
def test_the_check_digit_of_a_business_id_is_the_databases_own_rule(
    register: Register, business_id: str, right: bool
):
    owner = register.superuser()
    insert = "insert into register.organisation (id, name, business_id) values (%s, 'Keksitty Oy', %s)"

    if right:
        owner.execute(insert.encode(), (uuid4(), business_id))
    else:
        with pytest.raises(psycopg.errors.CheckViolation):
            owner.execute(insert.encode(), (uuid4(), business_id))
