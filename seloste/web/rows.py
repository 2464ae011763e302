"""What the list of people reads of each: name and e-mail opened, uses and end from the headers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, LiteralString
from uuid import UUID
from zoneinfo import ZoneInfo

from seloste.gate import bind
from seloste.protection.keeping import sorted_by, spoken
from seloste.protection.opening import Opened, look_and_open
from seloste.register.finding import ADDRESSES
from seloste.terms.alphabet import letter_of, person_key
from seloste.terms.sealed import Sealed
from seloste.web import figures, strips
from seloste.web.desk import Desk
from seloste.web.strips import Strip

NAME, EMAIL = 1, ADDRESSES["email"]
SOON_DAYS = 60

_VALUES: LiteralString = (
    "select subject_id, id from register.contact where subject_id = any(%s) and kind in (1, 2) and fate = 0 limit 1000"
)
_HEADERS: LiteralString = (
    "select subject_id, bit_or(lawful) filter (where visible_until > gate.now()), max(expires_at) < 'infinity',"
    " nullif(max(expires_at), 'infinity'), gate.now()"
    " from register.contact where subject_id = any(%s) and fate = 0 group by subject_id"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list. ``soon``: the data go within 60 days."""

    person: UUID
    name: str
    initial: str
    email: str
    strip: Strip
    until: str
    soon: bool


@dataclass(frozen=True, slots=True)
class _Header:
    lawful: int
    until: datetime | None
    now: datetime


def lines(desk: Desk, people: Sequence[UUID]) -> list[Line]:
    """These people as lines, in alphabetical order; opened under one ledger line that names them."""
    if not people:
        return []
    vault, wanted = desk.vault, list(people)
    opened = look_and_open(vault.connection, vault.keys, desk.use, desk.act, "contact", _VALUES, (wanted,))
    with bind.use(vault.connection, desk.use, desk.act):
        found = vault.connection.execute(_HEADERS, (wanted,)).fetchall()
    headers = {row[0]: _Header(int(row[1] or 0), row[3] if row[2] else None, row[4]) for row in found}
    names = _first(opened, NAME)
    emails = _first(opened, EMAIL)
    seen = [person for person in wanted if person in headers]
    made = [(_order(names.get(one), desk), _line(desk, one, names, emails, headers[one])) for one in seen]
    return [line for _, line in sorted(made, key=lambda pair: pair[0])]


def _first(opened: Sequence[Opened], kind: int) -> dict[UUID, Sealed[Any]]:
    """One value of this kind for each person."""
    return {row.person: row.content for row in sorted(opened, key=lambda row: row.row) if row.kind == kind}


def _order(name: Sealed[Any] | None, desk: Desk) -> str:
    if name is None:
        return "\uffff"
    value = name.show()
    return person_key(sorted_by(value), str(value.get("given") or ""), desk.language)


def _line(
    desk: Desk, person: UUID, names: dict[UUID, Sealed[Any]], emails: dict[UUID, Sealed[Any]], header: _Header
) -> Line:
    name, email = names.get(person), emails.get(person)
    value = name.show() if name is not None else {}
    uses = [use for use, bit in desk.bits.items() if header.lawful >> bit & 1]
    zone = ZoneInfo(desk.policy.time_zone)
    return Line(
        person=person,
        name=listed(value),
        initial=letter_of(sorted_by(value), desk.language) if value else "",
        email=str(email.show()) if email is not None else "",
        strip=strips.strip(desk.policy, uses, desk.language),
        until=figures.day(header.until, desk.language, zone) if header.until else "",
        soon=header.until is not None and (header.until - header.now).days < SOON_DAYS,
    )


def listed(name: dict[str, Any]) -> str:
    """A name as a list has it: family name first."""
    family, given = str(name.get("family") or ""), str(name.get("given") or "")
    return f"{family}, {given}" if family and given else family or spoken(name)
