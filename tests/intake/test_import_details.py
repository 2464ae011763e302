"""Titles, languages and employers come in with the relation that the file tells of, and once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from seloste.intake.mapped import MappedCsv, read_mapped
from seloste.intake.mapping import read_mapping
from seloste.intake.odoo import read_partners
from seloste.intake.orders import ImportRefused
from seloste.register import kinds
from tests.conftest import Engine
from tests.database import Register, a_register
from tests.intake.import_files import bring, count, export, opted_in, take, who
from tests.intake.partner_files import company, contact, partners

IN_TABLE = """select count(*) from register.{table} r join gate.source_no s on s.no = r.source
              where r.subject_id = %s and r.kind = %s and s.name = %s"""


@pytest.fixture(scope="module")
def register(engine: Engine) -> Iterator[Register]:
    with a_register(engine) as register:
        yield register


def stored(register: Register, email: str, field: str, source: str) -> int:
    """How many rows somebody has of one field from a source."""
    (person,) = who(register, email)
    category, _, name = field.partition(".")
    return count(register, IN_TABLE.format(table=category), [person, kinds()[category, name], source])


def table(folder: Path, mapping: str, text: str) -> MappedCsv:
    (folder / "m.toml").write_text(mapping, encoding="utf-8")
    (folder / "f.csv").write_text(text, encoding="utf-8")
    return read_mapped(
        [folder / "f.csv"], read_mapping(folder / "m.toml", {".".join(pair) for pair in kinds()})
    )


def test_a_title_belongs_to_the_relation_with_the_organisation(register: Register, tmp_path: Path) -> None:
    """R5.2a."""
    file = partners(
        tmp_path / "a.csv",
        [
            company("d.1", "Titteli Oy"),
            contact("d.2", "Titta", "d.1", email="titta@example.com", function="Ostaja", lang="sv_SE"),
        ],
    )

    take(register, read_partners([file]), "odoo", "customer_rep")
    again = take(register, read_partners([file]), "odoo", "customer_rep")

    joined = """select count(*) from register.position p join register.relation r on (r.subject_id, r.id) = (p.subject_id, p.relation)
                join register.organisation o on o.id = r.organisation_id where o.name = 'Titteli Oy'"""
    assert count(register, joined) == 1
    assert stored(register, "titta@example.com", "position.title", "odoo") == 1
    assert stored(register, "titta@example.com", "customership.language", "odoo") == 1
    assert again.changed == 0


def test_somebody_known_from_another_source_gets_them_with_the_new_relation(
    register: Register, tmp_path: Path
) -> None:
    bring(register, export(tmp_path, "subscribed", opted_in("ennestaan@example.com")))
    file = partners(
        tmp_path / "b.csv",
        [
            company("d.3", "Ennestään Oy"),
            contact("d.4", "E", "d.3", email="ennestaan@example.com", function="Johtaja"),
        ],
    )

    take(register, read_partners([file]), "odoo", "customer_rep")
    again = take(register, read_partners([file]), "odoo", "customer_rep")

    assert stored(register, "ennestaan@example.com", "position.title", "odoo") == 1
    assert again.changed == 0


def test_a_mapping_fills_any_field_that_the_notice_lets_the_source_bring(
    register: Register, tmp_path: Path
) -> None:
    mapping = '[column]\nE = "contact.email"\nT = "position.title"\nC = "organisation.name"\n[constant]\n"customership.language" = "fi"\n'

    report = take(
        register,
        table(tmp_path, mapping, "E,T,C\nkentta@example.com,Myyjä,Jokin Oy\n"),
        "odoo",
        "customer_rep",
    )

    for field in ("position.title", "customership.language", "employer.name"):
        assert stored(register, "kentta@example.com", field, "odoo") == 1
    assert report.counts["further_fields"] == 3
    assert count(register, "select count(*) from register.organisation where name = 'Jokin Oy'") == 0


def test_a_value_that_is_none_for_its_field_is_left_out_and_counted(
    register: Register, tmp_path: Path
) -> None:
    """R5.5a: an account number without its right remainder."""
    mapping = '[column]\nE = "contact.email"\nA = "customership.account"\n'

    report = take(register, table(tmp_path, mapping, "E,A\ntili@example.com,FI00 1234\n"), "odoo", "customer")

    assert (report.counts["further_fields_refused"], report.counts["new_people"]) == (1, 1)


def test_a_field_of_a_category_that_the_source_may_not_bring_is_refused_by_name(
    register: Register, tmp_path: Path
) -> None:
    """R5.0a: nobody lets a customer system bring in calls."""
    mapping = '[column]\nE = "contact.email"\nP = "calls.history"\n'

    with pytest.raises(ImportRefused, match=r"calls\.history"):
        take(register, table(tmp_path, mapping, "E,P\nsoitto@example.com,050 000 1401\n"), "odoo", "customer")

    assert who(register, "soitto@example.com") == []
