"""Organisations and the proof page: what the house adds for the staff and for the privacy contact."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.utils.html import escape

from seloste.protection.vault import Vault
from seloste.register import deals, organisations, people
from seloste.register.deals import Deal, Kind
from seloste.register.facts import Contact, Person, Relation, Row
from seloste.register.organisation_addresses import Address, keep
from seloste.register.organisations import Organisation
from seloste.register.people import Origin
from seloste.retention import erasures
from seloste.terms.words import RIGHTS
from seloste.web import vaults
from tests.database import Register
from tests.web.conftest import Visitor

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


def who(html: str) -> list[str]:
    return re.findall(r'class="who"[^>]*>([^<]+)<', html)


def test_r5_4a_organisations_stand_in_order_and_are_found_by_name_and_business_id(
    staff: Visitor, company: Organisation
) -> None:
    first = who(staff.get("/organisations").content.decode())
    second = who(staff.get("/organisations?from=50").content.decode())

    assert len(first) == 50
    assert first[:2] == ["Keksitty 00 Oy", "Keksitty 01 Oy"]
    assert second[-1] == "Ämyrin Paja Oy", "Ä stands after all others"
    for typed in ("paja ämyrin", "9900001-8", "99000018", " FI99000018 "):
        assert who(staff.post("/organisations", q=typed).content.decode()) == ["Ämyrin Paja Oy"], typed
    nobody = staff.post("/organisations", q="%").content.decode()
    assert "Yhtään organisaatiota ei löytynyt" in nobody, "a sign of the pattern is searched for as itself"


def test_a_search_for_an_organisation_stands_in_no_address(staff: Visitor, company: Organisation) -> None:
    """A firm may bear its owner's name."""
    answer = staff.post("/organisations", q="ämyrin")

    led = re.findall(r'(?:href|action)="([^"]*)"', answer.content.decode())
    assert "Ämyrin" in answer.content.decode()
    assert not [address for address in led if "myrin" in address.lower()]
    assert staff.post("/organisations", q=" ")["Location"] == "/organisations"


def test_the_rail_of_organisations_leads_to_the_first_of_a_letter(
    staff: Visitor, company: Organisation
) -> None:
    html = staff.get("/organisations").content.decode()
    rail = {letter: to for to, letter in re.findall(r'href="(/organisations[^"]*)"[^>]*>(.)</a>', html)}

    assert rail.keys() == {"K", "Ä"}
    assert who(staff.get(rail["Ä"]).content.decode()) == ["Ämyrin Paja Oy"]


def test_r9_3_an_organisation_shows_its_people_under_the_use_and_stays_when_they_go(
    staff: Visitor, register: Register, company: Organisation
) -> None:
    seen = staff.signed_in(register.act, CARE).get(f"/organisations/{company.id}").content.decode()
    unseen = staff.signed_in(register.act, "statistics").get(f"/organisations/{company.id}").content.decode()

    assert "Edustaja" in seen
    assert "Edustaja, Helka" in seen
    assert "1 entinen edustaja." in seen
    assert "Edustaja, Helka" not in unseen
    assert "Ämyrin Paja Oy" in unseen


def hidden(html: str) -> dict[str, str]:
    """The fields of the form that takes the last act back."""
    toast = re.search(r'<form class="toast".*?</form>', html, re.DOTALL)
    assert toast is not None
    return dict(re.findall(r'name="(name|industry|back)" value="([^"]*)"', toast[0]))


def test_an_organisation_gets_another_name_and_the_former_one_back(
    staff: Visitor, company: Organisation
) -> None:
    address = f"/organisations/{company.id}"

    changed = staff.post(address, name="  Ämyrin   Verstas Oy ", industry="62020").content.decode()
    undone = staff.post(address, **hidden(changed)).content.decode()

    assert "<h1>Ämyrin Verstas Oy</h1>" in changed
    assert "Tiedot muutettiin." in changed
    assert "<h1>Ämyrin Paja Oy</h1>" in undone
    assert "Muutos kumottiin." in undone
    assert organisations.one(staff_vault(), company.id) == company


