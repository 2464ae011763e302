"""LinkedIn: the list of connections, and the leads of a form.

A connection is a link between two members of a network: no customer relation and no consent. The file
begins with a preamble; the header is found by its cells. The header of the leads' file is not
confirmed by the vendor, so questions are told from known columns by their names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from seloste.intake import cells
from seloste.intake.cells import Misfit
from seloste.intake.found import Accepted, Answered, ConsentState, ContactPoint, Detail
from seloste.intake.leads import ANSWERS, Lead, answers, is_test, refused_contact
from seloste.intake.reading import Table
from seloste.intake.tables import Row, Rows, opened, person_name, url
from seloste.terms.addresses import tidy
from seloste.terms.words import Label

_CONNECTION = {
    "first name": "contact.name", "last name": "contact.name", "url": "", "email address": "contact.email",
    "company": "employer.name", "position": "position.title", "connected on": "",
}  # fmt: skip
_LEAD = {
    "lead type": "", "campaign": "", "form": "", "submitted at (utc)": "", "first name": "contact.name",
    "last name": "contact.name", "email address": "contact.email", "email": "contact.email",
    "phone number": "contact.phone", "company name": "employer.name", "job title": "position.title",
}  # fmt: skip
_SENT = "submitted at (utc)"
_MONTHS = {name: number for number, name in enumerate(
    ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
)}  # fmt: skip
_DAY = re.compile(r"(\d{1,2})[ -]([a-z]{3})[a-z]*[ -](\d{2}|\d{4})", re.IGNORECASE)
_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_ALWAYS = frozenset({"contact"})


def is_connections(keys: Sequence[str]) -> bool:
    """Whether a record is the header of a list of connections."""
    return {"first name", "last name", "connected on"} <= set(keys)


def is_leads(keys: Sequence[str]) -> bool:
    """Whether a record is the header of a form's leads."""
    return _SENT in keys and {"lead type", "form"} <= set(keys)


def read_connections(files: Sequence[Path]) -> Connections:
    """Opens lists of connections. Raises ``Unreadable``."""
    return Connections(opened(files, is_connections, _CONNECTION.get, _variant, always=_ALWAYS))


def read_lead_forms(files: Sequence[Path]) -> LeadForms:
    """Opens files of leads. Raises ``Unreadable``."""
    unconfirmed = 'CSV of Campaign Manager; THE HEADER IS NOT CONFIRMED: treat as "any CSV by mapping"'
    return LeadForms(opened(files, is_leads, lambda key: _LEAD.get(key, ANSWERS), lambda *_: unconfirmed))


class Connections(Rows):
    """People in somebody's network."""

    format = "linkedin.connections"
    known_by = "url"

    def key(self, row: Row) -> str:
        """The profile's address without case, scheme, ``www.`` and last ``/``."""
        text = tidy(row.cell("url")).casefold()
        return re.sub(r"^(?:https?://)?(?:www\.)?", "", text).rstrip("/")

    def read(self, row: Row) -> Accepted:
        """A person; closed accounts leave a row with a day only."""
        given, family = row.text("first name"), row.text("last name")
        profile, email = row.cell("url"), cells.email(row.cell("email address"), row.warnings)
        if not (given or family or profile.strip() or email):
            raise Misfit("empty_record")
        _look(f"{given} {family}", row.warnings)
        name = person_name(row.warnings, given=given, family=family)
        said: list[tuple[str, Any]] = []
        if address := url(profile, row.warnings):
            said.append(("profile", address))
        if row.cell("connected on").strip():
            day = _day(row.cell("connected on"), row.warnings)
            said.append(("connected_on", day.isoformat() if day else None))
        title = row.text("position")
        return Accepted(
            row.at, row.file.name, replace(name, full="") if name else None, row.text("company"),
            (email,) if email else (), details=(Detail("position.title", title),) if title else (),
            said=tuple(said),
        )  # fmt: skip


class LeadForms(Rows):
    """People who answered a form."""

    format = "linkedin.lead_form"

    def read(self, row: Row) -> Accepted:
        """A person and what they answered. A consent column counts only with the text on file."""
        given, family = row.text("first name"), row.text("last name")
        cell = row.cell("email address", "email")
        if is_test((given, family, cell)) or (
            (given.casefold(), family.casefold()) == ("test", "lead") and cell.lower().startswith("test@")
        ):
            raise Misfit("test_lead")
        points = tuple(_lead_points(row, cell))
        if not points:
            raise Misfit("no_contact_detail")
        lead = Lead(_sent(row), tidy(row.cell("form")))
        told = answers(row, frozenset(_LEAD), row.warnings)
        consent, told = lead.consent(told)
        refused = refused_contact(told, lead.at)
        if refused and consent.state is not ConsentState.NEVER_GIVEN:
            consent = replace(consent, state=ConsentState.NEVER_GIVEN, at=None, proof=())
        name, title = person_name(row.warnings, given=given, family=family), row.text("job title")
        said = {
            "form": lead.form,
            "campaign": tidy(row.cell("campaign")),
            "at": lead.at and lead.at.isoformat(),
        }
        return Accepted(
            row.at, row.file.name, replace(name, full="") if name else None, row.text("company name"), points,
            consent, refused, activity=lead.at, details=(Detail("position.title", title),) if title else (),
            answered=Answered(lead.form, lead.at, tuple(told.items())) if told else None,
            said=(("lead", {key: value for key, value in said.items() if value}), ("answers", told)),
        )  # fmt: skip


def _lead_points(row: Row, email: str) -> list[ContactPoint]:
    found = (
        cells.email(email, row.warnings, Label.UNKNOWN),
        cells.phone(row.cell("phone number"), row.warnings),
    )
    return [point for point in found if point is not None]


def _sent(row: Row) -> datetime | None:
    """The time of sending, which the header says is UTC."""
    try:
        moment = datetime.fromisoformat(tidy(row.cell(_SENT)))
    except ValueError:
        row.warnings.append("bad_time")
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _variant(table: Table, _keys: tuple[str, ...]) -> str:
    if table.header_record > 1:
        preamble = {4: "three lines"}.get(table.header_record, f"{table.header_record - 1} records")
        return f"as downloaded (preamble of {preamble})"
    if table.separator == ";":
        encoding = "Windows-1252" if table.encoding.codec == "cp1252" else table.encoding.label.upper()
        return f"opened and saved again in a spreadsheet: no preamble, ;, {encoding}, other dates"
    return "older layout without preamble"


def _day(cell: str, warnings: list[str]) -> date | None:
    """``12 Mar 2024`` in any letter case, and what spreadsheets make of it (``7-Feb-22``, ``12.3.2024``)."""
    text = tidy(cell)
    try:
        if found := _DAY.fullmatch(text):
            year = int(found[3]) + (2000 if len(found[3]) == 2 else 0)
            return date(year, _MONTHS[found[2].lower()], int(found[1]))
        if found := _DOTTED.fullmatch(text):
            return date(int(found[3]), int(found[2]), int(found[1]))
        return date.fromisoformat(text[:10])
    except (ValueError, KeyError):
        warnings.append("bad_date")
        return None


def _look(name: str, warnings: list[str]) -> None:
    """A name with a degree or a picture in it is kept as written, and shown for mending."""
    if "," in name:
        warnings.append("name_has_title")
    if any(unicodedata.category(sign) in ("So", "Sk", "Cn") for sign in name):
        warnings.append("name_has_symbols")
