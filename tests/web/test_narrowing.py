"""The list of people narrowed: by use, relation, organisation, source and what goes next (spine 24, 26)."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from seloste.protection import indexing
from seloste.register import finding, organisations, people, tallies
from seloste.register.facts import Contact, Ground, Person, Relation
from seloste.register.finding import Alphabet, Choice
from seloste.register.organisations import Organisation
from seloste.terms.alphabet import BUCKET_SIGNS
from seloste.terms.words import RIGHTS, Basis
from seloste.web.views import people as people_view
from tests.database import Register
from tests.web.conftest import NEWSLETTER, Visitor, add

COMPANY = Organisation("Rajauksen Paja Oy", id=UUID("6f1c8a52-0d7e-4b39-9c41-2f5a7be3d001"))


def somebody(
    given: str, group: str, *, subscribed: bool = False, at: UUID | None = None, family: str = "Rajanen"
) -> Person:
    now = datetime.now(UTC)
    address = Contact("email", f"{given.lower()}.rajanen@example.com")
    ground = Ground(Basis.CONSENT, NEWSLETTER, {"text": "invented"}, row=address.id, started=now)
    return Person(
        relations=(Relation(group, started=now - timedelta(days=60), organisation=at),),
        grounds=(ground,) if subscribed else (),
        contacts=(Contact("name", {"given": given, "family": family}), address),
    )


@pytest.fixture(scope="module")
def crowd(register: Register) -> dict[str, Person]:
    organisations.add(register.vault(), COMPANY)
    made = {
        "Tilaaja": somebody("Tilaaja", "customer", subscribed=True),
        "Asiakas": somebody("Asiakas", "customer"),
        "Edustaja": somebody("Edustaja", "customer_rep", at=COMPANY.id),
    }
    add(register, *made.values())
    cards = somebody("Kortti", "prospect")
    people.add(register.vault(), [cards], people.Origin("colleague", "customer_care"), register.act)
    return made | {"Kortti": cards}


@pytest.fixture
def clerk(register: Register, crowd: dict[str, Person]) -> Visitor:
    return Visitor().signed_in(register.act, RIGHTS)


def given(html: str) -> set[str]:
    return set(re.findall(r'class="who"[^>]*>Rajanen, (\w+)<', html))


def listed(visitor: Visitor, query: str) -> set[str]:
    answer = visitor.get(f"/people?{query}")
    assert answer.status_code == 200
    return given(answer.content.decode())


@pytest.mark.parametrize(
    ("query", "who"),
    [
        ("", {"Tilaaja", "Asiakas", "Edustaja", "Kortti"}),
        (f"use={NEWSLETTER}", {"Tilaaja"}),
        ("group=customer", {"Tilaaja", "Asiakas"}),
        (f"organisation={COMPANY.id}", {"Edustaja"}),
        ("source=colleague", {"Kortti"}),
        (f"use={NEWSLETTER}&group=customer_rep", set()),
        ("organisation=6f1c8a52-0d7e-4b39-9c41-2f5a7be3d002", set()),
    ],
)
def test_a_list_is_narrowed_to_whom_it_names_and_to_nobody_else(
    clerk: Visitor, query: str, who: set[str]
) -> None:
    assert listed(clerk, query) == who


@pytest.mark.parametrize(
    "query", ["use=nonsense", "group=%27", "source=9", "organisation=x", "days=7", "days=9999999999999"]
)
def test_what_the_notice_does_not_name_narrows_nothing(clerk: Visitor, query: str) -> None:
    assert listed(clerk, query) == listed(clerk, "")


def test_r9_1_a_list_shows_whose_data_goes_within_thirty_days(clerk: Visitor, register: Register) -> None:
    """What goes is known from the same ends by which rows are swept."""
    superuser = register.superuser()
    going = somebody("Lahtijä", "prospect", family="Lahtijanen")
    add(register, going)
    before = clerk.get("/people?days=30").content.decode()

    superuser.execute(
        "update register.contact set expires_at = now() + interval '20 days' where subject_id = %s",
        (going.id,),
    )
    tallies.forget()

    after = clerk.get("/people?days=30").content.decode()
    assert "Lahtijanen" not in before
    assert "Lahtijanen" in after
    assert given(after) == set()
    assert "30 päivässä" in after


def test_narrowing_never_shows_whom_the_use_entered_may_not_see(
    register: Register, crowd: dict[str, Person]
) -> None:
    reader = Visitor().signed_in(register.act, NEWSLETTER)

    assert listed(reader, "group=customer") == {"Tilaaja"}
    assert listed(reader, f"organisation={COMPANY.id}") == set()


def test_a_filter_stays_chosen_in_its_field_and_paging_keeps_it(
    clerk: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people_view, "SIZE", 1)
    html = clerk.get("/people?group=customer&source=self").content.decode()

    chosen = re.findall(r'<option value="(\w+)" selected', html[: html.index("<table")])
    following = re.findall(r'href="([^"]+)" rel="next"', html)

    assert [one for one in chosen if one != RIGHTS] == ["customer", "self"]
    assert following == ["/people?group=customer&amp;source=self&amp;from=1"]
    rest = clerk.get(following[0].replace("&amp;", "&")).content.decode()
    assert given(html) | given(rest) == {"Tilaaja", "Asiakas"}
    assert 'rel="next"' not in rest


def test_the_views_count_those_whom_each_use_may_touch(register: Register, crowd: dict[str, Person]) -> None:
    vault = register.vault()

    counts = finding.use_counts(vault, RIGHTS, register.act)

    by_hand = {
        use: sum(
            Alphabet(vault, RIGHTS, register.act, choice=Choice(use=use)).counts(list(BUCKET_SIGNS)).values()
        )
        for use in (NEWSLETTER, "customer_care", "telemarketing.phone")
    }
    assert by_hand == {use: counts.get(use, 0) for use in by_hand}
    assert by_hand[NEWSLETTER] >= 1


def test_a_count_is_made_anew_after_every_change(register: Register, crowd: dict[str, Person]) -> None:
    vault, prospects = register.vault(), Choice(group="prospect")

    def count() -> int:
        alphabet = Alphabet(vault, RIGHTS, register.act, choice=prospects)
        return sum(alphabet.counts(list(BUCKET_SIGNS)).values())

    before = count()
    add(register, somebody("Uusi", "prospect", family="Uusinen"))
    after = count()

    assert (before + 1, before + 1) == (after, count())


def test_a_count_is_not_made_twice_while_nothing_changes(
    register: Register, crowd: dict[str, Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = register.vault()
    alphabet = Alphabet(vault, RIGHTS, register.act)
    first = alphabet.counts(list(BUCKET_SIGNS))
    register.superuser().execute("delete from protection.name_index")  # nothing that writes a line

    assert alphabet.counts(list(BUCKET_SIGNS)) == first
    tallies.forget()
    assert sum(alphabet.counts(list(BUCKET_SIGNS)).values()) == 0
    indexing.rebuild(vault, register.act)
    tallies.forget()
    assert alphabet.counts(list(BUCKET_SIGNS)) == first


def test_the_organisation_of_a_list_is_named_and_can_be_dropped(clerk: Visitor) -> None:
    html = clerk.get(f"/people?organisation={COMPANY.id}&group=customer_rep").content.decode()
    off = re.findall(r'class="chip chip-off" href="([^"]+)"', html)

    assert "<b>Rajauksen Paja Oy</b>" in html
    assert off == ["/people?group=customer_rep"]
    assert f'<input type="hidden" name="organisation" value="{COMPANY.id}">' in html


@pytest.mark.parametrize(
    ("took", "age", "changed", "good"),
    [
        (0.01, 1.0, False, True),
        (0.01, 0.05, True, False),
        (0.5, 9.0, True, True),
        (0.5, 11.0, True, False),
        (9.0, 31.0, False, False),
    ],
)
def test_a_count_that_was_dear_outlives_a_change_for_a_while(
    took: float, age: float, changed: bool, good: bool
) -> None:
    kept = tallies._Kept((1, 1), 100.0, took, {})

    assert kept.good((2 if changed else 1, 1), 100.0 + age) is good
