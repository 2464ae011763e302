"""Files that go out: read by our own readers they give what went in, and no cell of them is a formula."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4
from xml.etree import ElementTree

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seloste.disclosure import audiences, cards, tables
from seloste.disclosure.audiences import About, Entry
from seloste.intake import workbook
from seloste.intake.bytes import sources
from seloste.intake.found import Accepted
from seloste.intake.reading import Damaged, Table, guarded, open_table, without_guard
from seloste.intake.spreadsheet import open_sheet
from seloste.intake.vcard import read_vcards
from seloste.register.showing import written
from seloste.terms.addresses import PostalAddress
from tests.disclosure.schemas import faults

SCHEMA = Path(__file__).parents[2] / "docs" / "schema" / "audience.json"
DANGEROUS = ("=", "@", "-", "\t", "\r", "\n")
ABOUT = About(
    "seloste-audience", 1, "newsletter.email", {"fi": "Uutiskirje", "en": "Newsletter"}, {"en": "We send it."},
    "contact.email", 7, "ab" * 32, datetime(2026, 11, 25, 12, 0, tzinfo=UTC), date(2026, 11, 25), None, 2, 2,
)  # fmt: skip
AINO = Entry(uuid4(), "aino.usvalyhty@example.com", {"given": "Aino", "family": "Usvalyhty"})
SLY = Entry(uuid4(), "sly@example.com", {"full": '=HYPERLINK("http://example.com","Ä & <ö>")'})
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)
CELLS = st.one_of(
    TEXT,
    st.builds(str.__add__, st.sampled_from(["=", "+", "-", "@", "\t", "\r", "\n", "'", "''=", "+358"]), TEXT),
)


def made(form: str, *entries: Entry, about: About = ABOUT) -> bytes:
    out = io.BytesIO()
    audiences.write(out, form, about, entries)
    return out.getvalue()


def read(folder: Path, content: bytes, name: str) -> tuple[Table, list[dict[str, str]]]:
    """The table as the importer opens it, and its records by header."""
    path = folder / name
    path.write_bytes(content)
    opened = (open_sheet if name.endswith("xlsx") else open_table)(
        next(iter(sources(path))), lambda keys: True
    )
    found = []
    for record in opened.records():
        assert not isinstance(record, Damaged)
        found.append(dict(zip(opened.header, map(without_guard, record.cells), strict=True)))
    return opened, found


@given(CELLS)
def test_a_guard_is_taken_off_again_and_nothing_but_the_guard(cell: str):
    assert without_guard(guarded(cell)) == cell


@given(CELLS)
def test_no_guarded_cell_begins_as_a_formula_does(cell: str):
    """A plain international number alone keeps its ``+``: it is no formula."""
    told = guarded(cell)

    assert not told.startswith(DANGEROUS)
    assert not told.startswith("+") or told[1:].isdecimal()


def test_the_guard_knows_formulas_that_are_known():
    for sly in ("=1+2", "+1+2", "-2+3", "@SUM(1)", "\t=1", "\r=1", "+358500001234=1", "=cmd|' /C x'!A0"):
        assert guarded(sly) == f"'{sly}"
    for plain in ("+358500001234", "Aino", "", "'s-Hertogenbosch", "a=b"):
        assert guarded(plain) == plain


@given(st.lists(st.tuples(CELLS, CELLS), max_size=5))
def test_a_csv_gives_back_its_cells(rows: list[tuple[str, str]]):
    out = io.BytesIO()
    tables.write(out, [("one", "two"), *rows])

    text = out.getvalue()
    assert text.startswith(b"\xef\xbb\xbfone,two\r\n")
    found = list(csv.reader(io.StringIO(text.decode("utf-8-sig"), newline=""), strict=True))
    assert [tuple(map(without_guard, row)) for row in found[1:]] == rows
    assert not any(cell.startswith(DANGEROUS) for row in found for cell in row)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_list_is_read_by_our_own_reader_with_the_same_values(tmp_path: Path, form: str):
    """R6.1a: and each line of a CSV says what it is for."""
    _, found = read(tmp_path, made(form, AINO, SLY), f"list.{form}")

    assert [(one["id"], one["name"], one["address"]) for one in found] == [
        (str(AINO.id), "Aino Usvalyhty", AINO.address), (str(SLY.id), SLY.name["full"] if SLY.name else "", SLY.address),
    ]  # fmt: skip
    if form == "csv":
        told = {(one["purpose"], one["count"], one["notice"], one["day"]) for one in found}
        assert told == {("newsletter.email", "2", "7", "2026-11-25")}


def test_a_workbook_says_what_it_is_for_on_a_sheet_of_its_own_and_holds_no_formula(tmp_path: Path):
    content = made("xlsx", AINO, SLY)

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    for text in parts.values():
        ElementTree.fromstring(text)  # our own
    about = parts["xl/worksheets/sheet2.xml"]
    for word in ("newsletter.email", "Uutiskirje", "We send it.", ">7<", "2026-11-25", ">2<", "purpose"):
        assert word in about
    sheet = parts["xl/worksheets/sheet1.xml"]
    assert "&apos;=HYPERLINK" in sheet or "'=HYPERLINK" in sheet
    assert "<f>" not in sheet
    assert not {name for name in parts if "external" in name.lower() or "vba" in name.lower()}


def test_a_cell_of_many_columns_and_odd_signs_stands_at_its_place(tmp_path: Path):
    out = io.BytesIO()
    header = [f"c{n}" for n in range(60)]
    row = ["", *(f"  <{n}> \u00e4\r\n\x07" for n in range(59))]
    workbook.write(out, {"a & b": [header, row]})

    _, found = read(tmp_path, out.getvalue(), "wide.xlsx")

    assert list(found[0].values()) == [cell.replace("\x07", "\ufffd") for cell in row]


def test_a_list_that_no_sheet_holds_is_not_cut():
    about = msgspec.structs.replace(ABOUT, addresses=workbook.MOST_ROWS + 1)

    with pytest.raises(audiences.TooLong):
        made("xlsx", about=about)
    assert made("csv", about=about).startswith(b"\xef\xbb\xbfid,name,address,purpose")


def test_json_reads_back_and_fits_its_schema():
    content = made("json", AINO, SLY)

    told = audiences.from_json(content)
    assert (told.use, told.notice, told.addresses, told.entries) == ("newsletter.email", 7, 2, [AINO, SLY])
    plain, schema = json.loads(content), json.loads(SCHEMA.read_text())
    assert faults(plain, schema) == []
    for damaged in ({**plain, "more": 1}, {**plain, "notice": "7"}, {**plain, "made": "today"}, {"use": "x"}):
        assert faults(damaged, schema), "the twin: this check can fail"
    assert audiences.from_json(made("json")).entries == []


def test_the_schema_in_the_docs_is_that_of_the_list():
    """`python -m seloste.disclosure.audiences` writes it anew."""
    assert json.loads(SCHEMA.read_text()) == audiences.schema()


def card_of(folder: Path, content: bytes) -> list[Accepted]:
    path = folder / "card.vcf"
    path.write_bytes(content)
    reading = read_vcards([path])
    found = [one for file in reading.files for one in reading.of(file)]
    assert all(isinstance(one, Accepted) for one in found), found
    return [one for one in found if isinstance(one, Accepted)]


def test_cards_are_read_by_our_own_reader_with_the_same_values(tmp_path: Path):
    long = "Ääkkösiä " * 14 + "; , \\ loppu"
    address = {"street": long, "post_code": "00100", "city": "Helsinki; Itä", "country": "FI"}
    content = cards.card(
        AINO.id, {"given": "Aino, Maria", "family": "Usva;lyhty\\"},
        [cards.Detail("email", "aino@example.com", "work"), cards.Detail("phone", "+358500001234", "mobile"),
         cards.Detail("address", address, "home")],
    )  # fmt: skip

    [one] = card_of(tmp_path, content)

    assert one.name is not None
    assert (one.name.family, one.name.full) == ("Usva;lyhty\\", "Aino, Maria Usva;lyhty\\")
    values = [point.value for point in one.contacts]
    assert values[:2] == ["aino@example.com", "+358500001234"]
    assert values[2] == PostalAddress(long.strip(), "00100", "Helsinki; Itä", "FI")
    assert [point.label.name for point in one.contacts] == ["WORK", "MOBILE", "HOME"]
    assert one.external_id == f"urn:uuid:{AINO.id}"
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


@given(TEXT, TEXT, st.text(max_size=40))
def test_no_value_makes_a_line_of_its_own(given_name: str, family: str, value: str):
    content = cards.card(UUID(int=1), {"given": given_name, "family": family}, [cards.Detail("email", value)])

    lines = content.replace(b"\r\n ", b"").split(b"\r\n")
    assert [line.partition(b":")[0] for line in lines if line] == [
        b"BEGIN", b"VERSION", b"PRODID", b"UID", b"FN", *([b"N"] if given_name or family else []), b"EMAIL", b"END",
    ]  # fmt: skip
    assert b"\n" not in b"".join(lines)


def test_an_audience_of_cards_says_on_each_what_it_is_for(tmp_path: Path):
    content = made("vcard", AINO, Entry(uuid4(), "nimeton@example.com"))

    first, second = card_of(tmp_path, content)

    assert [first.contacts[0].value, second.contacts[0].value] == [AINO.address, "nimeton@example.com"]
    for line in (b"X-SELOSTE-PURPOSE:newsletter.email", b"X-SELOSTE-COUNT:2", b"X-SELOSTE-NOTICE:7", b"X-SELOSTE-DAY:2026-11-25"):  # fmt: skip
        assert content.count(line) == 2


def test_a_postal_address_goes_on_one_line_of_a_table(tmp_path: Path):
    value: Any = {"street": "Keksitty 1", "post_code": "00100", "city": "Helsinki", "country": "FI"}
    about = msgspec.structs.replace(ABOUT, kind="contact.address")

    _, found = read(tmp_path, made("csv", Entry(AINO.id, value), about=about), "post.csv")

    assert found[0]["address"] == written(value) == "Keksitty 1, 00100 Helsinki, FI"
    assert json.loads(made("json", Entry(AINO.id, value), about=about))["entries"][0]["address"] == value
