"""May we? The page says yes or no, in the words of the notice, and how it came about."""

from __future__ import annotations

import re
from uuid import UUID

import pytest

from seloste.retention import erasures
from seloste.terms.words import Scope
from tests.database import Register
from tests.web.conftest import Visitor, a_clerk, a_person, add


@pytest.fixture(scope="module")
def asked(register: Register) -> dict[str, UUID]:
    people = {
        "yes": a_person("Lahja", "Luvallinen", "lahja.luvallinen@example.com"),
        "no": a_person("Erkki", "Eiole", "erkki.eiole@example.com", subscribed=False),
        "forbids": a_person("Kaino", "Kieltää", "kaino.kieltaa@example.com", forbids=Scope.MARKETING_EMAIL),
        "gone": a_person("Poistu", "Vainio", "poistu.vainio@example.com", forbids=Scope.MARKETING),
    }
    add(register, *people.values())
    vault = register.vault()
    erasures.carry_out(vault, erasures.plan(vault, people["gone"].id, register.act), register.act)
    return {name: person.id for name, person in people.items()}


def steps(html: str) -> list[str]:
    return re.findall(r'<span class="badge[^"]*">([^<]+)</span></li>', html)


@pytest.mark.parametrize(
    ("language", "word", "basis"),
    [("fi", "Saa.", "Suostumus."), ("sv", "Ja.", "Samtycke."), ("en", "Yes.", "Consent.")],
)
def test_a_lawful_use_is_told_with_its_sentence(
    staff: Visitor, asked: dict[str, UUID], language: str, word: str, basis: str
) -> None:
    html = (
        staff.speaking(language)
        .post("/may", who="lahja.luvallinen@example.com", use="newsletter.email")
        .content.decode()
    )

    assert f'id="verdict">{word}<' in html
    assert basis in html
    assert 'href="/notice#k4.13"' in html
    assert len(set(steps(html))) == 1


def test_without_a_ground_the_answer_is_no_and_says_where_it_stopped(
    staff: Visitor, asked: dict[str, UUID]
) -> None:
    html = staff.post("/may", who=str(asked["no"]), use="newsletter.email").content.decode()

    assert 'id="verdict">Ei saa.<' in html
    assert steps(html) == ["Kyllä"] * 5 + ["Ei", "Ei tarvittu"]


def test_a_prohibition_is_told_with_its_day(staff: Visitor, asked: dict[str, UUID]) -> None:
    html = staff.post("/may", who="kaino.kieltaa@example.com", use="newsletter.email").content.decode()

    assert "Hän on kieltänyt tämän" in html
    assert 'href="/notice#k11.5"' in html
    assert steps(html)[3] == "Ei"


def test_an_unknown_address_is_no(staff: Visitor, asked: dict[str, UUID]) -> None:
    html = staff.post("/may", who="kuka.lie@example.com", use="newsletter.email").content.decode()

    assert "Rekisterissä ei ole tällaista ihmistä" in html


def test_a_refusal_that_outlived_an_erasure_is_told(staff: Visitor, asked: dict[str, UUID]) -> None:
    html = staff.post("/may", who="poistu.vainio@example.com", use="newsletter.email").content.decode()

    assert "Tätä osoitetta koskee kielto" in html


def test_a_day_to_come_is_asked_about_as_of_that_day(staff: Visitor, asked: dict[str, UUID]) -> None:
    now = staff.post("/may", who=str(asked["no"]), use="customer_care").content.decode()
    later = staff.post("/may", who=str(asked["no"]), use="customer_care", day="2050-01-01").content.decode()

    assert 'id="verdict">Saa.<' in now
    assert 'id="verdict">Ei saa.<' in later
    assert "1.1.2050" in later


@pytest.mark.parametrize(
    ("who", "day", "told"),
    [("nobody", "", "who-e"), ("", "", "who-e"), ("a@example.com", "2026-02-30", "day-e")],
)
def test_what_cannot_be_read_is_asked_again(staff: Visitor, who: str, day: str, told: str) -> None:
    answer = staff.post("/may", who=who, use="newsletter.email", day=day)

    assert answer.status_code == 400
    assert f'id="{told}"' in answer.content.decode()


def test_asking_needs_the_grant_of_the_use_asked_about(register: Register, asked: dict[str, UUID]) -> None:
    clerk = Visitor().signed_in(a_clerk(register, "kysyjä".replace("ä", "a"), "newsletter.email"))

    own = clerk.post("/may", who=str(asked["yes"]), use="newsletter.email")
    other = clerk.post("/may", who=str(asked["yes"]), use="telemarketing.phone")

    assert own.status_code == 200
    assert other.status_code == 403


def test_whoever_answers_requests_may_ask_about_any_use(register: Register, asked: dict[str, UUID]) -> None:
    privacy = Visitor().signed_in(a_clerk(register, "pyynnot", "rights", "sort"), "rights")

    form = privacy.get("/may").content.decode()
    yes = privacy.post("/may", who="lahja.luvallinen@example.com", use="newsletter.email").content.decode()
    no = privacy.post("/may", who=str(asked["yes"]), use="telemarketing.phone").content.decode()

    assert form.count("<option") - privacy.get("/signin").content.decode().count("<option") > 10
    assert 'id="verdict">Saa.<' in yes
    assert 'id="verdict">Ei saa.<' in no


def test_whoever_holds_one_use_asks_about_that_one(register: Register, asked: dict[str, UUID]) -> None:
    clerk = Visitor().signed_in(a_clerk(register, "kirje", "newsletter.email"), "newsletter.email")

    assert 'value="telemarketing.phone"' not in clerk.get("/may").content.decode()
    refused = clerk.post("/may", who=str(asked["yes"]), use="telemarketing.phone")
    assert refused.status_code == 403
    assert "Luvallinen" not in refused.content.decode()


def test_an_address_of_several_people_asks_which_of_them_is_meant(register: Register, staff: Visitor) -> None:
    shared = "yhteinen.laatikko@example.com"
    ids = add(register, a_person("Eka", "Jakaja", shared), a_person("Toka", "Jakaja", shared))

    answer = staff.post("/may", who=shared, use="newsletter.email")
    html = answer.content.decode()
    named = re.findall(r'name="who" value="([^"]+)">([^<]+)<', html)

    assert answer.status_code == 300
    assert named == [(str(ids[0]), "Jakaja, Eka"), (str(ids[1]), "Jakaja, Toka")]
    one = staff.post("/may", who=named[1][0], use="newsletter.email")
    assert 'id="verdict">Saa.<' in one.content.decode()
