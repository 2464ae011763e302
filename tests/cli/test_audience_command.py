"""``seloste audience``: counted, listed, and written into files that say what they are for."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from seloste.register.facts import Contact
from tests.cli.conftest import Shell
from tests.disclosure.schemas import faults
from tests.people import canary

NEWSLETTER = "newsletter.email"
SCHEMA = Path(__file__).parents[2] / "docs" / "schema" / "audience.json"
MAPPING = """
rows = "person"
source = "self"
relation = "prospect"
[column]
address = "contact.email"
name = "contact.name"
"""


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(newline="", encoding="utf-8-sig") as opened:
        return list(csv.DictReader(opened))


def test_an_audience_is_counted_listed_and_written_alike(shell: Shell):
    asked, unasked = shell.one(consent=True), shell.one()
    file = shell.folder / "audience.csv"

    counted = shell("audience", NEWSLETTER, "--count", "--json").json["people"]
    listed = shell("audience", NEWSLETTER).out.splitlines()
    done = shell("audience", NEWSLETTER, "-o", file, "--json")

    assert done.json["people"] == counted == len(listed)
    assert asked.email in listed
    assert unasked.email not in listed
    assert asked.email not in done.out + done.err
    assert file.stat().st_mode & 0o777 == 0o600
    found = rows(file)
    assert sorted(row["address"] for row in found) == sorted(listed)
    assert {row["id"] for row in found} >= {str(asked.id)}
    assert {row["name"] for row in found} == {""}, "nobody asked for names"
    assert {(row["purpose"], row["count"], row["notice"]) for row in found} == {
        (NEWSLETTER, str(counted), "2")
    }
    assert [one.name for one in shell.folder.iterdir() if "audience.csv" in one.name] == ["audience.csv"]


def test_a_file_that_is_there_is_replaced_only_by_force(shell: Shell):
    asked, file = shell.one(consent=True), shell.folder / "there.json"
    file.write_text("before")
    file.chmod(0o644)

    refused = shell("audience", NEWSLETTER, "-o", file, "--json")
    assert (refused.code, refused.complaint["error"]) == (3, "file_exists")
    assert file.read_text() == "before"
    assert "open" not in {one["what"] for one in shell("who-looked", asked.id, "--json").json["looks"]}

    assert shell("audience", NEWSLETTER, "-o", file, "--force").code == 0
    assert file.stat().st_mode & 0o777 == 0o600
    told = json.loads(file.read_text())
    assert faults(told, json.loads(SCHEMA.read_text())) == []
    assert asked.email in {one["address"] for one in told["entries"]}
    assert told["addresses"] == len(told["entries"])
    assert set(told["sentence"]) == {"fi", "sv", "en"}


def test_no_cell_of_a_written_audience_is_a_formula(shell: Shell):
    made = shell.one()
    shell.give(made, Contact("address", {"street": "=1+2", "post_code": "00000", "city": canary()}))
    file = shell.folder / "post.csv"

    assert shell("audience", "direct_mail.post", "-o", file).code == 0

    cells = [row["address"] for row in rows(file)]
    assert any(cell.startswith("'=1+2") for cell in cells)
    assert not any(cell.startswith(("=", "@", "-", "\t")) for cell in cells)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_was_written_is_read_by_our_own_importer(shell: Shell, form: str):
    made, file, mapping = shell.one(consent=True), shell.folder / f"again.{form}", shell.folder / "again.toml"
    mapping.write_text(MAPPING)
    assert shell("audience", NEWSLETTER, "-o", file, "--names", "--force").code == 0

    told = shell("import", file, "--mapping", mapping, "--dry-run", "--json")

    assert told.code == 0, told.err
    found = {
        one["contact"][0]["value"]: one["name"]["full"]
        for one in (told.json if isinstance(told.json, list) else [told.json])[0]["accepted"]
    }
    assert found[made.email] == f"Aino {made.family}"


def test_r6_4c_a_list_for_a_processor_is_told_to_those_whose_data_went(shell: Shell):
    """R6.4c, L5b: by name, with fields; a file is made."""
    made, file = shell.one(consent=True), shell.folder / "mailchimp.vcf"

    done = shell("audience", NEWSLETTER, "-o", file, "--to-processor", "mailchimp", "--json")

    assert done.code == 0, done.err
    assert (done.json["format"], done.json["to"]) == ("vcard", "mailchimp")
    assert f"FN:Aino {made.family}".encode() in file.read_bytes()
    looks = shell("who-looked", made.id, "--json").json["looks"]
    gone = [(one["to"], one["fields"]) for one in looks if one["what"] == "disclose"]
    assert gone == [("mailchimp", ["contact.name"]), ("mailchimp", ["contact.email"])]


@pytest.mark.parametrize("processor", ["slack", "odoo", "nobody"])
def test_r8_1a_a_processor_outside_the_stance_or_the_use_gets_no_file_and_nothing_is_opened(
    shell: Shell, processor: str
):
    """R8.1a, R6.4: decided before anything is opened, with the sentence of the notice."""
    made, file = shell.one(consent=True), shell.folder / "refused.csv"

    done = shell("audience", NEWSLETTER, "-o", file, "--to-processor", processor, "--json")

    assert (done.code, done.json["decision"]) == (1, "refused")
    assert not file.exists()
    verbs = {one["what"] for one in shell("who-looked", made.id, "--json").json["looks"]}
    assert not verbs & {"open", "disclose", "export"}


def test_what_makes_no_file_is_said_before_anything_is_opened(shell: Shell):
    nowhere = shell("audience", NEWSLETTER, "-o", shell.folder / "none" / "x.csv", "--json")
    unnamed = shell("audience", NEWSLETTER, "--to", "xlsx", "--json")
    unlisted = shell("audience", "customer_care", "-o", shell.folder / "care.csv", "--json")

    assert (nowhere.code, nowhere.complaint["error"]) == (3, "unwritable")
    assert (unnamed.code, unnamed.complaint["error"]) == (3, "bad_file")
    assert (unlisted.code, unlisted.complaint["error"]) == (3, "bad_file")


def test_a_use_that_the_notice_lacks_has_no_audience(shell: Shell):
    told = shell("audience", "astrology", "--count", "--json")

    assert told.code == 3
    assert "notice uses" in told.complaint["help"]
