"""What the list of people reads of each: name and e-mail opened, how the uses stand, when the data go.

A page leaves one line of verb ``open`` that names everybody shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, LiteralString
from uuid import UUID
from zoneinfo import ZoneInfo

from seloste.protection.keeping import parts, sorted_by, spoken
from seloste.protection.opening import Opened, look_and_open
from seloste.register import organisations
from seloste.register.finding import ADDRESSES
from seloste.register.organisations import Organisation
from seloste.register.showing import Standing, standings
from seloste.terms.alphabet import letter_of, person_key
from seloste.terms.sealed import Sealed
from seloste.web import figures, strips
from seloste.web.desk import Desk
from seloste.web.strips import Strip
from seloste.web.words import Language

NAME, EMAIL = 1, ADDRESSES["email"]
SOON_DAYS = 60
ORDER: Language = "fi"
"""The alphabet of every list: the index has one set of buckets, and the rail leads through it."""

_VALUES: LiteralString = (
    "select subject_id, id from register.contact"
    " where subject_id = any(%s) and kind in (1, 2) and fate = 0 limit 1000"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list. ``soon``: the data go within 60 days; ``order``: its key in the alphabet."""

    person: UUID
    order: str
    name: str
    initial: str
    email: str
    organisations: tuple[Organisation, ...]
    strip: Strip
    until: str
    soon: bool


def lines(desk: Desk, people: Sequence[UUID]) -> list[Line]:
    """These people as lines, in the order given; opened under one ledger line that names them."""
    if not people:
        return []
    vault, wanted = desk.vault, list(people)
    opened = look_and_open(vault.connection, vault.keys, desk.use, desk.act, "contact", _VALUES, (wanted,))
    headers = standings(vault, wanted, desk.use, desk.act)
    names = _first(opened, NAME)
    emails = _first(opened, EMAIL)
    at = organisations.of_people(vault, wanted, desk.use, desk.act)
    return [
        _line(desk, one, names.get(one), emails.get(one), tuple(at.get(one, ())), headers[one])
        for one in wanted
        if one in headers
    ]


def in_order(found: Sequence[Line]) -> list[Line]:
    """Lines in the order of the alphabet; people whose names aren't shown come last."""
    return sorted(found, key=lambda line: line.order)


def _first(opened: Sequence[Opened], kind: int) -> dict[UUID, Sealed[Any]]:
    """One value of this kind for each person."""
    return {row.person: row.content for row in sorted(opened, key=lambda row: row.row) if row.kind == kind}


def _order(name: Sealed[Any] | None) -> str:
    if name is None:
        return "\uffff"
    return person_key(*parts(name.show()), ORDER)


def _line(
    desk: Desk,
    person: UUID,
    name: Sealed[Any] | None,
    email: Sealed[Any] | None,
    at: tuple[Organisation, ...],
    header: Standing,
) -> Line:
    value = name.show() if name is not None else {}
    states = {use.name: header.state(desk.bits[use.name]) for use in desk.policy.uses}
    zone = ZoneInfo(desk.policy.time_zone)
    return Line(
        person=person,
        order=_order(name),
        name=listed(value),
        initial=letter_of(sorted_by(value), ORDER) if value else "",
        email=str(email.show()) if email is not None else "",
        organisations=at,
        strip=strips.strip(desk.policy, states, desk.language),
        until=figures.day(header.until, desk.language, zone) if header.until else "",
        soon=header.until is not None and (header.until - header.now).days < SOON_DAYS,
    )


def listed(name: dict[str, Any]) -> str:
    """A name as a list has it: family name first, by which it stands in order."""
    if not (name.get("family") or name.get("full")):
        return spoken(name)
    family, given = parts(name)
    return f"{family}, {given}" if given else family
