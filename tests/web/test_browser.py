"""In a real browser: nothing scrolls sideways, nothing breaks the content security policy, forms work."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from seloste.terms.words import Scope
from seloste.web import choices, tickets
from seloste.web.views import people as people_view
from tests.database import Register
from tests.web.axe import violations
from tests.web.browser import CHROMIUM, Browser, a_browser
from tests.web.conftest import a_person, add
from tests.web.test_serving import serving_pages

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="needs Debian's chromium"),
]

LONG = "Maximiliana-Alexandrina-Wilhelmiina"


@pytest.fixture(scope="module")
def people(register: Register) -> list[UUID]:
    family = "Pitkänimelä-Pohjoisrannikkolainen"
    found = [a_person(LONG, family, f"{LONG.lower()}.pitkanimela@example.com", forbids=Scope.MARKETING_PHONE)]
    found += [a_person("Aino", f"Hopea{letter}lampi", f"aino{letter}@example.com") for letter in "abcdefghij"]
    return add(register, *found)


@pytest.fixture(scope="module")
def address(register: Register, people: list[UUID]) -> Iterator[str]:
    with serving_pages() as port:
        yield f"http://localhost:{port}"


@pytest.fixture(scope="module")
def browser(address: str, register: Register, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    profile: Path = tmp_path_factory.mktemp("profile")
    with a_browser(profile) as opened:
        opened.cookie(address, tickets.COOKIE, register.act.ticket.secret.hex())
        opened.cookie(address, choices.USE, "newsletter.email")
        yield opened


PAGES = (
    "/people",
    "/people?group=customer&source=self&days=30",
    "/people/{0}?show=looks",
    "/organisations/new",
    "/proof/ledger",
    "/people/{0}",
    "/people/{0}/erase",
    "/people/{0}/export",
    "/organisations",
    "/proof",
    "/proof/claims",
    "/may",
    "/notice",
    "/signin",
    "/enter?once=00",
    "/nowhere",
)


@pytest.mark.parametrize(
    ("width", "language"), [(320, "fi"), (320, "sv"), (320, "en"), (390, "fi"), (1440, "sv")]
)
def test_no_page_scrolls_sideways(
    browser: Browser, address: str, people: list[UUID], width: int, language: str
) -> None:
    browser.size(width)
    browser.cookie(address, choices.LANGUAGE, language)

    for page in PAGES:
        browser.open(address + page.format(people[0]))
        assert browser.overflow() == [], page


@pytest.mark.parametrize(("width", "dark"), [(390, False), (1440, True)])
def test_axe_finds_nothing_on_the_pages_of_the_staff(
    browser: Browser, address: str, people: list[UUID], width: int, dark: bool
) -> None:
    browser.size(width, dark=dark)
    browser.cookie(address, choices.LANGUAGE, "fi")

    for page in PAGES:
        browser.open(address + page.format(people[0]))
        assert violations(browser) == [], page


def test_the_check_for_sideways_scroll_can_fail(browser: Browser, address: str) -> None:
    browser.size(320)
    browser.open(address + "/signin")
    browser.run("document.querySelector('h1').textContent = 'x'.repeat(400)")
    browser.run("document.querySelector('h1').className = 'nb'")

    assert browser.overflow()[1:] != []


def test_forms_work_under_the_referrer_policy_and_the_content_security_policy(
    browser: Browser, address: str, people: list[UUID]
) -> None:
    browser.size(1440)
    browser.cookie(address, choices.LANGUAGE, "en")
    browser.problems.clear()
    browser.open(f"{address}/people/{people[0]}")

    browser.submit(".use-ask[value='telemarketing.phone']")

    assert browser.run("document.querySelector('#verdict').textContent") == "No."
    assert browser.run("location.search") == ""
    assert browser.problems == []


def test_a_slash_goes_to_the_search_and_a_search_stands_in_no_address(
    browser: Browser, address: str, people: list[UUID]
) -> None:
    browser.size(1440)
    browser.open(address + "/people")

    browser.call("Input.dispatchKeyEvent", type="keyDown", key="/", text="/")
    focused = browser.run("document.activeElement.name")
    browser.run("document.activeElement.value = 'pitk'; document.activeElement.form.setAttribute('id', 'f')")
    browser.run("document.querySelector('#f').append(document.createElement('button'))")
    browser.submit("#f button")

    assert focused == "q"
    assert LONG in browser.run("document.querySelector('.who').textContent")
    assert browser.run("location.pathname + location.search") == "/people"


def focused(browser: Browser) -> str:
    return str(browser.run("document.activeElement.textContent"))


def press(browser: Browser, key: str) -> None:
    browser.call("Input.dispatchKeyEvent", type="keyDown", key=key, text=key if len(key) == 1 else "")


def test_j_and_k_and_the_arrows_walk_a_list_and_enter_opens(
    browser: Browser, address: str, people: list[UUID]
) -> None:
    browser.size(1440)
    browser.open(address + "/people")
    lines = browser.run("[...document.querySelectorAll('a.who')].map((one) => one.textContent)")
    walked = []

    for key in ("j", "j", "ArrowDown", "k", "ArrowUp", "k", "k"):
        press(browser, key)
        walked.append(focused(browser))

    assert walked == [lines[n] for n in (0, 1, 2, 1, 0, 0, 0)]
    assert browser.run("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_letters_typed_into_a_field_are_no_short_cuts(browser: Browser, address: str) -> None:
    browser.open(address + "/may")
    browser.run("document.querySelector('#q-who').focus()")

    for key in ("j", "/", "k"):
        press(browser, key)

    assert browser.run("document.activeElement.id") == "q-who"
    assert browser.run("document.activeElement.value") == "j/k"


def test_left_and_right_turn_the_page_once_a_line_is_chosen(
    browser: Browser, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people_view, "SIZE", 4)
    browser.open(address + "/people")
    press(browser, "ArrowRight")
    assert browser.run("location.search") == ""

    press(browser, "j")
    browser.run("window.__before = true")
    press(browser, "ArrowRight")
    browser.arrived()

    assert browser.run("location.search") == "?from=4"


def test_short_cuts_can_be_put_off_and_every_page_works_without_a_script(
    browser: Browser, address: str
) -> None:
    """WCAG 2.1.4: keys of one character can be turned off."""
    browser.cookie(address, choices.KEYS, "off")
    browser.open(address + "/people")
    press(browser, "j")

    assert browser.run("document.scripts.length") == 0
    assert browser.run("document.activeElement.tagName") == "BODY"
    assert browser.run("document.querySelectorAll('kbd, .keys').length") == 0
    browser.cookie(address, choices.KEYS, "on")


def test_the_skip_link_is_the_first_stop_and_leads_to_the_content(browser: Browser, address: str) -> None:
    for page in ("/people", "/organisations", "/proof", "/may", "/notice"):
        browser.open(address + page)
        browser.call("Input.dispatchKeyEvent", type="keyDown", key="Tab", code="Tab", windowsVirtualKeyCode=9)

        assert browser.run("document.activeElement.className") == "skip", page
        assert browser.run("document.activeElement.getBoundingClientRect().top >= 0"), page
        assert (
            browser.run("document.querySelector(document.activeElement.getAttribute('href')).tagName")
            == "MAIN"
        )


def test_on_paper_there_are_people_and_no_tools(browser: Browser, address: str) -> None:
    browser.size(1000)
    browser.open(address + "/people?group=prospect")
    browser.call("Emulation.setEmulatedMedia", media="print")
    shown = browser.run(
        "['.chips', '.rail', '.nav', '.topbar', '.keys', '.print-only', '.people']"
        ".map((one) => getComputedStyle(document.querySelector(one)).display !== 'none')"
    )
    browser.call("Emulation.setEmulatedMedia", media="")

    assert shown == [False] * 5 + [True] * 2


def test_a_value_tells_its_story_without_a_script(browser: Browser, address: str, people: list[UUID]) -> None:
    browser.size(390)
    browser.open(f"{address}/people/{people[0]}")

    hidden = browser.run("getComputedStyle(document.querySelector('.prov[id^=v-]')).display")
    browser.run("document.querySelector('.v').click()")
    shown = browser.run("getComputedStyle(document.querySelector('.prov[id^=v-]')).display")

    assert (hidden, shown) == ("none", "block")
    assert browser.overflow() == []


@pytest.mark.parametrize(("dark", "sheet"), [(False, "rgb(255, 255, 255)"), (True, "rgb(23, 28, 26)")])
def test_light_and_dark_follow_the_device(browser: Browser, address: str, dark: bool, sheet: str) -> None:
    browser.size(1440, dark=dark)
    browser.open(address + "/people")

    assert browser.run("getComputedStyle(document.querySelector('.shell-main')).backgroundColor") == sheet


def test_the_faces_are_our_own_and_loaded(browser: Browser, address: str) -> None:
    browser.size(1440)
    browser.open("about:blank")  # else a place on the page that is shown already loads nothing
    browser.open(address + "/notice#k4.4")  # unfolded: only what is shown loads its face

    faces = browser.run(
        "document.fonts.ready.then("
        "(all) => [...all].filter((one) => one.status === 'loaded').map((one) => one.family))"
    )
    elsewhere = browser.run(
        "performance.getEntriesByType('resource').filter((r) => !r.name.startsWith(location.origin)).length"
    )

    assert {"Hyperlegible Next", "Source Serif 4"} <= {face.strip('"') for face in faces}
    assert elsewhere == 0


def test_a_strip_of_twenty_uses_takes_two_lines_and_each_letter_stands_beside_its_title(
    browser: Browser, address: str, people: list[UUID]
) -> None:
    browser.size(1440)
    browser.open(address + "/people")

    tops = browser.run(
        "[...new Set([...document.querySelectorAll('tbody tr:first-child .uses i')].map((one) => one.offsetTop))]"
    )
    gaps = browser.run(
        "[...document.querySelectorAll('.uses-key > span')].map((one) => {"
        " const words = document.createRange(); words.selectNodeContents(one.lastChild);"
        " return words.getBoundingClientRect().left - one.querySelector('i').getBoundingClientRect().right; })"
    )

    assert browser.run("document.querySelectorAll('tbody tr:first-child .uses i').length") == 20
    assert len(tops) == 2
    assert max(gaps) < 16
