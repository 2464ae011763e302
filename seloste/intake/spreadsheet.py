"""XLSX as a table: the first sheet's rows, read as a stream from the parts that hold text and numbers.

No formula is evaluated nor its last result believed, no link is followed, no macro looked at, no
entity of XML expanded; sizes are bounded, so that a small file can't become a large one. A number
is text again as far as nothing of it was lost.
"""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import BinaryIO

from seloste.intake.bytes import Encoding, Source, Unreadable
from seloste.intake.kinds import BROKEN_ZIP
from seloste.intake.reading import (
    MOST_COLUMNS,
    OURS,
    Cells,
    Damaged,
    IsHeader,
    Record,
    Table,
    header_key,
    open_table,
)
from seloste.intake.sheet_xml import Cell, Styles, rows_of, shared_strings, sheet_part, styles

LARGEST_SHEET = 1 << 30
LARGEST_STRINGS = 64 << 20
_MOST_PARTS = 1000
_HEADER_WITHIN = 10
_GROUP = re.compile(r"(?: {4})*\S.* \(\d+\)")
_PHONE = re.compile(r"phone|puhelin|mobil|telefon|\btel\b|gsm", re.IGNORECASE)
_WHOLE_DIGITS = 15
"""Digits that a spreadsheet's number keeps; what is longer has lost some."""


@dataclass(frozen=True, slots=True)
class Sheet(Table):
    """The first sheet of a workbook. ``groups``: headings of a grouped list are told from records."""

    groups: bool = False

    @property
    def read_as(self) -> dict[str, object]:
        """How the file was read, as reports give it."""
        return {"sheet": 1, "header_record": self.header_record}

    def records(self) -> Iterator[Record | Damaged]:
        """The rows after the header; empty ones are counted and passed over."""
        phones = frozenset(place for place, name in enumerate(self.header) if _PHONE.search(name))
        try:
            for at, cells, look in _rows(self.source):
                if at > self.header_record and any(cell.text or cell.formula for cell in cells):
                    yield self._record(at, cells, look, phones)
        except Unreadable as fault:
            yield Damaged(at=0, line=fault.line or 0, reason=fault.code, rest=True)

    def _record(
        self, at: int, cells: Sequence[Cell], look: Styles, phones: frozenset[int]
    ) -> Record | Damaged:
        if self.groups and _is_heading(cells, look):
            return Damaged(at, at, "group_heading", raw=(cells[0].text,))
        width = len(self.header)
        if any(cell.text for cell in cells[width:]):
            return Damaged(at, at, "too_many_cells", raw=tuple(cell.text for cell in cells))
        warnings: list[str] = []
        texts = [_text(cell, place in phones, look, warnings) for place, cell in enumerate(cells[:width])]
        return Record(at, at, (*texts, *[""] * (width - len(texts))), tuple(dict.fromkeys(warnings)))


def open_any(
    source: Source, is_header: IsHeader, *, separator: str | None = None, groups: bool = False
) -> Table:
    """A table out of text or of a spreadsheet, whichever the bytes are. Raises ``Unreadable``."""
    if not is_spreadsheet(source):
        return open_table(source, is_header, separator=separator)
    return open_sheet(source, is_header, groups=groups)


def is_spreadsheet(source: Source) -> bool:
    """Whether it is a workbook by its bytes (a zip that was given as a member is no text either)."""
    with source.open() as stream:
        return stream.read(4) == b"PK\3\4"


def open_sheet(source: Source, is_header: IsHeader, *, groups: bool = False) -> Sheet:
    """Finds the header within the first ten rows. Raises ``Unreadable``: ``no_header`` and others."""
    digest = hashlib.sha256()
    with source.open() as stream:
        while chunk := stream.read(1 << 18):
            digest.update(chunk)
    encoding = Encoding("xlsx", bom=False, guessed=False, digest=digest.hexdigest())
    for at, cells, _ in _rows(source):
        texts: Cells = tuple(cell.text for cell in cells)
        if is_header([key for text in texts if (key := header_key(text)) not in OURS]):
            if len(texts) > MOST_COLUMNS:
                raise Unreadable("too_many_columns", source.name, at)
            return Sheet(source, encoding, "", at, texts, groups=groups)
        if at >= _HEADER_WITHIN:
            break
    raise Unreadable("no_header", source.name)


def first_rows(source: Source) -> list[Cells]:
    """The first ten rows as text, from which the format is recognised. Raises ``Unreadable`` where none can be read."""
    found: list[Cells] = []
    try:
        for _, cells, _ in _rows(source):
            found.append(tuple(cell.text for cell in cells))
            if len(found) >= _HEADER_WITHIN:
                break
    except Unreadable:
        if not found:
            raise
    return found


def _rows(source: Source) -> Iterator[tuple[int, Sequence[Cell], Styles]]:
    """Number, cells and styles of each row."""
    try:
        stream: BinaryIO = source.open()
        with stream, zipfile.ZipFile(stream) as archive:
            _bounded(archive, source.name)
            strings = shared_strings(archive, source.name, LARGEST_STRINGS)
            look = styles(archive, source.name)
            part = sheet_part(archive, source.name)
            for at, cells in rows_of(archive, part, strings, source.name, LARGEST_SHEET):
                yield at, cells, look
    except BROKEN_ZIP:
        raise Unreadable("bad_zip", source.name) from None


def _bounded(archive: zipfile.ZipFile, name: str) -> None:
    """Raises ``Unreadable`` for what unpacks to more than it should."""
    parts = archive.infolist()
    if len(parts) > _MOST_PARTS or any(part.file_size > LARGEST_SHEET for part in parts):
        raise Unreadable("zip_too_large", name)
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable("zip_encrypted", name)


def _is_heading(cells: Sequence[Cell], look: Styles) -> bool:
    """``    Label (count)``, bold and alone: the heading of a group, no record."""
    told = [cell for cell in cells if cell.text]
    first = bool(cells) and len(told) == 1 and told[0] is cells[0]
    return first and look.bold(cells[0].style) and _GROUP.fullmatch(cells[0].text) is not None


def _text(cell: Cell, phone: bool, look: Styles, warnings: list[str]) -> str:
    """The cell as text; what lost digits keeps the form by which that is seen."""
    if cell.formula:
        warnings.append("formula_not_read")
        return ""
    if not cell.number:
        return cell.text
    if look.date(cell.style):
        return _day(cell.text, look.since_1904)
    try:
        value = float(cell.text)
    except ValueError:
        return cell.text
    if value != value or abs(value) >= 10**_WHOLE_DIGITS:
        return f"{value:E}"
    if not value.is_integer():
        return cell.text
    digits = str(int(value))
    if phone and re.fullmatch(r"358\d{6,10}", digits):
        warnings.append("number_in_text_column")
        return f"+{digits}"
    return digits


def _day(serial: str, since_1904: bool) -> str:
    """A date cell as ISO 8601, without a zone: a spreadsheet has none."""
    try:
        number = float(serial)
        start = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30)  # noqa: DTZ001
        moment = start + timedelta(seconds=round(number * 86_400))
    except (ValueError, OverflowError):
        return serial
    return moment.date().isoformat() if number.is_integer() else moment.isoformat(sep=" ")
