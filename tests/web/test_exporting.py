"""L5, L9 (GDPR 15, 20): a copy of a person's data from their page, for roles that may, each with its line in the ledger."""

from __future__ import annotations

import io
import json
from uuid import UUID, uuid4

import pytest
from pypdf import PdfReader

from seloste.rights import document
from tests.database import Register
from tests.web.conftest import NEWSLETTER, Visitor, a_clerk, a_person, add

EMAIL = "kielo.kopioitava@example.com"


@pytest.fixture(scope="module")
def person(register: Register) -> UUID:
    return add(register, a_person("Kielo", "Kopioitava", EMAIL, phone="+358500000191"))[0]


def lines(register: Register, person: UUID) -> list[str]:
    """The forms of the copies of somebody that the ledger tells of."""
    rows = register.superuser().execute(
        "select l.detail->>'format' from ledger.line l join ledger.named n on n.line = l.id"
        " where l.verb = 'export' and %s = any(n.subjects) order by l.id",
        (person,),
    )
    return [row[0] for row in rows.fetchall()]


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_page_offers_four_forms_and_looking_at_it_opens_nothing(
    staff: Visitor, register: Register, person: UUID, language: str
) -> None:
    before = lines(register, person)

    html = staff.speaking(language).get(f"/people/{person}/export").content.decode()

    assert [html.count(f'value="{form}"') for form in ("pdf", "json", "csv", "vcard")] == [1, 1, 1, 1]
    assert EMAIL not in html
    assert lines(register, person) == before
    assert f"/people/{person}/export" in staff.get(f"/people/{person}").content.decode()


@pytest.mark.parametrize(
    ("form", "media", "ending"),
    [
        ("json", "application/json", "json"),
        ("csv", "text/csv", "csv"),
        ("vcard", "text/vcard", "vcf"),
        ("pdf", "application/pdf", "pdf"),
    ],
)
def test_each_form_is_a_file_with_its_line_in_the_ledger(
    staff: Visitor, register: Register, person: UUID, form: str, media: str, ending: str
) -> None:
    before = lines(register, person)

    answer = staff.post(f"/people/{person}/export", form=form)

    assert answer.status_code == 200
    assert answer["Content-Type"].startswith(media)
    assert answer["Content-Disposition"] == f'attachment; filename="{person}.{ending}"'
    assert answer["Cache-Control"] == "no-store"
    assert lines(register, person) == [*before, form]
    text = answer.content.decode("utf-8-sig") if form != "pdf" else _read(answer.content)
    assert EMAIL in text
    if form == "vcard":
        assert text.startswith("BEGIN:VCARD")


def _read(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def test_the_paper_speaks_the_language_of_the_page(staff: Visitor, person: UUID) -> None:
    told = [
        _read(staff.speaking(language).post(f"/people/{person}/export", form="pdf").content)
        for language in ("fi", "sv", "en")
    ]

    assert len(set(told)) == 3
    assert all(EMAIL in text for text in told)


def test_gdpr_20_what_may_be_taken_elsewhere_is_less_than_all(staff: Visitor, person: UUID) -> None:
    every = document.from_json(staff.post(f"/people/{person}/export", form="json").content)
    taken = document.from_json(staff.post(f"/people/{person}/export", form="json", portable="1").content)

    assert {one.name for one in every.categories} == {"contact", "consent"}
    assert {one.name for one in taken.categories} == {"contact"}


def test_a_role_without_the_grant_is_neither_offered_nor_given_it(register: Register, person: UUID) -> None:
    """R10.2: the ledger gets no line of a copy that wasn't made."""
    clerk = Visitor().signed_in(a_clerk(register, "kopioija", NEWSLETTER))
    before = lines(register, person)

    offered = clerk.get(f"/people/{person}")
    shown, given = clerk.get(f"/people/{person}/export"), clerk.post(f"/people/{person}/export", form="json")

    assert offered.status_code == 200
    assert "/export" not in offered.content.decode()
    assert (shown.status_code, given.status_code) == (403, 403)
    assert EMAIL not in given.content.decode()
    assert lines(register, person) == before


def test_nobody_and_no_form_are_said_and_give_no_file(staff: Visitor, person: UUID) -> None:
    nobody = staff.post(f"/people/{uuid4()}/export", form="json")
    nothing = staff.post(f"/people/{person}/export", form="exe")

    assert (nobody.status_code, nothing.status_code) == (404, 400)
    assert "Content-Disposition" not in nobody
    with pytest.raises(ValueError, match="Expecting value"):
        json.loads(nothing.content)


def test_a_link_alone_gives_no_copy(visitor: Visitor, person: UUID) -> None:
    """Without a ticket there is no page; and no address gives a file that a form didn't ask for."""
    assert visitor.post(f"/people/{person}/export", form="json").status_code in (302, 401, 403)
    assert visitor.get(f"/people/{person}/export?form=json").status_code in (302, 401, 403)
