"""Erasing from the page: a plan first, a stale one refused, then nobody is there any more."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from seloste.register import people
from seloste.register.facts import Contact, Person, Relation, Row
from seloste.retention import erasures
from seloste.terms.words import Fate
from tests.database import Register
from tests.web.conftest import Visitor, a_clerk, a_person, add


@pytest.fixture
def person(register: Register) -> UUID:
    return add(register, a_person("Veera", "Väistyvä", "veera.vaistyva@example.com"))[0]


def digest(html: str) -> str:
    found = re.search(r'name="digest" value="([0-9a-f]{64})"', html)
    assert found is not None
    return found[1]


@pytest.mark.parametrize(
    ("language", "law"), [("fi", "niiden todisteet"), ("sv", "bevis för dem"), ("en", "their proof")]
)
def test_the_plan_says_what_goes_and_what_stays(
    staff: Visitor, person: UUID, language: str, law: str
) -> None:
    html = staff.speaking(language).get(f"/people/{person}/erase").content.decode()

    assert law in html
    assert "GDPR 17(3)(e)" in html


@pytest.mark.parametrize(
    ("language", "law"),
    [
        ("fi", "GDPR 17(3)(b); kirjanpitolaki (1336/1997) 2 luku 10 §"),
        ("sv", "GDPR 17(3)(b); bokföringslagen (1336/1997) 2 kap. 10 §"),
        ("en", "GDPR 17(3)(b); the Finnish Accounting Act (1336/1997), chapter 2, section 10"),
    ],
)
def test_what_stays_by_law_names_the_law_in_the_notices_words(
    staff: Visitor, register: Register, person: UUID, language: str, law: str
) -> None:
    """R11.3a: by which paragraph; a key of the notice file is no name."""
    columns = {"amount": "124.00", "currency": "EUR", "ended": datetime(2026, 6, 30, 12, tzinfo=UTC)}
    invoice = Row("customership", "invoice", {"number": "2026-17"}, columns, fate=Fate.BY_LAW)
    people.extend(
        register.vault(),
        [Person((Relation("customer"),), id=person, rows=(invoice,))],
        people.Origin("self", "rights"),
        register.act,
    )

    html = staff.speaking(language).get(f"/people/{person}/erase").content.decode()

    assert law in html
    assert "accounting" not in html


def test_a_planned_erasure_leaves_nobody(staff: Visitor, person: UUID) -> None:
    planned = digest(staff.get(f"/people/{person}/erase").content.decode())

    answer = staff.post(f"/people/{person}/erase", digest=planned)
    html = answer.content.decode()

    assert answer.status_code == 200
    assert "Tiedot on tuhottu" in html
    assert str(person) in html
    assert "Väistyvä" not in html
    assert staff.get(f"/people/{person}").status_code == 404
    assert staff.post(f"/people/{person}/erase", digest=planned).status_code == 409


def test_nothing_is_offered_to_erase_where_only_proof_is_left(staff: Visitor, person: UUID) -> None:
    before = staff.get(f"/people/{person}/erase").content.decode()
    staff.post(f"/people/{person}/erase", digest=digest(before))

    after = staff.get(f"/people/{person}/erase").content.decode()

    assert "Tuhoa tiedot lopullisesti" in before
    assert "Tuhoa tiedot lopullisesti" not in after
    assert "niiden todisteet" in after


def test_nobody_is_erased_who_is_not_there(staff: Visitor) -> None:
    assert staff.get(f"/people/{uuid4()}/erase").status_code == 404


def test_looking_at_the_plan_erases_nothing(staff: Visitor, person: UUID) -> None:
    staff.get(f"/people/{person}/erase")
    staff.get(f"/people/{person}/erase?digest={'0' * 64}")

    assert staff.get(f"/people/{person}").status_code == 200


def test_a_stale_plan_is_refused(register: Register, staff: Visitor, person: UUID) -> None:
    planned = digest(staff.get(f"/people/{person}/erase").content.decode())
    further = Person(id=person, contacts=(Contact("phone", "+358500000777"),))
    people.extend(register.vault(), [further], people.Origin("self", "rights"), register.act)

    answer = staff.post(f"/people/{person}/erase", digest=planned)

    assert answer.status_code == 409
    assert staff.get(f"/people/{person}").status_code == 200


def test_a_plan_that_was_not_shown_is_refused(staff: Visitor, person: UUID) -> None:
    assert staff.post(f"/people/{person}/erase").status_code == 409
    assert staff.get(f"/people/{person}").status_code == 200


def test_erasing_needs_rights_and_upkeep(register: Register, person: UUID) -> None:
    clerk = Visitor().signed_in(a_clerk(register, "half", "newsletter.email", "rights"))

    answer = clerk.get(f"/people/{person}/erase")

    assert answer.status_code == 403
    assert "rights, upkeep" in answer.content.decode()
    assert f"/people/{person}/erase" not in clerk.get(f"/people/{person}").content.decode()


def test_an_erasure_that_was_not_finished_is_not_called_done_or_undone(
    staff: Visitor, person: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    planned = digest(staff.get(f"/people/{person}/erase").content.decode())

    def stopped(*_: object) -> None:
        raise erasures.ErasureError("asked for, but not done")

    monkeypatch.setattr(erasures, "carry_out", stopped)
    answer = staff.post(f"/people/{person}/erase", digest=planned)

    assert answer.status_code == 409
    assert "Poistoa on pyydetty" in answer.content.decode()
