"""Accessibility as far as a machine sees it: axe finds nothing on the public notice (WCAG 2.2 AA)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from seloste.web import choices
from tests.database import Register
from tests.web.axe import violations
from tests.web.browser import CHROMIUM, Browser, a_browser
from tests.web.test_serving import serving_pages

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="needs Debian's chromium"),
]


@pytest.fixture(scope="module")
def address(register: Register) -> Iterator[str]:
    with serving_pages() as port:
        yield f"http://localhost:{port}"


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with a_browser(tmp_path_factory.mktemp("profile")) as opened:
        yield opened


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize(("width", "dark"), [(390, False), (1440, True)])
def test_the_notice_has_no_violation(
    browser: Browser, address: str, width: int, dark: bool, language: str
) -> None:
    browser.size(width, dark=dark)
    browser.cookie(address, choices.LANGUAGE, language)

    browser.open(f"{address}/notice")
    folded = violations(browser)
    browser.run("document.querySelectorAll('details').forEach((one) => { one.open = true })")

    assert folded == []
    assert violations(browser) == []
    assert browser.overflow() == []


def test_a_field_without_a_name_and_pale_words_are_found(browser: Browser, address: str) -> None:
    """The check can fail."""
    browser.size(1440)
    browser.open(f"{address}/notice")
    browser.run("document.querySelector('main').append(document.createElement('input'))")
    browser.run("document.querySelector('h1').style.color = '#eeeeee'")

    found = violations(browser)

    assert {line.partition(":")[0] for line in found} >= {"label", "color-contrast"}
