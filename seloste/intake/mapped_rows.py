"""One record of a mapped CSV file: what the mapping makes of its cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from seloste.intake import cells
from seloste.intake.cells import Misfit
from seloste.intake.found import (
    NOT_TOLD,
    Accepted,
    Consent,
    ConsentState,
    ContactKind,
    ContactPoint,
    Detail,
    Name,
    Prohibition,
    Told,
    What,
)
from seloste.intake.mapping import OWN, Condition, CsvMapping, Mapped
from seloste.terms.addresses import AddressError, PostalAddress, normal_email, normal_post_code, tidy
from seloste.terms.identity import BusinessIdError, business_id
from seloste.terms.places import country_code
from seloste.terms.words import RowState, Scope

_SERIAL = re.compile(r"[1-9]\d{4}(?:[.,]\d+)?")
_DATES = ("%Y-%m-%d", "%d.%m.%Y")


@dataclass(frozen=True, slots=True)
class Places:
    """Where the mapped columns stand; one header on two columns fills from both."""

    columns: tuple[tuple[Mapped, int], ...]
    by_key: dict[str, tuple[int, ...]]
    key: int | None
    header: tuple[str, ...]

    @classmethod
    def of(cls, mapping: CsvMapping, keys: Sequence[str], header: tuple[str, ...]) -> Places:
        """The places in a header whose cells are compared as ``keys``."""
        by_key: dict[str, tuple[int, ...]] = {}
        for place, key in enumerate(keys):
            by_key[key] = (*by_key.get(key, ()), place)
        columns = [(one, place) for one in mapping.columns for place in by_key.get(one.key, ())]
        columns.sort(key=lambda pair: pair[1])
        return cls(tuple(columns), by_key, next(iter(by_key.get(mapping.key, ())), None), header)


@dataclass(slots=True)
class Row:
    """One record on its way."""

    mapping: CsvMapping
    places: Places
    record: tuple[str, ...] = field(repr=False)
    warnings: list[str] = field(default_factory=list)

    @property
    def key(self) -> str:
        """How its own system knows it."""
        return "" if self.places.key is None else tidy(self.record[self.places.key])[: cells.LONGEST_TEXT]

    def filling(self, path: str) -> Iterator[tuple[Mapped, str]]:
        """The cells that fill a field, parted where the mapping says so."""
        for one, place in self.places.columns:
            if one.path == path:
                cell = self.record[place]
                for part in cell.split(one.split) if one.split else [cell]:
                    if part.strip():
                        yield one, part

    def one(self, path: str) -> str:
        """The first cell that says something of a field of one value, in its tidy form."""
        texts = (cells.short_text(part, self.warnings) for _, part in self.filling(path))
        return next(filter(None, texts), "")

    def says(self, condition: Condition) -> bool:
        """Whether a condition of the mapping holds."""
        return any(condition.holds(self.record[place]) for place in self.places.by_key.get(condition.key, ()))


def read(row: Row, at: int, file: str) -> Accepted:
    """What the record says. Raises ``Misfit``: the record is taken whole or not at all."""
    if not any(cell.strip() for cell in row.record):
        raise Misfit("empty_record")
    if any(row.says(one) for one in row.mapping.deleted):
        raise Misfit("deleted_at_source", row.mapping.deleted[0].header)
    _refuse(row)
    found = _organisation(row, at, file) if row.mapping.rows is What.ORGANISATION else _person(row, at, file)
    return replace(found, warnings=tuple(dict.fromkeys(row.warnings)))


def refused_address(row: Row) -> tuple[str | None, tuple[Scope, ...]]:
    """The address whose refusals a record tells although it is rejected, and which they are."""
    told = tuple(dict.fromkeys(one.scope for one in row.mapping.refusals if row.says(one)))
    for _, cell in row.filling("contact.email") if told else ():
        try:
            if not cells.forbidden(cell, numeric=False):
                return normal_email(cells.unguarded(cell)), told
        except AddressError:
            continue
    return None, ()


def _refuse(row: Row) -> None:
    """Raises ``Misfit`` when a cell to be stored holds what is never stored."""
    for one, place in row.places.columns:
        numeric = one.path in ("contact.phone", "customership.account")
        if reason := cells.forbidden(row.record[place], numeric=numeric):
            raise Misfit(reason, row.places.header[place])


def _person(row: Row, at: int, file: str) -> Accepted:
    name, points = _name(row), tuple(_points(row))
    if not any(point.kind is not ContactKind.ADDRESS for point in points):
        faults = [
            code
            for code in row.warnings
            if code in ("number_damaged_by_spreadsheet", "bad_email", "bad_phone")
        ]
        if faults:
            raise Misfit(faults[0], _at_fault(row, faults[0]))
    if not (name or points):
        raise Misfit("empty_record")
    employers = tuple(
        text for _, part in row.filling("organisation.name") if (text := cells.short_text(part, row.warnings))
    )
    works_for = row.one("organisation.external_id")
    tags = tuple(
        dict.fromkeys(
            text for _, part in row.filling("tag") if (text := cells.short_text(part, row.warnings))
        )
    )
    return Accepted(
        at=at, file=file, external_id=row.key, name=name, contacts=_bounced(row, points),
        works_for=Told(works_for) if works_for else None,
        works_for_name=employers[0] if employers else "", more_employers=employers[1:],
        business_id=_business_id(row), since=_since(row), consent=_consent(row),
        prohibitions=_prohibitions(row, tags), tags=tags, details=tuple(_details(row)),
    )  # fmt: skip


def _at_fault(row: Row, code: str) -> str | None:
    """The header of the first column whose address is none for this reason."""
    for one, place in row.places.columns:
        said: list[str] = []
        for part in row.record[place].split(one.split) if one.split else [row.record[place]]:
            if one.path == "contact.email":
                cells.email(part, said)
            elif one.path == "contact.phone":
                cells.phone(part, said, one.label, row.mapping.country, say=True)
        if code in said:
            return row.places.header[place].strip()
    return None


def _organisation(row: Row, at: int, file: str) -> Accepted:
    name = row.one("organisation.name")
    if not name:
        places = (place for one, place in row.places.columns if one.path == "organisation.name")
        raise Misfit("no_name", next((row.places.header[place].strip() for place in places), None))
    key = row.key or row.one("organisation.external_id")
    return Accepted(
        at=at, file=file, what=What.ORGANISATION, external_id=key, organisation=name,
        business_id=_business_id(row), contacts=tuple(_points(row)), details=tuple(_details(row)),
    )  # fmt: skip


def _name(row: Row) -> Name | None:
    full = row.one("contact.name.full") or row.one("contact.name")
    given, family = row.one("contact.name.given"), row.one("contact.name.family")
    return Name(given=given, family=family, full=full) if full or given or family else None


def _points(row: Row) -> Iterator[ContactPoint]:
    """E-mail addresses and phone numbers in the order of the columns, then the postal address."""
    met: set[object] = set()
    for one, place in row.places.columns:
        if one.path not in ("contact.email", "contact.phone"):
            continue
        for part in row.record[place].split(one.split) if one.split else [row.record[place]]:
            if one.path == "contact.email":
                point = cells.email(part, row.warnings, one.label)
            else:
                point = cells.phone(part, row.warnings, one.label, row.mapping.country, say=True)
            if point is not None and point.value not in met:
                met.add(point.value)
                yield point
    if point := _address(row):
        yield point
    for _, part in row.filling("contact.address"):
        if point := cells.whole_address(part, row.warnings):
            yield point


def _address(row: Row) -> ContactPoint | None:
    """An address of several columns; a country that isn't told stays open."""
    lines = (part for _, cell in row.filling("contact.address.street") for part in cell.splitlines())
    street = ", ".join(filter(None, (cells.short_text(line, row.warnings) for line in lines)))
    city, country = row.one("contact.address.city"), ""
    if told := row.one("contact.address.country"):
        country = country_code(told) or ""
        if not country:
            row.warnings.append("unknown_country")
    code = ""
    for _, cell in row.filling("contact.address.post_code"):
        try:
            code = code or normal_post_code(cells.unguarded(cell), country or row.mapping.country)
        except AddressError as fault:
            row.warnings.append(fault.code)
    if not (street or code or city or country):
        return None
    return ContactPoint(ContactKind.ADDRESS, PostalAddress(street, code, city, country))


