"""The list, the search and a person's page: what a use sees, in order, and no value in an address."""

from __future__ import annotations

import io
import re
from uuid import UUID

import pytest

from seloste.gate import bind
from seloste.register.facts import Contact, Person, Relation
from seloste.terms.words import Scope
from seloste.web.views import people as people_view
from tests.database import Register
from tests.web.conftest import Visitor, a_clerk, a_person, add, events

FAMILIES = ("Östersol", "Äänesniitty", "Åsky", "Zefyr", "von Aalto", "Wattula", "Vattula", "Aaltola")
IN_ORDER = ("von Aalto", "Aaltola", "Vattula", "Wattula", "Zefyr", "Åsky", "Äänesniitty", "Östersol")


@pytest.fixture(scope="module")
def listed(register: Register) -> list[UUID]:
    people = [
        a_person("Maija", family, f"maija{number}@example.com", phone=f"+3585000002{number:02d}")
        for number, family in enumerate(FAMILIES)
    ]
    people.append(a_person("Salla", "Hiljainen", "salla.hiljainen@example.com", subscribed=False))
    people.append(
        a_person(
            "Kielo",
            "Kieltola",
            "kielo.kieltola@example.com",
            phone="+358500000299",
            forbids=Scope.MARKETING_PHONE,
        )
    )
    return add(register, *people)


def names(html: str) -> list[str]:
    return re.findall(r'class="who"[^>]*>([^<]+)<', html)


def test_people_stand_in_the_order_of_the_alphabet(staff: Visitor, listed: list[UUID]) -> None:
    shown = [name.split(",")[0] for name in names(staff.get("/people").content.decode())]

    assert [name for name in shown if name in IN_ORDER] == list(IN_ORDER)


def test_a_name_said_in_one_piece_stands_in_the_list_like_the_others(
    staff: Visitor, register: Register, listed: list[UUID]
) -> None:
    """As some files have names: family name first and in its place, also after a particle, and nothing twice."""
    whole = ("Terttu Tasamaa", "Maria von Tasamaa", "Madonna")
    made = [Person((Relation("prospect"),), contacts=(Contact("name", {"full": name}),)) for name in whole]
    made.append(
        Person((Relation("prospect"),), contacts=(Contact("name", {"given": "Onni", "family": "Tasamaa"}),))
    )
    add(register, *made)
    staff.post("/use", use="rights", back="/people")

    shown = names(staff.get("/people").content.decode())

    assert [name for name in shown if "Tasamaa" in name or "Madonna" in name] == [
        "Madonna", "von Tasamaa, Maria", "Tasamaa, Onni", "Tasamaa, Terttu",
    ]  # fmt: skip


def test_a_use_sees_those_whom_it_may_touch_alone(staff: Visitor, listed: list[UUID]) -> None:
    assert "Hiljainen" not in staff.get("/people").content.decode()
    assert "Hiljainen" not in staff.post("/people", q="hiljainen").content.decode()
    assert staff.get(f"/people/{listed[-2]}").status_code == 404

    staff.post("/use", use="rights", back="/people")

    assert "Hiljainen" in staff.get("/people").content.decode()
    assert "Hiljainen" in staff.post("/people", q="hilj").content.decode()
    assert staff.get(f"/people/{listed[-2]}").status_code == 200


@pytest.mark.parametrize(
    "typed", ["maija3@example.com", "MAIJA3@Example.com ", "050 0000203", "zefyr", "mai zef"]
)
def test_a_search_finds_by_address_number_and_beginnings_of_names(
    staff: Visitor, listed: list[UUID], typed: str
) -> None:
    staff.post("/use", use="rights", back="/people")

    answer = staff.post("/people", q=typed)

    assert answer.status_code == 200
    assert names(answer.content.decode()) == ["Zefyr, Maija"]


def test_nothing_found_says_under_which_use(staff: Visitor) -> None:
    assert "uutiskirje" in staff.post("/people", q="olematon@example.com").content.decode()


def test_an_identity_code_is_refused_and_not_repeated(staff: Visitor) -> None:
    code = "131052-308T"

    for answer in (staff.post("/people", q=code), staff.post("/may", who=code, use="newsletter.email")):
        assert answer.status_code == 400
        assert code not in answer.content.decode()


