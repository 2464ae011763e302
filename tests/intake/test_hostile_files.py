"""Files made to harm whoever reads them: each is refused by its name, in little time and memory.

A file that comes in was written by somebody else. It may not run anything, fetch anything, fill the
memory, hang the reader, steer a terminal, or stop the program with a fault of its own.
"""

from __future__ import annotations

import csv
import struct
import time
import tracemalloc
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import IO

import pytest

from seloste.cli.main import main
from seloste.cli.output import harmless
from seloste.intake.bytes import Unreadable
from seloste.intake.found import Accepted, Rejected
from seloste.intake.orders import shown_column
from seloste.intake.readings import Other
from seloste.intake.recognising import Told, recognise
from seloste.intake.reports import RowNote, written
from tests.intake.import_files import CODE

CONTACTS = "Record ID,Email,First Name,Last Name\n1,aino@example.com,Aino,Keksitty\n"
SHEET = (
    '<worksheet><sheetData><row r="1"><c t="inlineStr"><is><t>Record ID</t></is></c>'
    '<c t="inlineStr"><is><t>Email</t></is></c></row>'
)
END = "</sheetData></worksheet>"
MOST_MEMORY = 64 << 20


def read(path: Path) -> list[Accepted | Rejected | Other]:
    reading = recognise([path]).format.read([path], Told())
    return [found for file in reading.files for found in reading.of(file)]


def refused(path: Path) -> str:
    with pytest.raises(Unreadable) as caught:
        read(path)
    return caught.value.code


# -- workbooks ------------------------------------------------------------------------------------


def workbook(folder: Path, sheet: Iterable[bytes], **parts: str) -> Path:
    path = folder / "kirja.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr(
            "xl/workbook.xml", '<workbook xmlns:r="r"><sheets><sheet name="a" r:id="r1"/></sheets></workbook>'
        )
        book.writestr(
            "xl/_rels/workbook.xml.rels",
            '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>',
        )
        for name, text in parts.items():
            book.writestr(f"xl/{name}.xml", text)
        with book.open("xl/worksheets/sheet1.xml", "w") as part:
            fill(part, sheet)
    return path


def fill(part: IO[bytes], pieces: Iterable[bytes]) -> None:
    for piece in pieces:
        part.write(piece)


def test_the_twin_of_these_workbooks_is_read(tmp_path: Path) -> None:
    row = '<row><c t="inlineStr"><is><t>1</t></is></c><c t="inlineStr"><is><t>aino@example.com</t></is></c></row>'

    (found,) = read(workbook(tmp_path, [SHEET.encode(), row.encode(), END.encode()]))

    assert isinstance(found, Accepted)


@pytest.mark.parametrize(
    ("bomb", "code"),
    [
        ([b"<a>" * 100_000] * 20, "bad_xml"),  # each open tag is held
        ([b'<row r="', *([b"1" * 1_000_000] * 100), b'">'], "cell_too_long"),  # and so is one that never ends
    ],
)  # fmt: skip
def test_a_workbook_that_unpacks_to_endless_tags_is_refused_in_bounded_memory(
    tmp_path: Path, bomb: list[bytes], code: str
) -> None:
    path = workbook(tmp_path, [SHEET.encode(), *bomb])
    assert path.stat().st_size < 200_000

    tracemalloc.start()
    (last,) = read(path)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert isinstance(last, Rejected)
    assert (last.reason, last.rest_unread) == (code, True)
    assert most < MOST_MEMORY


def test_rows_that_reach_to_the_last_column_take_no_more_room_than_those_that_are_read(
    tmp_path: Path,
) -> None:
    wide = b'<row><c r="XFD1"><v>1</v></c></row><row><c r="XFD2" s="1"/></row>' * 500

    tracemalloc.start()
    found = read(workbook(tmp_path, [SHEET.encode(), wide, END.encode()]))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert {one.reason for one in found if isinstance(one, Rejected)} == {"too_many_cells"}
    assert len(found) == 500  # a cell that says nothing is no cell
    assert most < MOST_MEMORY