def _bounced(row: Row, points: tuple[ContactPoint, ...]) -> tuple[ContactPoint, ...]:
    """The first e-mail address as undeliverable, where the file says that it bounced."""
    told = next((one for one in row.mapping.bounced if row.says(one)), None)
    first = next((point for point in points if point.kind is ContactKind.EMAIL), None)
    if told is None or first is None:
        return points
    since = None
    for place in row.places.by_key.get(told.since, ()) if told.since else ():
        since = since or _time(row, row.record[place])
    gone = replace(first, state=RowState.UNDELIVERABLE, since=since)
    return tuple(gone if point is first else point for point in points)


def _business_id(row: Row) -> Told[str] | None:
    if not any(one.path == "organisation.business_id" for one, _ in row.places.columns):
        return None
    for _, cell in row.filling("organisation.business_id"):
        try:
            number = business_id(tidy(cell))
        except BusinessIdError as fault:
            row.warnings.append(fault.code)
            continue
        if "-" not in cell:
            row.warnings.append("business_id_without_dash")
        return Told(number)
    return Told(None)


def _since(row: Row) -> Told[date] | None:
    if not any(one.path == "relation.started" for one, _ in row.places.columns):
        return None
    for _, cell in row.filling("relation.started"):
        if moment := _time(row, cell):
            return Told(moment.astimezone(row.mapping.of_times).date())
    return Told(None)


