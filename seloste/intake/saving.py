"""Rejected records as they stood, with the reason beside each, to be mended and given again by the same command.

Such a file holds personal data in the clear. It is its maker's own: readable by this account alone, in no log
and in no report, and no part of the register.
"""

from __future__ import annotations

import csv
import os
import tempfile
from array import array
from collections.abc import Container, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from seloste.intake.lists import Lined, lines_of
from seloste.intake.orders import ImportRefused, shown_column
from seloste.intake.reading import OURS, Damaged, Table, without_guard
from seloste.intake.readings import AnyReading, Document, ReadFile
from seloste.intake.reports import RowNote

_GUARDED = ("=", "+", "-", "@", "\t", "\r")


@dataclass(slots=True)
class _Rejects:
    """Of one file: numbers of records, and of each the place of its cause; a million are 10 MB."""

    at: array[int] = field(default_factory=lambda: array("Q"))
    cause: array[int] = field(default_factory=lambda: array("L"))

    def in_order(self) -> Iterator[tuple[int, int]]:
        return iter(sorted(zip(self.at, self.cause, strict=True)))


class Saving:
    """Notes which records of a reading were rejected, and writes them when it has been imported."""

    def __init__(self, reading: AnyReading, place: Path) -> None:
        """Raises ImportRefused for formats whose records are no rows, and for two files of one name."""
        unfit = [
            file for file in reading.files if isinstance(file.table, Document) and not isinstance(file, Lined)
        ]
        if unfit:
            raise ImportRefused(
                "Rejected records of this format can't be saved: they are no rows of a table.",
                help="--report FILE.csv names them by number; mend them in the program that wrote the file.",
            )
        self._files = {shown_column(file.name): file for file in reading.files}
        if len(self._files) < len(reading.files):
            raise ImportRefused(
                "Two of the files have one name, so their rejected records can't be told apart.",
                help="Give them one after the other.",
            )
        self._place = place
        self._causes: dict[tuple[str, str], int] = {}
        self._rejects: dict[str, _Rejects] = {}

    def note(self, row: RowNote) -> None:
        """One row of the report; what is rejected is remembered."""
        if row.what == "rejected" and row.at > 0 and row.file in self._files:
            cause = self._causes.setdefault((row.reason, row.column), len(self._causes))
            rejects = self._rejects.setdefault(row.file, _Rejects())
            rejects.at.append(row.at)
            rejects.cause.append(cause)

    def write(self) -> list[Path]:
        """The files that were written, none where nothing was rejected: of several files one each, in a folder.

        Raises OSError.
        """
        written: dict[Path, None] = {}
        several = len(self._files) > 1
        if several and self._rejects:
            self._place.mkdir(mode=0o700, exist_ok=True)
        for name, rejects in self._rejects.items():
            file = self._files[name]
            place = _of_its_own(self._place, file, written) if several else self._place
            causes = list(self._causes)
            with _private(place) as out:
                reasons = ((at, *causes[cause]) for at, cause in rejects.in_order())
                (_lines if isinstance(file, Lined) else _rows)(out, file, reasons)
            written[place] = None
        return list(written)


def _of_its_own(folder: Path, file: ReadFile, taken: Container[Path]) -> Path:
    """A place in the folder that no other file of the reading has: their names may differ by folder or ending alone."""
    stem, number = Path(file.name).stem, 1
    while (place := folder / f"{stem}{f'-{number}' if number > 1 else ''}{_suffix(file)}") in taken:
        number += 1
    return place


def _suffix(file: ReadFile) -> str:
    return ".txt" if isinstance(file, Lined) else ".csv"


Reasons = Iterator[tuple[int, str, str]]


def _rows(out: TextIO, file: ReadFile, reasons: Reasons) -> None:
    """The header, and each rejected row with number, reason and column at its end."""
    table: Table = file.table
    separator = table.separator if len(table.separator) == 1 else ","
    to = csv.writer(out, delimiter=separator)
    ours = [place for place, name in enumerate(table.header) if name.strip() in OURS]
    to.writerow([*map(_guarded, _without(table.header, ours)), *OURS])
    wanted = next(reasons, None)
    for record in table.records():
        if wanted is None:
            break
        if record.at < wanted[0]:
            continue
        cells = record.raw if isinstance(record, Damaged) else record.cells
        if record.at == wanted[0]:
            width = len(table.header) - len(ours)
            kept = _without(cells, ours)
            kept += [""] * (width - len(kept))
            to.writerow([*map(_guarded, kept), *map(str, wanted)])
        while wanted is not None and wanted[0] <= record.at:
            wanted = next(reasons, None)


def _lines(out: TextIO, file: ReadFile, reasons: Reasons) -> None:
    """Of a list of lines each rejected one, its reason as a remark above it."""
    assert isinstance(file, Lined)  # chosen by it
    if file.header:
        out.write(f"{file.header}\n")
    why = {at: reason for at, reason, _ in reasons if reason != "comment"}
    for at, line in lines_of(file):
        if at in why:
            out.write(f"# {why[at]}, line {at}\n{line.rstrip()}\n")


def _without(cells: Sequence[str], places: Sequence[int]) -> list[str]:
    return [cell for place, cell in enumerate(cells) if place not in places]


def _guarded(cell: str) -> str:
    """A cell that no spreadsheet evaluates; the readers take the guard off again."""
    bare = without_guard(cell)
    return f"'{bare}" if bare.startswith(_GUARDED) else cell


@contextmanager
def _private(place: Path) -> Iterator[TextIO]:
    """A file that is whole or not there, and readable by this account alone from its making."""
    handle, beside = tempfile.mkstemp(prefix=f".{place.name}.", dir=place.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8-sig", newline="") as out:
            yield out
        Path(beside).replace(place)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
