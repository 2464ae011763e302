"""Rejected records as they stood, in their file's own form, to be mended and given again by the same command.

Such a file holds personal data in the clear. It is its maker's own: readable by this account alone, in no log
and in no report, and no part of the register.
"""

from __future__ import annotations

import os
import tempfile
from array import array
from collections.abc import Container, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from seloste.intake.orders import ImportRefused, shown_column
from seloste.intake.readings import AnyReading
from seloste.intake.reports import RowNote
from seloste.intake.saved_forms import STILL_WRITTEN, form_of


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
        """Raises ImportRefused for two files of one name."""
        self._reading = reading
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
        mendable = row.what == "rejected" and row.at > 0 and row.reason != STILL_WRITTEN
        if mendable and row.file in self._files:
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
            form = form_of(self._reading, file, "" if several else self._place.suffix.lower())
            place = _of_its_own(self._place, file.name, form.ending, written) if several else self._place
            causes = list(self._causes)
            with _private(place) as out:
                form.write(out, file, ((at, *causes[cause]) for at, cause in rejects.in_order()))
            written[place] = None
        return list(written)


def _of_its_own(folder: Path, name: str, ending: str, taken: Container[Path]) -> Path:
    """A place in the folder that no other file of the reading has: their names may differ by folder or ending alone."""
    stem, number = Path(name).stem, 1
    while (place := folder / f"{stem}{f'-{number}' if number > 1 else ''}{ending}") in taken:
        number += 1
    return place


@contextmanager
def _private(place: Path) -> Iterator[BinaryIO]:
    """A file that is whole or not there, and readable by this account alone from its making."""
    handle, beside = tempfile.mkstemp(prefix=f".{place.name}.", dir=place.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            yield out
        Path(beside).replace(place)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
