"""Spine 24 to 26: finding people by address and by name, in the order of their alphabet, under one use."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from seloste.gate.errors import IndexRebuilding
from seloste.protection import indexing
from seloste.register import finding, people
from seloste.register.facts import Contact, Ground, Person, Prohibition, Relation
from seloste.register.finding import Alphabet
from seloste.register.people import Origin
from seloste.terms.alphabet import Language, person_key
from seloste.terms.words import Basis, Scope
from tests.conftest import Engine
from tests.database import Register, a_register
from tests.people import SHOWN, canary
from tests.register.desk import CARE, NEWSLETTER, Desk, consenting, stranger

ORDER = [
    "Aalto",
    "Andersson",
    "Linden",
    "Lindén",
    "Lindqvist",
    "Mant",
    "Myers",
    "Müller",
    "Myllylä",
    "Mårtensson",
    "Mäenpänen",
    "Mäenpää",
    "Mäkelä",
    "Mäntylä",
    "Möller",
    "Valo",
    "Virtanen",
    "Vuori",
    "Väisänen",
    "Zetterlund",
    "Åberg",
    "Åström",
    "Ääri",
    "Öhman",
    "Öster",
]
SHUFFLED = [*ORDER[12::-1], *ORDER[:12:-1]]
NAMES = {
    "h1": "Siiri Östberg-Lahti",
    "h2": "Anna-Liisa Wik",
    "h3": "Ville O'Connell",
    "h4": "Ville O’Connell",
    "h5": "Jean-Luc d'Ämico",
    "h6": "Maria van der Koivu",
    "h7": "Eero Mäntylä",
}
SEARCHES = [
    ("östberg-lahti", "h1"),
    ("lahti", "h1"),
    ("lahti öst", "h1"),
    ("östberg lahti", "h1"),
    ("-lahti", "h1"),
    ("anna liisa", "h2"),
    ("annaliisa", "h2"),
    ("o'con", "h3 h4"),
    ("o’connell", "h3 h4"),
    ("oconnell", "h3 h4"),
    ("d'ämico", "h5"),
    ("van der", "h6"),
    ("koivu maria", "h6"),
]


def called(name: dict[str, str], *, prohibited: bool = False, phone: str | None = None) -> Person:
    rows = (Contact("name", name), *((Contact("phone", phone),) if phone else ()))
    return Person((Relation("prospect"),), (), (Prohibition(Scope.INTEREST),) if prohibited else (), rows)


def come_in(desk: Desk, *crowd: Person) -> None:
    people.add(desk.vault, crowd, Origin("self", "rights"), desk.act)


def family(name: str, given: str = "Aino") -> Person:
    return called({"given": given, "family": name})


@pytest.fixture(scope="module")
def desk(register: Register) -> Desk:
    return Desk(register)


@pytest.fixture(scope="module")
def named(engine: Engine) -> Iterator[tuple[Desk, dict[str, Person]]]:
    with a_register(engine) as register:
        desk = Desk(register)
        known = {key: called({"full": name}) for key, name in NAMES.items()}
        come_in(desk, *known.values())
        yield desk, known


@pytest.fixture(scope="module")
def shelf(engine: Engine) -> Iterator[Desk]:
    """The names of case 19, and so many Virtanens that their bucket is walked deeper."""
    with a_register(engine) as register:
        desk = Desk(register)
        come_in(desk, *(family(name) for name in SHUFFLED))
        come_in(desk, *(family("Virtanen", f"Nimi{n:03}") for n in range(249)))
        come_in(desk, called({"given": "Aino", "family": "Mäkelä-Kielletty"}, prohibited=True))
        yield desk


def listed(alphabet: Alphabet, size: int) -> list[tuple[str, str]]:
    """The whole list, page by page, until a page is empty."""
    found: list[tuple[str, str]] = []
    while page := alphabet.page(len(found), size):
        found += [(one.name["family"], one.name["given"]) for one in page]
    return found


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_the_list_stands_in_the_order_of_the_alphabet(shelf: Desk, language: Language):
    whole = listed(Alphabet(shelf.vault, CARE, shelf.act, language), 60)

    assert list(dict.fromkeys(name for name, _ in whole)) == ORDER


@pytest.mark.parametrize("size", [1, 7, 100, 1000])
def test_every_page_size_gives_the_same_list_with_nobody_twice_and_nobody_left_out(shelf: Desk, size: int):
    alphabet = Alphabet(shelf.vault, CARE, shelf.act)
    whole = [(one.name["family"], one.name["given"]) for one in alphabet.page(0, 1000)]
    start = 0 if size > 50 else len(ORDER[: ORDER.index("Virtanen")]) - 3

    if size > 50:
        paged = listed(alphabet, size)
        assert len(set(paged)) == len(paged) == len(ORDER) + 249
        assert paged == whole
    else:
        paged = [
            (one.name["family"], one.name["given"])
            for page in range(6)
            for one in alphabet.page(start + page * size, size)
        ]
        assert paged == whole[start : start + 6 * size]


def test_a_bucket_of_more_than_two_hundred_is_walked_deeper_and_stays_in_order(shelf: Desk):
    alphabet = Alphabet(shelf.vault, CARE, shelf.act)

    leaves = list(alphabet.leaves(["v"]))
    whole = listed(alphabet, 100)

    assert alphabet.counts(["v"])["v"] == 253
    assert max(len(bucket) for bucket, _ in leaves) > 1
    assert sum(names for _, names in leaves) == 253
    assert whole == sorted(whole, key=lambda one: person_key(*one))


def test_a_family_of_more_than_a_thousand_is_listed_whole(alone: Register):
    """Spine 23, 27: a line names a thousand at most, and a bucket that the index can't part further has several."""
    desk = Desk(alone)
    come_in(desk, *(family("Virtanen", f"Nimi{n:04}") for n in range(2101)), family("Aalto"), family("Öster"))
    alphabet = Alphabet(desk.vault, CARE, desk.act)

    found = [(one.name["family"], one.name["given"]) for one in alphabet.page(0, 3000)]

    assert found[0] == ("Aalto", "Aino")
    assert found[1:-1] == [("Virtanen", f"Nimi{n:04}") for n in range(2101)]
    assert found[-1] == ("Öster", "Aino")
    most = alone.superuser().execute("select max(people) from ledger.line where verb = 'sort'").fetchone()
    assert most == (1000,)


