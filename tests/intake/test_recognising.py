"""A file says itself what it is; one that lies about its kind is named as what it is (issue 7, "In")."""

from __future__ import annotations

import io
import tempfile
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seloste.intake.as_json import as_json
from seloste.intake.bytes import Unreadable, sources
from seloste.intake.kinds import READ, kind_of
from seloste.intake.mapping import read_mapping
from seloste.intake.odoo_columns import is_header
from seloste.intake.recognising import Told, every_word, formats, named, ready, recognise
from seloste.intake.spreadsheet import open_sheet
from tests.intake.readings_of import codes, reading, reasons, values
from tests.intake.workbooks import LINKS, workbook

SAMPLES = Path(__file__).parents[1] / "samples"
PEOPLE = [("Name", "Email", "City", "Country"), ("Aino", "a@example.com", "Oulu", "Finland")]


def fault(path: Path) -> str:
    with pytest.raises(Unreadable) as refused:
        recognise([path])
    return refused.value.code


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"%PDF-1.7\n%abc", "is_pdf"),
        (b"<!DOCTYPE html><html><body>Kirjaudu</body></html>", "is_html"),
        (b'<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml"></html>', "is_html"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "is_xls"),
        (b"\x1f\x8b\x08rest", "is_gzip"),
        (b"\x89PNG\r\n\x1a\n", "is_picture"),
        (b"SQLite format 3\0", "is_sqlite"),
        (b"MZ\x90", "is_program"),
    ],
)
def test_what_no_reader_takes_is_named_as_what_it_is_whatever_its_name_says(
    tmp_path: Path, content: bytes, code: str
) -> None:
    path = tmp_path / "contacts.csv"
    path.write_bytes(content)

    assert fault(path) == code


