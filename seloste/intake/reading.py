"""A table out of a file, record by record, in bounded memory and without guessing in silence.

The rules are those of every file that comes in: encoding, separator, header, width, quotes,
what a spreadsheet has damaged. Records are numbered as a CSV reader counts them, from 1, with
header, preamble and empty lines included. Which columns mean what is the reader's of each format.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from seloste.intake.bytes import Encoding, Lines, Source, Unreadable, detect

MOST_COLUMNS = 1000
_SEPARATORS = (",", ";", "\t", "|")
_TRIAL_RECORDS = 20
_HEADER_WITHIN = 10
_TRIAL_CHARACTERS = 1 << 18
_SEP_LINE = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)
_NO_TEXT = re.compile("[\0\ud800-\udfff]")
"""What JSON can write and no text holds: the zero sign, half a character."""

_HIDDEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")

Cells = tuple[str, ...]

OURS = ("seloste: record", "seloste: reason", "seloste: column")
"""Columns at the end of the rejected records that were saved; given again with them, a file is what it was."""


@dataclass(frozen=True, slots=True)
class Record:
    """One record, as wide as the header. ``at`` is its number, ``line`` the line on which it ends."""

    at: int
    line: int
    cells: Cells
    warnings: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"Record(at={self.at})"


@dataclass(frozen=True, slots=True)
class Damaged:
    """A record that can't be read; when ``rest`` is true, nothing after it can be believed either.

    ``raw``: its cells as far as they could be told apart, else its whole line as one.
    """

    at: int
    line: int
    reason: str
    rest: bool = False
    raw: Cells = field(default=(), repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Table:
    """A file whose header was found. ``records`` reads it from the beginning, as often as asked."""

    source: Source
    encoding: Encoding
    separator: str
    header_record: int
    header: Cells
    json_lines: bool = False

    @property
    def read_as(self) -> dict[str, object]:
        """How the file was read, as reports give it."""
        return {
            "encoding": self.encoding.label,
            "bom": self.encoding.bom,
            "separator": self.separator,
            "header_record": self.header_record,
        }

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the user must be told of the file as a whole."""
        return ("windows_1252_assumed",) if self.encoding.guessed else ()

    def records(self) -> Iterator[Record | Damaged]:
        """The records after the header; empty lines are counted and passed over."""
        lines = Lines(self.source, self.encoding)
        try:
            for at, line, cells in _rows(lines, self.separator, self.json_lines):
                if isinstance(cells, str):
                    raw = (lines.last.rstrip("\r\n"),)
                    yield Damaged(at, line, cells.removesuffix("!"), rest=cells.endswith("!"), raw=raw)
                elif at > self.header_record and cells:
                    yield _fitted(at, line, cells, len(self.header))
        except Unreadable as fault:
            yield Damaged(at=0, line=fault.line or 0, reason=fault.code, rest=True)
        finally:
            lines.close()


class IsHeader(Protocol):
    """Says whether a record is the header, by its cells as ``header_key`` gives them."""

    def __call__(self, keys: Sequence[str], /) -> bool: ...


def open_table(source: Source, is_header: IsHeader, *, separator: str | None = None) -> Table:
    """Finds encoding, separator and header of ``source``.

    The header is the first of the first ten records for which ``is_header`` holds. Raises
    ``Unreadable``: ``no_header``, ``separator_unclear`` (a tie: ask the user and give
    ``separator``), ``too_many_columns``, ``empty_file`` and what ``detect`` raises.
    """
    encoding = detect(source)
    first, sample = _sample(source, encoding)
    if not sample.strip():
        raise Unreadable("empty_file", source.name)
    told = _SEP_LINE.fullmatch(first)
    if told:
        separator = told[1]
    if first.lstrip().startswith("["):
        return _json_table(source, encoding, is_header)
    separator = separator or _tried(source, sample, is_header)
    for at, cells in enumerate(_trial(sample, separator)[: _HEADER_WITHIN + (1 if told else 0)], start=1):
        if is_header([header_key(cell) for cell in cells]):
            if len(cells) > MOST_COLUMNS:
                raise Unreadable("too_many_columns", source.name, at)
            return Table(source, encoding, separator, at, tuple(map(without_guard, cells)))
    raise Unreadable("no_header", source.name)


def header_key(cell: str) -> str:
    """A header cell as it is compared: without a formula's guard, case, hidden signs and space at its ends."""
    return " ".join(_HIDDEN.sub("", without_guard(cell)).replace("\u00a0", " ").split()).casefold()


_GUARDED = re.compile(r"'+[=+\-@\t\r\n]")
_FORMULA = re.compile(r"[=\-@\t\r\n]|\+(?!\d+\Z)|'+[=+\-@\t\r\n]")


def guarded(cell: str) -> str:
    """A cell that goes into a table: with a ``'`` before what a spreadsheet would evaluate.

    A plain international number (``+358500000001``) stays as it is: it is no formula, and programs that
    call or send want it so. ``without_guard`` gives back exactly what was guarded.
    """
    return f"'{cell}" if _FORMULA.match(cell) else cell


