"""Invoices (Finvoice): stored once, for an organisation by its business ID or a person who is here (R5.5b, R9.3, L16)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import pytest

from seloste.intake import invoicing
from seloste.intake.finvoice import read_finvoice
from seloste.intake.odoo import read_partners
from seloste.intake.orders import Order
from seloste.intake.reports import Report
from seloste.register import deals, organisations, people
from seloste.register.deals import Deal, Representative, State
from seloste.register.facts import Contact, Ground, Person, Relation
from seloste.register.people import Origin
from seloste.retention import erasures
from seloste.terms.words import RIGHTS, Basis
from tests.conftest import Engine
from tests.database import Register, a_register
from tests.intake.import_files import acting, count, noted, take, vault_of, who
from tests.intake.partner_files import company, contact, partners
from tests.intake.undone import undone, values

SAMPLES = Path(__file__).parents[1] / "samples" / "finvoice"
BUYER, BUYERS_NAME = "9900003-4", "Keksityt Koneet Oy Ab"
LIVES = {"street": "Ruuvikuja 3", "post_code": "00996", "city": "Espoo", "country": "FI"}


@pytest.fixture
def register(engine: Engine) -> Iterator[Register]:
    with a_register(engine) as register:
        yield register


def bring(register: Register, *files: Path, source: str = "odoo", dry: bool = False) -> Report:
    reading = read_finvoice(files)
    return invoicing.run(vault_of(register), reading, Order(source), acting(register), dry=dry)


def altered(folder: Path, name: str, *swaps: tuple[str, str]) -> Path:
    """A sample with some of its words exchanged."""
    text = (SAMPLES / "invoice-30.xml").read_bytes().decode("iso-8859-15")
    for old, new in swaps:
        assert old in text
        text = text.replace(old, new)
    (folder / name).write_bytes(text.encode("iso-8859-15"))
    return folder / name


def invoices(register: Register, number: str = BUYER) -> list[Deal]:
    vault = vault_of(register)
    one = organisations.by_business_id(vault, number)
    if one is None:
        return []
    return [held.deal for held in deals.of_organisation(vault, one.id, "customer_care", acting(register))]


def a_person(register: Register, *more: Contact, at: UUID | None = None) -> UUID:
    """Bertta Näyte, in the register: of a company, or a customer of her own with a contract."""
    name = Contact("name", {"given": "Bertta", "family": "Näyte"})
    contract = Ground(Basis.CONTRACT, "billing", {"contract": "A-1"})
    relation = Relation("customer_rep" if at else "customer", organisation=at)
    person = Person((relation,), () if at else (contract,), contacts=(name, *more))
    people.add(vault_of(register), [person], Origin("self", RIGHTS), acting(register))
    return person.id


@pytest.mark.parametrize(
    ("sample", "stored", "rejected"),
    [
        ("invoice-30.xml", [("20260001", "125.50", State.OPEN)], set()),
        ("credit-note-30.xml", [("20260003", "-125.50", State.OPEN)], set()),
        (
            "invoice-30-soap.xml",
            [("20260001", "125.50", State.OPEN), ("20260002", "125.50", State.OPEN)],
            set(),
        ),
        ("copy-30.xml", [], {"copy"}),
        ("doctype-refused.xml", [], {"doctype"}),
        ("utf8-declared-latin.xml", [], {"encoding_lies"}),
        ("wrong-numbers-30.xml", [], {"bad_amount", "bad_iban", "bad_reference", "sum_mismatch"}),
        ("consumer-30.xml", [], set()),
    ],
)
def test_each_sample_is_stored_as_far_as_it_may_be(
    register: Register, sample: str, stored: list[tuple[str, str, State]], rejected: set[str]
) -> None:
    report = bring(register, SAMPLES / sample)

    found = invoices(register)
    assert sorted((one.number, str(one.amount), one.state) for one in found) == stored
    assert {one.source for one in found} <= {"odoo"}
    assert report.counts["invoices"] == len(stored)
    assert {reason for _, reason in noted(report, "rejected")} == rejected


def test_an_invoice_comes_in_with_day_sum_and_due_day_and_its_organisation_by_business_id(
    register: Register,
) -> None:
    """R2.1a: an organisation is joined by its number, and the name that it has here stays."""
    here = organisations.add(vault_of(register), organisations.Organisation("Koneet", BUYER))

    report = bring(register, SAMPLES / "invoice-30.xml")

    (one,) = invoices(register)
    assert one.organisation == here
    assert (str(one.at), str(one.due_on), one.currency) == ("2026-11-02", "2026-11-16", "EUR")
    assert (report.counts["organisations"], report.counts["contact_persons_not_known"]) == (0, 1)
    dropped = {
        column.name
        for file in read_finvoice([SAMPLES / "invoice-30.xml"]).files
        for column in file.columns_dropped
    }
    assert {"InvoiceRow", "EpiAccountID", "InvoiceTotalVatAmount"} <= dropped


def test_the_same_invoice_twice_is_one_and_a_dry_run_stores_none(register: Register, tmp_path: Path) -> None:
    """Formats, rule 12: by its number, whichever file it comes in."""
    assert bring(register, SAMPLES / "invoice-30.xml", dry=True).counts["invoices"] == 1
    assert invoices(register) == []

    first = bring(register, SAMPLES / "invoice-30.xml")
    again = bring(register, SAMPLES / "invoice-30.xml")
    longer = bring(register, SAMPLES / "invoice-30-soap.xml")

    assert [one.counts["invoices"] for one in (first, again, longer)] == [1, 0, 1]
    assert (again.changed, again.counts["unchanged"], longer.counts["unchanged"]) == (0, 1, 1)
    assert len(invoices(register)) == 2


def test_another_invoice_of_a_number_that_is_here_is_rejected_and_nothing_is_overwritten(
    register: Register, tmp_path: Path
) -> None:
    bring(register, SAMPLES / "invoice-30.xml")

    report = bring(register, altered(tmp_path, "a.xml", (">20261102<", ">20261103<")))

    assert noted(report, "rejected") == [(1, "other_invoice_of_number")]
    assert [str(one.at) for one in invoices(register)] == ["2026-11-02"]


@pytest.mark.parametrize(
    ("swap", "reason"),
    [
        ((">20260001<", ">lasku Ainolle<"), "number_not_kept"),
        (("Keksityt Koneet Oy Ab", "Toiminimi Aino Keksitty"), "sole_trader"),
        (("Keksityt Koneet Oy Ab", "Aino Keksitty"), "sole_trader"),
    ],
)
def test_what_may_be_a_persons_name_comes_into_no_plain_column(
    register: Register, tmp_path: Path, swap: tuple[str, str], reason: str
) -> None:
    """R9.3: organisations and deals are nobody's, so nobody's name may stand in them."""
    report = bring(register, altered(tmp_path, "a.xml", swap))

    assert noted(report, "rejected") == [(1, reason)]
    assert invoices(register) == []
    assert report.counts["accepted"] == 0


def test_an_invoice_that_is_sent_to_us_is_none_of_a_customer(register: Register, tmp_path: Path) -> None:
    policy = re.search(r'^business_id\s*=\s*"([^"]+)"', _notice(), re.MULTILINE)
    assert policy is not None

    report = bring(register, altered(tmp_path, "a.xml", (BUYER, policy[1])))

    assert noted(report, "rejected") == [(1, "invoice_to_us")]


def _notice() -> str:
    from tests.database import NOTICE

    return Path(NOTICE).read_text(encoding="utf-8")


def test_r9_3a_a_contact_person_who_is_known_stands_in_it_and_an_erasure_leaves_the_invoice_whole(
    register: Register,
) -> None:
    vault, act = vault_of(register), acting(register)
    here = organisations.add(vault, organisations.Organisation(BUYERS_NAME, BUYER))
    person = a_person(register, at=here)

    report = bring(register, SAMPLES / "invoice-30.xml")
    bring(register, SAMPLES / "invoice-30.xml")

    assert report.counts["contact_persons"] == 1
    (held,) = deals.of_organisation(vault, here, "customer_care", act)
    assert held.representative is Representative.STANDS
    assert count(register, "select count(*) from register.event where subject_id = %s", [person]) == 1
    erasures.carry_out(vault, erasures.plan(vault, person, act), act)
    (held,) = deals.of_organisation(vault, here, "customer_care", act)
    assert (held.representative, held.deal.number) == (Representative.REMOVED, "20260001")


def test_two_people_of_one_name_and_one_of_another_company_are_nobody_for_sure(register: Register) -> None:
    vault = vault_of(register)
    here = organisations.add(vault, organisations.Organisation(BUYERS_NAME, BUYER))
    elsewhere = organisations.add(vault, organisations.Organisation("Muu Oy"))
    a_person(register, at=elsewhere)
    assert bring(register, SAMPLES / "invoice-30.xml").counts["contact_persons"] == 0

    for _ in range(2):
        a_person(register, at=here)

    assert bring(register, SAMPLES / "invoice-30.xml").counts["contact_persons_not_known"] == 1


def test_l16_an_invoice_of_a_person_who_is_here_comes_once_with_a_copy_that_the_law_keeps(
    register: Register,
) -> None:
    """1336/1997 ch. 2 § 10: known by name and address together, and the copy outlives the erasure."""
    person = a_person(register, Contact("address", LIVES))
    rows = "select count(*) from register.customership where subject_id = %s"

    assert bring(register, SAMPLES / "consumer-30.xml", dry=True).counts["invoices"] == 1
    report = bring(register, SAMPLES / "consumer-30.xml")
    again = bring(register, SAMPLES / "consumer-30.xml")

    assert (report.counts["invoices"], again.counts["invoices"], again.counts["unchanged"]) == (1, 0, 1)
    assert count(register, rows, [person]) == 2
    assert count(register, f"{rows} and fate = 1 and amount = %s", [person, Decimal("125.50")]) == 1
    vault, act = vault_of(register), acting(register)
    erasures.carry_out(vault, erasures.plan(vault, person, act), act)
    assert count(register, rows, [person]) == 1


def test_nothing_is_kept_of_an_invoice_of_somebody_who_is_not_here_for_sure(register: Register) -> None:
    """A name alone is nobody's: the address must be theirs too."""
    a_person(register, Contact("address", LIVES | {"street": "Toinen tie 9"}))
    before = count(register, "select count(*) from register.customership")

    report = bring(register, SAMPLES / "consumer-30.xml")

    assert report.counts["invoices_of_strangers"] == 1
    assert count(register, "select count(*) from register.customership") == before
    assert count(register, "select count(*) from register.subject") == 1


