"""Asterisk's call records (``cdr-csv/Master.csv``, without a header) and FreePBX's "CSV File"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from zoneinfo import ZoneInfo

from seloste.intake.bytes import Encoding, Source, Unreadable
from seloste.intake.call_logs import CallFile, CallLog, a_log, first_line, plain_cells
from seloste.intake.calls import Call, Numbers, Times, caller_name, durations, resolved
from seloste.intake.cells import Misfit
from seloste.intake.found import Rejected
from seloste.intake.reading import header_key
from seloste.terms.addresses import tidy

_COLUMNS = (
    "accountcode", "src", "dst", "dcontext", "clid", "channel", "dstchannel", "lastapp", "lastdata", "start",
    "answer", "end", "duration", "billsec", "disposition", "amaflags",
)  # fmt: skip
_NEWER = ("peeraccount", "linkedid", "sequence")
_INNER = ("accountcode", "dcontext", "channel", "dstchannel", "lastapp", "lastdata", "amaflags", "userfield")
_FREEPBX = frozenset(
    {"calldate", "clid", "src", "dst", "dcontext", "duration", "billsec", "disposition", "uniqueid"}
)
_FREEPBX_INNER = (*_INNER, "did", "cnum", "cnam", "outbound_cnum", "outbound_cnam", "dst_cnam", "peeraccount")
_RESULTS = {
    "ANSWERED": "answered", "NO ANSWER": "no_answer", "BUSY": "busy", "FAILED": "failed",
    "CONGESTION": "congestion", "CANCEL": "cancelled",
}  # fmt: skip
_TIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")
_UNIQUE = re.compile(r"(?:[\w-]+-)?\d{6,}\.\d+")


def is_asterisk(line: str) -> bool:
    """Whether a line is such a record: times in their places, and numbers of seconds after them."""
    try:
        cells = plain_cells(line)
    except Misfit:
        return False
    timed = 16 <= len(cells) <= 21 and _TIME.fullmatch(cells[9]) and _TIME.fullmatch(cells[11])
    return bool(timed) and cells[12].isdigit() and cells[13].isdigit()


def is_freepbx(keys: Sequence[str]) -> bool:
    """Whether a record is the header that FreePBX writes."""
    return set(keys) >= _FREEPBX


class Asterisk(CallLog):
    """Call records of Asterisk."""

    format = "asterisk.cdr_csv"

    def cells(self, line: str) -> list[str]:
        """The cells of a line; text is quoted with quotes doubled, a missing time is an empty bare cell."""
        return plain_cells(line)

    def described(self, source: Source, encoding: Encoding, zone: ZoneInfo) -> CallFile:
        """A file without a header."""
        return a_log(source, encoding, zone, dropped=_INNER)

    def call(self, file: CallFile, at: int, cells: Sequence[str]) -> Call:
        """What a record says."""
        told = dict(zip(_names(cells), cells, strict=True))
        warnings: list[str] = []
        duration, talk = durations(told)
        times = resolved(told["start"], told["answer"], told["end"], duration, talk, file.zone, warnings)
        return _made(self._numbers, file, at, told, (duration, talk), times, warnings)

    def variant(self, file: CallFile, read: Sequence[Call], rejected: Sequence[Rejected], width: int) -> str:
        """How many columns, and what that tells of the exchange's settings."""
        parts = {
            16: "16 columns (no uniqueid, no userfield)",
            18: "18 columns (loguniqueid=yes, loguserfield=yes)",
            21: "21 columns (newcdrcolumns=yes: peeraccount, linkedid, sequence)",
        }
        said = parts.get(width, f"{width} columns")
        if width == 18 and file.zone.key == "UTC":
            said = "18 columns (loguniqueid=yes, loguserfield=yes, usegmtime=yes: the sample configuration)"
        if any("ambiguous_local_time" in call.warnings for call in read):
            said += ", local time over the end of summer time"
        if any(one.reason == "truncated" for one in rejected):
            said += ", last line cut while being written"
        return said


class FreePbx(CallLog):
    """Call records as FreePBX writes them for download."""

    format = "freepbx.cdr"

    def cells(self, line: str) -> list[str]:
        """The cells of a line; a quote after a backslash isn't doubled."""
        return plain_cells(line, escaped=True)

    def described(self, source: Source, encoding: Encoding, zone: ZoneInfo) -> CallFile:
        """A file with its header."""
        try:
            header = tuple(header_key(cell) for cell in self.cells(first_line(source, encoding) + "\n"))
        except Misfit:
            header = ()
        if not is_freepbx(header):
            raise Unreadable("no_header", source.name)
        dropped = [name for name in _FREEPBX_INNER if name in header]
        return a_log(source, encoding, zone, dropped=dropped, header=header)

    def call(self, file: CallFile, at: int, cells: Sequence[str]) -> Call:
        """What a record says; end and answer follow from the seconds."""
        if len(cells) != len(file.header):
            raise Misfit("wrong_width")
        told = dict(zip(file.header, cells, strict=True))
        warnings: list[str] = []
        duration, talk = durations(told)
        times = resolved(
            told["calldate"], "", "", duration, talk, file.zone, warnings, ("calldate", "", "")
        )  # fmt: skip
        return _made(self._numbers, file, at, told, (duration, talk), times, warnings)

    def variant(self, file: CallFile, read: Sequence[Call], rejected: Sequence[Rejected], width: int) -> str:
        """The download of the reports."""
        return f'CDR Reports, "CSV File" ({len(file.header)} columns)'


def read_asterisk(files: Sequence[Path], zone: ZoneInfo | None, own: frozenset[str]) -> Asterisk:
    """Opens logs of Asterisk. Raises ``Unreadable``."""
    return Asterisk(files, zone, Numbers(own))


def read_freepbx(files: Sequence[Path], zone: ZoneInfo | None, own: frozenset[str]) -> FreePbx:
    """Opens downloads of FreePBX. Raises ``Unreadable``."""
    return FreePbx(files, zone, Numbers(own))


def _names(cells: Sequence[str]) -> tuple[str, ...]:
    """The columns of a record by its width: the settings decide which there are."""
    width = len(cells)
    newer = _NEWER if width >= 19 else ()
    extra = width - len(_COLUMNS) - len(newer)
    if not 0 <= extra <= 2:
        raise Misfit("wrong_width")
    if extra == 1:
        middle: tuple[str, ...] = ("uniqueid",) if _UNIQUE.fullmatch(cells[16]) else ("userfield",)
    else:
        middle = ("uniqueid", "userfield")[:extra]
    return (*_COLUMNS, *middle, *newer)


def _made(
    numbers: Numbers, file: CallFile, at: int, told: dict[str, str], lasted: tuple[int, int], times: Times,
    warnings: list[str],
) -> Call:  # fmt: skip
    direction, caller, called = numbers.parties(
        tidy(told["src"]), tidy(told["dst"]), told["dcontext"], warnings
    )
    call_id = tidy(told.get("uniqueid", "")) or None
    if call_id is None:
        warnings.append("no_call_id")
    recording = PurePosixPath(tidy(told.get("recordingfile", ""))).name or None
    return Call(
        at, file.name, direction, caller, called, times.started, times.answered, times.ended, *lasted,
        _RESULTS.get(tidy(told["disposition"]).upper(), "unknown"), caller_name(told["clid"]), call_id,
        tidy(told.get("linkedid", "")) or call_id or "", recording, warnings=tuple(dict.fromkeys(warnings)),
    )  # fmt: skip
