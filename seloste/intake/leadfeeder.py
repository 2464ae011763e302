"""Leadfeeder: companies whose network visited the site. The vendor's header is not confirmed.

Companies only. A name that is a place is an internet provider's customers; a sole trader or a named
visitor is personal data about browsing and needs a consent to tracking, which no file brings.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from seloste.intake.cells import Misfit
from seloste.intake.found import Accepted, ContactKind, ContactPoint, Told, What
from seloste.intake.google import postal_point
from seloste.intake.tables import Row, Rows, opened, url
from seloste.terms.addresses import tidy
from seloste.terms.identity import BusinessIdError, business_id

_FIELDS = {
    "company name": "", "business id": "", "website": "", "country": "", "city": "", "visits": "",
    "first visit": "", "last visit": "",
}  # fmt: skip
_NEVER = {"visitor email": "tracking_without_consent", "visitor name": "tracking_without_consent"}
_TRADER = ("tmi ", "t:mi ", "toiminimi ")


def is_header(keys: Sequence[str]) -> bool:
    """Whether a record is the header of such a list."""
    return "company name" in keys and bool(
        {"visits", "first visit", "last visit", "lead url"}.intersection(keys)
    )


def read_leadfeeder(files: Sequence[Path]) -> Leadfeeder:
    """Opens lists of companies. Raises ``Unreadable``."""
    unconfirmed = 'THE HEADER IS NOT CONFIRMED: treat as "any CSV by mapping"'
    return Leadfeeder(opened(files, is_header, _FIELDS.get, lambda *_: unconfirmed, refused=_NEVER.get))


class Leadfeeder(Rows):
    """Companies that visited the site."""

    format = "leadfeeder.companies"
    organised = True

    def read(self, row: Row) -> Accepted:
        """An organisation."""
        name, number, web = (
            row.text("company name"),
            _business_id(row),
            url(row.cell("website"), row.warnings),
        )
        if not name:
            raise Misfit("no_name", row.header("company name"))
        city = row.text("city")
        if not number and not web and name.casefold() == city.casefold():
            raise Misfit("not_an_organisation")
        if name.casefold().startswith(_TRADER) or _visitor_named(row):
            raise Misfit("consent_needed")
        points = [ContactPoint(ContactKind.WEB, web)] if web else []
        if place := postal_point("", "", city, row.cell("country"), row.warnings):
            points.append(place)
        return Accepted(
            row.at, row.file.name, what=What.ORGANISATION, organisation=name, contacts=tuple(points),
            business_id=Told(number) if number else None, said=(("behaviour", _behaviour(row)),),
        )  # fmt: skip


def _visitor_named(row: Row) -> bool:
    """Whether a column that is never read says anything at all."""
    return any(key in _NEVER and row.record[place].strip() for place, key in enumerate(row.file.keys))


def _business_id(row: Row) -> str:
    if not (text := tidy(row.cell("business id"))):
        return ""
    try:
        return business_id(text)
    except BusinessIdError as fault:
        row.warnings.append(fault.code)
        return ""


def _behaviour(row: Row) -> dict[str, Any]:
    visits = row.text("visits")
    told: dict[str, Any] = {"visits": int(visits)} if visits.isdigit() and len(visits) < 10 else {}
    days = {"first": row.text("first visit"), "last": row.text("last visit")}
    return told | {name: day for name, day in days.items() if day}
