"""A notice published despite its errors: the page says what it leaves unsaid, and never why it was published."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from seloste.gate import publishing
from seloste.gate.publishing import Despite
from seloste.notice import compile_despite, read
from seloste.register import kinds
from seloste.web import choices
from tests.database import NOTICE, Register
from tests.notice.builders import TODAY
from tests.web.axe import violations
from tests.web.browser import CHROMIUM, a_browser
from tests.web.conftest import Visitor
from tests.web.test_serving import serving_pages

REASON = "kanarialintu: the company is asked in November"


@pytest.fixture(scope="module", autouse=True)
def published(register: Register) -> None:
    """The public notice of the seed, as version 3."""
    file = Path(NOTICE).with_name("published.toml")
    notice, _ = read(file)
    assert notice is not None
    policy = replace(compile_despite(notice, on=TODAY), version=3)
    told = Despite(REASON, date(2027, 2, 23))
    publishing.publish(register.connect(), policy, file, register.act, kinds(), despite=told)


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_the_page_stands_in_the_notices_own_language_and_says_its_silence(
    visitor: Visitor, language: str
) -> None:
    html = visitor.speaking(language).get("/notice").content.decode()

    assert html.count("Seloste ei kerro") == 7
    assert ('<div lang="fi">' in html) is (language != "fi")
    assert f'<html lang="{language}"' in html
    assert REASON not in html
    assert "kanarialintu" not in html


@pytest.mark.skipif(CHROMIUM is None, reason="needs Debian's chromium")
def test_axe_finds_nothing_on_it(register: Register, tmp_path: Path) -> None:
    with serving_pages() as port, a_browser(tmp_path / "profile") as browser:
        for width, dark, language in ((390, False, "sv"), (1440, True, "fi")):
            browser.size(width, dark=dark)
            browser.cookie(f"http://localhost:{port}", choices.LANGUAGE, language)
            browser.open(f"http://localhost:{port}/notice")

            assert violations(browser) == []
            assert browser.overflow() == []
