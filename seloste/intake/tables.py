"""What the readers of tables with a fixed header share: columns, cells, and one row after the other.

A format names the columns that it knows; of the others, those that may never be stored are refused
and the rest is dropped by name.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from seloste.intake import cells, headers
from seloste.intake.bytes import Source, Unreadable, sources
from seloste.intake.cells import Misfit
from seloste.intake.found import Accepted, Brings, Column, Name, Rejected
from seloste.intake.reading import Damaged, Record, Table, header_key
from seloste.intake.readings import ReadFile, Reading
from seloste.intake.seen import Once, Seen
from seloste.intake.spreadsheet import open_any
from seloste.terms.addresses import tidy

LABELLED = frozenset({"contact", "labels", "tags_as_labels"})
"""What the reading tells of each person where the file has labels, empty or not."""

Known = Callable[[str], str | None]
"""What a header (as ``header_key`` gives it) is to a format, such as the field that it fills; None: nothing."""


@dataclass(frozen=True, slots=True)
class TableFile(ReadFile):
    """A file whose header is known. ``places``: where each column stands, by its key."""

    keys: tuple[str, ...] = field(kw_only=True)
    places: Mapping[str, tuple[int, ...]] = field(kw_only=True)
    stored: tuple[int, ...] = ()


@dataclass(slots=True)
class Row:
    """One record on its way, its cells by the keys of their headers."""

    file: TableFile
    at: int
    record: tuple[str, ...] = field(repr=False)
    warnings: list[str] = field(default_factory=list)

    def cell(self, *keys: str) -> str:
        """The first cell that says something under any of these headers, as it stands."""
        return next((cell for key in keys for cell in self.every(key) if cell.strip()), "")

    def header(self, *keys: str) -> str:
        """The header of the first of these columns that the file has, as it stands."""
        places = (place for key in keys for place in self.file.places.get(key, ()))
        return next((self.file.table.header[place].strip() for place in places), "")

    def every(self, key: str) -> list[str]:
        """The cells of all columns of one header."""
        return [self.record[place] for place in self.file.places.get(key, ())]

    def text(self, *keys: str) -> str:
        """A short text; what can't be one is left out with a warning."""
        return cells.short_text(self.cell(*keys), self.warnings)

    def refuse_forbidden(self, numeric: Callable[[str], bool]) -> None:
        """Raises ``Misfit`` when a cell of a known column holds what is never stored."""
        for place in self.file.stored:
            if reason := cells.forbidden(self.record[place], numeric=numeric(self.file.keys[place])):
                raise Misfit(reason, self.file.table.header[place].strip())


class Rows(Reading[TableFile]):
    """A format of one row a record; of two rows of one key the first holds.

    ``numeric``: words in the headers of numbers, in which no card's number is looked for; ``known_by``: the
    column by which its own system knows a row.
    """

    lasting = True
    numeric: tuple[str, ...] = ("phone", "puhelin", "mobile")
    known_by: str = ""

    def __init__(self, files: Sequence[TableFile]) -> None:
        self.files = [replace(file, records=sum(1 for _ in file.table.records())) for file in files]

    @abstractmethod
    def read(self, row: Row) -> Accepted:
        """What a row says. Raises ``Misfit``: it is taken whole or not at all."""

    def key(self, row: Row) -> str:
        """How its own system knows the row; empty when it doesn't."""
        return ""

    def rejected(self, row: Row, fault: Misfit) -> Rejected:
        """A row that isn't taken, and what it tells none the less."""
        return Rejected(row.at, row.file.name, fault.reason, fault.column)

    def of(self, file: TableFile) -> Iterator[Accepted | Rejected]:
        """The records of one file."""
        once, keys = Once(), Seen()
        for record in file.table.records():
            if isinstance(record, Damaged):
                yield Rejected(record.at, file.name, record.reason, rest_unread=record.rest)
                continue
            row = Row(file, record.at, record.cells, list(record.warnings))
            try:
                found = self._read(row, record, keys)
            except Misfit as fault:
                yield self.rejected(row, fault)
            else:
                yield once.checked(found)

    def _read(self, row: Row, record: Record, keys: Seen) -> Accepted:
        if not any(cell.strip() for cell in record.cells):
            raise Misfit("empty_record")
        row.refuse_forbidden(lambda key: any(word in key for word in self.numeric))
        key = self.key(row)
        if key and key in keys:
            raise Misfit("duplicate_in_file", row.header(self.known_by))
        found = self.read(row)
        if key:
            keys.note(key, record.at)
        return replace(found, warnings=tuple(dict.fromkeys(row.warnings)))


def opened(
    files: Sequence[Path],
    is_header: Callable[[Sequence[str]], bool],
    known: Known,
    variant: Callable[[Table, tuple[str, ...]], str],
    *,
    always: frozenset[str] = frozenset(),
    refused: Known = lambda _key: None,
) -> list[TableFile]:
    """Opens the tables of files.

    ``known`` gives the field that a header fills, empty for what fills none; ``refused`` the cause why a
    column of this format may never be stored.

    Raises ``Unreadable``: ``no_header`` and what every table can raise.
    """
    found = [source for path in files for source in sources(path)]
    if not found:
        raise Unreadable("no_export_file", ", ".join(path.name for path in files))
    return [_opened(source, is_header, known, variant, always, refused) for source in found]


def _opened(
    source: Source,
    is_header: Callable[[Sequence[str]], bool],
    known: Known,
    variant: Callable[[Table, tuple[str, ...]], str],
    always: frozenset[str],
    never: Known,
) -> TableFile:
    table = open_any(source, is_header)
    keys = tuple(header_key(cell) for cell in table.header)
    places: dict[str, tuple[int, ...]] = {}
    dropped: dict[str, Column] = {}
    refused: dict[str, Column] = {}
    brings: list[Brings] = []
    stored: list[int] = []
    for place, key in enumerate(keys):
        name = table.header[place].strip()
        path = known(key)
        if cause := never(key) or headers.refused(key):
            refused[name] = Column(name, cause)
        elif path is None:
            if name:
                dropped[name] = Column(name, "no_purpose")
        else:
            places[key] = (*places.get(key, ()), place)
            stored.append(place)
            if path:
                brings.append(Brings(name, path, place))
    return TableFile(
        table, tuple(brings), tuple(dropped.values()), tuple(refused.values()), table.warnings,
        variant(table, keys), always, keys=keys, places=places, stored=tuple(stored),
    )  # fmt: skip


def person_name(
    row_warnings: list[str],
    *,
    given: str = "",
    middle: str = "",
    family: str = "",
    prefix: str = "",
    full: str = "",
) -> Name | None:
    """A name of its parts, whole beside; the prefix is no part of the whole. None when nothing is told."""
    parts = [cells.short_text(part, row_warnings) for part in (given, middle, family, prefix, full)]
    given, middle, family, prefix, full = parts
    full = full or " ".join(filter(None, (given, middle, family)))
    return Name(given, family, full, middle, prefix) if full else None


def url(cell: str, warnings: list[str]) -> str:
    """A web address as text; it is never opened."""
    text = tidy(cell)
    if not text:
        return ""
    if not text.lower().startswith(("http://", "https://", "www.")) or " " in text or len(text) > 500:
        warnings.append("bad_url")
        return ""
    return text