def test_documents_that_are_zips_inside_are_named_too(tmp_path: Path) -> None:
    for inside, code in (("word/document.xml", "is_docx"), ("ppt/presentation.xml", "is_pptx")):
        with zipfile.ZipFile(tmp_path / "a.csv", "w") as archive:
            archive.writestr(inside, "<x/>")
        assert fault(tmp_path / "a.csv") == code
    with zipfile.ZipFile(tmp_path / "b.xlsx", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    assert fault(tmp_path / "b.xlsx") == "is_ods"


def test_a_workbook_named_csv_is_read_as_a_workbook_and_said(tmp_path: Path) -> None:
    path = workbook(tmp_path / "contacts.csv", PEOPLE)

    taken = recognise([path])
    (read,) = as_json(taken.format.read([path], Told()))

    assert taken.misnamed == (("contacts.csv", "xlsx"),)
    assert (taken.format.name, values(read, "email")) == ("odoo.res_partner", ["a@example.com"])


def test_a_zip_named_csv_is_opened_as_a_zip(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "export.csv", "w") as archive:
        archive.write(SAMPLES / "google" / "google-new.csv", "inside.csv")

    assert recognise([tmp_path / "export.csv"]).format.name == "google.contacts.csv"


def test_text_under_any_name_is_text(tmp_path: Path) -> None:
    (tmp_path / "contacts.xlsx").write_bytes((SAMPLES / "slack" / "slack-members.csv").read_bytes())

    taken = recognise([tmp_path / "contacts.xlsx"])

    assert (taken.format.name, taken.misnamed) == ("slack.members", (("contacts.xlsx", "text"),))


def test_files_of_two_programs_are_not_read_together(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as refused:
        recognise([SAMPLES / "slack" / "slack-members.csv", SAMPLES / "vcard" / "google-30.vcf"])
    assert refused.value.code == "several_formats"


def test_every_format_is_called_by_its_whole_name_and_by_one_word() -> None:
    """Section 0 of the formats: ``--format`` takes a format whole or its first word."""
    sample = [SAMPLES / "linkedin" / "lead-form-unverified-layout.csv"]
    for one in formats():
        for word in one.words:
            assert word in every_word()
    assert named("linkedin", sample).format.name == "linkedin.lead_form"
    assert named("LinkedIn.connections", sample).format.name == "linkedin.connections"
    with pytest.raises(Unreadable):
        named("lotus", sample)


def test_a_table_of_name_and_address_alone_is_nobody_s_format(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("name,email\nAino,a@example.com\n", encoding="utf-8")

    assert fault(tmp_path / "list.csv") == "format_unknown"


@pytest.mark.parametrize("name", ["hubspot", "pipedrive", "salesforce", "salesforce-report"])
def test_the_mappings_that_come_with_the_program_are_right_and_know_refusals(name: str) -> None:
    mapping = ready(name)

    assert mapping.partial
    assert mapping.refusals


def test_a_report_of_salesforce_without_its_opt_outs_warns_and_one_with_them_forbids(tmp_path: Path) -> None:
    head = "First Name,Last Name,Account Name,Email"
    told = reading(tmp_path, f"{head},Email Opt Out\nAino,M,Malli Oy,a@example.com,1\n")
    silent = reading(tmp_path, f"{head}\nAino,M,Malli Oy,a@example.com\n", "b.csv", "salesforce-report")

    assert told["accepted"][0]["prohibition"] == [
        {"channel": "email", "scope": "direct_marketing", "since": None}
    ]
    assert "no_refusal_column" in codes(silent)


# -- workbooks ------------------------------------------------------------------------------


def sheet_fault(path: Path) -> str:
    contacts = next(one for one in formats() if one.name == "odoo.res_partner")
    with pytest.raises(Unreadable) as refused:
        contacts.read([path], Told())
    return refused.value.code


def test_a_formula_is_neither_evaluated_nor_its_last_result_believed(tmp_path: Path) -> None:
    formula = ('<f>HYPERLINK("http://example.com")</f><v>1</v>', 0)
    path = workbook(tmp_path / "a.xlsx", [PEOPLE[0], ("Aino", "a@example.com", formula, "Finland")])

    read = reading(tmp_path, path.read_bytes(), "b.xlsx")

    assert codes(read) == ["kind_unknown", "formula_not_read"]
    assert values(read, "address") == [{"country": "FI"}]


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml"])
def test_a_workbook_that_declares_entities_is_refused_before_any_is_expanded(
    tmp_path: Path, part: str
) -> None:
    bomb = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><worksheet>&x;</worksheet>'
    path = workbook(tmp_path / "a.xlsx", PEOPLE, {part: bomb})

    assert sheet_fault(path) == "doctype"


def test_a_sheet_that_lies_elsewhere_is_never_fetched(tmp_path: Path) -> None:
    outward = LINKS.replace(
        'Target="worksheets/sheet1.xml"', 'Target="http://example.com/s.xml" TargetMode="External"'
    )
    path = workbook(tmp_path / "a.xlsx", PEOPLE, {"xl/_rels/workbook.xml.rels": outward})

    assert sheet_fault(path) == "no_sheet"


def test_a_small_file_does_not_become_a_large_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("seloste.intake.spreadsheet.LARGEST_SHEET", 1 << 20)
    monkeypatch.setattr("seloste.intake.spreadsheet.LARGEST_STRINGS", 1 << 20)
    strings = "<sst>" + "<si><t>" + "a" * 30_000 + "</t></si>" * 1 + "</sst>"
    path = workbook(tmp_path / "a.xlsx", PEOPLE, {"xl/sharedStrings.xml": strings + " " * (2 << 20)})

    tracemalloc.start()
    assert sheet_fault(path) == "zip_too_large"
    assert tracemalloc.get_traced_memory()[1] < 8 << 20
    tracemalloc.stop()


@pytest.mark.parametrize(
    "sheet",
    [
        "<worksheet><sheetData><row><c r='A1'",
        "",
        "<a/>",
        "\0",
        "<worksheet><row><c r='ZZZ1'><v>1</v></c></row></worksheet>",
    ],
)
def test_a_broken_sheet_is_refused_and_never_half_read(tmp_path: Path, sheet: str) -> None:
    path = workbook(tmp_path / "a.xlsx", PEOPLE, {"xl/worksheets/sheet1.xml": sheet})

    assert sheet_fault(path) in ("bad_xml", "no_header")


def test_a_sheet_that_breaks_off_later_tells_that_the_rest_is_unread(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", PEOPLE)
    with zipfile.ZipFile(path) as archive:
        whole = archive.read("xl/worksheets/sheet1.xml").decode()
    broken = workbook(
        tmp_path / "b.xlsx", PEOPLE, {"xl/worksheets/sheet1.xml": whole.replace("</sheetData>", "</oops>")}
    )

    read = reading(tmp_path, broken.read_bytes(), "c.xlsx")

    assert reasons(read)[-1] == (0, "bad_xml")


def test_days_booleans_and_numbers_of_a_workbook_are_text_again(tmp_path: Path) -> None:
    (tmp_path / "m.toml").write_text(
        '[column]\n"Email" = "contact.email"\n"Since" = "relation.started"\n"Tag" = "tag"\n', encoding="utf-8"
    )
    path = workbook(
        tmp_path / "a.xlsx",
        [("Email", "Since", "Tag"), ("a@e.fi", ("<v>46023</v>", 2), True), ("b@e.fi", "", 12345678901234567)],
    )
    (read,) = as_json(
        named("csv", [path]).format.read([path], Told(mapping=read_mapping(tmp_path / "m.toml", ())))
    )

    assert (read["accepted"][0]["since"], read["accepted"][0]["labels"]) == ("2026-01-01", ["True"])
    assert "damaged_by_spreadsheet" in codes(read)


def test_a_workbook_of_many_rows_is_read_as_a_stream(tmp_path: Path) -> None:
    """Files of hundreds of megabytes are read in bounded memory."""
    rows = (("Aino", f"a{n}@example.com", "Oulu", "Finland") for n in range(20_000))
    path = workbook(tmp_path / "a.xlsx", [PEOPLE[0], *rows])
    tracemalloc.start()
    (source,) = sources(path)
    count = sum(1 for _ in open_sheet(source, is_header).records())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert count == 20_000
    assert peak < 6 << 20


# -- whatever the bytes ---------------------------------------------------------------------

_SNIPPETS = [
    b"BEGIN:VCARD\r\n", b"END:VCARD\r\n", b"VERSION:3.0\r\n", b"FN:A\r\n", b"N:;;;;\r\n", b"EMAIL:a@example.com\r\n",
    b"TEL;CELL:0500001911\r\n", b"ORG;CHARSET=x:\xe4;\r\n", b" fold\r\n", b"=\r\n", b"AGENT:\r\n", b"item1.ADR:;;;;;;\r\n",
    b"<Finvoice>", b"</Finvoice>", b"<?xml version='1.0' encoding='x'?>", b"<a/>", b"<!DOCTYPE a>",
    b'{"companies":[', b'{"businessId":{"value":"9900001-8"},"names":[{"name":"A Oy","type":"1"}]}', b"]}", b",", b"{}",
    b'"","1","101","x","","","","","","2026-10-25 03:30:00",,"2026-10-25 03:30:00",1,1,"ANSWERED","X"\n',
    b"0500001801\n", b"#x\n", b"name,email,phone,city\n", b"a,a@example.com,1,\n", b"\xff\xfe", b"\xef\xbb\xbf", b'"',
    b"id\tcreated_time\tform_id\n", b"l:1\t2026-01-01\tf:1\n", b"First Name,Last Name,Connected On\n",
    b"Name,Phone 1 - Type,Phone 1 - Value\n", b"viite\n", b"1232\n",
]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(_SNIPPETS) | st.binary(max_size=12), max_size=14).map(b"".join))
def test_no_bytes_break_a_reader_and_each_record_comes_out_once(content: bytes) -> None:
    """Each record is accepted or rejected once, and nothing but ``Unreadable`` leaves a reader."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        path.write_bytes(content)
        for one in formats():
            try:
                (read,) = as_json(one.read([path], Told(lists="phone")))
            except Unreadable:
                continue
            ats = [r["at"] for r in read["accepted"]] + [
                a for r in read["accepted"] for a in r.get("also", ())
            ]
            assert len(ats) == len(set(ats))
            assert not set(ats) & {r["at"] for r in read["rejected"]}


@given(st.binary(max_size=80), st.text(max_size=8))
def test_every_file_is_of_some_kind(content: bytes, name: str) -> None:
    kind = kind_of(io.BytesIO(content), name)

    assert kind.name in READ or kind.name.isalnum()
