"""The published notice for people and programs: stable addresses, forms, discovery, caching (R12.1)."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

import pytest

from seloste.gate import publishing
from seloste.notice import read
from seloste.notice.render import render
from seloste.register import kinds
from tests.database import Register
from tests.notice.builders import edited
from tests.register.editions import edition
from tests.web.conftest import Visitor

NEW_NAME = ('sv = "Rekrytering", en = "Recruiting"', 'sv = "Rekrytering", en = "Finding colleagues"')
TYPES = {
    "md": "text/markdown",
    "txt": "text/plain",
    "pdf": "application/pdf",
    "jsonld": "application/ld+json",
}


@pytest.fixture(scope="module", autouse=True)
def third(register: Register) -> None:
    """Version 3 beside the second, with another title for one purpose."""
    policy, text = edition(3, NEW_NAME)
    publishing.publish(register.connect(), policy, text, register.act, kinds())


def _get(visitor: Visitor, address: str, **headers: str) -> Any:
    return visitor.client.get(
        address, headers={name.replace("_", "-"): said for name, said in headers.items()}
    )


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("form", ["md", "txt", "pdf"])
def test_each_form_of_each_version_has_an_address_of_its_own(
    visitor: Visitor, form: str, language: str
) -> None:
    """R12.1a: the bytes are those of the published file, whatever lies on disk."""
    notice, _ = read(edited().encode())
    assert notice is not None

    answer = _get(visitor, f"/notice/2/{language}.{form}")

    assert answer.status_code == 200
    assert answer.content == render(notice, language, form)
    assert answer["Content-Type"].partition(";")[0] == TYPES[form]
    assert answer["Content-Language"] == language


def test_json_ld_of_a_version_says_what_that_version_says(visitor: Visitor) -> None:
    older, newer = (_get(visitor, f"/notice/{number}/notice.jsonld").content.decode() for number in (2, 3))

    assert json.loads(older)["dct:identifier"] == "2"
    assert "Finding colleagues" not in older
    assert "Finding colleagues" in newer


def test_an_address_without_a_number_is_the_version_in_force(visitor: Visitor) -> None:
    answer = _get(visitor, "/notice/en.txt")

    assert b"Finding colleagues" in answer.content
    assert answer["Content-Location"] == "/notice/3/en.txt"


@pytest.mark.parametrize("form", TYPES)
def test_the_page_s_address_gives_the_form_that_is_asked_for(visitor: Visitor, form: str) -> None:
    """By content negotiation (RFC 9110, section 12)."""
    for address, number in (("/notice", 3), ("/notice/2", 2)):
        answer = _get(visitor, address, accept=f"{TYPES[form]}, text/html;q=0.5", accept_language="sv")

        assert answer["Content-Type"].partition(";")[0] == TYPES[form]
        place = f"/notice/{number}/{'notice' if form == 'jsonld' else 'sv'}.{form}"
        assert answer["Content-Location"] == place
        assert answer.content == _get(visitor, place).content
        assert {"Accept", "Accept-Language", "Cookie"} <= set(answer["Vary"].split(", "))


@pytest.mark.parametrize(
    "accept",
    [
        "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "*/*",
        "image/png",
        "text/*",
        "gibberish",
        "",
    ],
)
def test_a_browser_and_whoever_accepts_anything_gets_the_page(visitor: Visitor, accept: str) -> None:
    answer = _get(visitor, "/notice", accept=accept)

    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/html")


@pytest.mark.parametrize(
    "address", ["/notice/9/fi.pdf", "/notice/9/notice.jsonld", "/notice/99999999999/fi.txt"]
)
def test_a_version_that_never_was_is_not_found(visitor: Visitor, address: str) -> None:
    assert _get(visitor, address).status_code == 404


@pytest.mark.parametrize(
    "address", ["/notice/2/de.pdf", "/notice/2/fi.doc", "/notice/2/notice.toml", "/notice/2/fi.html"]
)
def test_there_is_no_other_form_and_least_of_all_the_file_itself(visitor: Visitor, address: str) -> None:
    """The file holds what is internal. What is no page is told to nobody without a ticket."""
    assert _get(visitor, address).status_code == 401


@pytest.mark.parametrize("address", ["/notice/2/fi.md", "/notice/2/notice.jsonld", "/notice/fi.txt", "/notice",
                                     "/notice/2", "/.well-known/privacy-notice"])  # fmt: skip
def test_what_the_asker_holds_already_is_not_sent_again(visitor: Visitor, address: str) -> None:
    first = _get(visitor, address)
    again = _get(visitor, address, if_none_match=first["ETag"])
    other = _get(visitor, address, if_none_match='"0"')

    assert first["ETag"] == f'"{hashlib.sha256(first.content).hexdigest()[:32]}"'
    assert (again.status_code, again.content) == (304, b"")
    assert "Content-Length" not in again
    assert (other.status_code, other.content) == (200, first.content)
    assert "no-cache" in first["Cache-Control"]


def test_only_what_the_address_alone_decides_may_be_kept_for_others(visitor: Visitor) -> None:
    """The page is made for one visitor's language and appearance; a version's file for everybody."""
    assert _get(visitor, "/notice/2/fi.pdf")["Cache-Control"] == "public, no-cache"
    assert "Vary" not in _get(visitor, "/notice/2/fi.pdf")
    for address in ("/notice", "/notice/2", "/notice/fi.pdf"):
        assert _get(visitor, address)["Cache-Control"] == "private, no-cache"
        assert "Cookie" in _get(visitor, address)["Vary"]


def test_a_publication_changes_what_stands_at_the_address_in_force(
    register: Register, visitor: Visitor
) -> None:
    before = _get(visitor, "/notice/en.txt")
    policy, text = edition(4, ('en = "Recruiting"', 'en = "Looking for colleagues"'))
    publishing.publish(register.connect(), policy, text, register.act, kinds())

    after = _get(visitor, "/notice/en.txt", if_none_match=before["ETag"])

    assert after.status_code == 200
    assert after["Content-Location"] == "/notice/4/en.txt"
    assert b"Looking for colleagues" in after.content
    policy, text = edition(3, NEW_NAME)
    publishing.publish(register.connect(), policy, text, register.act, kinds())


def test_programs_find_the_notice_by_its_well_known_address(visitor: Visitor) -> None:
    """RFC 8615, RFC 9264: JSON-LD and the page in each language, each link leading somewhere."""
    answer = _get(visitor, "/.well-known/privacy-notice")
    site, page = json.loads(answer.content)["linkset"]

    assert answer["Content-Type"] == "application/linkset+json"
    assert site["anchor"] == "http://localhost/"
    assert [one["hreflang"] for one in site["privacy-policy"]] == [["fi"], ["sv"], ["en"]]
    (data,) = page["describedby"]
    assert data == {
        "href": "http://localhost/notice/3/notice.jsonld", "type": "application/ld+json", "hreflang": ["fi", "sv", "en"],
    }  # fmt: skip
    for one in (*site["privacy-policy"], *page["describedby"], *page["alternate"]):
        found = _get(visitor, one["href"].removeprefix("http://localhost"))
        assert (found.status_code, found["Content-Type"].partition(";")[0]) == (200, one["type"])


def test_people_find_it_there_too_and_every_answer_names_it(visitor: Visitor) -> None:
    """RFC 6903: the link relation ``privacy-policy``."""
    moved = _get(visitor, "/.well-known/privacy-policy")
    html = _get(visitor, "/notice").content.decode()

    assert (moved.status_code, moved["Location"]) == (302, "/notice")
    for address in ("/notice", "/notice/2/fi.txt", "/signin", "/nowhere"):
        assert '</notice>; rel="privacy-policy"' in _get(visitor, address)["Link"]
    assert '<link rel="privacy-policy" href="/notice">' in html
    assert '<link rel="alternate" type="application/ld+json" href="/notice/3/notice.jsonld">' in html


def test_the_page_leads_to_every_form_of_its_version(visitor: Visitor) -> None:
    html = _get(visitor.speaking("sv"), "/notice/2").content.decode()
    forms = html.partition('id="forms-h"')[2].partition("</nav>")[0]

    addresses = re.findall(r'href="([^"]+)"', forms)
    assert addresses == ["/notice/2/sv.pdf", "/notice/2/sv.txt", "/notice/2/sv.md", "/notice/2/notice.jsonld"]
    assert all(_get(visitor, address).status_code == 200 for address in addresses)


def test_no_form_says_what_is_internal(visitor: Visitor) -> None:
    """The published file holds agreements and balancing records; no public address gives it or them."""
    for address in (
        "/notice",
        *(f"/notice/2/fi.{form}" for form in ("md", "txt")),
        "/notice/2/notice.jsonld",
    ):
        assert b"internal:" not in _get(visitor, address).content
    assert "internal:" in edited()
