"""Export files of invented people, and what the register holds of them afterwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from seloste.gate import bind
from seloste.intake import importing
from seloste.intake.mailchimp import read_export
from seloste.intake.orders import Order, ShownText
from seloste.intake.readings import AnyReading
from seloste.intake.reports import Report
from seloste.protection.vault import Vault
from seloste.register import finding
from seloste.register.installing import sign_in
from seloste.terms.act import Act
from seloste.terms.identity import check_character
from tests.database import Register

SAMPLES = Path(__file__).resolve().parent.parent / "samples" / "mailchimp"
NEWSLETTER = "newsletter.email"
TEXT = ShownText("Kyllä, haluan uutiskirjeen sähköpostiini.", "Tiina Tietosuoja")
CODE = "010190-917" + check_character("010190", "917")  # of the 900s, given to nobody

_COMMON = ("Email Address", "First Name", "Last Name", "Phone Number", "OPTIN_TIME", "OPTIN_IP",
           "CONFIRM_TIME",           "CONFIRM_IP")  # fmt: skip
_OF_STATUS = {
    "subscribed": ("LAST_CHANGED",),
    "nonsubscribed": ("LAST_CHANGED",),
    "unsubscribed": ("UNSUB_TIME", "UNSUB_REASON"),
    "cleaned": ("CLEAN_TIME",),
}
_TAIL = ("LEID", "EUID", "TAGS")
ASKED, CONFIRMED = "2026-05-02 09:15:01", "2026-05-02 09:16:40"


@dataclass(frozen=True, slots=True)
class Asker:
    """One record: an address, a name, and what the file says beside."""

    email: str
    given: str = "Aino"
    family: str = "Lyhtykuja"
    cells: Mapping[str, str] | None = None


def opted_in(email: str, given: str = "Aino", family: str = "Lyhtykuja", **cells: str) -> Asker:
    """A record of double opt-in."""
    proof = {
        "OPTIN_TIME": ASKED,
        "OPTIN_IP": "192.0.2.7",
        "CONFIRM_TIME": CONFIRMED,
        "CONFIRM_IP": "192.0.2.7",
    }
    return Asker(email, given, family, proof | cells)


def left(email: str, when: str = "2026-06-01 08:00:00", **cells: str) -> Asker:
    """A record of somebody who left."""
    return Asker(email, cells={"UNSUB_TIME": when} | cells)


def export(folder: Path, status: str, *people: Asker, mark: str = "0123abcdef") -> Path:
    """One file of an export."""
    folder.mkdir(parents=True, exist_ok=True)
    head = (*_COMMON, *_OF_STATUS[status], *_TAIL)
    lines = [",".join(f'"{name}"' for name in head)]
    for one in people:
        cells = {"Email Address": one.email, "First Name": one.given, "Last Name": one.family} | dict(
            one.cells or {}
        )
        lines.append(",".join('"' + cells.get(name, "").replace('"', '""') + '"' for name in head))
    path = folder / f"{status}_email_audience_export_{mark}.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


_OPEN: dict[str, Vault] = {}


def vault_of(register: Register) -> Vault:
    """One vault of the application's role for each register."""
    if register.name not in _OPEN or _OPEN[register.name].connection.closed:
        _OPEN[register.name] = register.vault()
    return _OPEN[register.name]


def acting(register: Register) -> Act:
    """The first actor's act of an import, under a ticket of today's clock."""
    return Act(sign_in(register.addresses.signin, "first", timedelta(days=1)), "import")


def bring(
    register: Register, *files: Path, shown: ShownText | None = TEXT, source: str = "mailchimp",
    relation: str | None = None, dry: bool = False,
) -> Report:  # fmt: skip
    """The real import, as the application's role."""
    return take(register, read_export(files), source, relation, shown=shown, dry=dry)


def take(
    register: Register, reading: AnyReading, source: str, relation: str | None = None, *,
    shown: ShownText | None = None, dry: bool = False,
) -> Report:  # fmt: skip
    """The real import of whatever was read, as the application's role."""
    order = Order(source, relation, shown)
    return importing.run(vault_of(register), reading, order, acting(register), dry=dry)


def who(register: Register, email: str) -> list[UUID]:
    """The people who have this address."""
    return [
        one.person
        for one in finding.by_address(vault_of(register), "email", email, "rights", acting(register))
    ]


def held(register: Register, email: str) -> dict[str, Any]:
    """What stands of the one person who has this address: facts and headers."""
    (person,) = who(register, email)
    connection = vault_of(register).connection
    with bind.use(connection, "rights", acting(register)):
        row = connection.execute("select gate.facts(%s, 'rights')", (person,)).fetchone()
    assert row is not None
    return dict(row[0])


def refusals(facts: Mapping[str, Any]) -> list[tuple[int, bool, bool]]:
    """Scope, whether its time is known, whether it was a complaint; of the refusals that stand."""
    return [
        (p["scope"], p["since_known"], p["complained"]) for p in facts["prohibitions"] if p["until"] is None
    ]


def reached(register: Register) -> set[str]:
    """Whom the newsletter reaches, by address."""
    rows = finding.audience(vault_of(register), NEWSLETTER, acting(register), 2)
    return {row.content.show() for row in rows}


def noted(report: Report, what: str) -> list[tuple[int, str]]:
    """Record numbers and reasons."""
    return [(row.at, row.reason) for row in report.rows if row.what == what]


def count(register: Register, query: str, parameters: Sequence[Any] = ()) -> int:
    """A number by the superuser, who sees the tables whole."""
    superuser = register.superuser()
    row = superuser.execute(query.encode(), parameters).fetchone()
    superuser.close()
    assert row is not None
    return int(row[0])
