"""A Mailchimp export, column by column, and files that are damaged or of older kinds."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seloste.intake.as_json import as_json
from seloste.intake.found import Accepted, ConsentState, ContactKind, Rejected
from seloste.intake.mailchimp import read_export
from seloste.terms.addresses import suppression_keys
from seloste.terms.words import Label, Scope
from tests.intake.export_folder import (
    CODE,
    DOUBLE,
    HEADER,
    Folder,
    email_of,
    name_of,
    one,
    outcome,
    someone,
)


def test_a_merge_field_named_like_a_system_column_is_no_proof_of_a_consent(export):
    path = export.path / "subscribed_email_audience_export_00aa11bb22.csv"
    merge, times = "OPTIN_TIME,CONFIRM_TIME", "2026-01-01 10:00:00,2026-01-01 10:05:00"
    path.write_text(f"Email Address,{merge},{merge},LEID\na@example.com,{times},,,1\n")

    assert one(path).consent.state is ConsentState.UNPROVEN

    path.write_text(f"Email Address,{merge},{merge},LEID\na@example.com,,,{times},1\n")
    assert one(path).consent.state is ConsentState.GRANTED


@pytest.mark.parametrize(
    ("label", "kind", "cell", "value", "of"),
    [
        ("Puhelin", ContactKind.PHONE, "050 000 1101", "+358500001101", Label.UNKNOWN),
        ("Matkapuhelin", ContactKind.PHONE, "'+358 50 000 1101", "+358500001101", Label.MOBILE),
        ("Telefonnummer", ContactKind.PHONE, "500001101", "+358500001101", Label.UNKNOWN),
    ],
)
def test_a_phone_is_known_by_its_label_in_three_languages(export, label, kind, cell, value, of):
    found = one(export.write("subscribed", someone(**{label: cell}), more=(label,)))

    assert [(p.kind, p.value, p.label) for p in found.contacts[1:]] == [(kind, value, of)]


def test_a_damaged_phone_is_left_out_with_a_warning_and_the_person_stays(export):
    found = one(export.write("subscribed", someone(Phone="3,585E+11", **DOUBLE), more=("Phone",)))

    assert len(found.contacts) == 1
    assert found.warnings == ("number_damaged_by_spreadsheet",)


def test_address_company_and_whole_name_come_from_merge_fields(export):
    cells = {"Osoite": "Keksitie 1  Helsinki  00999  FI", "Yritys": "Keksitty Oy", "Nimi": "Saku Sarake"}

    (read,) = as_json(read_export([export.write("subscribed", someone(**cells), more=tuple(cells))]))

    (person,) = read["accepted"]
    assert person["name"] == {"full": "Saku Sarake"}
    assert person["works_for_name"] == "Keksitty Oy"
    address = {"street": "Keksitie 1", "post_code": "00999", "city": "Helsinki", "country": "FI"}
    assert person["contact"][1] == {"kind": "address", "value": address, "of": "person"}


def test_columns_without_a_purpose_are_dropped_and_those_of_third_persons_refused(export):
    more = ("Lempiväri", "Puoliso", "Allergies", "Email")

    (file,) = read_export([export.write("subscribed", someone(), more=more)]).files

    assert {"Lempiväri", "Email", "NOTES", "MEMBER_RATING"} <= {c.name for c in file.columns_dropped}
    assert {c.name: c.why for c in file.columns_refused} == {
        "Puoliso": "third_person",
        "Allergies": "special_category",
    }
    assert file.warnings == ("second_email_column",)


def test_a_renamed_email_column_is_the_first_one(export):
    path = export.write("subscribed", someone())
    path.write_text(path.read_text().replace("Email Address", "Postilaatikko"))

    assert email_of(one(path)) == "aino@example.com"


def test_a_tag_that_reads_as_a_refusal_forbids_until_somebody_decides(export):
    found = one(export.write("subscribed", someone(TAGS='"Älä soita","VIP, avain"', **DOUBLE)))

    assert found.tags == ("Älä soita", "VIP, avain")
    assert [p.scope for p in found.prohibitions] == [Scope.MARKETING_PHONE]
    assert "tag_looks_like_prohibition" in found.warnings


def test_a_formula_is_no_name(export):
    found = one(export.write("subscribed", someone(**{"First Name": "'=HYPERLINK(1)", "Last Name": "Malli"})))

    assert name_of(found) == ("", "Malli")
    assert "text_is_formula" in found.warnings


def test_values_of_people_do_not_show_in_a_log(export):
    found = one(
        export.write("subscribed", someone(**DOUBLE, **{"First Name": "Kaarlo", "OPTIN_IP": "192.0.2.7"}))
    )

    assert found.consent.asked_from == "192.0.2.7"
    assert not any(value in repr(found) for value in ("aino@", "Kaarlo", "192.0.2.7"))


def test_a_file_saved_again_by_a_finnish_spreadsheet_is_read(export):
    path = export.write("subscribed", someone(**DOUBLE, **{"First Name": "Äijö"}))
    path.write_bytes(path.read_text(encoding="utf-8").replace('","', '";"').encode("cp1252"))

    (file,) = read_export([path]).files

    assert (file.table.separator, file.warnings) == (";", ("windows_1252_assumed",))
    assert name_of(one(path))[0] == "Äijö"


def test_the_older_json_lines_are_read(tmp_path):
    path = tmp_path / "subscribed_members_export_00aa11bb22.csv"
    lines = [HEADER, ["aino@example.com", "Äijö", *[""] * 13]]
    path.write_text("\n".join(map(json.dumps, lines)))

    assert name_of(one(path))[0] == "Äijö"


def test_a_zip_gives_the_same_reading_as_its_files(tmp_path):
    files = sorted((Path(__file__).parents[1] / "samples" / "mailchimp").glob("*.csv"))
    with zipfile.ZipFile(tmp_path / "export.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("readme.txt", "hei")
        for file in files:
            archive.write(file, f"audience/{file.name}")

    read = read_export([tmp_path / "export.zip"])

    assert list(read) == list(read_export(files))
    assert read.skipped == ("readme.txt",)


def test_an_unclosed_quote_is_reported_and_nothing_after_it_is_believed(export):
    path = export.write("subscribed", someone("a@example.com"), someone("b@example.com"))
    path.write_text(path.read_text() + '"c@example.com,\nd@example.com,,\n')

    assert outcome(path) == ["unproven", "unproven", "unclosed_quote"]
    assert [f.rest_unread for f in read_export([path]) if isinstance(f, Rejected)] == [True]


cell = st.sampled_from(
    ["", "aino@example.com", "AINO@example.com", "bo+x@gmail.com", "b.o@gmail.com", "x",
     "2026-01-01 10:00:00", "2026-01-01 10:05:00", "0000-00-00 00:00:00", "ABUSE", '"a","b"', CODE,
     "=1", "\u202ex", "192.0.2.1"]
) | st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=6)  # fmt: skip
records = st.lists(st.lists(cell, min_size=len(HEADER), max_size=len(HEADER)), max_size=6)


@settings(max_examples=150, deadline=None)
@given(records, records)
def test_whatever_stands_in_the_cells_no_refused_mailbox_has_a_permission(tmp_path_factory, left, subscribed):
    folder = Folder(tmp_path_factory.mktemp("export"))
    named = [[dict(zip(HEADER, cells, strict=True)) for cells in some] for some in (left, subscribed)]
    files = [folder.write("unsubscribed", *named[0]), folder.write("subscribed", *named[1])]

    found = list(read_export(files))

    taken = [f for f in found if isinstance(f, Accepted)]
    refused = {email_of(f) for f in taken if f.consent.state is ConsentState.WITHDRAWN}
    refused |= {f.withdrawn_email for f in found if isinstance(f, Rejected) and f.withdrawn_email}
    permitted = {email_of(f) for f in taken if f.consent.state is ConsentState.GRANTED}
    assert not {suppression_keys(email)[-1] for email in refused} & {
        suppression_keys(e)[-1] for e in permitted
    }
    assert len({email_of(f) for f in taken}) == len(taken)
    assert CODE not in repr(found)
