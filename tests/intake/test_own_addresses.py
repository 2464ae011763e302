"""An organisation's own addresses come in where the notice declares them; what points to one person never does (L27)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from seloste.gate import publishing
from seloste.intake.odoo import read_partners
from seloste.intake.reports import Report
from seloste.notice import read
from seloste.notice.render import render
from seloste.register import organisation_addresses, organisations
from seloste.register.organisation_addresses import Address
from seloste.terms.refusals import IdentityCodeRefused
from tests.conftest import Engine
from tests.database import Register, a_register
from tests.intake.import_files import CODE, take
from tests.intake.partner_files import Cells, company, contact, partners
from tests.notice.builders import TEXT, edited
from tests.register.desk import Desk
from tests.register.editions import publish

_START = TEXT.index("[organisation]")
BLOCK = TEXT[_START : TEXT.index("# ---", _START)]
OWN = {
    "email": "info@osoitteellinen.example",
    "phone": "+358 50 000 0444",
    "street": "Keksittykuja 44",
    "city": "Espoo",
}


@pytest.fixture
def register(engine: Engine) -> Iterator[Register]:
    with a_register(engine) as made:
        yield made


def brought(register: Register, folder: Path, *records: Cells) -> Report:
    return take(register, read_partners([partners(folder / "osoite.csv", records)]), "odoo", "customer_rep")


def held(register: Register, name: str) -> set[tuple[str, str]]:
    """Kinds and values that stand for the organisation of this name."""
    vault = register.vault()
    published = publishing.published(vault.connection)
    assert published is not None
    (one,) = organisations.page(vault, name, 0, 10).lines
    return {(one.kind, one.value) for one in organisation_addresses.of(vault, published.policy, one.id)}


def plain(register: Register) -> str:
    rows = register.superuser().execute(
        "select coalesce(string_agg(a::text, ';'), '') from register.organisation_address a"
    )
    (text,) = rows.fetchone() or ("",)
    return str(text)


def test_l27_a_companys_own_addresses_stand_with_it_and_a_second_time_nothing_is_new(
    register: Register, tmp_path: Path
):
    """M9, R9.3: they are nobody's, and stay when its people go."""
    records = (
        company("o.c", "Osoitteellinen Oy", **OWN),
        contact("o.p", "Onni", "o.c", email="onni@osoitteellinen.example"),
    )

    first, second = brought(register, tmp_path, *records), brought(register, tmp_path, *records)

    assert held(register, "Osoitteellinen") == {
        ("email", "info@osoitteellinen.example"), ("phone", "+358500000444"), ("address", "Keksittykuja 44, Espoo"),
    }  # fmt: skip
    assert [one.counts["organisation_addresses"] for one in (first, second)] == [3, 0]
    assert first.organisation_fields == {}


@pytest.mark.parametrize(
    ("name", "cells", "refused"),
    [
        ("Tmi Onni Osoitteellinen", OWN, 3),
        ("Onni Osoitteellinen", OWN, 3),
        ("Osoitteellinen Oy", {"email": "onni.osoitteellinen@example.com"}, 1),
    ],
)
def test_l27_what_points_to_one_person_is_counted_and_stored_nowhere(
    register: Register, tmp_path: Path, name: str, cells: dict[str, str], refused: int
):
    """The hard case: a firm of one person, or one of which the name says nothing, and a mailbox with a name."""
    report = brought(register, tmp_path, company("o.c", name, **cells))

    assert report.counts["organisation_addresses_of_people"] == refused
    assert plain(register) == ""


# keeps: organisation.fields through register.organisation_addresses.may_keep
def test_r5_0a_and_r6_2a_what_the_notice_does_not_declare_of_organisations_is_left_out_by_name(
    register: Register, tmp_path: Path
):
    """R5.0a, R6.2a: a field outside is dropped, counted and named; of no value is anything stored."""
    publish(Desk(register), 3, (BLOCK, BLOCK.replace('["email", "phone", "address"]', '["phone"]')))

    report = brought(register, tmp_path, company("o.c", "Osoitteellinen Oy", **OWN))

    assert report.organisation_fields == {"organisation.address": 1, "organisation.email": 1}
    assert report.as_json()["organisation_fields_not_declared"] == dict(report.organisation_fields)
    assert held(register, "Osoitteellinen") == {("phone", "+358500000444")}
    assert not any(word in plain(register) for word in ("Keksittykuja", "info@"))


def test_what_a_later_file_of_the_same_source_says_takes_the_place_of_the_former(
    register: Register, tmp_path: Path
):
    brought(register, tmp_path, company("o.c", "Osoitteellinen Oy", **OWN))

    brought(register, tmp_path, company("o.c", "Osoitteellinen Oy", email="myynti@osoitteellinen.example"))

    assert ("email", "myynti@osoitteellinen.example") in held(register, "Osoitteellinen")
    assert "info@" not in plain(register)
    assert ("phone", "+358500000444") in held(register, "Osoitteellinen"), (
        "of that the later file says nothing"
    )


def test_a_notice_that_declares_them_no_more_hides_them(register: Register, tmp_path: Path):
    """Spine 14: publishing hides, and the former version brings them back."""
    brought(register, tmp_path, company("o.c", "Osoitteellinen Oy", **OWN))

    publish(Desk(register), 3, (BLOCK, ""))
    hidden = held(register, "Osoitteellinen")
    publish(Desk(register), 4)

    assert hidden == set()
    assert len(held(register, "Osoitteellinen")) == 3


def test_l13_no_identity_code_is_an_organisations_address(register: Register):
    one = organisations.add(register.vault(), organisations.Organisation("Osoitteellinen Oy"))

    with pytest.raises(IdentityCodeRefused):
        organisation_addresses.keep(register.vault(), [Address(one, "address", f"hetu {CODE}", "odoo")])


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "fi",
            "Organisaatioista itsestään tallennamme myös: sähköpostiosoite, puhelinnumero ja postiosoite.",
        ),
        ("sv", "Om organisationerna själva sparar vi också: e-postadress, telefonnummer och postadress."),
        (
            "en",
            "Of organisations themselves we also keep: e-mail address, telephone number and postal address.",
        ),
    ],
)
def test_the_page_says_what_is_held_of_organisations_themselves(language: str, said: str):
    notice, _ = read(edited().encode())
    assert notice is not None

    assert said in render(notice, language, "md").decode()
