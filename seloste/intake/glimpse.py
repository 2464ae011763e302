"""A first look at a file: its kind by its bytes, and its first rows under every separator.

It costs a few kilobytes whatever the file's size, and decides nothing that the reader doesn't check again.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field

from seloste.intake.bytes import Source
from seloste.intake.kinds import Kind, kind_of
from seloste.intake.reading import OURS, Cells, IsHeader, header_key
from seloste.intake.spreadsheet import first_rows

_HEAD = 1 << 16
_ROWS = 12
_SEPARATORS = (",", ";", "\t", "|")


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What is seen of a file. ``tables``: its first rows, once for each separator."""

    name: str
    kind: Kind
    text: str = field(repr=False)
    tables: tuple[tuple[Cells, ...], ...] = field(repr=False)

    def has(self, is_header: IsHeader) -> bool:
        """Whether one of the first rows is such a header."""
        return any(
            is_header([key for cell in row if (key := header_key(cell)) not in OURS])
            for rows in self.tables
            for row in rows
        )

    @property
    def lines(self) -> list[str]:
        """The first lines that say something; of one that was cut off, nothing."""
        found = self.text.splitlines()
        whole = found[:-1] if len(self.text) >= _HEAD else found
        return [line for line in whole if line.strip()][:_ROWS]


def glimpse(source: Source) -> Glimpse:
    """Looks at a file. Raises ``Unreadable`` for a workbook that can't be opened."""
    with source.open() as stream:
        kind = kind_of(stream, source.name)
    if kind.name == "xlsx":
        return Glimpse(source.name, kind, "", (tuple(first_rows(source)),))
    with source.open() as stream:
        text = _text(stream.read(_HEAD))
    tables = tuple(_rows(text, sign) for sign in _SEPARATORS) if kind.name in ("text", "json") else ()
    return Glimpse(source.name, kind, text, tables)


def _text(head: bytes) -> str:
    for mark, codec in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if head.startswith(mark):
            return head[len(mark) :].decode(codec, "ignore")
    cut = head[:-4] if len(head) == _HEAD else head  # a character may be cut in two at the end
    try:
        return cut.decode()
    except UnicodeDecodeError:
        return cut.decode("cp1252", "replace")


def _rows(text: str, separator: str) -> tuple[Cells, ...]:
    rows: list[Cells] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            rows.append(tuple(row))
            if len(rows) >= _ROWS:
                break
    except csv.Error:
        pass
    return tuple(rows)