def test_a_number_format_that_is_all_brackets_is_read_at_once(tmp_path: Path) -> None:
    look = (
        f'<styleSheet><numFmts><numFmt numFmtId="170" formatCode="{"[" * 80_000}"/></numFmts>'
        '<cellXfs><xf numFmtId="170"/></cellXfs></styleSheet>'
    )

    began = time.monotonic()
    assert read(workbook(tmp_path, [SHEET.encode(), END.encode()], styles=look)) == []
    assert time.monotonic() - began < 3


@pytest.mark.parametrize(
    ("head", "code"),
    [
        ('<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]>', "doctype"),
        ('<!DOCTYPE a [<!ENTITY e "ha"><!ENTITY f "&e;&e;">]>', "doctype"),
        ('<?xml version="1.0" encoding="utf-7"?>', "bad_xml"),
        ('<?xml version="1.0" encoding="nothing"?>', "bad_xml"),
    ],
)
def test_no_entity_and_no_strange_encoding_is_followed(tmp_path: Path, head: str, code: str) -> None:
    assert refused(workbook(tmp_path, [head.encode(), SHEET.encode(), END.encode()])) == code


# -- archives -------------------------------------------------------------------------------------


def archive(folder: Path, members: dict[str, str]) -> Path:
    path = folder / "vienti.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in members.items():
            made.writestr(name, text)
    return path


def packed_by(method: int) -> Callable[[bytes], bytes]:
    """The archive, as though each of its files were packed in another way."""

    def changed(content: bytes) -> bytes:
        made = bytearray(content)
        for sign, offset in ((b"PK\3\4", 8), (b"PK\1\2", 10)):
            at = made.find(sign)
            while at >= 0:
                made[at + offset : at + offset + 2] = struct.pack("<H", method)
                at = made.find(sign, at + 1)
        return bytes(made)

    return changed


def spoilt(content: bytes) -> bytes:
    at = content.find(b"a.csv") + len(b"a.csv")
    return content[:at] + b"\xff" * 6 + content[at + 6 :]


@pytest.mark.parametrize(
    "harm",
    [
        spoilt, packed_by(14), packed_by(12), packed_by(9), packed_by(99),
        lambda content: content.replace("ä.txt".encode(), b"\xff\xfe.txt"),
        lambda content: content[:200],
    ],
    ids=["data", "lzma", "bzip2", "deflate64", "unknown", "name", "cut"],
)  # fmt: skip
def test_a_broken_archive_is_told_as_one_and_breaks_nothing(
    tmp_path: Path, harm: Callable[[bytes], bytes]
) -> None:
    path = archive(tmp_path, {"mimetype": "x" * 50, "a.csv": CONTACTS * 50, "ä.txt": CONTACTS})
    path.write_bytes(harm(path.read_bytes()))

    assert refused(path) == "bad_zip"


# -- invoices -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "harm",
    [
        b"<Finvoice>" * 50_000,
        b"<?xml version='1.0'?><Finvoice>" + b"</Finvoice " * 50_000,
        b"<?xml " * 50_000 + b"<Finvoice></Finvoice>",
    ],
    ids=["beginnings", "ends", "declarations"],
)
def test_invoices_that_never_end_are_told_at_once(tmp_path: Path, harm: bytes) -> None:
    path = tmp_path / "laskut.xml"
    path.write_bytes(b"<?xml version='1.0'?><Finvoice></Finvoice>" + harm)

    began = time.monotonic()
    found = read(path)

    assert time.monotonic() - began < 3
    assert {one.reason for one in found if isinstance(one, Rejected)} >= {"bad_amount"}


# -- address cards --------------------------------------------------------------------------------


