"""Rejected records in the form of their own file: rows of a table or a workbook, lines, cards, invoices, items.

Each says beside the record why it was rejected, where its form has room for that.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from typing import BinaryIO, TextIO

from seloste.intake import workbook
from seloste.intake.call_logs import CallFile, lines_of
from seloste.intake.finvoice import rejected_as_they_stood
from seloste.intake.json_items import items
from seloste.intake.lists import Lined
from seloste.intake.lists import lines_of as lines_of_list
from seloste.intake.reading import OURS, Damaged, Table, without_guard
from seloste.intake.readings import AnyReading, ReadFile
from seloste.intake.spreadsheet import Sheet
from seloste.intake.vcard import CardFile, cards_of

_GUARDED = ("=", "+", "-", "@", "\t", "\r")
STILL_WRITTEN = "truncated"
"""A line that the exchange was still writing: nothing to mend, it is read the next time."""

Reasons = Iterable[tuple[int, str, str]]
"""Number of a rejected record, reason and column, in the order of the numbers."""


@dataclass(frozen=True, slots=True)
class SavedForm:
    """``ending``: of a file's name; ``write``: what was rejected of a file."""

    ending: str
    write: Callable[[BinaryIO, ReadFile, Reasons], None]


def form_of(reading: AnyReading, file: ReadFile, ending: str = "") -> SavedForm:
    """In which form the rejected records of a file are saved. A workbook stays one unless ``.csv`` is asked for."""
    if isinstance(file, Lined):
        return SavedForm(".txt", _lines)
    if isinstance(file, CardFile):
        return SavedForm(".vcf", _cards)
    if isinstance(file, CallFile):
        return SavedForm(".csv", _calls)
    if reading.format == "finvoice":
        return SavedForm(".xml", _invoices)
    if reading.format.startswith("prh."):
        return SavedForm(".json", _items)
    if isinstance(file.table, Sheet) and ending != ".csv":
        return SavedForm(".xlsx", _sheet)
    return SavedForm(".csv", _rows)


def _rows(out: BinaryIO, file: ReadFile, reasons: Reasons) -> None:
    table = file.table
    separator = table.separator if len(table.separator) == 1 else ","
    with _text(out) as text:
        to = csv.writer(text, delimiter=separator)
        to.writerow(map(_guarded, _header(table)))
        to.writerows(
            [*map(_guarded, cells[: -len(OURS)]), *cells[-len(OURS) :]] for cells in _rejected(table, reasons)
        )


def _sheet(out: BinaryIO, file: ReadFile, reasons: Reasons) -> None:
    told = chain([_header(file.table)], _rejected(file.table, reasons))
    workbook.write(out, {"rejected": ([without_guard(cell) for cell in row] for row in told)})


def _header(table: Table) -> list[str]:
    return [*_without(table.header, _ours(table)), *OURS]


def _rejected(table: Table, reasons: Reasons) -> Iterator[list[str]]:
    """Each rejected row with number, reason and column at its end."""
    ours, told = _ours(table), iter(reasons)
    wanted = next(told, None)
    for record in table.records():
        if wanted is None:
            break
        if record.at < wanted[0]:
            continue
        cells = record.raw if isinstance(record, Damaged) else record.cells
        if record.at == wanted[0]:
            kept = _without(cells, ours)
            kept += [""] * (len(table.header) - len(ours) - len(kept))
            yield [*kept, *map(str, wanted)]
        while wanted is not None and wanted[0] <= record.at:
            wanted = next(told, None)


def _ours(table: Table) -> list[int]:
    return [place for place, name in enumerate(table.header) if name.strip() in OURS]


def _lines(out: BinaryIO, file: ReadFile, reasons: Reasons) -> None:
    """Of a list of lines each rejected one, its reason as a remark above it."""
    assert isinstance(file, Lined)  # chosen by it
    why = {at: reason for at, reason, _ in reasons if reason != "comment"}
    with _text(out) as text:
        if file.header:
            text.write(f"{file.header}\n")
        for at, line in lines_of_list(file):
            if at in why:
                text.write(f"# {why[at]}, line {at}\n{line.rstrip()}\n")


def _calls(out: BinaryIO, file: ReadFile, reasons: Reasons) -> None:
    """Of a call log each rejected line as it stood: its columns are counted, so none can be added."""
    assert isinstance(file, CallFile)  # chosen by it
    wanted = {at for at, _, _ in reasons}
    with _text(out) as text:
        if file.header:
            text.write(f"{','.join(file.header)}\n")
        text.writelines(f"{line.rstrip()}\n" for at, line in lines_of(file) if at in wanted)


def _cards(out: BinaryIO, file: ReadFile, reasons: Reasons) -> None:
    """Of a file of cards each rejected one, pictures left out; what wasn't closed is not closed here either."""
    assert isinstance(file, CardFile)  # chosen by it
    why = {at: reason for at, reason, _ in reasons}
    for card in cards_of(file):
        if card.at not in why:
            continue
        out.write(b"BEGIN:VCARD\r\n")
        out.writelines(line + b"\r\n" for line in card.lines if not line.upper().startswith(b"X-SELOSTE-"))
        if card.fault == "unclosed_card":
            out.write(b"X-SELOSTE-REASON:unclosed_card\r\n\r\n")


def _invoices(out: BinaryIO, file: ReadFile, reasons: Reasons) -> None:
    """Of a file of invoices each rejected one, its reasons as a remark above it."""
    why: dict[int, list[str]] = {}
    for at, reason, _ in reasons:
        why.setdefault(at, []).append(reason)
    out.writelines(rejected_as_they_stood(file, why))


def _items(out: BinaryIO, file: ReadFile, reasons: Reasons) -> None:
    """Of a list in JSON each rejected item, its reason in it where it has fields."""
    why = {at: reason for at, reason, _ in reasons}
    found = [
        item | {OURS[1]: why[at]} if isinstance(item, dict) else item
        for at, item in enumerate(items(file.table.source, "companies"), start=1)
        if at in why
    ]
    told = {"totalResults": len(found), "companies": found}
    out.write(json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n")


def _without(cells: Sequence[str], places: Sequence[int]) -> list[str]:
    return [cell for place, cell in enumerate(cells) if place not in places]


def _guarded(cell: str) -> str:
    """A cell that no spreadsheet evaluates; the readers take the guard off again."""
    bare = without_guard(cell)
    return f"'{bare}" if bare.startswith(_GUARDED) else cell


@contextmanager
def _text(out: BinaryIO) -> Iterator[TextIO]:
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="")
    yield text
    text.flush()
    text.detach()
