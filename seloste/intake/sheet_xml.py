"""The XML inside a workbook, as a stream: strings, styles, the rows of the first sheet.

Expat reads it with every declaration of a type or an entity refused, so nothing is expanded and
nothing outside the part is opened.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import IO, Any
from xml.parsers import expat

from seloste.intake.bytes import LONGEST_LINE, Unreadable
from seloste.intake.packed_strings import PackedStrings
from seloste.intake.reading import MOST_COLUMNS

_CHUNK = 1 << 16
_LAST_COLUMN = 16_384
_DATE_FORMATS = frozenset({*range(14, 23), *range(45, 48)})
_MOST_STRINGS = 5_000_000
_LONGEST_CELL = 32_767
_DEEPEST = 100
_LONGEST_FORMAT = (
    255  # no spreadsheet writes a longer one, and reading it takes time that grows with its square
)
_REFERENCE = re.compile(r"([A-Z]{1,3})\d+")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's text as the file has it; ``number`` when it is one, ``formula`` when it was computed."""

    text: str = field(default="", repr=False)
    style: int = 0
    number: bool = False
    formula: bool = False


@dataclass(frozen=True, slots=True)
class Styles:
    """Which styles are bold, which show dates; ``since_1904`` is the other way to count days."""

    bolds: frozenset[int] = frozenset()
    dates: frozenset[int] = frozenset()
    since_1904: bool = False

    def bold(self, style: int) -> bool:
        return style in self.bolds

    def date(self, style: int) -> bool:
        return style in self.dates


def sheet_part(archive: zipfile.ZipFile, file: str) -> str:
    """The part that holds the first sheet. Raises ``Unreadable("no_sheet")``."""
    first: list[str] = []
    targets: dict[str, str] = {}

    def sheet(name: str, told: dict[str, str]) -> None:
        if name == "sheet":
            first.append(next((v for k, v in told.items() if k.rpartition(":")[2] == "id" and ":" in k), ""))

    def relation(name: str, told: dict[str, str]) -> None:
        if name == "Relationship" and told.get("TargetMode") != "External":
            targets[told.get("Id", "")] = told.get("Target", "")

    _parse(archive, "xl/workbook.xml", file, sheet)
    _parse(archive, "xl/_rels/workbook.xml.rels", file, relation)
    target = targets.get(first[0], "") if first else ""
    part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
    if not target or part not in archive.namelist():
        raise Unreadable("no_sheet", file)
    return part


def styles(archive: zipfile.ZipFile, file: str) -> Styles:
    """The looks that say something: bold, and dates."""
    seen = _StyleParts()
    _parse(archive, "xl/styles.xml", file, seen.start, seen.end)
    since: list[bool] = []

    def workbook(name: str, told: dict[str, str]) -> None:
        if name == "workbookPr":
            since.append(told.get("date1904") in ("1", "true"))

    _parse(archive, "xl/workbook.xml", file, workbook)
    return Styles(frozenset(seen.bold()), frozenset(seen.dates()), any(since))


class _StyleParts:
    """Fonts, formats and the styles that name them."""

    def __init__(self) -> None:
        self._inside: list[str] = []
        self._fonts: list[bool] = []
        self._formats: dict[int, str] = {}
        self._styles: list[tuple[int, int]] = []

    def start(self, name: str, told: dict[str, str]) -> None:
        parent = self._inside[-1] if self._inside else ""
        if name == "font" and parent == "fonts":
            self._fonts.append(False)
        elif name == "b" and parent == "font" and self._fonts:
            self._fonts[-1] = told.get("val") not in ("0", "false")
        elif name == "numFmt":
            self._formats[_number(told.get("numFmtId"))] = told.get("formatCode", "")[:_LONGEST_FORMAT]
        elif name == "xf" and parent == "cellXfs":
            self._styles.append((_number(told.get("fontId")), _number(told.get("numFmtId"))))
        self._inside.append(name)

    def end(self, _name: str) -> None:
        self._inside.pop()

    def bold(self) -> Iterator[int]:
        for style, (font, _) in enumerate(self._styles):
            if font < len(self._fonts) and self._fonts[font]:
                yield style

    def dates(self) -> Iterator[int]:
        for style, (_, form) in enumerate(self._styles):
            code = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.', "", self._formats.get(form, "")).lower()
            if form in _DATE_FORMATS or ("0" not in code and "#" not in code and re.search("[ydhs]", code)):
                yield style


def shared_strings(archive: zipfile.ZipFile, file: str, largest: int) -> PackedStrings:
    """The strings that cells refer to; phonetic readings left out. Raises ``Unreadable("zip_too_large")``."""
    strings = PackedStrings()
    held: list[str] = []
    within: list[str] = []

    def start(name: str, _told: dict[str, str]) -> None:
        within.append(name)
        if name == "si":
            held.clear()

    def end(name: str) -> None:
        within.pop()
        if name == "si":
            strings.append("".join(held)[:_LONGEST_CELL])
            if len(strings) > _MOST_STRINGS:
                raise Unreadable("zip_too_large", file)

    def text(data: str) -> None:
        if within and within[-1] == "t" and "rPh" not in within:
            held.append(data)

    _parse(archive, "xl/sharedStrings.xml", file, start, end, text, largest=largest)
    return strings


