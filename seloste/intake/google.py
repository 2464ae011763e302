"""Google Contacts as CSV: the older layout (``E-mail 1 - Type``) and the one of 2024 onwards (``… - Label``).

Several values of one label stand in one cell, parted by `` ::: ``; of an address the parts keep their
place across the columns. A leading ``* `` marks what is preferred, or a group of the system's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from seloste.intake import cells
from seloste.intake.cells import Misfit
from seloste.intake.found import Accepted, ContactKind, ContactPoint, Detail, Name, Prohibition, What
from seloste.intake.reading import Table
from seloste.intake.tables import LABELLED, Row, Rows, opened, person_name, url
from seloste.terms.addresses import AddressError, PostalAddress, normal_post_code
from seloste.terms.places import country_code
from seloste.terms.words import Label

_PARTED = " ::: "
_NUMBERED = re.compile(r"(e-mail|phone|address|website|organization) (\d{1,2}) - (.+)")
_KINDS = {
    "e-mail": "contact.email", "phone": "contact.phone", "address": "contact.address", "website": "",
}  # fmt: skip
_ORGANISATION = {"name": "employer.name", "title": "position.title", "department": "position.department"}
_FIELDS = {
    "name": "contact.name", "given name": "contact.name", "additional name": "contact.name",
    "family name": "contact.name", "first name": "contact.name", "middle name": "contact.name",
    "last name": "contact.name", "name prefix": "contact.name", "organization name": "employer.name",
    "organization title": "position.title", "organization department": "position.department",
    "group membership": "", "labels": "",
}  # fmt: skip
_LABELS = {"work": Label.WORK, "home": Label.HOME, "mobile": Label.MOBILE}
_OF_A_THIRD = re.compile(r"assist|avustaja|spouse|puoliso|manager", re.IGNORECASE)
_NO_CALL = re.compile(r"fax|pager|faksi|hakulaite", re.IGNORECASE)


def is_header(keys: Sequence[str]) -> bool:
    """Whether a record is the header of either layout."""
    known = set(keys)
    numbered = any(
        (found := _NUMBERED.fullmatch(key)) and found[3] in ("type", "label", "value") for key in keys
    )
    return numbered or {"first name", "middle name", "last name"} <= known or "group membership" in known


def read_google(files: Sequence[Path]) -> Google:
    """Opens such files. Raises ``Unreadable``."""
    return Google(opened(files, is_header, _known, _variant, always=LABELLED, refused=_never))


def _never(key: str) -> str | None:
    """Relations name third persons; the label and value of a custom field are free."""
    if key.startswith("relation "):
        return "third_person"
    return "free_field" if key.startswith("custom field ") else None


class Google(Rows):
    """Contacts of Google."""

    format = "google.contacts.csv"
    organised = True

    def read(self, row: Row) -> Accepted:
        """A person, or an organisation when no person is named."""
        name, points = _name(row), tuple(_points(row))
        employer = row.text("organization name", "organization 1 - name")
        if name is None and employer:
            return Accepted(
                row.at, row.file.name, what=What.ORGANISATION, organisation=employer, contacts=points,
                tags=_labels(row),
            )  # fmt: skip
        if not points:
            raise Misfit("no_contact_detail" if name else "empty_record")
        if name is None:
            row.warnings.append("no_name")
        tags = _labels(row)
        return Accepted(
            row.at, row.file.name, name, employer, points, prohibitions=_refusals(tags, row.warnings), tags=tags,
            details=tuple(_details(row)),
        )  # fmt: skip


def _known(key: str) -> str | None:
    if (path := _FIELDS.get(key)) is not None:
        return path
    if (found := _NUMBERED.fullmatch(key)) is None:
        return None
    if found[1] == "organization":
        return _ORGANISATION.get(found[3])
    return _KINDS[found[1]] if found[3] != "type" and found[3] != "label" else ""


def _variant(_table: Table, keys: tuple[str, ...]) -> str:
    old = "given name" in keys or "group membership" in keys or any(key.endswith(" 1 - type") for key in keys)
    if old:
        return "older layout (E-mail 1 - Type)"
    return "newer layout, 2024 onwards (E-mail 1 - Label, Labels)"


def _name(row: Row) -> Name | None:
    given = row.cell("given name", "first name")
    if given.startswith("- "):
        row.warnings.append("name_trimmed")
        given = given[2:]
    family = row.cell("family name", "last name")
    full = row.cell("name")
    whole = person_name(
        row.warnings, given=given, middle=row.cell("additional name", "middle name"), family=family,
        prefix=row.cell("name prefix"), full=full,
    )  # fmt: skip
    if whole is None or (full and not given and not family and _is_organisation(row, full)):
        return None
    if not family and len(whole.given.split()) > 1:
        row.warnings.append("name_not_parted")
    return whole


def _is_organisation(row: Row, full: str) -> bool:
    """The older layout repeats an organisation's name as the name."""
    return cells.unguarded(full) == cells.unguarded(row.cell("organization 1 - name"))