def without_guard(cell: str) -> str:
    """A cell without the ``'`` that programs put before formulas: only before ``=``, ``+``, ``-``, ``@``, tab, line end.

    Of several ``'`` one is the guard and the others are the value's own.
    """
    return cell[1:] if cell[:1] == "'" and _GUARDED.match(cell) else cell


def is_formula(cell: str) -> bool:
    """Whether a spreadsheet would evaluate the cell: such text is shown, never evaluated."""
    return cell.startswith(("=", "@", "\t", "\r"))


def _rows(lines: Lines, separator: str, json_lines: bool) -> Iterator[tuple[int, int, Sequence[str] | str]]:
    """Number, line, and cells or the reason why there are none (``!``: nor of any after it)."""
    if json_lines:
        yield from _json_rows(lines)
        return
    reader = csv.reader(lines, delimiter=separator, strict=True)
    at = 0
    while True:
        at += 1
        lines.begin()
        before = lines.number
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as fault:
            reason = _quote_fault(str(fault), alone=lines.number == before + 1, line=lines.last)
            yield at, lines.number, reason
            if reason.endswith("!"):
                return
        else:
            yield at, lines.number, cells


def _quote_fault(message: str, *, alone: bool, line: str) -> str:
    """A fault of quotes inside one line, with as many opened as closed, spoils that line only."""
    if "field larger" in message:
        return "cell_too_long!"
    if "unexpected end" in message:
        return "unclosed_quote!"
    return "bad_quotes" if alone and line.count('"') % 2 == 0 else "bad_quotes!"


def _json_rows(lines: Lines) -> Iterator[tuple[int, int, Sequence[str] | str]]:
    for at, line in enumerate(lines, start=1):
        lines.begin()
        if not line.strip():
            continue
        try:
            cells = json.loads(line)
        except (ValueError, RecursionError):
            yield at, at, "bad_json"
            continue
        if isinstance(cells, list) and all(isinstance(c, str | int | float | None) for c in cells):
            texts = ["" if c is None else str(c) for c in cells]
            yield at, at, "bad_json" if any(map(_NO_TEXT.search, texts)) else texts
        else:
            yield at, at, "bad_json"


def _fitted(at: int, line: int, cells: Sequence[str], width: int) -> Record | Damaged:
    if len(cells) == width:
        return Record(at, line, tuple(cells))
    if len(cells) < width:
        return Record(at, line, (*cells, *[""] * (width - len(cells))), ("short_record",))
    if any(cell.strip() for cell in cells[width:]):
        return Damaged(at, line, "too_many_cells", raw=tuple(cells))
    return Record(at, line, tuple(cells[:width]), ("long_record",))


def _sample(source: Source, encoding: Encoding) -> tuple[str, str]:
    """The first line, and enough text for a trial of the separators."""
    lines = Lines(source, encoding)
    held: list[str] = []
    try:
        for line in lines:
            lines.begin()
            held.append(line)
            if sum(map(len, held)) > _TRIAL_CHARACTERS or len(held) > 20 * _TRIAL_RECORDS:
                break
    finally:
        lines.close()
    return (held[0] if held else "", "".join(held))


def _trial(sample: str, separator: str) -> list[list[str]]:
    """The first records of the sample under one separator; a fault of quotes ends them."""
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=separator, strict=True)
    rows: list[list[str]] = []
    try:
        for row in reader:
            rows.append(row)
            if len(rows) >= _TRIAL_RECORDS:
                break
    except csv.Error:
        pass
    return rows


def _tried(source: Source, sample: str, is_header: IsHeader) -> str:
    """The separator that most often gives the same number of cells, among those that show a header."""
    scores: dict[str, int] = {}
    for separator in _SEPARATORS:
        rows = _trial(sample, separator)
        widths = Counter(len(row) for row in rows if len(row) > 1)
        found = any(is_header([header_key(c) for c in row]) for row in rows[:_HEADER_WITHIN] if len(row) > 1)
        if widths and found:
            scores[separator] = widths.most_common(1)[0][1]
    if not scores:
        return ","
    best = max(scores.values())
    winners = [separator for separator, score in scores.items() if score == best]
    if len(winners) > 1:
        raise Unreadable("separator_unclear", source.name)
    return winners[0]


def _json_table(source: Source, encoding: Encoding, is_header: IsHeader) -> Table:
    lines = Lines(source, encoding)
    try:
        at, _, cells = next(_json_rows(lines), (0, 0, ""))
    finally:
        lines.close()
    if isinstance(cells, str) or not is_header([header_key(cell) for cell in cells]):
        raise Unreadable("no_header", source.name)
    if len(cells) > MOST_COLUMNS:
        raise Unreadable("too_many_columns", source.name, at)
    return Table(source, encoding, "json", at, tuple(cells), json_lines=True)
