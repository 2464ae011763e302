"""The controller's record of processing: each letter of GDPR 30(1), as a page, sheets and JSON."""

from __future__ import annotations

import io
import json
import re
from datetime import date
from html import unescape
from pathlib import Path
from zipfile import ZipFile

import pytest

from seloste.disclosure.records import as_xlsx
from seloste.notice import activities, activities_page, read
from seloste.notice.activities import Activity, Record, record
from seloste.notice.activities_words import LETTERS, SAID
from seloste.notice.render import render
from seloste.notice.tree import text_of
from tests.disclosure.schemas import faults
from tests.notice.builders import REVISED, edited

SCHEMA = Path(__file__).parents[2] / "docs" / "schema" / "record-of-processing.json"
PUBLISHED = REVISED.with_name("published.toml")
LANGUAGES = ("fi", "sv", "en")


def _record(language: str = "en", *edits: tuple[str, str]) -> Record:
    notice, _ = read(edited(*edits).encode())
    assert notice is not None
    return record(notice, language)


def _activity(made: Record, id: str) -> Activity:
    (found,) = [one for one in made.activities if one.id == id]
    return found


def test_a_the_controller_with_its_contact_officer_and_representative():
    """GDPR 30(1)(a)."""
    (holder,) = _record().controllers

    assert (holder.name, holder.business_id) == ("Avoin.Systems Oy", "2349368-8")
    assert holder.address == "Kuortaneenkatu 2, 00510 Helsinki"
    assert holder.contact == ["privacy contact", "tietosuoja@avoin-systems.example"]
    assert holder.officer == "No data protection officer has been appointed."
    assert "established in Finland" in holder.representative


def test_b_and_c_each_purpose_with_its_people_and_exactly_its_data():
    """GDPR 30(1)(b) and (c)."""
    made = _record()
    ordering = _activity(made, "ordering")

    assert len(made.activities) == 20
    assert (ordering.purpose, ordering.section) == ("Ordering services", "4.6")
    assert ordering.people == ["customers", "prospective customers", "representatives of business customers"]
    assert {one.category: one.fields for one in ordering.data}["Employer"] == [
        "name of the employer", "business ID of the employer"
    ]  # fmt: skip


def test_a_basis_for_anybody_concerns_everybody_of_the_notice():
    """The newsletter's consent is anybody's."""
    assert len(_activity(_record(), "newsletter").people) == 7


def test_special_categories_are_named_as_such():
    """GDPR 9."""
    of_health = (
        'role = { title = { fi = "rooli"',
        'role = { special = "health", condition = "9(2)(a)", title = { fi = "rooli"',
    )
    plain, special = _record(), _record("en", of_health)

    assert not any(one.special for activity in plain.activities for one in activity.data)
    named = {field for activity in special.activities for one in activity.data for field in one.special}
    assert named == {"role"}


def test_d_and_e_recipients_with_their_countries_and_transfers_with_their_safeguard():
    """GDPR 30(1)(d) and (e)."""
    made = _record()
    newsletter, calls = _activity(made, "newsletter"), _activity(made, "telemarketing")

    assert [one.name for one in newsletter.recipients] == ["The Rocket Science Group LLC"]
    assert newsletter.recipients[0].role == "handles data for us"
    assert newsletter.transfers[0].countries == ["the United States"]
    assert "Data Privacy Framework" in newsletter.transfers[0].safeguard
    assert newsletter.transfers[0].assessed == date(2026, 9, 1)
    assert [one.name for one in calls.recipients] == ["A company that calls on our behalf"]
    assert calls.transfers == []


def test_a_processor_inside_the_eea_is_a_recipient_and_no_transfer():
    made = _record("en", ('seat = "US", servers = ["US"], parent = "US" }\ntask      = { fi = "uutiskirjeiden', 'seat = "FI", servers = ["FI"] }\ntask      = { fi = "uutiskirjeiden'))  # fmt: skip

    newsletter = _activity(made, "newsletter")
    assert newsletter.recipients[0].countries == ["Finland"]
    assert newsletter.transfers == []


def test_f_the_periods_of_its_data_and_its_people_and_of_no_others():
    """GDPR 30(1)(f)."""
    made = _record()
    statistics, billing = _activity(made, "statistics"), _activity(made, "billing")

    assert any(
        "invoices" in one and "72\u00a0months" in one and "Accounting Act" in one for one in billing.periods
    )
    assert not any("invoices" in one for one in _activity(made, "customer_care").periods)
    assert not any("job applicants" in one for one in statistics.periods)
    assert any("prospective customers" in one for one in statistics.periods)


