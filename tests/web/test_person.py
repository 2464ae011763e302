"""A person's page: every category of section 5 in its order, each value with its story, and a timeline."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from seloste.notice import load_policy
from seloste.register import people
from seloste.register.facts import Contact, Ground, Person, Prohibition, Relation, Row
from seloste.register.people import Origin
from seloste.terms.words import RIGHTS, Basis, Scope
from seloste.web import held, timeline
from tests.database import NOTICE, Register
from tests.web.conftest import NEWSLETTER, Visitor, a_person, add


@pytest.fixture(scope="module")
def jana(register: Register) -> UUID:
    """Somebody with dealings, a consent and a refusal, out of two sources."""
    vault, now = register.vault(), datetime.now(UTC)
    at = now - timedelta(days=3)
    relation = Relation("customer", started=at, active=at)
    address = Contact("email", "aikki.jana@example.com")
    consent = Ground(Basis.CONSENT, NEWSLETTER, {"text": "invented"}, row=address.id, started=at)
    rows = (
        Row("position", "title", "Kellontekijä", {"relation": relation.id}),
        Row("customership", "language", "sv"),
        Row(
            "customership",
            "invoice",
            {"number": "2026-77"},
            {"at": at.date(), "amount": 1250, "currency": "EUR"},
        ),
        Row("events", "feedback", "Kiitos pikaisesta avusta", {"at": at}),
        Row("calls", "history", {"number": "+358500000303"}, {"at": at, "direction": 1, "seconds": 125}),
    )
    name = Contact("name", {"given": "Aikki", "family": "Jana"})
    prohibition = Prohibition(Scope.MARKETING_PHONE, since=now - timedelta(days=1))
    person = Person((relation,), (consent,), (prohibition,), contacts=(name, address), rows=rows[:3])
    people.add(vault, [person], Origin("self", RIGHTS), register.act)
    people.extend(vault, [Person(id=person.id, rows=rows[3:])], Origin("telephone", RIGHTS), register.act)
    return person.id


@pytest.fixture
def reader(register: Register) -> Visitor:
    return Visitor().signed_in(register.act, RIGHTS)


def headings(html: str) -> list[str]:
    data = html[html.index("<h2>Tiedot") : html.index('id="timeline"')]
    return re.findall(r'<h3 class="group">([^<]+?) ?<', data)


def timed(html: str) -> list[str]:
    part = html[html.index('id="timeline"') :]
    return re.findall(r'<div class="body"><h3>([^<]+)</h3>', part[: part.index("<aside>")])


def test_every_category_of_the_notice_is_there_in_its_order_and_an_empty_one_says_so(
    reader: Visitor, jana: UUID
) -> None:
    html = reader.get(f"/people/{jana}").content.decode()

    declared = [category.title["fi"] for category in load_policy(NOTICE).categories]
    assert headings(html) == declared
    behaviour = html[html.index("Verkkokäyttäytyminen ja tekniset tunnisteet") :]
    assert "Ei tietoja, jotka näkyisivät tässä käytössä." in behaviour[:400]
    for shown in (
        "Kellontekijä",
        ">ruotsi<",
        "2026-77",
        "1\u00a0250,00 EUR",
        "Kiitos pikaisesta avusta",
        "+358500000303",
        "2\u00a0min\u00a05\u00a0s",
    ):
        assert shown in html


def test_a_use_that_may_not_touch_a_category_is_shown_it_empty(register: Register, jana: UUID) -> None:
    html = Visitor().signed_in(register.act, NEWSLETTER).get(f"/people/{jana}").content.decode()

    assert "aikki.jana@example.com" in html
    assert headings(html) == [category.title["fi"] for category in load_policy(NOTICE).categories]
    for hidden in ("Kellontekijä", "2026-77", "Kiitos pikaisesta avusta", "+358500000303"):
        assert hidden not in html


def test_the_timeline_tells_dealings_grounds_refusals_imports_and_looks_newest_first(
    reader: Visitor, jana: UUID
) -> None:
    reader.get(f"/people/{jana}")
    told = timed(reader.get(f"/people/{jana}").content.decode())

    assert "Kielto: markkinointi puhelimitse" in told
    assert "Peruste" not in told
    for title in ("Suostumus", "Puheluhistoria", "Asiakaspalautteet", "Laskut"):
        assert told.index(title) > told.index("Kielto: markkinointi puhelimitse"), title
    assert "Tietoja saatiin. Lähde: ”sinä itse”" in told
    assert "Tietoja saatiin. Lähde: ”puhelusi kanssamme”" in told
    assert any(title.startswith("first katsoi") for title in told)


@pytest.mark.parametrize(
    ("show", "has", "lacks"),
    [
        ("dealings", "Puheluhistoria", "Suostumus"),
        ("privacy", "Suostumus", "Puheluhistoria"),
        ("data", "Tietoja saatiin. Lähde: ”sinä itse”", "Suostumus"),
        ("looks", "first katsoi: rekisteröidyn pyyntö", "Puheluhistoria"),
    ],
)
def test_the_timeline_is_narrowed_to_a_part(
    reader: Visitor, jana: UUID, show: str, has: str, lacks: str
) -> None:
    reader.get(f"/people/{jana}")
    told = timed(reader.get(f"/people/{jana}?show={show}").content.decode())

    assert has in told
    assert lacks not in told


def test_a_part_that_is_none_is_the_whole_timeline(reader: Visitor, jana: UUID) -> None:
    reader.get(f"/people/{jana}?show=looks")

    whole, odd = (timed(reader.get(f"/people/{jana}{part}").content.decode()) for part in ("", "?show=%27"))

    assert set(whole) == set(odd)


def test_many_values_of_a_category_are_folded_and_none_is_left_out(
    register: Register, reader: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = a_person("Moni", "Monitapahtuma", "moni.monitapahtuma@example.com", group="customer")
    add(register, person)
    at = datetime.now(UTC) - timedelta(days=2)
    many = tuple(
        Row("events", "feedback", f"Palaute {n:02}", {"at": at + timedelta(minutes=n)}) for n in range(12)
    )
    people.extend(register.vault(), [Person(id=person.id, rows=many)], Origin("self", RIGHTS), register.act)

    html = reader.get(f"/people/{person.id}").content.decode()
    facts = re.findall(r'popovertarget="v-[^"]+">(Palaute \d\d)<', html)

    assert facts == [f"Palaute {n:02}" for n in reversed(range(12))]
    assert f"Näytä {12 - held.FIRST} muuta" in html
    assert html.count('class="prov" id="v-') == html.count('popovertarget="v-')

    monkeypatch.setattr(timeline, "MOST", 3)
    short = reader.get(f"/people/{person.id}").content.decode()
    assert len(timed(short)) == 3
    assert "Vanhempia ei näytetä." in short


def test_one_page_is_one_look_though_it_opens_several_tables(reader: Visitor, register: Register) -> None:
    person = a_person("Kerta", "Katsottu", "kerta.katsottu@example.com", group="customer")
    add(register, person)
    now = datetime.now(UTC)
    more = (Row("events", "feedback", "Kiitos", {"at": now}), Row("customership", "language", "fi", {}))
    people.extend(register.vault(), [Person(id=person.id, rows=more)], Origin("self", RIGHTS), register.act)

    reader.get(f"/people/{person.id}")
    html = reader.get(f"/people/{person.id}?show=looks").content.decode()
    look = re.search(r"<h3>first katsoi: [^<]+</h3>(<p>(\d+) kertaa</p>)?", html)

    assert look is not None
    assert int(look[2] or 1) <= 2
