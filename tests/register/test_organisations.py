"""Organisations are plain, checked by their business ID, and outlive their people (R2.1a, R9.3a)."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, wait

import psycopg
import pytest

from seloste.register import organisations, people
from seloste.register.facts import Contact, Person, Relation
from seloste.register.organisations import Organisation
from seloste.register.people import Origin
from seloste.retention import erasures
from seloste.terms.identity import BusinessIdError
from tests.database import Register
from tests.register.desk import stranger


def test_r2_1a_a_wrong_check_digit_is_refused_by_the_type_and_by_the_database(register: Register):
    with pytest.raises(BusinessIdError):
        Organisation("Keksitty Oy", "2349368-7")
    with pytest.raises(psycopg.errors.CheckViolation):
        register.connect().execute(
            "insert into register.organisation (id, name, business_id) values (gen_random_uuid(), 'Keksitty Oy', '2349368-7')"
        )


def test_one_business_id_is_one_organisation_and_a_name_is_not_enough(register: Register):
    vault = register.vault()

    first = organisations.add(vault, Organisation("Keksitty Oy", "2349368-8"))
    same = organisations.add(vault, Organisation("KEKSITTY OY", "23493688"))
    namesakes = {organisations.add(vault, Organisation("Samanniminen Oy")) for _ in range(2)}

    assert first == same
    assert len(namesakes) == 2


def test_what_a_relation_names_is_not_taken_back_not_even_while_the_relation_comes_in(register: Register):
    vault, made, writer = register.vault(), stranger(register), register.superuser()
    company = organisations.add(vault, Organisation("Vasta Lisätty Oy"))

    with ThreadPoolExecutor(1) as beside:
        with writer.transaction():
            writer.execute(
                "insert into register.relation (subject_id, id, grp, organisation_id, source, notice, started, active_at)"
                " select subject_id, gen_random_uuid(), grp, %s, source, notice, started, active_at"
                " from register.relation where subject_id = %s",
                (company, made.id),
            )
            taken = beside.submit(organisations.unadd, register.vault(), company, register.act)
            wait([taken], timeout=0.5)
        assert taken.result(timeout=10) is False

    assert organisations.one(vault, company) is not None


def test_r9_3a_an_organisation_stays_whole_when_its_representative_is_erased(register: Register):
    vault = register.vault()
    made = organisations.add(vault, Organisation("Pysyvä Oy"))
    person = Person(
        (Relation("customer_rep", organisation=made),),
        contacts=(Contact("name", {"given": "Aino", "family": "Edustaja"}),),
    )
    people.add(vault, [person], Origin("colleague", "customer_care"), register.act)
    before = (
        register.connect("owner")
        .execute("select * from register.organisation where id = %s", (made,))
        .fetchone()
    )

    erasures.carry_out(vault, erasures.plan(vault, person.id, register.act), register.act)

    owner = register.connect("owner")
    assert owner.execute("select * from register.organisation where id = %s", (made,)).fetchone() == before
    assert owner.execute(
        "select count(*) from register.relation where subject_id = %s", (person.id,)
    ).fetchone() == (0,)


def test_organisations_stand_in_the_finnish_order_page_by_page(alone: Register):
    vault = alone.vault()
    names = ["Öljy Oy", "Aamu Oy", "Ääni Oy", "Zeta Oy", "Åland Ab", "aalto oy"]
    for name in names:
        organisations.add(vault, Organisation(name))

    first = organisations.in_order(vault, most=4)
    rest = organisations.in_order(vault, after=first[-1])

    assert [one.name for one in (*first, *rest)] == [
        "aalto oy",
        "Aamu Oy",
        "Zeta Oy",
        "Åland Ab",
        "Ääni Oy",
        "Öljy Oy",
    ]