def test_a_person_is_found_by_the_e_mail_address_of_the_invoice(register: Register, tmp_path: Path) -> None:
    person = a_person(register, Contact("email", "bertta@example.com"))
    reach = (
        "<BuyerCommunicationDetails><BuyerEmailaddressIdentifier>Bertta@Example.com"
        "</BuyerEmailaddressIdentifier></BuyerCommunicationDetails>"
    )
    text = (SAMPLES / "consumer-30.xml").read_bytes().decode("iso-8859-15")
    file = tmp_path / "a.xml"
    file.write_bytes(
        text.replace("</BuyerPartyDetails>", f"</BuyerPartyDetails>{reach}").encode("iso-8859-15")
    )

    assert bring(register, file).counts["invoices"] == 1

    assert count(register, "select count(*) from register.customership where subject_id = %s", [person]) == 2


def test_an_undo_takes_invoices_back_and_what_somebody_has_settled_since_stays_and_is_listed(
    register: Register,
) -> None:
    vault = vault_of(register)
    report = bring(register, SAMPLES / "invoice-30-soap.xml")
    (paid,) = [one for one in invoices(register) if one.number == "20260001"]
    deals.settle(vault, paid.id, State.DONE)

    done = undone(register, report)

    assert (done.counts["deals"], done.counts["organisations"]) == (1, 0)
    assert sorted(one.what for one in done.kept) == ["deal", "organisation"]
    assert [one.number for one in invoices(register)] == ["20260001"]


