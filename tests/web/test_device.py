"""R5.9a, 917/2014 § 205: what the pages leave on a visitor's device before any choice was made."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from tests.database import Register
from tests.web.browser import CHROMIUM, Browser, a_browser
from tests.web.test_serving import serving_pages

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Debian's chromium")

NECESSARY = {settings.CSRF_COOKIE_NAME}
"""Without it no form could be taken from this browser (strictly necessary for what is asked for)."""
PUBLIC = ("/", "/notice", "/notice/2", "/signin", "/enter?once=00", "/people", "/nowhere")
STORED = """(async () => ({
  local: localStorage.length, session: sessionStorage.length, caches: (await caches.keys()).length,
  databases: (await indexedDB.databases()).length,
  workers: (await navigator.serviceWorker.getRegistrations()).length,
}))()"""


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Browser]:
    """Somebody who has never been here."""
    with a_browser(tmp_path) as opened:
        yield opened


@pytest.fixture(scope="module")
def address(register: Register) -> Iterator[str]:
    with serving_pages() as port:
        yield f"http://localhost:{port}"


def cookies(browser: Browser) -> list[dict[str, Any]]:
    return list(browser.call("Network.getAllCookies")["cookies"])


def test_r5_9a_before_a_choice_no_page_stores_or_asks_for_anything_that_is_not_necessary(
    browser: Browser, address: str
) -> None:
    """R5.9a: no cookie, no storage, nobody else's server; what the form needs lives as long as the browser."""
    for page in PUBLIC:
        browser.open(address + page)

        elsewhere = browser.run(
            "performance.getEntriesByType('resource').map((one) => one.name)"
            ".filter((name) => !name.startsWith(location.origin))"
        )
        assert elsewhere == [], page
        assert set(browser.run(STORED).values()) == {0}, page
        left = cookies(browser)
        assert {one["name"] for one in left} <= NECESSARY, page
        assert all(one["session"] for one in left), page


def test_r5_9a_what_a_page_would_leave_behind_is_seen_by_this_check(browser: Browser, address: str) -> None:
    browser.open(address + "/notice")

    browser.run("localStorage.setItem('a', '1'); document.cookie = 'visitor=1; max-age=600'")

    assert browser.run(STORED)["local"] == 1
    assert "visitor" in {one["name"] for one in cookies(browser)}


def test_r5_9a_a_choice_of_language_is_stored_when_it_is_made(browser: Browser, address: str) -> None:
    """A setting that the visitor asked for themselves is no tracking, and it is not there before."""
    browser.open(address + "/notice")
    before = {one["name"] for one in cookies(browser)}

    browser.submit(".langs a[hreflang=sv]")

    assert browser.run("document.documentElement.lang") == "sv"
    assert {one["name"] for one in cookies(browser)} > before
