"""What every reader of a format gives: files whose headers are read, and their records one by one.

A format is a reader that makes a ``Reading``; permission, matching, merging, storing and the report
are the same for all. The order of ``files`` is that in which they come in: refusals first.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from seloste.intake.found import Accepted, Brings, Column, Rejected
from seloste.intake.reading import Table


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


File = TypeVar("File", bound=ReadFile)


class Reading(ABC, Generic[File]):
    """Files that are ready to be read: iterate it, as often as needed, in bounded memory.

    ``skipped`` names what was given and is no part of the export; ``format`` is the reader's name
    (``odoo.res_partner``). ``strict``: a field that the notice doesn't let in refuses the import
    instead of being left out. ``organised``: organisations may stand in the files.
    """

    format: str
    strict: bool = False
    organised: bool = False
    files: tuple[File, ...] = ()
    skipped: tuple[str, ...] = ()

    @abstractmethod
    def of(self, file: File) -> Iterator[Accepted | Rejected]:
        """The records of one file of this reading."""

    def __iter__(self) -> Iterator[Accepted | Rejected]:
        for file in self.files:
            yield from self.of(file)

    @property
    def records(self) -> int:
        """The data records of all files, for a progress bar."""
        return sum(file.records for file in self.files)


AnyReading = Reading[Any]
