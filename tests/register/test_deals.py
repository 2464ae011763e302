"""Deals of an organisation stay whole when the people go who stood for it (R5.6b, R9.3, spine 18)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest

from seloste.gate import bind
from seloste.gate.errors import NotPermitted, Rejected
from seloste.register import deals, organisations, people
from seloste.register.deals import Deal, Kind, NoSuchDeal, Representative, State
from seloste.register.facts import Contact, Person, Relation
from seloste.register.organisations import Organisation
from seloste.register.people import Origin
from seloste.retention import erasures
from seloste.terms.act import Act
from seloste.terms.refusals import IdentityCodeRefused
from seloste.terms.words import RIGHTS
from tests.database import Register
from tests.people import canary
from tests.register.desk import BILLING, CARE, Desk

DAY = date(2026, 9, 1)


@pytest.fixture
def desk(register: Register) -> Desk:
    return Desk(register)


def a_company(desk: Desk) -> UUID:
    return organisations.add(desk.vault, Organisation(f"Keksitty {canary()} Oy"))


def a_deal(desk: Desk, company: UUID, kind: Kind = Kind.CONTRACT, number: str = "S-2026/1") -> UUID:
    return deals.add(desk.vault, Deal(company, kind, number, DAY, Decimal("1200.00"), "EUR"))


def a_representative(desk: Desk, company: UUID) -> UUID:
    name = Contact("name", {"given": "Edla", "family": canary()})
    person = Person((Relation("customer_rep", organisation=company),), contacts=(name,))
    people.add(desk.vault, [person], Origin("self", RIGHTS), desk.act)
    return person.id


def say(desk: Desk, company: UUID) -> list[Representative]:
    return [one.representative for one in deals.of_organisation(desk.vault, company, CARE, desk.act)]


def represents(desk: Desk, deal: UUID, use: str, act: Act | None = None) -> list[UUID]:
    """Who stands for the organisation in a deal, as far as the use sees."""
    with bind.use(desk.vault.connection, use, act or desk.act):
        rows = desk.vault.connection.execute(
            "select subject_id from register.event where deal = %s", (deal,)
        ).fetchall()
    return [row[0] for row in rows]


@pytest.mark.parametrize("kind", list(Kind))
def test_r9_3a_erasing_the_representative_leaves_the_deal_whole(desk: Desk, kind: Kind):
    company = a_company(desk)
    deal, person = a_deal(desk, company, kind), a_representative(desk, company)
    deals.represent(desk.vault, deal, person, Origin("self", CARE), desk.act)
    before = deals.of_organisation(desk.vault, company, CARE, desk.act)
    assert [one.representative for one in before] == [Representative.STANDS]
    assert represents(desk, deal, CARE) == [person]

    erasures.carry_out(desk.vault, erasures.plan(desk.vault, person, desk.act), desk.act)

    after = deals.of_organisation(desk.vault, company, CARE, desk.act)
    assert [one.deal for one in after] == [one.deal for one in before]
    assert [one.representative for one in after] == [Representative.REMOVED]
    assert deals.REPRESENTATIVE[Representative.REMOVED]["fi"] == "edustaja poistettu"
    assert represents(desk, deal, RIGHTS) == []


def test_r5_6b_an_organisations_contract_names_nobody_who_signed_it(desk: Desk):
    """R5.6b: it belongs to the organisation; who stood for it is a row of that person, and goes with them."""
    company, family = a_company(desk), canary()
    person = Person(
        (Relation("customer_rep", organisation=company),),
        contacts=(Contact("name", {"given": "Edla", "family": family}),),
    )
    people.add(desk.vault, [person], Origin("self", RIGHTS), desk.act)
    deal = a_deal(desk, company)
    deals.represent(desk.vault, deal, person.id, Origin("self", CARE), desk.act)

    def written() -> tuple[str, ...]:
        rows = desk.register.superuser().execute(
            "select to_jsonb(d)::text from register.deal d where d.id = %s", (deal,)
        )
        return rows.fetchone() or ()

    before = written()
    erasures.carry_out(desk.vault, erasures.plan(desk.vault, person.id, desk.act), desk.act)

    assert before == written() != ()
    assert str(person.id) not in before[0]
    assert family not in before[0]
    assert say(desk, company) == [Representative.REMOVED]


def test_one_of_two_representatives_goes_and_the_other_stands(desk: Desk):
    company = a_company(desk)
    deal, first, second = (
        a_deal(desk, company),
        a_representative(desk, company),
        a_representative(desk, company),
    )
    for person in (first, second):
        deals.represent(desk.vault, deal, person, Origin("self", CARE), desk.act)

    erasures.carry_out(desk.vault, erasures.plan(desk.vault, first, desk.act), desk.act)

    assert say(desk, company) == [Representative.STANDS]
    assert represents(desk, deal, CARE) == [second]


def test_a_deal_for_which_nobody_stood_says_so(desk: Desk):
    company = a_company(desk)
    a_deal(desk, company)

    assert say(desk, company) == [Representative.NONE]


def test_who_stands_for_it_is_seen_only_by_a_use_that_may_touch_the_person(desk: Desk):
    company = a_company(desk)
    deal, person = a_deal(desk, company), a_representative(desk, company)
    deals.represent(desk.vault, deal, person, Origin("self", CARE), desk.act)

    assert represents(desk, deal, "statistics") == []
    assert represents(desk, deal, BILLING) == []
    rows = desk.vault.connection.execute("select count(*) from register.event where deal = %s", (deal,))
    assert rows.fetchone() == (0,), "without a use, nobody"
    with pytest.raises(NotPermitted), bind.refusing(desk.vault.connection):
        desk.vault.connection.execute("select * from gate.represented(%s)", ([deal],))


def test_the_link_is_told_to_the_person_and_goes_under_a_period_of_its_own(desk: Desk):
    company = a_company(desk)
    deal, person = a_deal(desk, company), a_representative(desk, company)
    row = deals.represent(desk.vault, deal, person, Origin("self", CARE), desk.act)

    plan = erasures.plan(desk.vault, person, desk.act)

    assert ("events", "contract") in {(one.category, one.field) for one in plan.goes}
    with bind.use(desk.vault.connection, RIGHTS, desk.act):
        found = desk.vault.connection.execute(
            "select plain->>'deal' from gate.row_header(%s) where id = %s", (person, row)
        ).fetchone()
    assert found == (str(deal),)


def test_the_same_number_is_the_same_deal_and_its_state_changes(desk: Desk):
    company = a_company(desk)
    deal = a_deal(desk, company, Kind.INVOICE, "2026-1001")

    again = a_deal(desk, company, Kind.INVOICE, "2026-1001")
    deals.settle(desk.vault, deal, State.DONE)

    (held,) = deals.of_organisation(desk.vault, company, CARE, desk.act)
    assert again == deal
    assert (held.deal.state, held.deal.amount, held.deal.currency) == (State.DONE, Decimal("1200.00"), "EUR")


@pytest.mark.parametrize("number", ["Aino Usvalyhty", "AINO USVALYHTY", "aino@example.com", "", "1" * 41])
def test_spine_18_no_name_fits_into_the_number_of_a_deal(desk: Desk, number: str):
    company = a_company(desk)

    with pytest.raises(Rejected):
        a_deal(desk, company, number=number)

    assert say(desk, company) == []


def test_r5_0_no_identity_code_is_the_number_of_a_deal(desk: Desk):
    with pytest.raises(IdentityCodeRefused):
        a_deal(desk, a_company(desk), number="131052-308T")


def test_nobody_stands_in_a_deal_that_is_not_there(desk: Desk):
    company = a_company(desk)

    with pytest.raises(NoSuchDeal):
        deals.represent(
            desk.vault, UUID(int=7), a_representative(desk, company), Origin("self", CARE), desk.act
        )