def staff_vault() -> Vault:
    return vaults.vault()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": "Paja 131052-308T", "industry": ""}, "Henkilötunnusta ei tallenneta"),
        ({"name": " ", "industry": ""}, "Nimi puuttuu"),
        ({"name": "x" * 201, "industry": ""}, "Nimi puuttuu tai on liian pitkä (enintään 200 merkkiä)"),
        ({"name": "Ämyrin Paja Oy", "industry": "kivi"}, "TOL 2008"),
    ],
)
def test_a_wrong_change_is_told_beside_its_field_and_changes_nothing(
    staff: Visitor, company: Organisation, typed: dict[str, str], said: str
) -> None:
    answer = staff.post(f"/organisations/{company.id}", **typed)
    html = answer.content.decode()

    assert answer.status_code == 400
    assert said in html
    assert 'aria-invalid="true"' in html
    assert "131052" not in html
    assert organisations.one(staff_vault(), company.id) == company


def test_r2_1a_an_organisation_is_added_and_its_business_id_is_checked(staff: Visitor) -> None:
    wrong = staff.post("/organisations/new", name="Uusi Paja Oy", business_id="2349368-7", industry="")
    added = staff.post("/organisations/new", name="Uusi Paja Oy", business_id="23493688", industry="j")
    again = staff.post("/organisations/new", name="Toinen Paja Oy", business_id="2349368-8", industry="")

    assert wrong.status_code == 400
    assert "Tarkistusnumero ei täsmää" in wrong.content.decode()
    assert "<h1>Uusi Paja Oy</h1>" in added.content.decode()
    assert "2349368-8" in added.content.decode()
    assert "Tällä Y-tunnuksella on jo organisaatio" in again.content.decode()
    assert "<h1>Uusi Paja Oy</h1>" in again.content.decode()


def test_r2_1a_a_business_id_is_added_and_corrected_later_and_taken_back(staff: Visitor) -> None:
    """R2.1a: with its check digit, and no number for two."""
    vault = staff_vault()
    made = organisations.add(vault, Organisation("Numeroton Paja Oy"))
    other = organisations.add(vault, Organisation("Numeroitu Paja Oy", "9900001-8"))
    page = f"/organisations/{made}"

    def typed(number: str, **more: str) -> str:
        answer = staff.post(page, name="Numeroton Paja Oy", business_id=number, industry="", **more)
        return str(answer.content.decode())

    def stands() -> str | None:
        found = organisations.one(vault, made)
        return found.business_id if found else ""

    assert "Tarkistusnumero ei täsmää" in typed("9900002-5")
    assert "Tämä Y-tunnus on jo toisella organisaatiolla" in typed("99000018")
    assert (stands(), organisations.by_business_id(vault, "9900001-8")) == (
        None,
        organisations.one(vault, other),
    )

    added = typed("99000026")
    assert ('<input type="hidden" name="business_id" value="">' in added, stands()) == (True, "9900002-6")
    corrected = typed("9900003-4")
    assert 'name="business_id" value="9900002-6"' in corrected
    assert stands() == "9900003-4"
    assert "Muutos kumottiin" in typed("", back="1")
    assert stands() is None


def test_another_name_alone_leaves_the_business_id_as_it_is(staff: Visitor) -> None:
    made = organisations.add(staff_vault(), Organisation("Entinen Paja Oy", "9900004-2"))

    staff.post(f"/organisations/{made}", name="Nykyinen Paja Oy", industry="")

    assert organisations.one(staff_vault(), made) == Organisation("Nykyinen Paja Oy", "9900004-2", id=made)


def test_an_addition_can_be_taken_back_while_nothing_names_it(staff: Visitor, company: Organisation) -> None:
    added = staff.post(
        "/organisations/new", name="Hetken Paja Oy", business_id="", industry=""
    ).content.decode()
    undo = re.findall(r'action="(/organisations/[^"]+/unadd)"', added)[0]

    taken_back, twice = staff.post(undo), staff.post(undo)
    named = staff.post(f"/organisations/{company.id}/unadd")

    assert taken_back["Location"] == "/organisations"
    assert (twice.status_code, named.status_code) == (409, 409)
    assert who(staff.post("/organisations", q="Hetken").content.decode()) == []
    assert organisations.one(staff_vault(), company.id) == company


