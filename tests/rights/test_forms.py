"""L5, L9 (GDPR 15(3), 20(1)): the copy as a table, as a card and on paper holds what the copy holds."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any
from uuid import uuid4

import msgspec
import pytest
from pypdf import PdfReader

from seloste.intake.bytes import sources
from seloste.intake.found import Accepted
from seloste.intake.reading import Damaged, open_table, without_guard
from seloste.intake.vcard import read_vcards
from seloste.register.facts import Contact, Prohibition
from seloste.rights import document, paper, paper_words
from seloste.rights.document import Copy
from seloste.rights.exporting import export
from seloste.rights.tables import as_csv, as_vcard, value_of
from seloste.terms.addresses import PostalAddress
from seloste.terms.words import Label, Scope
from tests.database import Register
from tests.disclosure.schemas import faults
from tests.register.desk import CARE, Desk
from tests.rights.whole import POLICY, whole

SCHEMA = Path(__file__).parents[2] / "docs" / "schema" / "subject-export.json"
ADDRESS = {"street": "Keksitty tie 1 A; 2", "post_code": "00100", "city": "Helsinki", "country": "FI"}


@pytest.fixture(scope="module")
def copy(register: Register) -> Copy:
    """Of somebody of whom every field is held, who has refused something, and at whom somebody looked."""
    desk = Desk(register)
    made = whole(desk)
    desk.give(
        made.person, Contact("phone", "+358500001234", Label.MOBILE), Contact("address", ADDRESS, Label.HOME)
    )
    desk.say(made.person, Prohibition(Scope.MARKETING_PHONE))
    desk.opens(made.person, CARE)
    return export(desk.vault, made.person, POLICY, desk.act)


def table(folder: Path, content: bytes) -> list[dict[str, str]]:
    path = folder / "copy.csv"
    path.write_bytes(content)
    opened = open_table(next(iter(sources(path))), lambda keys: "category" in keys)
    found = []
    for record in opened.records():
        assert not isinstance(record, Damaged)
        found.append(dict(zip(opened.header, map(without_guard, record.cells), strict=True)))
    return found


def test_the_copy_fits_the_schema_of_the_docs(copy: Copy):
    plain, schema = json.loads(document.as_json(copy)), json.loads(SCHEMA.read_text())

    assert faults(plain, schema) == []
    for damaged in (
        {**plain, "more": 1},
        {**plain, "version": 2},
        {**plain, "made": "today"},
        {**plain, "looks": [{}]},
    ):
        assert faults(damaged, schema), "the twin: this check can fail"


# keeps: right.port through rights.tables.as_csv
def test_l9_a_table_has_a_row_a_value_and_gives_the_same_values_to_our_own_reader(copy: Copy, tmp_path: Path):
    found = table(tmp_path, as_csv(copy))

    held = {str(row.id): (one.name, row) for one in copy.categories for row in one.rows}
    assert {one["row"] for one in found} == set(held)
    assert len(found) == len(held) > 20
    for one in found:
        category, row = held[one["row"]]
        assert (one["category"], one["field"], one["source"]) == (category, row.field, row.source)
        assert value_of(one["value"], one["form"]) == row.value
        assert one["obtained"] == row.obtained.isoformat()
        assert one["until"] == (row.until.isoformat() if row.until else "")
        assert one["uses"].split() == row.uses
        assert json.loads(one["columns"] or "{}") == row.columns
        assert (one["portable"], one["kept_as"]) == ("yes" if row.portable else "no", row.fate)
    assert {(one["purpose"], one["count"], one["notice"]) for one in found} == {
        ("rights", str(len(held)), str(POLICY.version))
    }
    assert {one["form"] for one in found} == {"text", "json", "withheld"}


def test_no_cell_of_a_table_is_a_formula(copy: Copy, tmp_path: Path):
    sly = ["=1+2", "+1", "-1", "@a", "\t=1", "'=1", '=HYPERLINK("http://example.com")', "[1]", "null"]
    rows = [
        msgspec.structs.replace(copy.categories[0].rows[0], id=uuid4(), opened=True, value=one) for one in sly
    ]
    damaged = msgspec.structs.replace(
        copy, categories=[msgspec.structs.replace(copy.categories[0], rows=rows)]
    )

    content = as_csv(damaged)

    assert [value_of(one["value"], one["form"]) for one in table(tmp_path, content)] == sly
    cells = [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "@", "-", "\t", "\r"))]


# keeps: right.port through rights.tables.as_vcard
def test_a_card_gives_name_and_contact_details_to_our_own_reader(copy: Copy, tmp_path: Path):
    path = tmp_path / "copy.vcf"
    path.write_bytes(as_vcard(copy))

    reading = read_vcards([path])
    [one] = [one for file in reading.files for one in reading.of(file)]

    assert isinstance(one, Accepted)
    assert one.name is not None
    assert one.name.full == copy.subject.names[0]
    values: set[Any] = {point.value for point in one.contacts}
    email = next(row.value for row in rows_of(copy, "contact") if row.field == "email")
    assert values == {email, "+358500001234", PostalAddress("Keksitty tie 1 A; 2", "00100", "Helsinki", "FI")}


def rows_of(copy: Copy, category: str) -> list[document.Row]:
    return next(one.rows for one in copy.categories if one.name == category)


@pytest.mark.parametrize(("language", "words"), [
    ("fi", ["Jäljennös henkilötiedoistasi", "Mitä sinusta on tallennettu", "markkinointi puhelimitse", "suostumus", "matkapuhelin"]),
    ("sv", ["Kopia av dina personuppgifter", "Vad som finns sparat om dig", "marknadsföring per telefon", "samtycke"]),
    ("en", ["Copy of your personal data", "What is held of you", "marketing by phone", "consent", "25 November"]),
])  # fmt: skip
def test_l5_on_paper_each_value_stands_in_words_of_its_reader(copy: Copy, language: str, words: list[str]):
    pdf = paper.as_pdf(copy, POLICY, language)

    assert pdf.startswith(b"%PDF-")
    text = said(pdf)
    for word in words[:-1] if language == "en" else words:
        assert squeezed(word) in text, word
    for one in copy.categories:
        for row in one.rows:
            if row.opened and isinstance(row.value, str):
                assert squeezed(row.value) in text, (one.name, row.field)
    for code in ("marketing_phone", "customer_care", "newsletter.email", str(copy.subject.id), "by_law"):
        assert squeezed(code) not in text, "a code is for programs"


def said(pdf: bytes) -> str:
    return squeezed("".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages))


def squeezed(text: str) -> str:
    """Without blanks, hyphens and soft hyphens: paper breaks lines where it wants."""
    return "".join(sign for sign in text if not sign.isspace() and sign not in "-\u00ad\u2010\u2011")


def test_values_act_on_paper_as_text_alone(copy: Copy):
    sly = '#panic("x") $1$ \\ ] "] #{ _a_ *b* <c> @d'
    row = msgspec.structs.replace(copy.categories[0].rows[0], id=uuid4(), opened=True, value=sly)
    damaged = msgspec.structs.replace(
        copy, categories=[msgspec.structs.replace(copy.categories[0], rows=[row])]
    )

    assert squeezed('#panic("x") $1$') in said(paper.as_pdf(damaged, POLICY, "fi"))


def test_the_same_copy_gives_the_same_paper(copy: Copy):
    assert paper.as_pdf(copy, POLICY, "sv") == paper.as_pdf(copy, POLICY, "sv")


def test_an_empty_copy_says_so_in_each_part(copy: Copy):
    bare = msgspec.structs.replace(
        copy, categories=[], relations=[], grounds=[], prohibitions=[], restrictions=[], uses={}, sources={}, recipients=[],
        disclosures=[], looks=[], withheld=[],
    )  # fmt: skip

    text = said(paper.as_pdf(bare, POLICY, "fi"))

    assert text.count(squeezed("Ei mitään.")) == 7
    assert as_csv(bare).count(b"\r\n") == 1
    assert b"FN:\r\n" in as_vcard(bare)


def test_whatever_the_paper_says_it_says_in_three_languages():
    for key, words in paper_words._SAID.items():
        assert len(words) == 3, key
        assert all(words), key
        fields = [
            sorted(part for part in word.split("{")[1:] for part in [part.partition("}")[0]])
            for word in words
        ]
        assert fields[0] == fields[1] == fields[2], key
