"""Files of one value a line, with or without a header."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from seloste.intake.bytes import Lines, Source, Unreadable, detect
from seloste.intake.reading import header_key
from seloste.intake.readings import ReadFile, document


@dataclass(frozen=True, slots=True)
class Lined(ReadFile):
    """A list. ``header_record`` is 1 when its first line is a header, else 0; ``header`` is its key."""

    header_record: int = 0
    header: str = ""


def a_list(source: Source, headers: frozenset[str]) -> Lined:
    """Opens a list; its first line is a header when it is one of ``headers``. Raises ``Unreadable``."""
    encoding = detect(source)
    lines = Lines(source, encoding)
    try:
        first = header_key(next(lines, "").strip().strip('"'))
    finally:
        lines.close()
    if not first and not source.size:
        raise Unreadable("empty_file", source.name)
    has = 1 if first in headers else 0
    shown = document(source, encoding, separator=None, header_record=has or None)
    warnings = ("windows_1252_assumed",) if encoding.guessed else ()
    return Lined(shown, (), (), (), warnings, header_record=has, header=first if has else "")


def lines_of(file: Lined) -> Iterator[tuple[int, str]]:
    """Number and text of each line after the header, the empty ones too."""
    lines = Lines(file.table.source, file.table.encoding)
    try:
        for at, line in enumerate(lines, start=1):
            lines.begin()
            if at > file.header_record:
                yield at, line.rstrip("\r\n")
    finally:
        lines.close()