def test_an_unknown_organisation_is_not_found(staff: Visitor) -> None:
    assert staff.get(f"/organisations/{uuid4()}").status_code == 404
    assert staff.post(f"/organisations/{uuid4()}", name="Kukaties Oy", industry="").status_code == 404


def test_r9_3_deals_stay_whole_when_their_representative_is_erased_and_say_so(
    staff: Visitor, register: Register
) -> None:
    """R9.3, R5.6b: the deal keeps its number, day and amount, and reads "edustaja poistettu"."""
    vault = register.vault()
    made = organisations.add(vault, Organisation("Kauppakumppani Oy"))
    person = Person(
        (Relation("customer_rep", organisation=made),),
        contacts=(Contact("name", {"given": "Kerttu", "family": "Kauppias"}),),
    )
    people.add(vault, [person], Origin("self", RIGHTS), register.act)
    deal = Deal(
        made, Kind.INVOICE, "2026-118", date(2026, 11, 3), Decimal("18240.5"), "EUR", date(2026, 11, 17)
    )
    deals.represent(vault, deals.add(vault, deal), person.id, Origin("self", RIGHTS), register.act)
    reader = staff.signed_in(register.act, RIGHTS)

    before = reader.get(f"/organisations/{made}").content.decode()
    erasures.carry_out(vault, erasures.plan(vault, person.id, register.act), register.act)
    after = reader.get(f"/organisations/{made}").content.decode()

    for html in (before, after):
        assert "Lasku 2026-118" in html
        assert "3.11.2026" in html
        assert "18\u00a0240,50\u00a0EUR" in html
        assert "17.11.2026" in html
    assert "Kauppias" in before
    assert "Edustaja nimetty" in before
    assert "Kauppias" not in after
    assert "Edustaja poistettu" in after
    assert (
        "representative erased"
        in reader.speaking("en").get(f"/organisations/{made}").content.decode().lower()
    )


@pytest.mark.parametrize("field", ["name", "business_id", "industry"])
def test_an_identity_code_in_any_field_of_an_organisation_is_refused_and_not_repeated(
    staff: Visitor, field: str
) -> None:
    """1050/2018 § 29: it is kept nowhere, and no page says it again."""
    answer = staff.post("/organisations/new", **{"name": "Koodi Oy", field: "131052-308T"})

    assert answer.status_code == 400
    assert "131052" not in answer.content.decode()


@pytest.mark.parametrize("name", ["3 Askelta Oy", "@ Keksitty", "(Suluissa) Ab", "\U0010ffff"])
def test_a_name_that_begins_with_no_letter_breaks_no_list(
    staff: Visitor, company: Organisation, name: str
) -> None:
    """It stands before the first letter of the rail, or after the last."""
    added = staff.post("/organisations/new", name=name)
    listed, sought = staff.get("/organisations"), staff.post("/organisations", q=name)

    assert (added.status_code, listed.status_code, sought.status_code) == (200, 200, 200)
    assert escape(name) in sought.content.decode()


@pytest.mark.parametrize(
    ("language", "title", "sector"),
    [("fi", "Sähköposti", "Informaatio ja viestintä"), ("sv", "E-post", "Informations- och kommunikationsverksamhet"),
     ("en", "E-mail", "Information and communication")],
)  # fmt: skip
def test_l27_an_organisations_own_addresses_and_the_name_of_its_industry_stand_on_its_page(
    staff: Visitor, register: Register, language: str, title: str, sector: str
) -> None:
    vault = register.vault()
    at = organisations.add(vault, Organisation(f"Osoiteyritys {language} Oy", None, "62010"))
    keep(vault, [Address(at, "email", "info@osoiteyritys.example", "odoo")])

    html = staff.speaking(language).get(f"/organisations/{at}").content.decode()
    listed = staff.speaking(language).post("/organisations", q=f"Osoiteyritys {language}").content.decode()

    assert "info@osoiteyritys.example" in html
    assert f"<dt>{title}</dt>" in html
    assert sector in html
    assert sector in listed
