"""Any CSV by a mapping comes in: only what the notice lets in, and what it doesn't is refused by name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from seloste.intake.mapped import MappedCsv, read_mapped
from seloste.intake.mapping import read_mapping
from seloste.intake.orders import ImportRefused
from seloste.register import finding, kinds
from seloste.terms.words import Scope
from tests.conftest import Engine
from tests.database import Register, a_register
from tests.intake.import_files import acting, count, held, refusals, take, vault_of, who

PEOPLE = """
[column]
"Email" = "contact.email"
"Name" = "contact.name"
"Phone" = "contact.phone"
"Company ID" = "organisation.business_id"
"Account" = "organisation.external_id"
"Since" = "relation.started"

[[refusal]]
column = "Out"
is = ["1"]
channel = "all"

[[refusal]]
column = "No calls"
is = ["1"]
channel = "phone"
"""
COMPANIES = """
rows = "organisation"
key = "Account"

[column]
"Company" = "organisation.name"
"Company ID" = "organisation.business_id"
"""
HEADER = "Email,Name,Phone,Company ID,Account,Since,Out,No calls\n"


@pytest.fixture(scope="module")
def register(engine: Engine) -> Iterator[Register]:
    with a_register(engine) as register:
        yield register


def table(folder: Path, rows: str, mapping: str = PEOPLE, header: str = HEADER) -> MappedCsv:
    (folder / "m.toml").write_text(mapping, encoding="utf-8")
    (folder / "f.csv").write_text(header + rows, encoding="utf-8")
    fields = {".".join(pair) for pair in kinds()}
    return read_mapped([folder / "f.csv"], read_mapping(folder / "m.toml", fields))


def test_people_come_in_with_what_the_mapping_says_and_twice_is_once(
    register: Register, tmp_path: Path
) -> None:
    reading = table(
        tmp_path, "maija@example.com,Maija,0500001301,,,2.3.2026,,1\nmatti@example.com,Matti,,,,,1,\n"
    )

    first = take(register, reading, "business_card", "customer_rep")
    second = take(register, reading, "business_card", "customer_rep")

    assert (first.counts["new_people"], second.changed) == (2, 0)
    assert refusals(held(register, "maija@example.com")) == [(int(Scope.MARKETING_PHONE), False, False)]
    assert refusals(held(register, "matti@example.com")) == [(int(Scope.MARKETING), False, False)]
    assert str(held(register, "maija@example.com")["relations"][0]["started"]).startswith("2026-03-01T22")


def test_no_column_makes_a_consent(register: Register, tmp_path: Path) -> None:
    """GDPR 7(1): a cross in a column proves nothing; no file holds what was shown."""
    mapping = PEOPLE.replace('[[refusal]]\ncolumn = "Out"', '[[claim]]\ncolumn = "Out"').replace(
        'channel = "all"', ""
    )

    take(
        register,
        table(tmp_path, "rasti@example.com,Rasti,,,,,1,\n", mapping),
        "business_card",
        "customer_rep",
    )

    assert not held(register, "rasti@example.com")["grounds"]


def test_people_are_joined_to_organisations_of_an_earlier_file_of_the_same_source(
    register: Register, tmp_path: Path
) -> None:
    """By external id or business ID; somebody whose organisation isn't known comes in without one."""
    companies = table(
        tmp_path,
        "Liitetty Oy,9900006-9,A1\nToinen Liitetty Oy,,A2\n",
        COMPANIES,
        "Company,Company ID,Account\n",
    )
    take(register, companies, "business_card", "customer_rep")
    rows = "l1@example.com,L,,,A2,,,\nl2@example.com,L,,9900006-9,,,,\nl3@example.com,L,,,A3,,,\n"

    report = take(register, table(tmp_path, rows), "business_card", "customer_rep")

    joined = "select count(*) from register.relation r join register.organisation o on o.id = r.organisation_id where o.name like '%%Liitetty Oy'"
    assert count(register, joined) == 2
    assert report.counts["organisation_not_known"] == 1
    assert report.counts["new_people"] == 3


def test_a_field_that_the_source_may_not_bring_is_refused_by_name_before_anything_is_stored(
    register: Register, tmp_path: Path
) -> None:
    """R6.2a: the trade register may bring names and addresses, no e-mail."""
    mapping = '[column]\n"Phone" = "contact.phone"\n"Name" = "contact.name"\n"Email" = "contact.email"\n'
    before = count(register, "select count(*) from register.subject")

    with pytest.raises(ImportRefused) as fault:
        take(
            register,
            table(tmp_path, "e@example.com,E,0500001302,,,,,\n", mapping),
            "trade_register",
            "customer_rep",
        )

    assert "contact.email" in (fault.value.help or "") + fault.value.message
    assert count(register, "select count(*) from register.subject") == before


def test_a_field_beyond_the_sources_list_is_refused_with_its_column_and_the_notices_line(
    register: Register, tmp_path: Path
) -> None:
    """R5.0a, R6.2a: mailchimp may bring no postal address."""
    mapping = '[column]\n"Email" = "contact.email"\n"Since" = "contact.address"\n'

    with pytest.raises(ImportRefused) as fault:
        take(register, table(tmp_path, "o@example.com,,,,,Katu 1,,\n", mapping), "mailchimp", "prospect")

    assert "contact.address" in fault.value.message
    assert '"Since"' in fault.value.message
    assert "source.mailchimp" in fault.value.message
    assert who(register, "o@example.com") == []


def test_a_rejected_record_s_refusal_is_obeyed(register: Register, tmp_path: Path) -> None:
    take(register, table(tmp_path, "kova@example.com,Kova,,,,,,\n"), "business_card", "customer_rep")

    take(register, table(tmp_path, "kova@example.com,010190-900P,,,,,1,\n"), "business_card", "customer_rep")

    assert refusals(held(register, "kova@example.com")) == [(int(Scope.MARKETING), False, False)]


def test_a_second_address_of_somebody_known_is_added_once(register: Register, tmp_path: Path) -> None:
    mapping = '[column]\n"Email" = { field = "contact.email", split = ";" }\n"Name" = "contact.name"\n'
    for rows in ("kaksi@example.com,K,,,,,,\n", "kaksi@example.com;kolme@example.com,K,,,,,,\n"):
        take(register, table(tmp_path, rows, mapping), "business_card", "customer_rep")

    again = take(
        register,
        table(tmp_path, "kaksi@example.com;kolme@example.com,K,,,,,,\n", mapping),
        "business_card",
        "customer_rep",
    )

    assert who(register, "kaksi@example.com") == who(register, "kolme@example.com")
    assert again.changed == 0


def test_an_import_that_was_cut_off_goes_on_where_it_stopped(register: Register, tmp_path: Path) -> None:
    from seloste.intake import importing
    from seloste.intake.orders import Order

    reading = table(tmp_path, "".join(f"katko.{n}@example.com,Katko {n},,,,,,\n" for n in range(2500)))

    def cut(done: int, _of: int) -> None:
        if done >= 2000:
            raise KeyboardInterrupt

    order = Order("business_card", "customer_rep")
    with pytest.raises(KeyboardInterrupt):
        importing.run(vault_of(register), reading, order, acting(register), cut)
    report = take(register, reading, "business_card", "customer_rep")

    assert (report.counts["new_people"], report.counts["unchanged"]) == (500, 2000)
    assert (
        len(
            list(
                finding.by_address(
                    vault_of(register), "email", "katko.1999@example.com", "rights", acting(register)
                )
            )
        )
        == 1
    )
