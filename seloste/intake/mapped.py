"""Any CSV file by a mapping: the user says which column means what, and nothing else is read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from seloste.intake import headers
from seloste.intake.bytes import Source, Unreadable, sources
from seloste.intake.cells import LONGEST_TEXT, Misfit
from seloste.intake.found import Accepted, Brings, Column, Rejected, What
from seloste.intake.mapped_rows import Places, Row, read, refused_address
from seloste.intake.mapping import CsvMapping
from seloste.intake.reading import Damaged, Table, header_key
from seloste.intake.readings import ReadFile, Reading
from seloste.intake.seen import Once, Seen
from seloste.intake.spreadsheet import open_any
from seloste.terms.addresses import tidy

_FOR_EMPLOYER = {"organisation.name": "employer.name", "organisation.business_id": "employer.business_id"}
_ALWAYS = frozenset({"tags_as_labels"})
_FREE_TEXT = frozenset({
    "note", "notes", "comment", "comments", "description", "muistiinpanot", "kommentti", "kuvaus", "lisätiedot",
    "anteckningar", "beskrivning",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class MappedFile(ReadFile):
    """One file and where its mapped columns stand."""

    ordinal: int = 0
    places: Places = field(kw_only=True)


class MappedCsv(Reading[MappedFile]):
    """Files of one mapping. A field that the notice doesn't let in refuses the import by name.

    Of a mapping that comes with the program such a field is left out instead, and named.
    """

    format = "any.csv"

    def __init__(self, files: Sequence[MappedFile], mapping: CsvMapping) -> None:
        self._mapping = mapping
        self._keys = Seen()
        self.strict = not mapping.partial  # a ready mapping names what the user may never have heard of
        self.organised = mapping.rows is What.ORGANISATION
        self.files = tuple(self._surveyed(file) for file in files)

    def of(self, file: MappedFile) -> Iterator[Accepted | Rejected]:
        """The records of one file."""
        once = Once()
        for record in file.table.records():
            if isinstance(record, Damaged):
                yield Rejected(record.at, file.name, record.reason, rest_unread=record.rest)
                continue
            row = Row(self._mapping, file.places, record.cells, list(record.warnings))
            try:
                self._first_of_its_key(file, record.at, row)
                found = read(row, record.at, file.name)
            except Misfit as fault:
                email, told = refused_address(row)
                yield Rejected(record.at, file.name, fault.reason, fault.column, email, withdrawn=told)
            else:
                yield once.checked(found)

    def _surveyed(self, file: MappedFile) -> MappedFile:
        """Counts the records and notes which record of each key is the first."""
        count = 0
        for record in file.table.records():
            count += 1
            if isinstance(record, Damaged) or file.places.key is None:
                continue
            if key := tidy(record.cells[file.places.key])[:LONGEST_TEXT]:
                self._keys.note(key, file.ordinal << 32 | record.at)
        return replace(file, records=count)

    def _first_of_its_key(self, file: MappedFile, at: int, row: Row) -> None:
        first = self._keys.least(row.key) if row.key else None
        if first is not None and first != file.ordinal << 32 | at:
            raise Misfit("duplicate_in_file", self._mapping.key)


def read_mapped(files: Sequence[Path], mapping: CsvMapping) -> MappedCsv:
    """Opens files by a mapping. Raises ``Unreadable``, among others ``column_missing``."""
    found = [source for path in files for source in sources(path)]
    if not found:
        raise Unreadable("no_export_file", ", ".join(path.name for path in files))
    return MappedCsv([_opened(number, source, mapping) for number, source in enumerate(found)], mapping)


def _opened(ordinal: int, source: Source, mapping: CsvMapping) -> MappedFile:
    wanted = mapping.wanted

    def is_header(keys: Sequence[str], /) -> bool:
        """At least half of the columns that the mapping names: which are missing is told by name.

        Where a file may lack some, two are enough.
        """
        found = len(wanted.intersection(keys))
        return found >= 2 if mapping.partial else 2 * found >= len(wanted)

    table = open_any(source, is_header, separator=mapping.separator)
    keys = [header_key(cell) for cell in table.header]
    if not mapping.partial and (missing := sorted(wanted.difference(keys))):
        raise Unreadable("column_missing", f"{source.name}: {', '.join(missing)}", table.header_record)
    places = Places.of(mapping, keys, table.header)
    dropped, refused = _left(table, keys, mapping)
    return MappedFile(
        table, _brings(places, mapping, table), dropped, refused, (*table.warnings, *_untold(mapping, keys)),
        mapping.name or "by mapping", _ALWAYS,
        ordinal=ordinal, places=places,
    )  # fmt: skip


def _untold(mapping: CsvMapping, keys: Sequence[str]) -> tuple[str, ...]:
    """Refusals that the mapping knows of, none of which the file has a column for: export them too."""
    told = any(one.key in keys for one in mapping.refusals)
    return ("no_refusal_column",) if mapping.refusals and not told else ()


def _brings(places: Places, mapping: CsvMapping, table: Table) -> tuple[Brings, ...]:
    """The fields of the notice that the columns and constants fill; an organisation's are no personal data."""
    if mapping.rows is What.ORGANISATION:
        return ()
    filled = [
        Brings(
            table.header[place],
            _FOR_EMPLOYER.get(one.path) or _declared(one.path),
            place,
            one.path in _FOR_EMPLOYER,
        )
        for one, place in places.columns
        if one.path in _FOR_EMPLOYER or not one.path.startswith(("organisation.", "relation.", "tag"))
    ]
    return (*filled, *(Brings(path, path, -1) for path, _ in mapping.constants))


def _declared(path: str) -> str:
    """The field as the notice names it: ``contact.name`` for ``contact.name.given``."""
    return ".".join(path.split(".")[:2])


def _left(
    table: Table, keys: Sequence[str], mapping: CsvMapping
) -> tuple[tuple[Column, ...], tuple[Column, ...]]:
    """The columns that no word of the mapping names, and those that may not be stored."""
    dropped: dict[str, Column] = {}
    refused: dict[str, Column] = {}
    for header, key in zip(table.header, keys, strict=True):
        name = header.strip()
        if key in mapping.wanted or not name:
            continue
        if cause := headers.refused(key):
            refused[name] = Column(name, cause)
        else:
            why = "free_text" if key in _FREE_TEXT else "dropped" if key in mapping.drop else "not_mapped"
            dropped[name] = Column(name, why)
    return tuple(dropped.values()), tuple(refused.values())
