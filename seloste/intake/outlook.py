"""Outlook's CSV: the 88 columns that Google writes and the 92 of the desktop program, headers in English.

``Title`` is Mr or Ms, the job is ``Job Title``; categories are parted by ``;``. A row without a
person's name is its company.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from seloste.intake import cells
from seloste.intake.cells import Misfit
from seloste.intake.found import Accepted, ContactKind, ContactPoint, Detail, Prohibition, What
from seloste.intake.google import postal_point
from seloste.intake.reading import Table
from seloste.intake.tables import LABELLED, Row, Rows, opened, person_name, url
from seloste.terms.words import Label

_EMAILS = ("e-mail", "e-mail 2", "e-mail 3")
_PHONES = {
    "primary phone": Label.UNKNOWN, "home phone": Label.HOME, "home phone 2": Label.HOME,
    "mobile phone": Label.MOBILE, "business phone": Label.WORK, "business phone 2": Label.WORK,
    "other phone": Label.OTHER, "car phone": Label.OTHER, "company main phone": Label.UNKNOWN,
}  # fmt: skip
_ADDRESSES = {"business": Label.WORK, "home": Label.HOME, "other": Label.OTHER}
_ADDRESS_PARTS = (
    "street", "street 2", "street 3", "address po box", "city", "postal code", "country", "country/region",
)  # fmt: skip
_SYSTEM = frozenset({"mycontacts", "starred"})
_FIELDS = {
    "first name": "contact.name", "middle name": "contact.name", "last name": "contact.name",
    "company": "employer.name", "job title": "position.title", "department": "position.department",
    "categories": "", "web page": "",
    **{f"{name} address": "contact.email" for name in _EMAILS}, **{f"{name} type": "" for name in _EMAILS},
    **dict.fromkeys(_PHONES, "contact.phone"),
    **{f"{kind} {part}": "contact.address" for kind in _ADDRESSES for part in _ADDRESS_PARTS},
}  # fmt: skip


def is_header(keys: Sequence[str]) -> bool:
    """Whether a record is such a header: what both layouts have, and no other program."""
    return {"first name", "last name", "e-mail address"} <= set(keys) and bool(
        {"e-mail 2 address", "business phone", "business street"}.intersection(keys)
    )


def read_outlook(files: Sequence[Path]) -> Outlook:
    """Opens such files. Raises ``Unreadable``."""
    return Outlook(opened(files, is_header, _FIELDS.get, _variant, always=LABELLED))


class Outlook(Rows):
    """Contacts in Outlook's layout."""

    format = "outlook.contacts.csv"
    organised = True

    def read(self, row: Row) -> Accepted:
        """A person, or the company when no person is named."""
        name = person_name(
            row.warnings, given=row.cell("first name"), middle=row.cell("middle name"),
            family=row.cell("last name"),
        )  # fmt: skip
        company, points, labels = row.text("company"), tuple(_points(row)), _labels(row)
        if name is None and company:
            own = tuple(replace(point, of=None) for point in points)
            return Accepted(
                row.at, row.file.name, what=What.ORGANISATION, organisation=company, contacts=own, tags=labels
            )
        if not points:
            raise Misfit("no_contact_detail" if name else "empty_record")
        if name is None:
            row.warnings.append("no_name")
        return Accepted(
            row.at, row.file.name, name, company, points, prohibitions=_refusals(labels, row.warnings),
            tags=labels, details=tuple(_details(row)),
        )  # fmt: skip


def _variant(table: Table, keys: tuple[str, ...]) -> str:
    if "e-mail type" not in keys:
        return f"the Outlook layout that Google writes ({len(keys)} columns)"
    encoding = "Windows-1252" if table.encoding.codec == "cp1252" else table.encoding.label.upper()
    return f"written by desktop Outlook ({len(keys)} columns, English, {encoding})"


def _points(row: Row) -> Iterator[ContactPoint]:
    met: set[object] = set()
    for point in (*_emails(row), *_phones(row), *_addresses(row)):
        if point.value not in met:
            met.add(point.value)
            yield point
    if value := url(row.cell("web page"), row.warnings):
        yield ContactPoint(ContactKind.WEB, value)


def _emails(row: Row) -> Iterator[ContactPoint]:
    for name in _EMAILS:
        cell = row.cell(f"{name} address")
        if row.cell(f"{name} type").strip().upper() == "EX" or cell.lower().startswith("/o="):
            row.warnings.append("not_an_email")  # the address of a directory
        elif point := cells.email(cell, row.warnings):
            yield point


def _phones(row: Row) -> Iterator[ContactPoint]:
    """In the order of the columns; the company's own number isn't the person's."""
    for key in row.file.keys:
        if key in _PHONES and (point := cells.phone(row.cell(key), row.warnings, _PHONES[key])):
            if key == "company main phone":
                point = replace(point, of=What.ORGANISATION, use="main")
            yield point


def _addresses(row: Row) -> Iterator[ContactPoint]:
    for kind, label in _ADDRESSES.items():
        told = [row.cell(f"{kind} {part}") for part in ("street", "street 2", "street 3", "address po box")]
        street = ", ".join(filter(None, (line.strip() for part in told for line in part.splitlines())))
        country = row.cell(f"{kind} country", f"{kind} country/region")
        code, city = row.cell(f"{kind} postal code"), row.cell(f"{kind} city")
        if point := postal_point(street, code, city, country, row.warnings):
            yield replace(point, label=label)


def _labels(row: Row) -> tuple[str, ...]:
    parts = (cells.short_text(part, row.warnings) for part in row.cell("categories").split(";"))
    return tuple(dict.fromkeys(part for part in parts if part and part.casefold() not in _SYSTEM))


def _refusals(labels: tuple[str, ...], warnings: list[str]) -> tuple[Prohibition, ...]:
    found = [refusal for label in labels if (refusal := cells.refusal_of(label))]
    if found:
        warnings.append("label_looks_like_prohibition")
    return tuple(dict.fromkeys(found))


def _details(row: Row) -> Iterator[Detail]:
    if title := row.text("job title"):
        yield Detail("position.title", title)
    if department := row.text("department"):
        yield Detail("position.department", department)
