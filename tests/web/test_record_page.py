"""The record of processing (GDPR 30) in the staff's pages: for the privacy contact alone."""

from __future__ import annotations

import io
import json
from pathlib import Path
from zipfile import ZipFile

import pytest

from seloste.notice.activities_words import SAID
from tests.database import Register
from tests.disclosure.schemas import faults
from tests.web.conftest import Visitor, a_clerk

LANGUAGES = ("fi", "sv", "en")
SCHEMA = Path(__file__).parents[2] / "docs" / "schema" / "record-of-processing.json"


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_stands_under_privacy_with_every_letter_and_leads_to_its_files(
    staff: Visitor, language: str
) -> None:
    """GDPR 30(1)(a) to (g)."""
    html = staff.speaking(language).get("/record").content.decode()

    assert SAID["title"][LANGUAGES.index(language)].split()[0] in html
    assert all(f"{letter}) " in html for letter in "abcdefg")
    assert html.count("<h1") == 1
    assert 'href="/record" aria-current="page"' in html
    assert 'href="/record.xlsx"' in html
    assert 'href="/record.json"' in html


@pytest.mark.parametrize("address", ["/record", "/record.xlsx", "/record.json"])
def test_it_is_the_privacy_contact_s(register: Register, visitor: Visitor, address: str) -> None:
    clerk = Visitor().signed_in(a_clerk(register, f"clerk{len(address)}", "customer_care"))

    assert visitor.get(address).status_code == 401
    assert clerk.get(address).status_code == 403


def test_its_files_are_the_record_of_the_version_in_force_in_the_reader_s_language(staff: Visitor) -> None:
    workbook, text = staff.speaking("sv").get("/record.xlsx"), staff.get("/record.json")
    made = json.loads(text.content)

    assert workbook["Content-Disposition"] == 'attachment; filename="record-of-processing-2-sv.xlsx"'
    with ZipFile(io.BytesIO(workbook.content)) as archive:
        assert "Nyhetsbrev" in archive.read("xl/worksheets/sheet1.xml").decode()
    assert (made["language"], made["notice"]) == ("sv", 2)
    assert faults(made, json.loads(SCHEMA.read_text(encoding="utf-8"))) == []
    assert workbook["Cache-Control"] == text["Cache-Control"] == "no-store"
