"""What invented people have done with the company: rows in all nine categories, and job applications, through the verbs."""

from __future__ import annotations

import random
from contextlib import suppress
from dataclasses import astuple
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

from seloste.gate import bind
from seloste.protection.vault import Vault
from seloste.register import hiring, invoices, people
from seloste.register.facts import Contact, Ground, Person, Relation, Row
from seloste.register.hiring import Decision
from seloste.register.invoices import Invoice, NoPayer
from seloste.register.people import Origin
from seloste.terms.act import Act
from seloste.terms.words import RIGHTS, Basis

CUSTOMERS, APPLICANTS = 400, 40
INVOICED = 2
SHOWN = {"text": "Saatte seurata, miten käytän sivustoa.", "how": "evästevalinta"}
_TITLES = ("Ostaja", "Toimitusjohtaja", "Ekonomichef", "Tietohallintopäällikkö", "Projektipäällikkö")
_INDUSTRIES = ("62010", "62020", "46510", "70220", "47190")
_FEEDBACK = (
    "Käyttöönotto sujui hyvin, kiitos opastuksesta.", "Laskun erittely voisi olla selkeämpi.",
    "Supporten svarade snabbt.", "Raporttien vienti taulukkoon puuttuu.",
)  # fmt: skip
_NAMES = (("Kaisla", "Hakijainen"), ("Ilmo", "Toivottu"), ("Saga", "Sökande"), ("Unto", "Alanvaihtaja"))


def bring(vault: Vault, act: Act, now: datetime, *, seed: int = 919) -> int:
    """Rows for some of the people that stand, and a few applicants; how many rows. The same seed, the same rows."""
    draw = random.Random(seed)
    with bind.use(vault.connection, RIGHTS, act):
        found = vault.connection.execute(
            "select id from gate.people_after(null, %s)", (CUSTOMERS,)
        ).fetchall()
    customers = [_Customer(row[0], number, now, draw) for number, row in enumerate(found)]
    written = 0
    for source, made in (
        ("self", [one.dealt() for one in customers]),
        ("telephone", [one.called() for one in customers]),
        ("observed", [one.seen() for one in customers]),
    ):
        people.extend(vault, made, Origin(source, RIGHTS), act)
        written += sum(len(one.rows) for one in made)
    for one in customers[::INVOICED]:
        with suppress(NoPayer):  # somebody who gave no name
            issued = invoices.issue(vault, one.person, one.invoice(), Origin("self", RIGHTS), act)
            written += len(astuple(issued))
    return written + _hire(vault, act, now)


def _hire(vault: Vault, act: Act, now: datetime) -> int:
    """A job, those who want it, and what was decided of them; how many rows."""
    opening = hiring.announce(
        vault, "Ohjelmistokehittäjä", (now - timedelta(days=APPLICANTS * 5 + 10)).date()
    )
    applicants = [_applicant(number, now, opening) for number in range(APPLICANTS)]
    people.add(vault, applicants, Origin("website", RIGHTS), act)
    for number, one in enumerate(applicants):
        if number % 3 == 0:
            told = Decision("Kokemus vastasi tehtävää osittain.", now - timedelta(days=3 + number), opening)
            hiring.decide(vault, one.id, told, Origin("website", RIGHTS), act)
    return sum(len(one.rows) for one in applicants) + len(applicants[::3])