def test_an_undo_takes_the_whole_of_it_back_and_the_same_file_brings_it_again(register: Register) -> None:
    """Organisation, invoice, who stands in it, and a person's row; the law's copy stays (L16)."""
    vault = vault_of(register)
    report = bring(register, SAMPLES / "invoice-30.xml")
    done = undone(register, report)
    assert (done.counts["deals"], done.counts["organisations"], done.kept) == (1, 1, [])
    assert invoices(register) == []

    here = organisations.add(vault, organisations.Organisation(BUYERS_NAME, BUYER))
    representative, customer = a_person(register, at=here), a_person(register, Contact("address", LIVES))
    stands = "select count(*) from register.event where subject_id = %s"
    bring_and_undo = undone(register, bring(register, SAMPLES / "invoice-30.xml"))
    assert (bring_and_undo.counts["rows"], count(register, stands, [representative])) == (1, 0)
    for sample in ("invoice-30.xml", "consumer-30.xml"):
        report = bring(register, SAMPLES / sample)
        assert report.counts["invoices"] == 1
        done = undone(register, report)
        assert done.kept == []
        assert bring(register, SAMPLES / sample).counts["invoices"] == 1
    assert len(invoices(register)) == 1
    rows = "select count(*) from register.customership where subject_id = %s and fate = %s"
    assert [count(register, rows, [customer, fate]) for fate in (0, 1)] == [1, 1]


def test_an_undo_brings_an_organisations_former_addresses_back(register: Register, tmp_path: Path) -> None:
    """What a later file of the same source replaced returns; what it told since the import stays."""
    own = {"email": "info@osoite.example", "street": "Vanha tie 1", "city": "Espoo"}
    where = "select count(*) from register.organisation_address where value like %s"

    def told(file: str, **cells: str) -> Report:
        records = [
            company("o.c", "Osoite Oy", **(own | cells)),
            contact("o.p", "Onni", "o.c", email="onni@osoite.example"),
        ]
        return take(register, read_partners([partners(tmp_path / file, records)]), "odoo", "customer_rep")

    told("a.csv")
    second = told("b.csv", street="Uusi tie 2")
    assert count(register, where, ["Uusi tie 2%"]) == 1

    done = undone(register, second)

    assert done.counts["addresses_returned"] >= 1
    assert [count(register, where, [f"{street}%"]) for street in ("Vanha tie 1", "Uusi tie 2")] == [1, 0]
    third, _ = told("c.csv", street="Kolmas tie 3"), told("d.csv", street="Neljäs tie 4")
    assert [one.what for one in undone(register, third).kept] == ["address"]
    assert count(register, where, ["Neljäs tie 4%"]) == 1


def test_a_person_who_came_by_another_import_keeps_what_that_brought(
    register: Register, tmp_path: Path
) -> None:
    records = [company("o.k", "Kone Oy"), contact("o.q", "Quu", "o.k", email="quu@example.com")]
    take(register, read_partners([partners(tmp_path / "k.csv", records)]), "odoo", "customer_rep")

    undone(register, bring(register, SAMPLES / "invoice-30.xml"))

    assert len(who(register, "quu@example.com")) == 1
    assert "quu@example.com" in values(register, "quu")
