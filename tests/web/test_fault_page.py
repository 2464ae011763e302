"""A fault of ours, as a browser shows it: a page that says so in the reader's language, and nothing else."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings

from seloste.web import choices
from seloste.web.words import LANGUAGES, Language, say
from tests.database import Register
from tests.web.axe import violations
from tests.web.browser import CHROMIUM, Browser, a_browser
from tests.web.failing_urls import SECRET
from tests.web.test_serving import serving_pages

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="needs Debian's chromium")


@pytest.fixture(scope="module")
def address(register: Register) -> Iterator[str]:
    with override_settings(ROOT_URLCONF="tests.web.failing_urls"), serving_pages() as port:
        yield f"http://localhost:{port}"


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    profile: Path = tmp_path_factory.mktemp("profile")
    with a_browser(profile) as opened:
        yield opened


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [320, 1440])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_view_that_fails_shows_a_page_and_no_value_and_no_traceback(
    browser: Browser, address: str, logged: io.StringIO, language: Language, width: int, dark: bool
) -> None:
    browser.size(width, dark=dark)
    browser.cookie(address, choices.LANGUAGE, language)

    browser.open(address + "/fails")

    shown = str(browser.run("document.documentElement.outerHTML"))
    said = str(browser.run("document.body.innerText"))
    assert browser.run("performance.getEntriesByType('navigation')[0].responseStatus") == 500
    assert browser.run("document.documentElement.lang") == language
    assert say("error.500", language) in said
    assert say("error.500.help", language) in said
    assert [word for word in (SECRET, "ValueError", "Traceback", ".py") if word in shown] == []
    assert browser.overflow() == []
    assert violations(browser) == []
    assert "a page failed" in logged.getvalue()
    assert SECRET not in logged.getvalue()
