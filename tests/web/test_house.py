"""Organisations and the proof page: what the house adds for the staff and for the privacy contact."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from seloste.register import organisations, people
from seloste.register.facts import Contact, Person, Relation, Row
from seloste.register.organisations import Organisation
from seloste.register.people import Origin
from seloste.terms.words import RIGHTS
from tests.database import Register
from tests.web.conftest import Visitor, a_person, add

CARE = "customer_care"


@pytest.fixture(scope="module")
def company(register: Register) -> Organisation:
    """A company with a representative, and one who stands for it no more."""
    vault = register.vault()
    made = Organisation("Ämyrin Paja Oy", "9900001-8", "62010")
    organisations.add(vault, made)
    for number in range(60):
        organisations.add(vault, Organisation(f"Keksitty {number:02} Oy"))
    over = datetime.now(UTC) - timedelta(days=5)
    for family, ended in (("Edustaja", None), ("Entinen", over)):
        relation = Relation(
            "customer_rep", started=over - timedelta(days=90), ended=ended, organisation=made.id
        )
        name = Contact("name", {"given": "Helka", "family": family})
        title = Row("position", "title", "Ostaja", {"relation": relation.id})
        people.add(
            vault,
            [Person((relation,), contacts=(name,), rows=(title,))],
            Origin("self", RIGHTS),
            register.act,
        )
    return made


def test_r5_4a_organisations_stand_in_order_and_are_found_by_name_and_business_id(
    staff: Visitor, company: Organisation
) -> None:
    first = staff.get("/organisations").content.decode()
    second = staff.get("/organisations?from=50").content.decode()
    by_name = staff.get("/organisations?q=paja+ämyrin").content.decode()
    by_id = staff.get("/organisations?q=9900001-8").content.decode()
    nobody = staff.get("/organisations?q=%25").content.decode()

    assert first.index("Keksitty 00 Oy") < first.index("Keksitty 01 Oy")
    assert "Ämyrin Paja Oy" in second, "Ä stands after all others"
    assert "Ämyrin Paja Oy" in by_name
    assert "Ämyrin Paja Oy" in by_id
    assert "Yhtään organisaatiota ei löytynyt" in nobody, "a sign of the pattern is searched for as itself"


def test_r9_3_an_organisation_shows_its_people_under_the_use_and_stays_when_they_go(
    staff: Visitor, register: Register, company: Organisation
) -> None:
    seen = staff.signed_in(register.act, CARE).get(f"/organisations/{company.id}").content.decode()
    unseen = staff.signed_in(register.act, "statistics").get(f"/organisations/{company.id}").content.decode()

    assert "Edustaja" in seen
    assert "Edustaja, Helka" in seen
    assert "1 entistä edustajaa" in seen
    assert "Edustaja, Helka" not in unseen
    assert "Ämyrin Paja Oy" in unseen


def test_an_organisation_gets_another_name_and_never_an_identity_code(
    staff: Visitor, company: Organisation
) -> None:
    address = f"/organisations/{company.id}"

    changed = staff.post(address, name="Ämyrin Verstas Oy", industry="62020")
    refused = staff.post(address, name="Paja 131052-308T", industry="")
    empty = staff.post(address, name=" ", industry="")

    assert changed.status_code == 303
    assert "Ämyrin Verstas Oy" in staff.get(address).content.decode()
    assert (refused.status_code, empty.status_code) == (400, 400)
    assert "131052" not in refused.content.decode()
    assert staff.get("/organisations/00000000-0000-4000-8000-000000000000").status_code == 404
    staff.post(address, name="Ämyrin Paja Oy", industry="62010")


def test_the_proof_page_tries_each_promise_and_tells_what_it_found(
    staff: Visitor, register: Register
) -> None:
    html = staff.get("/proof").content.decode()

    assert "Kaikki 5 kokeiltua lupausta pitävät." in html
    assert html.count("badge-yes") == 5


def test_the_proof_page_says_what_does_not_hold(staff: Visitor, register: Register) -> None:
    """A policy that somebody has dropped is found out, and named."""
    superuser = register.superuser()
    add(register, a_person("Proosa", "Todiste", "proosa@example.com"))
    superuser.execute("alter table register.call disable row level security")
    try:
        html = staff.get("/proof").content.decode()
    finally:
        superuser.execute("alter table register.call enable row level security")

    assert "badge-no" in html
    assert "register.call: row security" in html
    assert "1 lupausta" in html


def test_a_persons_page_shows_every_category_in_the_notices_order_and_a_timeline(
    staff: Visitor, register: Register
) -> None:
    vault = register.vault()
    at = datetime.now(UTC) - timedelta(days=3)
    relation = Relation("customer", started=at, active=at)
    rows = (
        Row("position", "title", "Kellontekijä", {"relation": relation.id}),
        Row(
            "customership",
            "invoice",
            {"number": "2026-77"},
            {"at": at.date(), "amount": 1250, "currency": "EUR"},
        ),
        Row("events", "feedback", "Kiitos pikaisesta avusta", {"at": at}),
        Row("calls", "history", {"number": "+358500000303"}, {"at": at, "direction": 1, "seconds": 125}),
    )
    name = Contact("name", {"given": "Aikki", "family": "Jana"})
    telephone = Person((relation,), contacts=(name,), rows=rows[:3])
    people.add(vault, [telephone], Origin("self", RIGHTS), register.act)
    people.extend(vault, [Person(id=telephone.id, rows=rows[3:])], Origin("telephone", RIGHTS), register.act)

    html = staff.signed_in(register.act, RIGHTS).get(f"/people/{telephone.id}").content.decode()

    order = [html.index(f"{title}</") if f"{title}</" in html else html.index(title) for title in (
        "Yhteystiedot", "Asema organisaatiossa", "Puhelut", "Asiakassuhde", "Sopimukset ja asiakastapahtumat",
    )]  # fmt: skip
    assert order == sorted(order)
    for shown in (
        "Kellontekijä",
        "2026-77",
        "1\u00a0250,00 EUR",
        "Kiitos pikaisesta avusta",
        "+358500000303",
        "2:05",
        "Aikajana",
    ):
        assert shown in html