def _time(row: Row, cell: str) -> datetime | None:
    """A day or a time; without a zone it is of the mapping's. Nothing is read that isn't sure."""
    text = tidy(cell)
    for read_as in (*(_by(form) for form in (*row.mapping.dates, *_DATES)), datetime.fromisoformat):
        try:
            found = read_as(text)
        except ValueError:
            continue
        return (found if found.tzinfo else found.replace(tzinfo=row.mapping.of_times)).astimezone(UTC)
    row.warnings.append("excel_serial_date" if _SERIAL.fullmatch(text) else "bad_date")
    return None


def _by(form: str) -> Callable[[str], datetime]:
    return lambda text: datetime.strptime(text, form)  # noqa: DTZ007 - the mapping tells the zone


def _consent(row: Row) -> Consent:
    """What the file claims is unproven: no file holds what was shown (GDPR 7(1))."""
    if any(
        one.withdraws and one.scope in (Scope.MARKETING, Scope.MARKETING_EMAIL) and row.says(one)
        for one in row.mapping.refusals
    ):
        return Consent(ConsentState.WITHDRAWN)
    if any(row.says(one) for one in row.mapping.claims):
        return Consent(ConsentState.UNPROVEN)
    return NOT_TOLD


def _prohibitions(row: Row, tags: tuple[str, ...]) -> tuple[Prohibition, ...]:
    told = [Prohibition(one.channel, one.scope, None) for one in row.mapping.refusals if row.says(one)]
    by_tag = [refusal for tag in tags if (refusal := cells.refusal_of(tag))]
    if by_tag:
        row.warnings.append("tag_looks_like_prohibition")
    return tuple(dict.fromkeys((*told, *by_tag)))


def _details(row: Row) -> Iterator[Detail]:
    """Further fields, and what is the same for everybody."""
    told = {one.path for one, _ in row.places.columns if one.path not in OWN}
    for path in sorted(told, reverse=True):
        if text := row.one(path):
            yield Detail(path, text)
    yield from (Detail(path, value) for path, value in row.mapping.constants)