def _points(row: Row) -> Iterator[ContactPoint]:
    met: set[object] = set()
    for point in (*_numbered(row, "e-mail"), *_numbered(row, "phone"), *_addresses(row), *_webs(row)):
        if point.value not in met:
            met.add(point.value)
            yield point


def _groups(row: Row, kind: str) -> Iterator[tuple[str, str]]:
    """The prefix (``phone 1 - ``) and the label of each numbered group of columns."""
    numbers = {
        found[2] for key in row.file.places if (found := _NUMBERED.fullmatch(key)) and found[1] == kind
    }
    for number in sorted(numbers, key=int):
        prefix = f"{kind} {number} - "
        yield prefix, row.cell(f"{prefix}type", f"{prefix}label")


def _label(told: str) -> tuple[Label, bool, str]:
    """What a label means: the register's word, whether preferred, and a word that it lacks."""
    preferred, word = told.startswith("* "), told.removeprefix("* ").strip().casefold()
    if word == "main":
        return Label.UNKNOWN, preferred, "main"
    return _LABELS.get(word, Label.OTHER if word else Label.UNKNOWN), preferred, ""


def _numbered(row: Row, kind: str) -> Iterator[ContactPoint]:
    for prefix, told in _groups(row, kind):
        if _OF_A_THIRD.search(told) or (kind == "phone" and _NO_CALL.search(told)):
            continue
        label, preferred, use = _label(told)
        for part in filter(None, map(str.strip, row.cell(f"{prefix}value").split(_PARTED))):
            read = cells.email if kind == "e-mail" else cells.phone
            if point := read(part, row.warnings, label):
                yield replace(point, preferred=preferred, use=use)
                preferred = False


def _addresses(row: Row) -> Iterator[ContactPoint]:
    names = ("formatted", "street", "city", "postal code", "country", "extended address", "po box")
    for prefix, told in _groups(row, "address"):
        label, _, use = _label(told)
        parts = {name: row.cell(f"{prefix}{name}").split(_PARTED) for name in names}
        for place in range(max(map(len, parts.values()))):
            one = {
                name: values[place].strip() if place < len(values) else "" for name, values in parts.items()
            }
            if point := _address(one, row.warnings):
                yield replace(point, label=label, use=use)


def _address(one: dict[str, str], warnings: list[str]) -> ContactPoint | None:
    lines = (one["street"], one["extended address"], one["po box"])
    street = ", ".join(filter(None, (line for part in lines for line in map(str.strip, part.splitlines()))))
    if not street and not one["city"]:
        return cells.whole_address(one["formatted"], warnings)
    return postal_point(street, one["postal code"], one["city"], one["country"], warnings)


def postal_point(street: str, code: str, city: str, country: str, warnings: list[str]) -> ContactPoint | None:
    """An address of parts; a country that isn't told stays open, a code that can't be one is left out."""
    land = country_code(country) or "" if country else ""
    if country and not land:
        warnings.append("unknown_country")
    try:
        code = normal_post_code(cells.unguarded(code), land or "FI") if code.strip() else ""
    except AddressError as fault:
        warnings.append(fault.code)
        code = ""
    street, city = cells.short_text(street, warnings), cells.short_text(city, warnings)
    if not (street or code or city or land):
        return None
    return ContactPoint(ContactKind.ADDRESS, PostalAddress(street, code, city, land))


def _webs(row: Row) -> Iterator[ContactPoint]:
    for prefix, told in _groups(row, "website"):
        label, _, _ = _label(told)
        for part in row.cell(f"{prefix}value").split(_PARTED):
            if value := url(part, row.warnings):
                yield ContactPoint(ContactKind.WEB, value, label)


def _labels(row: Row) -> tuple[str, ...]:
    told = row.cell("group membership", "labels").split(_PARTED)
    own = (cells.short_text(part, row.warnings) for part in told if not part.strip().startswith("* "))
    return tuple(dict.fromkeys(filter(None, own)))


def _refusals(tags: tuple[str, ...], warnings: list[str]) -> tuple[Prohibition, ...]:
    found = [refusal for tag in tags if (refusal := cells.refusal_of(tag))]
    if found:
        warnings.append("label_looks_like_prohibition")
    return tuple(dict.fromkeys(found))


def _details(row: Row) -> Iterator[Detail]:
    if title := row.text("organization title", "organization 1 - title"):
        yield Detail("position.title", title)
    if department := row.text("organization department", "organization 1 - department"):
        yield Detail("position.department", department)