def test_pages_part_the_list_without_losing_anybody(
    staff: Visitor, listed: list[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = names(staff.get("/people").content.decode())
    monkeypatch.setattr(people_view, "SIZE", 4)

    address, parted = "/people", []
    while address:
        html = staff.get(address).content.decode()
        parted += names(html)
        following = re.findall(r'href="(/people\?from=\d+)" rel="next"', html)
        address = following[0] if following else ""

    assert parted == whole
    assert len(whole) >= 9


def test_the_rail_leads_to_the_first_of_a_letter(
    staff: Visitor, listed: list[UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people_view, "SIZE", 3)
    rail = re.findall(r'href="(/people\?from=\d+)"[^>]*>(.)</a>', staff.get("/people").content.decode())
    places = {letter: address for address, letter in rail}

    assert names(staff.get(places["Ä"]).content.decode())[0].startswith("Äänesniitty")
    assert names(staff.get(places["W"]).content.decode())[0].startswith("Wattula")


@pytest.mark.parametrize("place", ["-1", "x", "99999999999999999999", "٣", "5000"])
def test_a_place_that_is_none_is_the_beginning(staff: Visitor, listed: list[UUID], place: str) -> None:
    assert names(staff.get(f"/people?from={place}").content.decode())[0].startswith("von Aalto")


def test_the_strip_tells_lawful_groundless_and_forbidden(staff: Visitor, listed: list[UUID]) -> None:
    html = staff.post("/people", q="kielo.kieltola@example.com").content.decode()
    strip = re.search(r'<span class="uses" role="img".*?</span>', html)

    assert strip is not None
    assert '<i class="y">U</i>' in strip[0]
    assert '<i class="x">N</i>' in strip[0]
    assert "<i>L</i>" in strip[0]
    assert "Kielletty: puhelinmarkkinointi." in strip[0]


def test_a_list_leaves_a_line_that_names_whom_it_showed(
    register: Register, staff: Visitor, listed: list[UUID]
) -> None:
    person = listed[0]
    connection = register.connect()

    def opens() -> int:
        with bind.use(connection, "rights", register.act):
            rows = connection.execute("select verb from gate.looks_at(%s, 500)", (person,)).fetchall()
        return [row[0] for row in rows].count("open")

    before = opens()
    staff.get("/people")

    assert opens() == before + 1


def test_a_persons_page_tells_what_from_where_why_and_until_when(staff: Visitor, listed: list[UUID]) -> None:
    html = staff.get(f"/people/{listed[-1]}").content.decode()

    assert "<h1>Kielo Kieltola</h1>" in html
    assert "kielo.kieltola@example.com" in html
    assert "sinä itse" in html  # the notice's own word for the source
    assert "Suostumus: uutiskirje" in html
    assert "Kielto: markkinointi puhelimitse" in html
    assert "Mahdollinen asiakas" in html
    assert 'class="use-mark x" aria-hidden="true">N<' in html


def test_an_end_that_is_known_is_told_with_its_day(staff: Visitor, listed: list[UUID]) -> None:
    staff.post("/use", use="rights", back="/people")
    html = staff.get(f"/people/{listed[-2]}").content.decode()

    assert re.search(r"Säilytetään \d+\.\d+\.20\d\d asti", html)
    assert re.search(r'<line class="gone" x1="0" x2="\d+%"', html)


def test_a_use_opens_only_the_fields_that_it_may(staff: Visitor, listed: list[UUID]) -> None:
    assert "+358500000203" not in staff.get(f"/people/{listed[3]}").content.decode()

    staff.post("/use", use="rights", back="/people")

    assert "+358500000203" in staff.get(f"/people/{listed[3]}").content.decode()


def test_who_looked_is_named_to_the_privacy_contact_alone(
    register: Register, listed: list[UUID], staff: Visitor
) -> None:
    clerk = Visitor().signed_in(a_clerk(register, "kirjuri", "newsletter.email"))
    clerk.get(f"/people/{listed[0]}")

    to_contact = staff.get(f"/people/{listed[0]}").content.decode()
    to_clerk = clerk.get(f"/people/{listed[0]}").content.decode()

    assert '<th scope="row">kirjuri</th>' in to_contact
    assert '<th scope="row">kirjuri</th>' not in to_clerk
    assert '<th scope="row">Työntekijä</th>' in to_clerk


def test_no_personal_value_stands_in_an_address_or_a_log(
    staff: Visitor, listed: list[UUID], logged: io.StringIO
) -> None:
    values = ("zefyr", "maija3@example.com", "maija3%40example.com", "0000203")
    answers = [
        staff.get("/people"),
        staff.get(f"/people/{listed[3]}"),
        staff.post("/people", q="maija3@example.com"),
        staff.post("/people", q="zefyr"),
        staff.post("/may", who="maija3@example.com", use="newsletter.email"),
        staff.get("/people/zefyr"),
        staff.get("/people?from=maija3@example.com"),
    ]

    for answer in answers:
        html = answer.content.decode()
        led = [*re.findall(r'(?:href|action|src)="([^"]*)"', html), answer.headers.get("Location", "")]
        for value in values:
            assert not [address for address in led if value in address.lower()]
    assert any(
        "maija3@example.com" in answer.content.decode() for answer in answers
    )  # twin: the values are there
    for value in values:
        assert value not in logged.getvalue().lower()
    assert events(logged)  # twin: something was logged (the page that isn't there)
