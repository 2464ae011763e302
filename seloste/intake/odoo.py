"""Contacts exported from Odoo: companies, their people, and addresses of either, in one table.

A record whose cells are empty but for its tags continues the one before it. A person is joined to
an organisation by the external id of the parent, or by its display name where exactly one record
of the file has that; nobody makes an organisation out of a name. No column is a consent.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from seloste.intake.bytes import Source, Unreadable, sources
from seloste.intake.cells import Misfit
from seloste.intake.found import Accepted, Rejected, What
from seloste.intake.odoo_columns import FINNISH, Columns, columns, is_header
from seloste.intake.odoo_rows import Partner, read
from seloste.intake.reading import Damaged, Record, Table, header_key
from seloste.intake.readings import ReadFile, Reading
from seloste.intake.seen import Once, Seen
from seloste.intake.spreadsheet import Sheet, open_any

_CONTINUED = ("category_id", "category_id/id")


@dataclass(frozen=True, slots=True)
class PartnerFile(ReadFile):
    """One export. ``ordinal``: its place among the files of the import."""

    ordinal: int = 0
    columns: Columns = field(kw_only=True)


class Partners(Reading[PartnerFile]):
    """An export that is ready to be read. ``kind``: what rows are whose kind the file doesn't tell."""

    format = "odoo.res_partner"
    organised = True

    def __init__(self, files: Sequence[PartnerFile], kind: What) -> None:
        self._kind = kind
        self._ids = Seen()
        self._organisations: set[str] = set()
        self._shown: dict[str, str] = {}
        self.files = tuple(self._surveyed(file) for file in files)

    def of(self, file: PartnerFile) -> Iterator[Accepted | Rejected]:
        """The records of one file, each with those that continue it."""
        once = Once()
        for one in self._partners(file):
            if isinstance(one, Damaged):
                yield Rejected(one.at, file.name, one.reason, rest_unread=one.rest)
                continue
            try:
                self._first_of_its_id(file, one)
                found = read(one, file.name, lambda named, by_id: self._parent(file, named, by_id))
            except Misfit as fault:
                yield Rejected(one.at, file.name, fault.reason, fault.column)
            else:
                yield once.checked(found)

    def _partners(self, file: PartnerFile) -> Iterator[Partner | Damaged]:
        """Records joined with those that continue them."""
        held: Partner | None = None
        for record in file.table.records():
            if isinstance(record, Record) and held is not None and self._continues(file, record):
                held.also.append(record.at)
                held.more_tags += [tag for tag in _tags_of(file, record) if tag]
                continue
            if held is not None:
                yield held
            held = None
            if isinstance(record, Damaged):
                yield record
            else:
                warnings = list(record.warnings)
                held = Partner(file.columns, record.at, record.cells, self._kind, warnings=warnings)
        if held is not None:
            yield held

    @staticmethod
    def _continues(file: PartnerFile, record: Record) -> bool:
        """Nothing in it but what may have many values (odoo/odoo #32732)."""
        if not any(cell.strip() for cell in record.cells):
            return False
        places = [place for name, place in file.columns.places.items() if name not in _CONTINUED]
        return not any(record.cells[place].strip() for place in places)

    def _surveyed(self, file: PartnerFile) -> PartnerFile:
        """Counts the records and notes who is an organisation, by external id and by display name."""
        count = 0
        for one in self._partners(file):
            count += 1
            if isinstance(one, Damaged):
                continue
            count += len(one.also)
            if one.external_id:
                self._ids.note(one.external_id, file.ordinal << 32 | one.at)
            if one.what is What.ORGANISATION and one.name:
                key = one.external_id or f"#{one.at}"
                self._organisations.add(f"{file.ordinal}{key}" if key[0] == "#" else key)
                shown = one.display_name
                self._shown[shown] = "" if self._shown.get(shown, key) != key else key
        return replace(file, records=count)

    def _parent(self, file: PartnerFile, named: str, by_id: bool) -> str | None:
        key = named if by_id else self._shown.get(named, "")
        known = f"{file.ordinal}{key}" if key[:1] == "#" else key
        return key if known in self._organisations else None

    def _first_of_its_id(self, file: PartnerFile, one: Partner) -> None:
        """Of two records of one external id the first holds."""
        first = self._ids.least(one.external_id) if one.external_id else None
        if first is not None and first != file.ordinal << 32 | one.at:
            raise Misfit("duplicate_in_file", one.header("id"))


def read_partners(files: Sequence[Path], *, kind: What = What.UNDECIDED) -> Partners:
    """Opens exports of contacts (CSV or XLSX). Raises ``Unreadable``."""
    found = [source for path in files for source in sources(path)]
    if not found:
        raise Unreadable("no_export_file", ", ".join(path.name for path in files))
    return Partners([_opened(ordinal, source, kind) for ordinal, source in enumerate(found)], kind)


def _opened(ordinal: int, source: Source, kind: What) -> PartnerFile:
    table = open_any(source, is_header, groups=True)
    known = columns(table.header, [header_key(cell) for cell in table.header])
    untold = () if known.tells_kind or kind is not What.UNDECIDED else ("kind_unknown",)
    return PartnerFile(
        table, known.brings, known.dropped, known.refused, (*table.warnings, *untold),
        _variant(known, table), ordinal=ordinal, columns=known,
    )  # fmt: skip


def _variant(known: Columns, table: Table) -> str:
    """Technical names, or labels: in which language, and what their VAT label tells of the exporter."""
    if isinstance(table, Sheet):
        grouped = any(isinstance(row, Damaged) and row.reason == "group_heading" for row in table.records())
        label = "label export XLSX" if known.labelled else "import-compatible XLSX (technical names)"
        return f"{label} of a grouped list" if grouped else label
    if not known.labelled:
        return "import-compatible CSV (technical names)"
    keys = {header_key(cell) for cell in known.header}
    language = "Finnish" if keys & FINNISH else "English"
    country = ", company country Finland" if keys & {"vat", "alv"} else ""
    return f"label export CSV, {language} interface{country}"


def _tags_of(file: PartnerFile, record: Record) -> list[str]:
    places = (file.columns.places.get(name) for name in _CONTINUED)
    return [record.cells[place] for place in places if place is not None]