def rows_of(
    archive: zipfile.ZipFile, part: str, strings: Sequence[str], file: str, largest: int
) -> Iterator[tuple[int, list[Cell]]]:
    """Number and cells of each row of a sheet."""
    sheet = _Rows(strings, file)
    parser = _parser(file, sheet.start, sheet.end, sheet.text)
    with archive.open(part) as stream:
        try:
            for _ in _fed(parser, stream, file, largest):
                yield from sheet.taken()
        except Unreadable:
            yield from sheet.taken()  # what stands before the fault was read right
            raise


class _Rows:
    """Builds rows from what the parser meets."""

    def __init__(self, strings: Sequence[str], file: str) -> None:
        self._strings, self._file = strings, file
        self._done: list[tuple[int, list[Cell]]] = []
        self._row: list[Cell] = []
        self._at = 0
        self._place = 0
        self._type, self._style, self._formula = "n", 0, False
        self._text: list[str] = []
        self._size = 0
        self._reads = False
        self._phonetic = False

    def taken(self) -> list[tuple[int, list[Cell]]]:
        """The rows that are whole by now."""
        done, self._done = self._done, []
        return done

    def start(self, name: str, told: dict[str, str]) -> None:
        if name == "row":
            number = told.get("r", "")
            self._at = max(int(number) if number.isdigit() and len(number) < 9 else 0, self._at + 1)
            self._row = []
        elif name == "c":
            self._place = self._column(told.get("r", ""))
            self._type, self._style = told.get("t", "n"), _number(told.get("s"))
            self._formula, self._text, self._size = False, [], 0
        elif name == "f":
            self._formula = True
        elif name == "rPh":
            self._phonetic = True
        self._reads = name in ("v", "t") and not self._phonetic

    def end(self, name: str) -> None:
        self._reads = False
        if name == "rPh":
            self._phonetic = False
        elif name == "c":
            self._place_cell(self._cell())
        elif name == "row":
            self._done.append((self._at, self._row))

    def text(self, data: str) -> None:
        if self._reads:
            self._size += len(data)
            if self._size > LONGEST_LINE:
                raise Unreadable("cell_too_long", self._file, self._at)
            self._text.append(data)

    def _place_cell(self, cell: Cell) -> None:
        """At its place; one beyond the last that is read leaves a mark there, if it says anything."""
        place = min(self._place, MOST_COLUMNS)
        if self._place < MOST_COLUMNS or cell.text or cell.formula:
            self._row += [Cell()] * (place - len(self._row))
            self._row[place:] = [cell]

    def _cell(self) -> Cell:
        text = "".join(self._text)
        if self._type == "s":
            place = int(text) if text.isdigit() and len(text) < 9 else -1
            text = self._strings[place] if 0 <= place < len(self._strings) else ""
        elif self._type == "b":
            text = "True" if text == "1" else "False"
        return Cell(text[:_LONGEST_CELL], self._style, self._type == "n" and bool(text), self._formula)

    def _column(self, reference: str) -> int:
        """The place of a cell; one without a reference follows the cell before it."""
        found = _REFERENCE.fullmatch(reference)
        if found is None:
            return len(self._row)
        place = 0
        for letter in found[1]:
            place = place * 26 + ord(letter) - 64
        if place > _LAST_COLUMN or place <= len(self._row):
            raise Unreadable("bad_xml", self._file, self._at)
        return place - 1


Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]


def _parse(
    archive: zipfile.ZipFile, part: str, file: str, start: Start, end: End | None = None,
    text: Text | None = None, *, largest: int = 16 << 20,
) -> None:  # fmt: skip
    """Reads a whole part; one that isn't there is empty."""
    if part not in archive.namelist():
        return
    parser = _parser(file, start, end, text)
    with archive.open(part) as stream:
        for _ in _fed(parser, stream, file, largest):
            pass


def _fed(parser: Any, stream: IO[bytes], file: str, largest: int) -> Iterator[None]:
    """Gives the parser a part piece by piece, and stops after each. Raises ``Unreadable``.

    A tag that doesn't end is held whole by the parser, and so is every tag that is still open: of both
    there are bounds, for a few kilobytes of a zip may unpack to a gigabyte of either.
    """
    read = 0
    try:
        while chunk := stream.read(_CHUNK):
            read += len(chunk)
            if read > largest:
                raise Unreadable("zip_too_large", file)
            parser.Parse(chunk, False)
            if read - parser.CurrentByteIndex > LONGEST_LINE:
                raise Unreadable("cell_too_long", file, parser.CurrentLineNumber)
            yield
        parser.Parse(b"", True)
        yield
    except expat.ExpatError as fault:
        raise Unreadable("bad_xml", file, fault.lineno) from None
    except (ValueError, LookupError):  # an encoding that expat or Python doesn't know
        raise Unreadable("bad_xml", file) from None


def _parser(file: str, start: Start, end: End | None, text: Text | None) -> Any:
    """A parser whose names are without their prefixes and that refuses declarations and endless nesting."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    deep = 0

    def begin(name: str, told: dict[str, str]) -> None:
        nonlocal deep
        deep += 1
        if deep > _DEEPEST:
            raise Unreadable("bad_xml", file, parser.CurrentLineNumber)
        start(name.rpartition(":")[2], told)

    def finish(name: str) -> None:
        nonlocal deep
        deep -= 1
        if end is not None:
            end(name.rpartition(":")[2])

    def refuse(*_told: object) -> None:
        raise Unreadable("doctype", file)

    parser.StartElementHandler, parser.EndElementHandler = begin, finish
    if text is not None:
        parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = refuse
    return parser


def _number(text: str | None) -> int:
    return int(text) if text and text.isdigit() and len(text) < 9 else 0