def test_a_list_holds_nobody_whom_the_use_may_not_see(shelf: Desk):
    names = {name for name, _ in listed(Alphabet(shelf.vault, CARE, shelf.act), 100)}
    everybody = {name for name, _ in listed(Alphabet(shelf.vault, "rights", shelf.act), 100)}

    assert "Mäkelä-Kielletty" not in names
    assert "Mäkelä-Kielletty" in everybody


def test_a_page_past_the_end_is_empty(shelf: Desk):
    assert Alphabet(shelf.vault, CARE, shelf.act).page(10_000, 10) == []


@pytest.mark.parametrize(("typed", "who"), SEARCHES)
def test_a_name_is_found_in_every_spelling(named: tuple[Desk, dict[str, Person]], typed: str, who: str):
    desk, known = named

    found = {one.person for one in finding.by_name(desk.vault, typed, CARE, desk.act)}

    assert {known[key].id for key in who.split()} <= found
    assert known["h7"].id not in found


@pytest.mark.parametrize("typed", ["", "  ", "'", "-", "%", "mäntylä zz", "ei ketään"])
def test_what_fits_no_name_finds_nobody(named: tuple[Desk, dict[str, Person]], typed: str):
    desk, _ = named

    assert finding.by_name(desk.vault, typed, CARE, desk.act) == []


def test_a_name_is_found_only_as_far_as_the_use_may_see(desk: Desk, register: Register):
    asked, unasked = consenting(register), stranger(register)

    def finds(name: str, use: str) -> set[object]:
        return {one.person for one in finding.by_name(desk.vault, name, use, desk.act)}

    assert finds(asked.family, NEWSLETTER) == {asked.id}
    assert finds(unasked.family, NEWSLETTER) == set()
    assert finds(unasked.family[:6].upper(), CARE) == {unasked.id}


