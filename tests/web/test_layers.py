"""The layered notice (R1.2a): answers first, sections folded, opened by their address and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from seloste.notice import read
from seloste.notice.render import render
from seloste.web import choices, tickets
from tests.database import NOTICE, Register
from tests.web.axe import violations
from tests.web.browser import CHROMIUM, Browser, a_browser
from tests.web.test_serving import serving_pages

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Debian's chromium")

OPEN = "[...document.querySelectorAll('.layer')].filter((one) => one.open).map((one) => one.querySelector('.text').id)"
SHOWN = "[...document.querySelectorAll('.layer > .text')].filter((one) => one.checkVisibility()).length"
IN_VIEW = """new Promise((done) => { const until = Date.now() + 5000, look = () => {
  const at = document.getElementById(%r).getBoundingClientRect();
  const seen = at.height > 0 && at.top >= 0 && at.top < innerHeight;
  seen || Date.now() > until ? done(seen) : setTimeout(look, 20); }; look(); })"""
"""Whether an element comes into view: a browser scrolls there some time after the page has loaded."""


@pytest.fixture(scope="module")
def address(register: Register) -> Iterator[str]:
    with serving_pages() as port:
        yield f"http://localhost:{port}"


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page that stands alone, as a file."""
    notice, _ = read(NOTICE)
    assert notice is not None
    file = tmp_path_factory.mktemp("alone") / "notice.html"
    file.write_bytes(render(notice, "en", "html"))
    return f"file://{file}"


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with a_browser(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


@pytest.fixture(params=["served", "alone"])
def page(request: pytest.FixtureRequest, address: str, alone: str) -> str:
    return f"{address}/notice" if request.param == "served" else alone


def test_the_answers_stand_first_and_each_section_opens_from_its_heading(browser: Browser, page: str) -> None:
    browser.size(390)
    browser.open(page)

    assert browser.run("document.querySelector('.brief dd').checkVisibility()") is True
    assert browser.run(SHOWN) == 0
    browser.run("document.querySelectorAll('.layer > summary')[3].click()")
    assert browser.run(OPEN) == ["k4"]
    assert browser.run(SHOWN) == 1


@pytest.mark.parametrize(("place", "section"), [("k4.4", "k4"), ("k11", "k11"), ("k9.5", "k9")])
def test_an_address_with_a_place_opens_the_section_that_holds_it(
    browser: Browser, page: str, place: str, section: str
) -> None:
    """Pages of the staff cite the notice so; without a script."""
    browser.size(1440)
    browser.open("about:blank")  # a place on the page that is shown already loads nothing
    browser.open(f"{page}#{place}")

    assert browser.run(OPEN) == [section]
    assert browser.run(IN_VIEW % place) is True


def test_on_paper_every_section_is_open(browser: Browser, page: str) -> None:
    browser.size(794)
    browser.open(page)

    assert browser.run(SHOWN) == 0
    browser.call("Emulation.setEmulatedMedia", media="print")
    shown = browser.run(SHOWN)
    browser.call("Emulation.setEmulatedMedia", media="")

    assert shown == 12


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize(("width", "dark"), [(390, False), (1440, True)])
def test_axe_finds_nothing_on_the_record_of_processing(
    browser: Browser, address: str, register: Register, width: int, dark: bool, language: str
) -> None:
    browser.size(width, dark=dark)
    browser.cookie(address, tickets.COOKIE, register.act.ticket.secret.hex())
    browser.cookie(address, choices.LANGUAGE, language)

    browser.open(f"{address}/record")

    assert browser.run("document.querySelectorAll('.layer[open]').length") == 22
    assert violations(browser) == []
    assert browser.overflow() == []


def test_axe_finds_nothing_on_the_page_that_stands_alone(
    browser: Browser, alone: str, tmp_path: Path
) -> None:
    for width, dark in ((390, False), (1440, True)):
        browser.size(width, dark=dark)
        browser.open(alone)

        assert violations(browser) == []
        assert browser.overflow() == []
