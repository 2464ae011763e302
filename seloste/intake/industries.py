"""Statistics Finland's classification of industries (TOL), as CSV or JSON. A code is text, never a number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from seloste.intake.bytes import Source, Unreadable, detect, sources
from seloste.intake.found import Rejected, What
from seloste.intake.json_items import items
from seloste.intake.reading import Damaged, Table, header_key, open_table
from seloste.intake.readings import Document, Other, ReadFile, Reading, Stored, document

_CODE, _LEVEL, _NAME = "code", "level", "classificationitemname"
_TOTAL = "SSSSS"


@dataclass(frozen=True, slots=True)
class Industry(Other):
    """An industry. ``level``: 1 the letter, 5 the national; ``parent`` is a code."""

    at: int
    file: str
    code: str
    level: int
    name: str
    parent: str | None = None
    warnings: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The industry in the shape that every reader prints."""
        return {
            "at": self.at, "what": What.INDUSTRY.value, "code": self.code, "level": self.level, "fi": self.name,
            "parent": self.parent,
        }  # fmt: skip


def is_header(keys: Sequence[str]) -> bool:
    """Whether a record is the header of such a list."""
    return {_CODE, _LEVEL, _NAME} <= set(keys)


class Industries(Reading[ReadFile]):
    """Lists of industries."""

    format = "statfi.classification"
    stored = Stored.READ_ONLY

    def __init__(self, files: Sequence[Path]) -> None:
        found = [source for path in files for source in sources(path)]
        self.files = [_opened(source) for source in found]

    def of(self, file: ReadFile) -> Iterator[Industry | Rejected]:
        """The industries of one file."""
        if isinstance(file.table, Document):
            for at, item in enumerate(items(file.table.source, ""), start=1):
                yield _of_json(at, file.name, item)
        else:
            yield from _of_table(file, file.table)


def read_industries(files: Sequence[Path]) -> Industries:
    """Opens lists of industries. Raises ``Unreadable``."""
    return Industries(files)


def _opened(source: Source) -> ReadFile:
    with source.open() as stream:
        is_json = stream.read(64).lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"[")
    if not is_json:
        table = open_table(source, is_header)
        count = sum(1 for _ in table.records())
        variant = "CSV export of Statistics Finland"
        return ReadFile(table, (), (), (), (), variant, records=count)
    shown = document(source, detect(source))
    count = sum(1 for _ in items(source, ""))
    if not count:
        raise Unreadable("empty_file", source.name)
    return ReadFile(shown, (), (), (), (), "JSON of the classification service", records=count)


def _of_table(file: ReadFile, table: Table) -> Iterator[Industry | Rejected]:
    keys = [header_key(cell) for cell in table.header]
    places = [keys.index(name) for name in (_CODE, _LEVEL, _NAME)]
    above: dict[int, str] = {}
    for record in table.records():
        if isinstance(record, Damaged):
            yield Rejected(record.at, file.name, record.reason, rest_unread=record.rest)
            continue
        code, level, name = (record.cells[place].strip() for place in places)
        code = code.strip("'")
        if code == _TOTAL:
            yield Rejected(record.at, file.name, "total_row")
        elif not (code and level.isdigit() and 1 <= int(level) <= 9 and name):
            yield Rejected(record.at, file.name, "bad_item")
        else:
            depth = int(level)
            above = {one: held for one, held in above.items() if one < depth} | {depth: code}
            yield Industry(record.at, file.name, code, depth, name, above.get(depth - 1))


def _of_json(at: int, file: str, item: object) -> Industry | Rejected:
    told = item if isinstance(item, dict) else {}
    names = told.get("classificationItemNames")
    listed = [one for one in names if isinstance(one, dict)] if isinstance(names, list) else []
    name = next((one.get("name") for one in listed if one.get("lang") == "fi"), None)
    code, level, parent = told.get("code"), told.get("level"), told.get("parentCode")
    if code == _TOTAL:
        return Rejected(at, file, "total_row")
    if not (isinstance(code, str) and isinstance(level, int) and isinstance(name, str)):
        return Rejected(at, file, "bad_item")
    return Industry(at, file, code, level, name, parent if isinstance(parent, str) else None)