def card(folder: Path, *lines: bytes) -> Path:
    path = folder / "kortit.vcf"
    path.write_bytes(
        b"\r\n".join((b"BEGIN:VCARD", b"VERSION:2.1", *lines, b"EMAIL:aino@example.com", b"END:VCARD", b""))
    )
    return path


@pytest.mark.parametrize(
    "charset",
    [
        "undefined", "idna", "punycode", "utf-7", "unicode_escape", "raw_unicode_escape", "base64", "rot13", "zlib",
        "a\0b", "ä", "x" * 5000, "../x", "",
    ],
)  # fmt: skip
def test_a_card_in_a_charset_of_no_text_is_read_as_windows_1252_and_holds_text_alone(
    tmp_path: Path, charset: str
) -> None:
    """Python has codecs that decode into half characters, run for minutes, or raise what nobody awaits."""
    told = b";CHARSET=" + charset.encode() + b":"

    (found,) = read(
        card(tmp_path, b"FN" + told + rb"Aino \ud800 +2AA- xn--\xff", b"ORG" + told + b"Keksitty Oy")
    )

    assert isinstance(found, Accepted)
    assert found.name is not None
    assert found.name.full.startswith("Aino")
    assert found.name.full.encode()


@pytest.mark.parametrize(
    "name", [b"FN:Ai\0no Keksitty", b"FN;ENCODING=QUOTED-PRINTABLE:Ai=00no=1B[31m Keksitty"]
)
def test_no_sign_that_is_no_text_comes_out_of_a_card(tmp_path: Path, name: bytes) -> None:
    (found,) = read(card(tmp_path, name))

    assert isinstance(found, Accepted)
    assert found.name is not None
    assert found.name.full.startswith("Aino")
    assert found.name.full.isprintable()


def test_half_a_character_in_a_line_of_json_spoils_its_line_alone(tmp_path: Path) -> None:
    path = tmp_path / "subscribed_members_export_00aa11bb22.csv"
    lines = [
        '["Email Address","First Name","LEID","EUID"]', '["a@example.com","\\ud800","1","x"]',
        '["b@example.com","\\u0000","2","y"]', '["c@example.com","Aino","3","z"]',
    ]  # fmt: skip
    path.write_text("\n".join(lines), encoding="utf-8")

    assert [getattr(one, "reason", "") for one in read(path)] == ["bad_json", "bad_json", ""]


# -- what is told of a file -----------------------------------------------------------------------


def test_no_name_of_a_file_or_column_steers_a_terminal_or_repeats_a_code() -> None:
    assert harmless("\x1b]0;evil\x07.csv\x9b31m") == " ]0;evil .csv 31m"
    assert shown_column("\x1b]0;evil\x07.csv") == "]0;evil .csv"
    assert shown_column(f"{CODE}.csv") == "…"


def test_a_cell_of_the_report_is_cut_into_no_formula_where_semicolons_part_cells(tmp_path: Path) -> None:
    """A Finnish spreadsheet parts cells at semicolons, whatever the file says."""
    with written(tmp_path / "rivit.csv") as sink:
        sink(RowNote("a;=cmd.csv", 2, "rejected", "bad_email", "x\t=1+1"))

    text = (tmp_path / "rivit.csv").read_text(encoding="utf-8")
    for separator in ",;\t|":
        cells = [cell for row in csv.reader(text.splitlines(), delimiter=separator) for cell in row]
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)


def test_a_fault_of_ours_is_told_without_what_the_file_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> None:
        raise ValueError("kanarialintu@example.com")

    monkeypatch.setattr("seloste.cli.import_files.recognise", broken)
    monkeypatch.setattr("seloste.cli.importing.open_session", broken)
    (tmp_path / "f.csv").write_text(CONTACTS, encoding="utf-8")

    assert main(["import", str(tmp_path / "f.csv"), "--source", "website"]) == 1

    said = "".join(capsys.readouterr())
    assert "kanarialintu" not in said
    assert "ValueError" in said
    assert "test_hostile_files.py" in said
