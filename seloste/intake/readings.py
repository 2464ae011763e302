"""What every reader of a format gives: files whose headers are read, and their records one by one.

A format is a reader that makes a ``Reading``; permission, matching, merging, storing and the report
are the same for all. The order of ``files`` is that in which they come in: refusals first.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar

from seloste.intake.bytes import Encoding, Source
from seloste.intake.found import Accepted, Brings, Column, Rejected, What
from seloste.intake.reading import Table


@dataclass(frozen=True, slots=True)
class Document(Table):
    """A file that is no table, such as cards or XML. ``told``: how it was read, beside its encoding."""

    told: tuple[tuple[str, object], ...] = ()

    @property
    def read_as(self) -> dict[str, object]:
        """How the file was read, as reports give it."""
        return {"encoding": self.encoding.label, "bom": self.encoding.bom} | dict(self.told)


def document(source: Source, encoding: Encoding, **told: object) -> Document:
    """A file whose items are no records of a table."""
    return Document(source, encoding, "", 0, (), told=tuple(told.items()))


@dataclass(frozen=True, slots=True)
class ReadFile:
    """One file, its header read. ``records``: the data records in it.

    ``brings`` are the columns that the reader knows; ``columns_dropped`` are not stored for want of
    a purpose, ``columns_refused`` may not be stored at all. ``always``: what the reading's JSON tells
    of each person, empty or not.
    """

    table: Table
    brings: tuple[Brings, ...]
    columns_dropped: tuple[Column, ...]
    columns_refused: tuple[Column, ...]
    warnings: tuple[str, ...]
    variant: str = ""
    always: frozenset[str] = frozenset()
    records: int = 0

    @property
    def name(self) -> str:
        """The file's own name, without folders."""
        return self.table.source.name

    @property
    def digest(self) -> str:
        """The SHA-256 of the file, in hexadecimal."""
        return self.table.encoding.digest


class Other(ABC):
    """A record that is about no person or organisation by itself: a call, an invoice, a refusal."""

    at: int
    file: str
    warnings: tuple[str, ...]

    @abstractmethod
    def as_json(self) -> dict[str, Any]:
        """The record in the shape that every reader prints."""


class Stored(StrEnum):
    """What becomes of a reading that is imported."""

    PEOPLE = "people"  # people and organisations, by the importer
    REFUSALS = "refusals"  # a wash list: refusals of those who are in the register
    CALLS = "calls"  # a call log: the history of those who are in the register
    INVOICES = "invoices"  # to organisations, and to those who are in the register
    READ_ONLY = "read_only"  # shown by a dry run; the register has no door for it


Found = Accepted | Rejected | Other
File = TypeVar("File", bound=ReadFile)


class Reading(ABC, Generic[File]):
    """Files that are ready to be read: iterate it, as often as needed, in bounded memory.

    ``stored`` tells what becomes of it when it is imported.

    ``skipped`` names what was given and is no part of the export; ``format`` is the reader's name
    (``odoo.res_partner``). ``strict``: a field that the notice doesn't let in refuses the import
    instead of being left out. ``organised``: organisations may stand in the files.
    ``lasting``: an organisation comes in only by an id that the next file has too, else each export of an
    address book would make it anew.
    """

    format: str
    stored: Stored = Stored.PEOPLE
    strict: bool = False
    organised: bool = False
    lasting: bool = False
    files: Sequence[File] = ()
    skipped: tuple[str, ...] = ()

    @abstractmethod
    def of(self, file: File) -> Iterator[Found]:
        """The records of one file of this reading."""

    def to_store(self, file: File) -> Iterator[Accepted | Rejected]:
        """The people and organisations of one file as the register may take them.

        An address of somebody else is left out, and whoever trades under a business ID of their own isn't
        stored as an organisation: that name is a person's.
        """
        for found in self.of(file):
            if isinstance(found, Accepted):
                reason = self._not_kept(found) if found.what is What.ORGANISATION else ""
                yield Rejected(found.at, found.file, reason) if reason else found.own
            elif isinstance(found, Rejected):
                yield found

    def _not_kept(self, found: Accepted) -> str:
        """Why an organisation isn't stored; empty when it is."""
        if found.natural_person:
            return "sole_trader"
        number = found.business_id.value if found.business_id else None
        return "nothing_to_know_by" if self.lasting and not (found.external_id or number) else ""

    def __iter__(self) -> Iterator[Accepted | Rejected]:
        """What is said of people and organisations, and what is rejected."""
        for file in self.files:
            yield from (found for found in self.of(file) if not isinstance(found, Other))

    @property
    def records(self) -> int:
        """The data records of all files, for a progress bar."""
        return sum(file.records for file in self.files)


AnyReading = Reading[Any]