@pytest.mark.parametrize("form", ["{0}@example.com", "{0}@EXAMPLE.com", " {0}@example.com "])
def test_an_e_mail_address_is_found_as_people_type_it(desk: Desk, register: Register, form: str):
    made = stranger(register)
    typed = finding.as_address(form.format(made.family))

    assert typed is not None
    assert desk.find(*typed) == [made.id]


@pytest.mark.parametrize(
    "form",
    ["+358 50 000 {0}", "050 000 {0}", "+35850000{0}", "050-000{0}", "00358 50 000 {0}", "(050) 000 {0}"],
)
def test_a_phone_number_is_found_in_any_form(desk: Desk, register: Register, form: str):
    number = f"{int(canary()[2:], 16) % 10000:04}"
    made = stranger(register)
    desk.give(made.id, Contact("phone", f"+35850000{number}"))
    typed = finding.as_address(form.format(number))

    assert typed == ("phone", f"+35850000{number}")
    assert made.id in desk.find(*typed)


def test_an_empty_index_never_says_nobody_and_is_filled_anew(alone: Register):
    desk = Desk(alone)
    made = consenting(alone)
    alone.superuser().execute(
        "truncate protection.index_sentinel, protection.blind, protection.name_index"
    )  # as a crash leaves unlogged tables

    with pytest.raises(IndexRebuilding) as caught:
        desk.find("email", made.email)
    with pytest.raises(IndexRebuilding):
        finding.by_name(desk.vault, made.family, CARE, desk.act)
    with pytest.raises(IndexRebuilding):
        Alphabet(desk.vault, CARE, desk.act).page(0, 10)
    assert caught.value.exit_code == 6

    assert indexing.ensure(desk.vault, desk.act)
    assert desk.find("email", made.email) == [made.id]
    assert [one.person for one in Alphabet(desk.vault, CARE, desk.act).page(0, 10)] == [made.id]
    assert not indexing.ensure(desk.vault, desk.act)


def test_a_renewed_index_leaves_no_old_key_and_finding_goes_on(alone: Register):
    desk, made = Desk(alone), consenting(alone)
    before = desk.vault.blind()
    token = before.address("email", made.email)

    generation = indexing.renew(desk.vault, desk.act)

    assert generation == before.generation + 1
    assert desk.find("email", made.email) == [made.id]
    fresh = alone.vault()
    with pytest.raises(Exception, match="index"):
        fresh.keys.index_key(before.generation)
    assert alone.superuser().execute(
        "select count(*) from protection.blind where hash = %s", (token,)
    ).fetchone() == (0,)
    other = stranger(alone)
    assert desk.find("email", other.email) == [other.id]


def test_addresses_of_an_audience_are_those_of_the_use_and_each_once(alone: Register):
    desk = Desk(alone)
    asked = {consenting(alone).email for _ in range(3)}
    stranger(alone)

    found = [one.content.show() for one in finding.audience(desk.vault, NEWSLETTER, desk.act, 2)]

    assert sorted(found) == sorted(asked)
    assert finding.count(desk.vault, NEWSLETTER, desk.act, 2) == 3


def test_an_audience_of_more_than_a_thousand_is_opened_whole(alone: Register):
    desk = Desk(alone)
    crowd = []
    for n in range(1100):
        email = Contact("email", f"joukko{n}@example.com")
        agreed = (Ground(Basis.CONSENT, NEWSLETTER, SHOWN, row=email.id),)
        crowd.append(Person((Relation("prospect"),), agreed, (), (email,)))
    people.add(desk.vault, crowd, Origin("website", NEWSLETTER), desk.act)

    found = [one.person for one in finding.audience(desk.vault, NEWSLETTER, desk.act, 2)]

    assert found == sorted(found)
    assert set(found) == {person.id for person in crowd}
    assert len(found) == len(crowd)
