"""Files of call records: Asterisk's and FreeSWITCH's ``Master.csv``, and what FreePBX writes.

A record is a line. The last one of a growing log waits when it has no line end. Records of one call
(a transfer, a queue) are one call with several legs.
"""

from __future__ import annotations

import csv
import io
from abc import abstractmethod
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO
from zoneinfo import ZoneInfo

from seloste.intake.bytes import Encoding, Lines, Source, Unreadable, detect, sources
from seloste.intake.calls import ASSUMED_ZONE, Call, Numbers, joined
from seloste.intake.cells import Misfit
from seloste.intake.found import Brings, Column, Rejected
from seloste.intake.readings import ReadFile, Reading, Stored, document

_MOST_OPEN = 5_000
"""Calls of which a further leg may still come; the oldest is given first."""


@dataclass(frozen=True, slots=True)
class CallFile(ReadFile):
    """One log. ``zone``: of its times; ``header``: its columns where it names them."""

    zone: ZoneInfo = field(default=ASSUMED_ZONE, kw_only=True)
    header: tuple[str, ...] = ()


class CallLog(Reading[CallFile]):
    """Logs of one exchange."""

    stored = Stored.CALLS
    strict = True

    def __init__(self, files: Sequence[Path], zone: ZoneInfo | None, numbers: Numbers) -> None:
        found = [source for path in files for source in sources(path)]
        if not found:
            raise Unreadable("no_export_file", ", ".join(path.name for path in files))
        self._numbers = numbers
        self.files = [self._opened(source, zone) for source in found]

    @abstractmethod
    def cells(self, line: str) -> list[str]:
        """The cells of a line. Raises ``Misfit``."""

    @abstractmethod
    def call(self, file: CallFile, at: int, cells: Sequence[str]) -> Call:
        """What a record says. Raises ``Misfit``."""

    @abstractmethod
    def described(self, source: Source, encoding: Encoding, zone: ZoneInfo) -> CallFile:
        """The file with its header and columns, not yet with its variant."""

    @abstractmethod
    def variant(self, file: CallFile, read: Sequence[Call], rejected: Sequence[Rejected], width: int) -> str:
        """Which layout it is."""

    def _opened(self, source: Source, zone: ZoneInfo | None) -> CallFile:
        encoding = detect(source)
        file = self.described(source, encoding, zone or ASSUMED_ZONE)
        if zone is None:
            file = replace(file, warnings=(*file.warnings, "zone_assumed"))
        count, width = 0, 0
        for _, line in lines_of(file):
            count += 1
            width = width or self._width(line)
        file = replace(file, records=count)
        calls: list[Call] = []
        rejected: list[Rejected] = []
        for found in self.of(file):
            kept: list[Call] | list[Rejected] = rejected if isinstance(found, Rejected) else calls
            if len(kept) < 1000:
                kept.append(found)  # type: ignore[arg-type]  # each goes to the list of its own kind
        return replace(file, variant=self.variant(file, calls, rejected, width))

    def _width(self, line: str) -> int:
        try:
            return len(self.cells(line))
        except Misfit:
            return 0

    def of(self, file: CallFile) -> Iterator[Call | Rejected]:
        """The calls of one file, each with all its legs."""
        waiting: OrderedDict[str, list[Call]] = OrderedDict()
        for at, line in lines_of(file):
            if not line.endswith(("\n", "\r")):
                yield Rejected(at, file.name, "truncated")
                continue
            try:
                found = self.call(file, at, self.cells(line))
            except Misfit as fault:
                yield Rejected(at, file.name, fault.reason, fault.column)
                continue
            if not found.group:
                yield found
            elif found.group in waiting:
                waiting[found.group].append(found)
            else:
                waiting[found.group] = [found]
                if len(waiting) > _MOST_OPEN:
                    yield joined(waiting.popitem(last=False)[1])
        for legs in waiting.values():
            yield joined(legs)


def lines_of(file: CallFile) -> Iterator[tuple[int, str]]:
    """Number and text of each line that says something, the header's left out."""
    lines = Lines(file.table.source, file.table.encoding)
    try:
        for at, line in enumerate(lines, start=1):
            lines.begin()
            if line.strip() and not (file.header and at == 1):
                yield at, line
    finally:
        lines.close()


def plain_cells(line: str, *, escaped: bool = False) -> list[str]:
    """One line of CSV. ``escaped``: a quote may follow a backslash. Raises ``Misfit("bad_quotes")``."""
    ways: list[Callable[[io.StringIO], Iterator[list[str]]]] = [lambda text: csv.reader(text, strict=True)]
    if escaped:
        ways.append(lambda text: csv.reader(text, strict=True, escapechar="\\"))
    for way in ways:
        try:
            rows = list(way(io.StringIO(line, newline="")))
        except csv.Error:
            continue
        if len(rows) == 1:
            return rows[0]
    raise Misfit("bad_quotes")


def a_log(
    source: Source,
    encoding: Encoding,
    zone: ZoneInfo,
    *,
    dropped: Sequence[str],
    header: tuple[str, ...] = (),
) -> CallFile:
    """A file of calls before it was surveyed."""
    shown = document(source, encoding, separator=",", header_record=1 if header else None, zone=zone.key)
    left = tuple(Column(name, "inner_matter") for name in dropped)
    warnings = ("windows_1252_assumed",) if encoding.guessed else ()
    return CallFile(
        shown,
        (Brings("numbers and times", "calls.history", -1),),
        left,
        (),
        warnings,
        zone=zone,
        header=header,
    )


def first_line(source: Source, encoding: Encoding) -> str:
    """The first line as text."""
    stream: BinaryIO = source.open()
    with stream:
        head = stream.read(1 << 14)
    lines = head.decode(encoding.codec, "replace").lstrip("\ufeff").splitlines()
    return lines[0] if lines else ""
