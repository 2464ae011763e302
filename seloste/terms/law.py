"""Constants of law as data: each with its source and the days for which it holds (L35).

They stand in ``law.json``: who belongs to the EEA, adequacy decisions and other mechanisms of transfer, days off,
deadlines, periods that law demands, authorities, the age of a child's own consent. A change of law is a change of
that file alone.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final, NamedTuple, TypeVar

_FILE: Final = os.path.join(os.path.dirname(__file__), "law.json")


class Membership(NamedTuple):
    """States of the European Economic Area, from their first day to the day on which they left."""

    countries: tuple[str, ...]
    since: date
    until: date | None
    source: str


class TransferMechanism(NamedTuple):
    """A ground of GDPR chapter V. ``countries``: where it holds; empty is anywhere. ``title`` by language."""

    name: str
    since: date
    until: date | None
    countries: tuple[str, ...]
    source: str
    title: Mapping[str, str]

    def holds(self, country: str, on: date) -> bool:
        return _in_time(self, on) and (not self.countries or country in self.countries)


class Holiday(NamedTuple):
    """A day off: a ``day`` of the year (``12-06``), so many days from Easter, or the first Friday or Saturday from a day on.

    ``latest``: off in the list under Regulation 1182/71, and not in the strict reckoning (L1f).
    """

    country: str
    name: str
    since: date
    until: date | None
    source: str
    day: str = ""
    easter: int | None = None
    friday: str = ""
    saturday: str = ""
    latest: bool = False


class Deadline(NamedTuple):
    """A time limit in months; ``extended``: what it may be in all."""

    name: str
    months: int
    extended: int
    since: date
    until: date | None
    source: str


class LawPeriod(NamedTuple):
    """How long a section of a law demands that something is kept; ``period`` as a notice writes it."""

    law: str
    section: str
    what: str
    period: str
    since: date
    until: date | None
    source: str


class SupervisoryAuthority(NamedTuple):
    """Where to complain (GDPR 77); ``title`` and ``address`` by language."""

    id: str
    country: str
    title: Mapping[str, str]
    address: Mapping[str, str]
    since: date
    until: date | None
    source: str


class ChildAge(NamedTuple):
    """From which age a child consents to services of the information society itself (GDPR 8(1))."""

    country: str
    limit: int
    since: date
    until: date | None
    source: str


Dated = TypeVar(
    "Dated", Membership, TransferMechanism, Holiday, Deadline, LawPeriod, SupervisoryAuthority, ChildAge
)


class Law(NamedTuple):
    """What the law says, as read from one file."""

    eea: tuple[Membership, ...]
    mechanisms: tuple[TransferMechanism, ...]
    holidays: tuple[Holiday, ...]
    deadlines: tuple[Deadline, ...]
    periods: tuple[LawPeriod, ...]
    authorities: tuple[SupervisoryAuthority, ...]
    ages: tuple[ChildAge, ...]

    def in_eea(self, code: str, on: date) -> bool:
        """Whether a country (ISO 3166-1, two letters) belongs to the EEA on a day."""
        return any(code in one.countries and _in_time(one, on) for one in self.eea)

    def period(self, law: str, section: str, on: date) -> LawPeriod | None:
        """What a section demands on a day, such as ``2:10`` of ``fi/1336/1997``; None where it is not known."""
        found = (
            one for one in self.periods if (one.law, one.section) == (law, section) and _in_time(one, on)
        )
        return next(found, None)

    def child_age(self, country: str, on: date) -> ChildAge | None:
        return next((one for one in self.ages if one.country == country and _in_time(one, on)), None)

    def authority(self, name: str, on: date) -> SupervisoryAuthority | None:
        return next((one for one in self.authorities if one.id == name and _in_time(one, on)), None)

    def answer_by(
        self, received: date, *, extended: bool = False, country: str = "FI", latest: bool = False
    ) -> date:
        """The last day to answer a person's request (GDPR 12(3)), reckoned by Regulation 1182/71, Article 3.

        The day of receipt is not counted, a missing date falls back to the month's last, and a last day that is
        a Saturday, a Sunday or a day off moves on. ``latest``: by the official list of days off, which has
        Midsummer Eve; without it the strict day that is shown as due (L1f).
        """
        from seloste.terms.periods import add_months  # checking a notice needs no calendar

        limit = next(one for one in self.deadlines if one.name == "answer" and _in_time(one, received))
        last = add_months(received, limit.extended if extended else limit.months)
        while last.weekday() > 4 or last in self.days_off(last.year, country, latest=latest):
            last += timedelta(days=1)
        return last

    def days_off(self, year: int, country: str, *, latest: bool = False) -> frozenset[date]:
        """The days off of a year, Saturdays and Sundays aside."""
        of = [one for one in self.holidays if one.country == country and (latest or not one.latest)]
        return frozenset(day for one in of if _in_time(one, day := _day_of(one, year)))


def read_law(path: str = _FILE) -> Law:
    """The law of a file such as ``law.json``. Raises ``OSError``, ``ValueError`` or ``KeyError`` for what is none."""
    import json

    with open(path, encoding="utf-8") as file:
        told: dict[str, Any] = json.load(file)
    return Law(
        tuple(_made(Membership, one) for one in told["eea"]),
        tuple(_made(TransferMechanism, one) for one in told["mechanisms"]),
        tuple(_made(Holiday, one) for one in told["holidays"]),
        tuple(_made(Deadline, one) for one in told["deadlines"]),
        tuple(_made(LawPeriod, one) for one in told["periods"]),
        tuple(_made(SupervisoryAuthority, one) for one in told["authorities"]),
        tuple(_made(ChildAge, one) for one in told["ages"]),
    )


def _made(kind: type[Dated], told: dict[str, Any]) -> Dated:
    since, until = told["since"], told["until"]
    days = {"since": date.fromisoformat(since), "until": date.fromisoformat(until) if until else None}
    lists = {key: tuple(value) for key, value in told.items() if isinstance(value, list)}
    return kind(**{**told, **lists, **days})


def _in_time(one: Dated, on: date) -> bool:
    return one.since <= on and (one.until is None or on < one.until)


def _day_of(holiday: Holiday, year: int) -> date:
    if holiday.easter is not None:
        return _easter(year) + timedelta(days=holiday.easter)
    if holiday.day:
        return date.fromisoformat(f"{year}-{holiday.day}")
    first, weekday = (holiday.friday, 4) if holiday.friday else (holiday.saturday, 5)
    start = date.fromisoformat(f"{year}-{first}")
    return start + timedelta(days=(weekday - start.weekday()) % 7)


def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Jones, Butcher)."""
    century, rest = divmod(year, 100)
    moon = (19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (year % 19 + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, day + 1)


LAW: Final = read_law()
"""The law as it stands."""
