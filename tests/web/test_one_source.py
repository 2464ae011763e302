"""R2.1: who the controller is comes from one place, the notice in force, wherever it is shown."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

import seloste
from seloste.gate import publishing
from seloste.gate.errors import GateError
from seloste.notice import read
from seloste.notice.render import render
from seloste.register import kinds
from seloste.rights import document
from seloste.rights.exporting import export
from tests.database import Register
from tests.register.desk import Desk, stranger
from tests.register.editions import Edit, edition
from tests.web.conftest import Visitor

FORMER = ("Avoin.Systems", "2349368-8", "Kuortaneenkatu", "00510", "avoin-systems.example", "Tuomo Aura")
NAME, NUMBER, STREET, MAIL = "Keksitty Yhtiö Oy", "1234567-1", "Keksitty katu 1", "tiedot@keksitty.example"
ANOTHER: tuple[Edit, ...] = (
    (
        '{ fi = "Avoin.Systems Oy", sv = "Avoin.Systems Oy", en = "Avoin.Systems Oy" }',
        f'{{ fi = "{NAME}", sv = "{NAME}", en = "{NAME}" }}',
    ),
    ("Avoin.Systems Oy:n asiakas- ja markkinointirekisteri", "Keksitty rekisteri"),
    ("Avoin.Systems Oy:s kund- och marknadsföringsregister", "Påhittat register"),
    ("Customer and marketing register of Avoin.Systems Oy", "Invented register"),
    ("2349368-8", NUMBER),
    ('street = "Kuortaneenkatu 2", postcode = "00510"', f'street = "{STREET}", postcode = "00990"'),
    ("tietosuoja@avoin-systems.example", MAIL),
)


@pytest.fixture(scope="module")
def copy(register: Register) -> str:
    """A copy of everything of somebody, made after the notice had named another controller."""
    desk, (policy, text) = Desk(register), edition(3, *ANOTHER)
    publishing.publish(register.connect(), policy, text, register.act, kinds())
    return document.as_json(export(desk.vault, stranger(register).id, policy, desk.act)).decode()


def _rendered(form: str) -> str:
    notice, _ = read(edition(3, *ANOTHER)[1].encode())
    assert notice is not None
    made = render(notice, "fi", form)
    if form != "pdf":
        return made.decode()
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(made)).pages)


@pytest.mark.parametrize("form", ["html", "md", "pdf"])
def test_r2_1d_every_form_of_the_notice_names_the_controller_that_the_file_names(form: str) -> None:
    """R2.1d: change the one place, and all follow in the same build."""
    said = _joined(_rendered(form))

    assert [one for one in (NAME, NUMBER, STREET, MAIL) if _joined(one) not in said] == []
    assert [one for one in FORMER if _joined(one) in said] == []


def _joined(text: str) -> str:
    """As a text is compared that a page may have broken anywhere, and whose hyphens may not break."""
    return re.sub("[\u00ad\u2010\u2011]", "-", "".join(text.split()))


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_r2_1d_the_page_names_the_controller_of_the_notice_in_force(
    visitor: Visitor, copy: str, language: str
) -> None:
    """R2.1d."""
    html = visitor.speaking(language).get("/notice").content.decode()

    assert [one for one in (NAME, NUMBER, STREET, MAIL) if one not in html] == []
    assert [one for one in FORMER if one in html] == []


def test_r2_1d_a_copy_of_everything_names_it_too(copy: str) -> None:
    """R2.1d: so does what a person is given."""
    assert [one for one in (NAME, NUMBER, MAIL) if one not in copy] == []
    assert [one for one in FORMER if one in copy] == []


def test_r2_1b_a_new_contact_is_a_new_version_and_the_former_is_read_as_it_was(
    visitor: Visitor, register: Register, copy: str
) -> None:
    """R2.1b: the contact is a role, and who answers for it changes by publishing."""
    assert MAIL in visitor.get("/notice/3").content.decode()
    assert MAIL not in visitor.get("/notice/2").content.decode()
    policy, text = edition(3, *ANOTHER[:-1], (ANOTHER[-1][0], "toinen@keksitty.example"))

    with pytest.raises(GateError):
        publishing.publish(register.connect(), policy, text, register.act, kinds())

    assert "toinen@keksitty.example" not in visitor.get("/notice").content.decode()


def test_r2_1d_the_program_has_no_copy_of_anybodys_name_address_or_number() -> None:
    """R2.1d: one source, and none in the templates."""
    package = Path(seloste.__file__).parent
    texts = [
        one
        for one in package.rglob("*")
        if one.suffix in (".html", ".txt", ".py", ".sql", ".in", ".typ", ".css")
    ]

    assert len(texts) > 200
    assert [
        (one.name, word) for one in texts for word in FORMER if word in one.read_text(encoding="utf-8")
    ] == []
