"""The demo's companies have an industry each, and some have deals in which somebody stands for them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from seloste.cli.demo_deals import INDUSTRIES, deal
from seloste.register import deals, organisations, people
from seloste.register.deals import Kind, Representative
from seloste.register.facts import Contact, Person, Relation
from seloste.register.organisations import Organisation
from seloste.register.people import Origin
from seloste.register.values import checked
from seloste.terms.words import RIGHTS
from tests.conftest import Engine
from tests.database import Register, a_register

COMPANIES = 9


@pytest.fixture(scope="module")
def register(engine: Engine) -> Iterator[Register]:
    with a_register(engine) as made:
        yield made


def test_every_company_has_an_industry_and_every_third_its_deals(register: Register):
    vault = register.vault()
    for number in range(COMPANIES):
        at = organisations.add(vault, Organisation(f"Keksitty {number} Oy"))
        person = Person(
            (Relation("customer_rep", organisation=at),),
            contacts=(Contact("email", f"e{number}@example.com"),),
        )
        people.add(vault, [person], Origin("self", RIGHTS), register.act)

    told = deal(vault, register.act, datetime(2026, 11, 25, tzinfo=UTC))

    standing = organisations.page(vault, "", 0, 100).lines
    held = {one.id: deals.of_organisation(vault, one.id, RIGHTS, register.act) for one in standing}
    assert all(checked("employer.industry", one.industry) in INDUSTRIES for one in standing)
    assert sum(map(len, held.values())) == told
    assert sum(bool(found) for found in held.values()) == COMPANIES // 3
    contracts = [one for found in held.values() for one in found if one.deal.kind is Kind.CONTRACT]
    assert {one.representative for one in contracts} == {Representative.STANDS}
