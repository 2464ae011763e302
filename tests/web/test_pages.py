"""Every page in three languages, with the headers that keep it to itself."""

from __future__ import annotations

import re
from uuid import UUID, uuid4

import pytest

from seloste.notice import load_policy
from seloste.web.headers import POLICY
from seloste.web.words import WORDS
from tests.database import NOTICE, Register
from tests.web.conftest import Visitor, a_person, add

LANGUAGES = ("fi", "sv", "en")


@pytest.fixture(scope="module")
def person(register: Register) -> UUID:
    return add(
        register, a_person("Tyyne", "Kuuralampi", "tyyne.kuuralampi@example.com", phone="+358500000101")
    )[0]


PAGES = (
    "/people",
    "/people/{person}",
    "/people/{person}/erase",
    "/people/{person}/export",
    "/organisations",
    "/proof",
    "/record",
    "/proof/claims",
    "/may",
    "/notice",
    "/signin",
    "/enter?once=00",
    "/nowhere",
    "/people?from=9",
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("address", PAGES)
def test_a_page_speaks_its_language_and_loads_nothing_from_elsewhere(
    staff: Visitor, person: UUID, address: str, language: str
) -> None:
    answer = staff.speaking(language).get(address.format(person=person))
    html = answer.content.decode()

    assert answer.status_code == (404 if address == "/nowhere" else 200)
    assert f'<html lang="{language}"' in html
    assert WORDS["skip"].of(language) in html  # type: ignore[arg-type]  # one of the three
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|https?://|javascript:", html)
    assert re.findall(r"<script[^>]*>", html) in ([], ['<script src="/static/seloste/keys.js" defer>'])


@pytest.mark.parametrize("address", PAGES)
def test_every_page_forbids_what_it_does_not_need(staff: Visitor, person: UUID, address: str) -> None:
    answer = staff.get(address.format(person=person))

    assert answer["Content-Security-Policy"] == POLICY
    assert "unsafe" not in POLICY
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == ("private, no-cache" if address == "/notice" else "no-store")
    assert answer["Link"] == '</notice>; rel="privacy-policy"'
    assert "Strict-Transport-Security" not in answer


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_notice_is_public_and_every_cited_section_is_on_it(visitor: Visitor, language: str) -> None:
    answer = visitor.get(f"/notice?lang={language}")
    html = answer.content.decode()
    policy = load_policy(NOTICE)

    assert answer.status_code == 200
    assert policy.register_name[language] in html
    assert policy.digest in html
    for use in policy.uses:
        assert f'id="k{use.clause.section}"' in html
    assert f'id="k{policy.prohibition_clause.section}"' in html


def test_a_language_chosen_on_the_notice_is_remembered(visitor: Visitor) -> None:
    visitor.get("/notice?lang=sv")

    assert '<html lang="sv"' in visitor.get("/signin").content.decode()


def test_an_unknown_language_is_the_browsers(visitor: Visitor) -> None:
    answer = visitor.client.get("/notice?lang=xx", headers={"accept-language": "da, sv;q=0.8"})

    assert '<html lang="sv"' in answer.content.decode()


def test_a_theme_is_chosen_by_a_form(staff: Visitor) -> None:
    before = staff.get("/people").content.decode()

    answer = staff.post("/settings", theme="dark", language="en", back="/may")

    assert "data-theme" not in before
    assert answer["Location"] == "/may"
    assert 'data-theme="dark"' in staff.get("/people").content.decode()


@pytest.mark.parametrize("back", ["https://example.com/", "//example.com", "/\\example.com", ""])
def test_no_form_leads_away_from_here(staff: Visitor, back: str) -> None:
    assert staff.post("/settings", theme="dark", back=back)["Location"] == "/people"


def test_the_front_page_leads_each_to_their_own(staff: Visitor, visitor: Visitor) -> None:
    assert staff.get("/")["Location"] == "/people"
    assert visitor.get("/")["Location"] == "/notice"


@pytest.mark.parametrize("address", PAGES)
def test_what_refers_to_a_part_of_its_page_finds_it_once(staff: Visitor, person: UUID, address: str) -> None:
    html = staff.get(address.format(person=person)).content.decode()
    ids = re.findall(r'\sid="([^"]+)"', html)
    refers = re.findall(r'\s(?:for|aria-describedby|aria-labelledby|popovertarget)="([^"]+)"', html)
    wanted = {one for said in refers for one in said.split()} | set(re.findall(r'href="#([^"]+)"', html))

    assert len(ids) == len(set(ids))
    assert wanted
    assert wanted <= set(ids)


@pytest.mark.parametrize("address", PAGES)
def test_every_field_has_a_name_for_readers(staff: Visitor, person: UUID, address: str) -> None:
    html = staff.get(address.format(person=person)).content.decode()
    fields = re.findall(r"<(?:input|select|textarea)\b[^>]*>", html)
    shown = [field for field in fields if 'type="hidden"' not in field]

    for field in shown:
        named = re.search(r'\sid="([^"]+)"', field)
        assert "aria-label=" in field or (named and f'for="{named[1]}"' in html), field


def test_a_language_changed_on_the_way_in_keeps_the_ticket(visitor: Visitor) -> None:
    once = "ab" * 32

    html = visitor.get(f"/enter?once={once}").content.decode()

    assert f'name="back" value="/enter?once={once}"' in html
    assert (
        visitor.post("/settings", language="sv", back=f"/enter?once={once}")["Location"]
        == f"/enter?once={once}"
    )


def test_an_unknown_person_is_told_under_which_use_they_were_sought(staff: Visitor) -> None:
    answer = staff.get(f"/people/{uuid4()}")

    assert answer.status_code == 404
    assert "uutiskirje" in answer.content.decode()
