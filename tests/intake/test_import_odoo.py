"""Odoo contacts come in: companies first, then their people; nobody is joined by a name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from seloste.intake.found import What
from seloste.intake.odoo import read_partners
from seloste.intake.orders import ImportRefused
from seloste.terms.words import Scope
from tests.conftest import Engine
from tests.database import Register, a_register
from tests.intake.import_files import count, held, noted, refusals, take, who
from tests.intake.partner_files import HEADER, company, contact, partners

SAMPLES = Path(__file__).parents[1] / "samples" / "odoo"
RELATIONS = """select count(*) from register.relation r join register.organisation o on o.id = r.organisation_id
               where o.name = %s"""


@pytest.fixture(scope="module")
def register(engine: Engine) -> Iterator[Register]:
    with a_register(engine) as register:
        yield register


def organisations(register: Register, name: str) -> int:
    return count(register, "select count(*) from register.organisation where name = %s", [name])


def test_the_samples_come_in_and_a_second_time_nothing_changes(register: Register) -> None:
    reading = read_partners(sorted(SAMPLES.glob("*.csv")))

    first = take(register, reading, "odoo", "customer_rep")
    second = take(register, reading, "odoo", "customer_rep")

    assert first.counts["organisations"] == 4
    assert first.counts["new_people"] == 8
    assert first.counts["to_be_told"] == 8  # GDPR 14: the people didn't give the data themselves
    assert count(register, RELATIONS, ["Esimerkkipaja Oy"]) == 2
    assert count(register, RELATIONS, ["Keksityt Koneet Oy Ab"]) == 1
    assert organisations(register, "Toinen Oy") == 0  # named by somebody, and in no record
    assert (second.changed, second.counts["organisations_known"]) == (0, 4)


def test_every_value_says_where_and_when_it_came_from(register: Register, tmp_path: Path) -> None:
    """R6.1a."""
    file = partners(
        tmp_path / "a.csv", [contact("o.1", "Aino Alku", email="alku@example.com", phone="'+358 50 000 1201")]
    )

    take(register, read_partners([file]), "odoo", "customer_rep")

    (person,) = who(register, "alku@example.com")
    sources = "select count(*) from register.contact c join gate.source_no s on s.no = c.source where c.subject_id = %s and s.name = 'odoo' and c.batch is not null and c.obtained_at is not null"
    assert count(register, sources, [person]) == 3


def test_an_organisation_is_joined_by_business_id_and_never_by_name(
    register: Register, tmp_path: Path
) -> None:
    """R2.1a; a name is no key."""
    one = partners(tmp_path / "1.csv", [company("o.21", "Sama Nimi Oy", vat="FI99000050")])
    two = partners(
        tmp_path / "2.csv",
        [
            company("o.22", "Toinen Kirjoitus Oy", vat="FI99000050"),
            company("o.23", "Sama Nimi Oy"),
            contact("o.24", "Bo By", "o.22", email="bo@example.com"),
        ],
    )

    take(register, read_partners([one]), "odoo", "customer_rep")
    report = take(register, read_partners([two]), "odoo", "customer_rep")

    assert report.counts["organisations_known"] == report.counts["organisations"] == 1
    assert organisations(register, "Sama Nimi Oy") == 2
    assert organisations(register, "Toinen Kirjoitus Oy") == 0
    assert count(register, f"{RELATIONS} and o.business_id = '9900005-0'", ["Sama Nimi Oy"]) == 1


def test_a_company_that_changed_its_name_keeps_its_people(register: Register, tmp_path: Path) -> None:
    def named(name: str) -> Path:
        return partners(
            tmp_path / f"{name}.csv",
            [company("o.31", name), contact("o.32", "Ada Aho", "o.31", email="ada@example.com")],
        )

    take(register, read_partners([named("Ennen Oy")]), "odoo", "customer_rep")
    report = take(register, read_partners([named("Jälkeen Oy")]), "odoo", "customer_rep")

    assert (report.counts["organisations_changed"], report.counts["organisations"]) == (1, 0)
    assert (organisations(register, "Ennen Oy"), count(register, RELATIONS, ["Jälkeen Oy"])) == (0, 1)


def test_nothing_of_a_file_opens_marketing_and_a_tag_may_close_it(register: Register, tmp_path: Path) -> None:
    """No column of these files is a consent; "Älä soita" stands against calls until somebody decides."""
    header = (*HEADER[:14], "category_id", *HEADER[15:])
    file = partners(
        tmp_path / "t.csv",
        [
            contact("o.41", "Eka Ei", email="eka@example.com", category_id="Älä soita"),
            contact("o.42", "Toka Tilaaja", email="toka@example.com", category_id="Uutiskirje"),
        ],
        header,
    )

    report = take(register, read_partners([file]), "odoo", "customer_rep")

    assert "consents" not in report.counts
    assert refusals(held(register, "eka@example.com")) == [(int(Scope.MARKETING_PHONE), False, False)]
    assert not refusals(held(register, "toka@example.com"))
    assert not held(register, "toka@example.com")["grounds"]


def test_a_refusal_in_the_register_stays_whatever_the_file_says(register: Register, tmp_path: Path) -> None:
    """Formats, rule 9: a file never weakens a state; here a later file without the tag."""
    header = (*HEADER[:14], "category_id", *HEADER[15:])
    cells = {"email": "pysyva@example.com"}
    for number, tag in enumerate(("Ei markkinointia", "")):
        file = partners(
            tmp_path / f"{number}.csv", [contact("o.51", "Pysyvä", **cells, category_id=tag)], header
        )
        take(register, read_partners([file]), "odoo", "customer_rep")

    assert refusals(held(register, "pysyva@example.com")) == [(int(Scope.MARKETING), False, False)]


def test_somebody_without_an_e_mail_address_is_known_by_number_and_name(
    register: Register, tmp_path: Path
) -> None:
    """Two people may share a number; a number and the very name are one person."""
    file = partners(
        tmp_path / "p.csv",
        [
            contact("o.61", "Pekka Puhelin", phone="050 000 1261"),
            contact("o.62", "Paula Puhelin", phone="050 000 1261"),
        ],
    )

    first = take(register, read_partners([file]), "odoo", "customer_rep")
    second = take(register, read_partners([file]), "odoo", "customer_rep")

    assert (first.counts["new_people"], second.changed) == (2, 0)


def test_somebody_with_neither_is_rejected_with_the_reason(register: Register, tmp_path: Path) -> None:
    file = partners(
        tmp_path / "n.csv", [contact("o.71", "Nimi Vain"), contact("o.72", "Toinen", email="t@example.com")]
    )

    report = take(register, read_partners([file]), "odoo", "customer_rep")

    assert noted(report, "rejected") == [(2, "nothing_to_know_by")]
    assert report.counts["new_people"] == 1


def test_an_archived_contact_comes_in_as_one_whose_relation_has_ended(
    register: Register, tmp_path: Path
) -> None:
    """R1.1b: the last relation's end starts the retention clock."""
    file = partners(
        tmp_path / "v.csv", [contact("o.81", "Vanha Väinö", email="vanha@example.com", active="")]
    )

    take(register, read_partners([file]), "odoo", "customer_rep")

    (relation,) = held(register, "vanha@example.com")["relations"]
    assert relation["ended"] is not None
    assert take(register, read_partners([file]), "odoo", "customer_rep").changed == 0