def test_g_measures_by_their_kind():
    """GDPR 30(1)(g)."""
    made = _record("en", ('at       = "10.1"\n', 'at       = "10.1"\nkind     = "technical"\n'))

    assert made.measures.technical == ["Each person's data is sealed under keys of their own."]
    assert len(made.measures.general) == 1
    assert made.measures.organisational == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_names_every_letter_and_says_everything(language: str):
    made = _record(language)
    html = unescape(render(read(REVISED)[0], language, "record").decode())  # type: ignore[arg-type]  # it is whole

    for letter in "abcdefg":
        assert f"{letter}) " in html
    said = [one.purpose for one in made.activities] + [
        p for one in made.activities for p in (*one.periods, *one.people)
    ]
    assert len(said) > 150
    assert all(one in html for one in said)
    assert '<details class="layer" open>' in html
    assert SAID["title"][LANGUAGES.index(language)] in html


def test_what_a_notice_leaves_unsaid_is_said_to_be_so_and_what_names_no_purpose_stands_apart():
    notice, _ = read(PUBLISHED)
    assert notice is not None
    made = record(notice, "fi")
    document = activities_page.document(notice, "fi")
    told = [text_of(fact.line) for section in document.sections for block in section.blocks
            for fact in getattr(block, "rows", ())]  # fmt: skip

    assert all(one.recipients == [] for one in made.activities)
    assert "Google" in [one.name for one in made.others.recipients]
    assert {"Yhteystiedot", "Suostumukset"} <= {one.category for one in made.others.data}
    assert told.count("Seloste ei kerro.") > 20
    assert "Ei ole." not in told


def test_a_notice_that_drives_a_register_says_that_there_are_no_recipients():
    notice, _ = read(REVISED)
    assert notice is not None
    made = activities_page.document(notice, "fi")

    assert record(notice, "fi").others == activities.Others([], [], [], [])
    assert "Ei ole." in [
        text_of(fact.line) for block in made.sections[1].blocks for fact in getattr(block, "rows", ())
    ]


def test_json_reads_back_and_fits_the_schema_of_the_docs():
    """`python -m seloste.notice.activities` writes it anew."""
    content = activities.as_json(_record("sv"))
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    plain = json.loads(content)

    assert schema == activities.schema()
    assert activities.from_json(content) == _record("sv")
    assert faults(plain, schema) == []
    for damaged in (
        {**plain, "more": 1},
        {**plain, "notice": "2"},
        {**plain, "in_force": "soon"},
        {"format": "x"},
    ):
        assert faults(damaged, schema), "the twin: this check can fail"
    assert plain["letters"] == {letter: words[1] for letter, words in LETTERS.items()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_has_a_row_for_each_purpose_under_heads_that_name_the_letters(language: str):
    made = _record(language)
    content = as_xlsx(made)
    with ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        names = archive.read("xl/workbook.xml").decode()

    assert sheet.count("<row ") == 1 + len(made.activities)
    heads = re.findall(r"<t [^>]*>([^<]*)</t>", sheet.partition('<row r="2">')[0])
    assert [head[:2] for head in heads if head[1:2] == ")"] == ["b)", "c)", "c)", "d)", "e)", "f)"]
    assert all(
        SAID[key][LANGUAGES.index(language)] in names for key in ("activities", "controllers", "measures")
    )
    assert content == as_xlsx(made)


def test_no_cell_of_the_workbook_is_a_formula():
    """A purpose, a category and a company may be called anything."""
    sly = "=HYPERLINK(1)"
    made = _record(
        "en", ('en = "Recruiting" }', f'en = "{sly}" }}'), ('en = "Job applications" }', f'en = "{sly}" }}'),
        ('name = "Odoo S.A."', f'name = "{sly}"'),
    )  # fmt: skip
    with ZipFile(io.BytesIO(as_xlsx(made))) as archive:
        sheets = "".join(archive.read(name).decode() for name in archive.namelist() if "sheets/" in name)

    cells = re.findall(r"<t [^>]*>([^<]*)</t>", sheets)
    assert sum(sly in cell for cell in cells) > 3
    assert not any(cell.startswith("=") for cell in cells)
    assert "<f>" not in sheets


def test_every_word_speaks_three_languages_with_the_same_places():
    for words in (*LETTERS.values(), *SAID.values()):
        assert all(words)
        assert len({frozenset(re.findall(r"\{\w+\}", one)) for one in words}) == 1


def test_a_language_that_the_notice_lacks_is_refused():
    notice, _ = read(PUBLISHED)
    assert notice is not None
    with pytest.raises(ValueError, match="no language 'sv'"):
        record(notice, "sv")