class _Customer:
    """One person's dealings, drawn in a fixed order."""

    def __init__(self, person: UUID, number: int, now: datetime, draw: random.Random) -> None:
        self.person, self.number, self.now, self.draw = person, number, now, draw
        self.relation = Relation(
            "customer", started=now - timedelta(days=500), active=now - timedelta(days=9)
        )

    def ago(self, nearest: int, farthest: int) -> datetime:
        return self.now - timedelta(
            days=self.draw.randint(nearest, farthest), minutes=self.draw.randint(0, 600)
        )

    def dealt(self) -> Person:
        own = {"relation": self.relation.id}
        rows = [
            Row("position", "title", self.draw.choice(_TITLES), own),
            Row("position", "area", "hankinnat", own),
            Row("employer", "name", f"Keksitty Yritys {self.number} Oy"),
            Row("employer", "industry", self.draw.choice(_INDUSTRIES)),
            Row("customership", "identifier", f"A-{10000 + self.number}"),
            Row("customership", "language", self.draw.choice(("fi", "fi", "fi", "sv", "en"))),
            Row("customership", "stage", self.draw.choice(("uusi", "aktiivinen", "hiljainen"))),
            Row("customership", "account", _iban(self.number)),
            Row("events", "contract", "Ylläpitosopimus, 12 kuukautta", {"at": self.ago(300, 480)}),
            Row("events", "purchase", "Käyttöönottopaketti", {"at": self.ago(280, 300)}),
            Row("events", "service", "Kysyi, miten käyttäjä lisätään", {"at": self.ago(20, 200)}),
            Row("events", "feedback", self.draw.choice(_FEEDBACK), {"at": self.ago(5, 250)}),
            Row("events", "note", "Soitetaan ennen sopimuksen päättymistä", {"at": self.ago(3, 60)}),
        ]
        if self.number % 9 == 0:
            rows.append(
                Row(
                    "events",
                    "complaint",
                    "Palvelu oli poikki kaksi tuntia",
                    {"at": self.ago(10, 90), "state": 1},
                )
            )
        grounds = (
            Ground(Basis.CONTRACT, None, {"contract": f"A-{10000 + self.number}"}),
            Ground(Basis.CONSENT, "web_use.web", SHOWN),
            Ground(Basis.CONSENT, "targeting.web", SHOWN),
        )
        return Person((self.relation,), grounds, id=self.person, rows=tuple(rows))

    def invoice(self) -> Invoice:
        day = (self.now - timedelta(days=self.draw.randint(20, 400))).date()
        return Invoice(
            f"{day.year}-{1000 + self.number}", day, Decimal(self.draw.randint(90, 2400)), "Ylläpito",
            due=day + timedelta(days=14), state="paid",
        )  # fmt: skip

    def called(self) -> Person:
        at = self.ago(2, 300)
        direction, seconds = 1 + self.number % 2, self.draw.randint(20, 900)
        call = Row(
            "calls", "history", {"number": f"+35850000{self.number + 1:04}"},
            {"at": at, "direction": direction, "seconds": seconds}, at,
        )  # fmt: skip
        rows = [call]
        if self.number % 5 == 0:
            recording = {
                "file": f"{uuid4().hex}.opus", "hash": f"{self.draw.getrandbits(256):064x}", "codec": "opus",
                "announced_at": at.isoformat(),
            }  # fmt: skip
            columns = {"at": at, "direction": direction, "seconds": seconds, "of_call": call.id}
            rows.append(Row("calls", "recording", recording, columns, at))
        return Person(id=self.person, rows=tuple(rows))

    def seen(self) -> Person:
        at = self.ago(0, 80)
        visit = {"at": at, "seconds": self.draw.randint(10, 1200)}
        pages = ["/", "/palvelut", self.draw.choice(("/hinnat", "/ota-yhteytta", "/blogi"))]
        return Person(id=self.person, rows=(
            Row("marketing", "tracking", "avasi uutiskirjeen", {"at": at}, at),
            Row("behaviour", "ip", f"192.0.2.{self.number % 254 + 1}", visit, at),
            Row("behaviour", "pages", pages, visit, at),
            Row("behaviour", "browser", "Firefox 140", visit, at),
            Row("behaviour", "session", {"id": f"{self.draw.getrandbits(64):016x}"}, visit, at),
        ))  # fmt: skip


def _applicant(number: int, now: datetime, opening: UUID) -> Person:
    given, family = _NAMES[number % len(_NAMES)]
    at = now - timedelta(days=10 + number * 5)
    sent = {"at": at, "opening": opening}
    rows = (
        Row("applications", "application", "Haen ohjelmistokehittäjän paikkaa.", sent, at),
        Row("applications", "cv", {"summary": "Kuusi vuotta verkkopalveluja", "hash": f"{number:064x}"}, sent, at),
        Row("applications", "stage", "haastattelu" if number % 3 else "ei valittu", sent, at),
    )  # fmt: skip
    contacts = (
        Contact("name", {"given": given, "family": f"{family} {number}"}),
        Contact("email", f"hakija.{number}@example.org"),
    )
    ground = Ground(Basis.CONTRACT, "recruiting", {"how": "hakemus"})
    return Person((Relation("applicant", started=at, active=at),), (ground,), contacts=contacts, rows=rows)


def _iban(number: int) -> str:
    """An invented Finnish account with right check digits (ISO 13616); no bank has the group 9."""
    account = f"9000000{number:07}"
    rest = int(f"{account}151800") % 97  # FI is 15 18
    return f"FI{98 - rest:02}{account}"