def test_rows_of_an_unknown_kind_are_rejected_until_the_user_says_what_they_are(
    register: Register, tmp_path: Path
) -> None:
    """Whether a row is a person or an organisation isn't guessed from its name."""
    header = tuple(name for name in HEADER if name != "is_company")
    file = partners(tmp_path / "k.csv", [contact("o.91", "Kuka Kumma", email="kuka@example.com")], header)

    unsaid = take(register, read_partners([file]), "odoo", "customer_rep")
    said = take(register, read_partners([file], kind=What.PERSON), "odoo", "customer_rep")

    assert noted(unsaid, "rejected") == [(2, "kind_unknown")]
    assert said.counts["new_people"] == 1


def test_a_dry_run_counts_the_same_and_stores_nothing(register: Register, tmp_path: Path) -> None:
    file = partners(
        tmp_path / "d.csv",
        [company("o.101", "Kuiva Oy"), contact("o.102", "Kuiva", "o.101", email="kuiva@example.com")],
    )

    dry = take(register, read_partners([file]), "odoo", "customer_rep", dry=True)

    assert (organisations(register, "Kuiva Oy"), who(register, "kuiva@example.com")) == (0, [])
    assert take(register, read_partners([file]), "odoo", "customer_rep").counts == dry.counts


def test_the_relation_must_be_said_for_the_notice_names_none_for_odoo(
    register: Register, tmp_path: Path
) -> None:
    file = partners(tmp_path / "r.csv", [contact("o.111", "R", email="r@example.com")])

    with pytest.raises(ImportRefused, match="relation"):
        take(register, read_partners([file]), "odoo")


def test_eight_hundred_organisations_and_their_people_come_in(register: Register, tmp_path: Path) -> None:
    companies = [company(f"s.{n}", f"Suuri {n} Oy") for n in range(800)]
    people = [
        contact(f"p.{n}", f"Iso Joukko {n}", f"s.{n % 800}", email=f"joukko.{n}@example.com")
        for n in range(1200)
    ]

    report = take(
        register, read_partners([partners(tmp_path / "s.csv", [*people, *companies])]), "odoo", "customer_rep"
    )

    assert (report.counts["organisations"], report.counts["new_people"]) == (800, 1200)
    joined = "select count(*) from register.relation r join register.organisation o on o.id = r.organisation_id where o.name like 'Suuri %% Oy'"
    assert count(register, joined) == 1200
