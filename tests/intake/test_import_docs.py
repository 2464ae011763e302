"""docs/importing.md names every code that an import can give."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from seloste.cli.importing import _COUNTED
from seloste.intake.mapping import OWN, read_mapping
from seloste.register import kinds
from seloste.terms.addresses import AddressError

ROOT = Path(__file__).resolve().parents[2]
DOCS = (ROOT / "docs" / "importing.md").read_text(encoding="utf-8")
INTAKE = ROOT / "seloste" / "intake"


GIVEN_BY = [
    ("bytes.py", r'Unreadable\("([a-z0-9_]+)"', "bad_zip"),
    ("reading.py", r'Unreadable\("([a-z0-9_]+)"', "no_header"),
    ("reading.py", r'return "([a-z]+_[a-z_]+)!?"', "unclosed_quote"),
    ("reading.py", r'"(bad_[a-z]+)!?"', "bad_json"),
    ("mailchimp.py", r'"(duplicate_[a-z_]+|too_many_[a-z]+|no_export_file)"', "duplicate_in_file"),
    ("cells.py", r'"(card_number|national_identity_code)"', "card_number"),
    ("odoo_rows.py", r'Misfit\("([a-z_]+)"', "system_record"),
    ("odoo.py", r'(?:Misfit|Unreadable)\("([a-z_]+)"', "duplicate_in_file"),
    ("spreadsheet.py", r'(?:Damaged\(at, at, |append\()"([a-z_]+)"', "group_heading"),
    ("spreadsheet.py", r'Unreadable\("([a-z0-9_]+)"', "zip_too_large"),
    ("sheet_xml.py", r'Unreadable\("([a-z0-9_]+)"', "no_sheet"),
    ("recognising.py", r'(?:Unreadable|__init__)\("([a-z0-9_]+)"', "format_unknown"),
    ("google.py", r'(?:Misfit\(|append\()"([a-z_]+)"', "name_not_parted"),
    ("google.py", r'"([a-z_]+)" if name', "no_contact_detail"),
    ("outlook.py", r'(?:Misfit\(|append\()"([a-z_]+)"', "not_an_email"),
    ("linkedin.py", r'(?:Misfit\(|append\()"([a-z_]+)"', "name_has_title"),
    ("facebook.py", r'(?:Misfit\(|append\()"([a-z_]+)"', "test_lead"),
    ("leadfeeder.py", r'(?:Misfit\(|append\()"([a-z_]+)"', "consent_needed"),
    ("slack.py", r'(?:Misfit\(|append\()"([a-z_]+)"', "bad_time"),
    ("slack.py", r'": "([a-z_]+)"', "not_yet_a_member"),
    ("tables.py", r'(?:Misfit\(|append\(|Unreadable\()"([a-z_]+)"', "bad_url"),
    ("vcard.py", r'(?:Misfit|Unreadable)\("([a-z_]+)"', "no_card"),
    ("vcard_people.py", r'(?:Misfit\(|append\()"([a-zN_]+)"', "group_card"),
    ("vcard_lines.py", r'fault = "([a-z_]+)"', "unclosed_card"),
    ("calls.py", r'(?:Misfit\(|append\()"([a-z_]+)"', "not_a_call_with_anybody"),
    (
        "call_logs.py",
        r'(?:Misfit\(|Rejected\(at, file\.name, |\.warnings, )"([a-z_]+_?[a-z]+)"',
        "truncated",
    ),
    ("asterisk.py", r'(?:Misfit\(|append\()"([a-z_]+)"', "no_call_id"),
    ("freeswitch.py", r'(?:Misfit\(|append\()"([a-z_]+)"', "second_leg"),
    ("finvoice.py", r'(?:_Faults\(|append\(|Unreadable\()"([a-z_]+)"', "encoding_lies"),
    ("finvoice.py", r'"([a-z_]+)", (?:not number|day is None)', "no_number"),
    ("invoicing.py", r'(?:return |work, bill, )"([a-z_]+)"', "invoice_to_us"),
    ("ytj.py", r'(?:Misfit\(|append\()"([a-z_]+)"', "personal_data"),
    ("industries.py", r'file(?:\.name)?, "([a-z_]+)"', "total_row"),
    ("prohibition_lists.py", r'(?:name|""), "([a-z_]+)"', "bad_hash"),
    ("prohibition_lists.py", r'Unreadable\("([a-z_]+)"', "channel_unknown"),
    ("json_items.py", r'Unreadable\("([a-z_]+)"', "bad_json"),
    ("references.py", r'Rejected\(at, file.name, "([a-z_]+)"', "bad_reference"),
    ("readings.py", r'return "([a-z]+_[a-z_]+)"', "sole_trader"),
    ("mapped_rows.py", r'Misfit\("([a-z_]+)"', "deleted_at_source"),
    ("mapped.py", r'(?:Misfit|Unreadable)\("([a-z_]+)"', "column_missing"),
    ("deciding.py", r'Rejected\([^)]*"([a-z_]+)"\)', "nothing_to_know_by"),
    ("cells.py", r'(?:return|append\() ?"([a-z_]+)"', "text_is_formula"),
    ("odoo_rows.py", r'append\("([a-z_]+)"', "unknown_reference"),
    ("mapped_rows.py", r'append\("([a-z_]+)"', "unknown_country"),
    ("mailchimp_rows.py", r'append\("([a-z_]+)"', "bad_time"),
    ("permission.py", r'return "([a-z_]+)"\n', "prohibited"),
    ("permission.py", r'None, "([a-z_]+)"\n', "lapsed"),
]
"""Where codes stand in the code: module, pattern, and one of them that the pattern must find."""


def codes_of(module: str, pattern: str) -> set[str]:
    return set(re.findall(pattern, (INTAKE / module).read_text(encoding="utf-8")))


@pytest.mark.parametrize(("module", "pattern", "one"), GIVEN_BY)
def test_every_code_stands_in_the_documentation(module: str, pattern: str, one: str) -> None:
    codes = codes_of(module, pattern)

    assert one in codes
    assert {code for code in codes if f"`{code}`" not in DOCS} == set()


def test_the_address_s_own_code_is_the_one_documented() -> None:
    assert f"`{AddressError('bad_email').code}`" in DOCS


def test_the_mapping_of_the_documentation_is_one_that_is_read(tmp_path: Path) -> None:
    example = re.search(r"```toml\n(.*?)```", DOCS, re.DOTALL)
    assert example is not None
    path = tmp_path / "example.toml"
    path.write_text(example[1], encoding="utf-8")

    mapping = read_mapping(path, {".".join(pair) for pair in kinds()})

    assert (mapping.source, len(mapping.columns), len(mapping.refusals)) == ("business_card", 11, 1)
    assert mapping.refusals[0].withdraws
    assert {
        field for field in OWN if f"`{field}`" not in DOCS and f"`.{field.rsplit('.')[-1]}`" not in DOCS
    } == set()


def test_every_word_of_the_report_is_told_in_words() -> None:
    """A count without its words would be kept from whoever reads the terminal."""
    silent = {"accepted", "withdrawn", "records"}
    codes = codes_of("counting.py", r'counts\["([a-z_]+)"\]') | codes_of("details.py", r'"(further_[a-z_]+)"')
    for module in ("importing.py", "invoicing.py", "calling.py"):
        codes |= codes_of(module, r'counts\["([a-z_]+)"\]')
    codes |= codes_of("payers.py", r'return "(invoices[a-z_]*)"') | {
        "contact_persons",
        "contact_persons_not_known",
    }
    codes |= codes_of("organisations.py", r'"(organisations[a-z_]*)":') | {
        "contact_details_not_kept",
        "organisation_not_known",
    }

    assert codes - silent <= set(_COUNTED)
