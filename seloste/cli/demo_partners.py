"""Invented companies and their people for the demo, written as a contact export of Odoo.

The same seed gives the same bytes. Some of the people stand in the demo's newsletter export too, by the
same address, so that an import meets them again.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from seloste.cli.demo_names import CITIES, COMPANY_FORMS, FINNISH, OTHER, STREETS, SWEDISH
from seloste.cli.demo_people import ascii_of, invented
from seloste.terms.identity import BusinessIdError, business_id, check_character

_HEAD = ("id", "name", "is_company", "type", "parent_id/id", "function", "email", "phone", "mobile", "street", "zip",
         "city", "country_id/id", "vat", "category_id", "lang", "comment", "active")  # fmt: skip
_TITLES = (
    "Toimitusjohtaja", "Ostaja", "Talouspäällikkö", "Osto- ja logistiikkapäällikkö", "Myyntijohtaja", "Ekonomichef",
    "Inköpare", "Verkställande direktör", "Tuotantopäällikkö", "Office Manager", "HR-asiantuntija", "Puheenjohtaja",
)  # fmt: skip
_FIRST_OF_COMPANIES = 2_000_000
"""People of companies alone are numbered from here, far from those of the newsletter."""

Cells = dict[str, str]


@dataclass(frozen=True, slots=True)
class Partners:
    """What was written: how many companies and people are to be accepted, and how many are known already.

    ``archived`` are people whose relation has ended, ``closed`` those whose tag forbids calls;
    ``rejected`` counts the records that are to be rejected.
    """

    path: Path
    organisations: int
    people: int
    shared: int
    archived: int
    closed: int
    rejected: dict[str, int]


def write_partners(
    folder: Path, *, organisations: int = 800, newsletter: int = 5000, seed: int = 918
) -> Partners:
    """Writes ``Contact (res.partner).csv`` with at most 870 invented companies and their people.

    ``newsletter``: how many people the demo's newsletter export has; some of these are met here.
    """
    draw = random.Random(seed)
    names = _names(organisations)
    numbers = _business_ids()
    people: list[Cells] = []
    companies: list[Cells] = []
    for place, name in enumerate(names):
        companies += _company(place, name, next(numbers), draw)
        people += _people(place, name, len(people), newsletter, draw)
    path = folder / "Contact (res.partner).csv"
    folder.mkdir(parents=True, exist_ok=True)
    bad = _bad_records(people[0])
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, quoting=csv.QUOTE_ALL)
        out.writerow(_HEAD)
        out.writerows([cells.get(name, "") for name in _HEAD] for cells in (*people, *companies, *bad))
    return Partners(
        path, len(names), len(people),
        shared=sum("shared" in one for one in people), archived=sum(not one["active"] for one in people),
        closed=sum(one.get("category_id") == "Älä soita" for one in people),
        rejected={"system_record": 1, "duplicate_in_file": 1, "empty_record": 1},
    )  # fmt: skip


def _names(count: int) -> list[str]:
    """Invented names of companies, each once: a family's name turned round, so that no person is called so."""
    made = [
        f"{second}{first}".capitalize()
        for tongue in (FINNISH, SWEDISH, OTHER)
        for first in tongue.first
        for second in tongue.second
    ]
    if count > len(made):
        raise ValueError(f"no more than {len(made)} companies can be invented")
    step = 389  # a prime: neighbours in the file have nothing in common
    mixed = [made[place * step % len(made)] for place in range(len(made))]
    return [f"{name} {COMPANY_FORMS[place % len(COMPANY_FORMS)]}" for place, name in enumerate(mixed[:count])]


def _business_ids() -> Iterator[str]:
    """Business IDs with right check digits, out of a range that nobody has: 9900001-8 and on."""
    for number in range(9_900_001, 10_000_000):
        for digit in "0123456789":
            try:
                yield business_id(f"{number}{digit}")
                break
            except BusinessIdError:
                continue


def _company(place: int, name: str, number: str, draw: random.Random) -> Iterator[Cells]:
    """A company, and for each tenth the address to which its invoices go."""
    domain = _domain(name)
    yield {
        "id": f"__export__.res_partner_{place + 10}_c0", "name": name, "is_company": "True", "type": "Contact",
        "email": f"info@{domain}", "phone": f"'+358 50 002 {place % 9999 + 1:04d}", "street": _street(place, draw),
        "zip": f"0099{place % 10}", "city": CITIES[place % len(CITIES)], "country_id/id": "base.fi",
        "vat": f"FI{number.replace('-', '')}", "lang": "fi_FI", "active": "True",
    }  # fmt: skip
    if place % 10 == 3:
        yield {
            "id": f"__export__.res_partner_{place + 10}_c1", "type": "Invoice Address",
            "parent_id/id": f"__export__.res_partner_{place + 10}_c0", "email": f"laskut@{domain}", "active": "True",
        }  # fmt: skip


def _people(place: int, name: str, before: int, newsletter: int, draw: random.Random) -> Iterator[Cells]:
    """One to four people of a company."""
    for one in range(draw.choice((1, 1, 2, 2, 3, 4))):
        number = before + one
        shared = number % 9 == 4 and number < newsletter
        person = invented(number if shared else _FIRST_OF_COMPANIES + number, draw)
        local = person.email.partition("@")[0]
        cells = {
            "id": f"__export__.res_partner_{place + 10}_p{one}", "name": f"{person.given} {person.family}",
            "type": "Contact", "parent_id/id": f"__export__.res_partner_{place + 10}_c0",
            "function": _TITLES[number % len(_TITLES)],
            "email": person.email if shared else f"{local}.{number}@{_domain(name)}",
            "mobile": f"'+358 50 001 {number % 9999 + 1:04d}" if number % 3 == 0 else "",
            "lang": ("fi_FI", "fi_FI", "sv_SE", "en_US")[number % 4],
            "category_id": "Älä soita" if number % 47 == 11 else "Asiakas" if number % 5 == 0 else "",
            "active": "" if number % 41 == 7 else "True",
        }  # fmt: skip
        yield cells | ({"shared": "1"} if shared else {})


def _bad_records(first: Cells) -> list[Cells]:
    """Records that an importer must reject, as real exports have them, and a note that it must not read."""
    code = "010190-918" + check_character("010190", "918")  # 900s: given to nobody
    return [
        {"id": "base.partner_root", "name": "OdooBot", "email": "odoobot@example.com", "active": "True"},
        first
        | {"name": "Kopio Kaksoiskappale", "email": "kopio@example.com", "comment": f"<p>hetu {code}</p>"},
        {"id": "__export__.res_partner_9_x0", "active": "True"},
    ]


def _street(place: int, draw: random.Random) -> str:
    return f"{STREETS[place % len(STREETS)]} {draw.randint(1, 97)}"


def _domain(name: str) -> str:
    return f"{ascii_of(name.rsplit(' ', 1)[0]).replace('.', '')}.example"
