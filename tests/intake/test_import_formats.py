"""``seloste import`` of the further formats: what comes in, what is only read, and what is said of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from seloste.intake.recognising import Told, recognise
from seloste.terms.words import Scope
from tests.conftest import Engine
from tests.database import Register, a_register
from tests.intake.conftest import Command
from tests.intake.import_files import count, held, noted, refusals, take, who

SAMPLES = Path(__file__).parents[1] / "samples"


@pytest.fixture(scope="module")
def register(engine: Engine) -> Iterator[Register]:
    with a_register(engine) as register:
        yield register


def bring(register: Register, *path: str, relation: str | None = "customer_rep", source: str = "odoo"):
    files = [SAMPLES.joinpath(*path)]
    return take(register, recognise(files).format.read(files, Told()), source, relation)


def test_an_address_book_comes_in_and_a_second_time_nothing_changes(register: Register) -> None:
    first, second = (bring(register, "google", "google-new.csv") for _ in range(2))

    assert first.counts["new_people"] == 3  # one of them by number and name
    assert noted(first, "rejected") == [(3, "nothing_to_know_by"), (6, "no_contact_detail")]
    assert second.changed == 0
    (person,) = [row for row in held(register, "helmi@firma.example.fi")["rows"] if row["kind"] == 1]
    assert person
    assert refusals(held(register, "jaana@example.com")) == [(Scope.MARKETING, False, False)]


def test_an_organisation_of_an_address_book_comes_in_once_by_its_id_and_never_by_its_name(
    register: Register, tmp_path: Path
) -> None:
    """Each export of an address book is another file: an organisation without an id would be made anew."""
    koneet = "select count(*) from register.organisation where name = 'Keksityt Koneet Oy Ab'"
    before = count(register, koneet)
    sample = (SAMPLES / "vcard" / "nextcloud-30-and-40.vcf").read_bytes()
    for name in ("a.vcf", "b.vcf"):
        (tmp_path / name).write_bytes(sample + name.encode())
        take(
            register,
            recognise([tmp_path / name]).format.read([tmp_path / name], Told()),
            "odoo",
            "customer_rep",
        )

    assert count(register, koneet) == before + 1
    assert noted(bring(register, "vcard", "google-30.vcf"), "rejected") == [(2, "nothing_to_know_by")]


def test_a_further_address_of_a_card_finds_the_same_person(register: Register) -> None:
    bring(register, "vcard", "nextcloud-30-and-40.vcf")
    report = bring(register, "vcard", "nextcloud-30-and-40.vcf")

    assert report.changed == 0
    assert len(who(register, "viljo@koneet.example.fi")) == 1


def test_the_number_of_a_company_s_switchboard_is_nobody_s_own(register: Register) -> None:
    bring(register, "google", "google-outlook.csv")

    kinds = [row["kind"] for row in held(register, "kerttu@firma.example.fi")["rows"]]

    assert kinds.count(3) == 1  # the mobile number alone


def test_no_to_may_we_contact_you_forbids_and_nobody_is_sent_a_newsletter_for_an_offer(
    register: Register,
) -> None:
    report = bring(register, "facebook", "leads-utf16.csv")

    assert refusals(held(register, "fredrik@example.com")) == [(Scope.MARKETING, True, False)]
    assert refusals(held(register, "enni@example.com")) == []
    assert report.counts["consents"] == 0


def test_a_sole_trader_is_no_organisation_and_the_register_s_own_data_have_no_people(
    register: Register,
) -> None:
    """A sole trader's business name is a person's: it would stand unsealed among organisations."""
    people = count(register, "select count(*) from register.subject")

    report = bring(register, "prh", "companies-v3.json", source="trade_register")

    assert noted(report, "rejected") == [(2, "sole_trader"), (4, "bad_business_id")]
    assert count(register, "select count(*) from register.organisation where name = 'Esimerkkipaja Oy'") == 1
    assert (
        count(register, "select count(*) from register.organisation where name like 'Keksitty Hanna%%'") == 0
    )
    assert count(register, "select count(*) from register.subject") == people


@pytest.mark.parametrize(
    "path", ["references/references.csv", "tol/tol2008-excerpt.json", "kielto/emails-hashed.csv"],
)  # fmt: skip
def test_what_is_only_read_is_never_said_to_be_stored(
    seloste: Command, capsys: pytest.CaptureFixture[str], path: str
) -> None:
    assert seloste(SAMPLES / path, "--own", "101") == 3

    said = capsys.readouterr()
    assert "Nothing was stored" in said.err
    assert "Taken for" in said.out

    assert seloste(SAMPLES / path, "--own", "101", "--dry-run") == 0
    assert "nothing was stored" in capsys.readouterr().out
    assert seloste(SAMPLES / path, "--own", "101", "--dry-run", "--json") == 0
    (read,) = json.loads(capsys.readouterr().out)
    assert read["accepted"]


def test_the_report_of_a_read_only_format_names_records_by_number_and_not_by_content(
    seloste: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    assert seloste(SAMPLES / "asterisk" / "Master-18.csv", "--zone", "UTC", "--own", "101", "--dry-run") == 0

    said = capsys.readouterr().out
    assert "usegmtime=yes" in said
    assert "+358500001701" not in said
    assert "Matti" not in said


def test_a_list_of_refusals_with_lines_that_can_t_be_read_does_not_count_as_done(
    seloste: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    assert seloste(SAMPLES / "kielto" / "phones.txt", "--source", "odoo") == 3

    said = capsys.readouterr().out
    assert "2 lines may be refusals that were not applied" in said
    assert "010190" not in said


def test_an_unknown_file_says_what_may_be_said(
    seloste: Command, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "list.csv").write_text("foo,bar\n1,2\n", encoding="utf-8")
    (tmp_path / "page.csv").write_text("<!DOCTYPE html><html></html>", encoding="utf-8")

    assert seloste(tmp_path / "list.csv", "--source", "odoo") == 3
    assert "--mapping" in capsys.readouterr().err
    assert seloste(tmp_path / "page.csv", "--source", "odoo") == 3
    assert "is a web page (HTML)" in capsys.readouterr().err
    assert seloste(SAMPLES / "slack" / "slack-members.csv", "--zone", "Kuu/Meri", "--source", "odoo") == 3
    assert "zone" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("path", "title"),
    [("odoo/partners-labels-fi.xlsx", "Odoo contacts: label export XLSX"), ("vcard/apple-30.vcf", "vCard: 3.0 as Apple"),
     ("crm-csv/pipedrive-people.csv", "Pipedrive people"), ("linkedin/Connections.csv", "LinkedIn connections: as downloaded")],
)  # fmt: skip
def test_the_command_says_what_it_took_a_file_for(
    seloste: Command, capsys: pytest.CaptureFixture[str], path: str, title: str
) -> None:
    assert seloste(SAMPLES / path, "--source", "odoo", "--relation", "customer_rep", "--dry-run") == 0

    assert f"Taken for {title}" in capsys.readouterr().out
