"""FreeSWITCH's call records (``cdr-csv/Master.csv``): a template decides the columns, and escapes nothing.

A name may hold quotes, so that a record is no CSV. Only the name can, so cells are taken from both ends.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from zoneinfo import ZoneInfo

from seloste.intake.bytes import Encoding, Lines, Source
from seloste.intake.call_logs import CallFile, CallLog, a_log
from seloste.intake.calls import Call, Numbers, caller_name, durations, resolved
from seloste.intake.cells import Misfit
from seloste.intake.found import Rejected
from seloste.intake.seen import Seen
from seloste.terms.addresses import tidy

_EXAMPLE = (
    "caller_id_name", "caller_id_number", "destination_number", "context", "start_stamp", "answer_stamp",
    "end_stamp", "duration", "billsec", "hangup_cause", "uuid", "bleg_uuid", "accountcode", "read_codec",
    "write_codec",
)  # fmt: skip
_ASTERISK = (
    "accountcode", "caller_id_number", "destination_number", "context", "caller_id", "channel_name",
    "bridge_channel", "last_app", "last_arg", "start_stamp", "answer_stamp", "end_stamp", "duration", "billsec",
    "hangup_cause", "amaflags", "uuid", "userfield",
)  # fmt: skip
_INNER = (
    "context",
    "accountcode",
    "read_codec",
    "write_codec",
    "channel_name",
    "bridge_channel",
    "userfield",
)
_TIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_RESULTS = {
    "NO_ANSWER": "no_answer", "NO_USER_RESPONSE": "no_answer", "USER_BUSY": "busy", "ORIGINATOR_CANCEL": "cancelled",
    "NORMAL_TEMPORARY_FAILURE": "failed", "SWITCH_CONGESTION": "congestion",
}  # fmt: skip
_NOBODY = frozenset({"UNALLOCATED_NUMBER", "NO_ROUTE_DESTINATION", "INVALID_NUMBER_FORMAT"})


def is_freeswitch(line: str) -> bool:
    """Whether a line is a record of either template."""
    try:
        told = _told(line)
    except Misfit:
        return False
    return bool(_TIME.fullmatch(told["start_stamp"]) and _UUID.fullmatch(told["uuid"]))


def read_freeswitch(files: Sequence[Path], zone: ZoneInfo | None, own: frozenset[str]) -> FreeSwitch:
    """Opens logs of FreeSWITCH. Raises ``Unreadable``."""
    return FreeSwitch(files, zone, Numbers(own))


class FreeSwitch(CallLog):
    """Call records of FreeSWITCH. Where both legs of a call are logged, the second isn't another call."""

    format = "freeswitch.cdr_csv"

    def __init__(self, files: Sequence[Path], zone: ZoneInfo | None, numbers: Numbers) -> None:
        self._seconds = Seen()
        super().__init__(files, zone, numbers)

    def cells(self, line: str) -> list[str]:
        """The cells of a record, cut at quote, comma, quote."""
        return list(_told(line).values())

    def described(self, source: Source, encoding: Encoding, zone: ZoneInfo) -> CallFile:
        """A file without a header; its second legs are noted."""
        lines = Lines(source, encoding)
        try:
            for at, line in enumerate(lines, start=1):
                lines.begin()
                try:
                    second = _told(line).get("bleg_uuid", "")
                except Misfit:
                    continue
                if second:
                    self._seconds.note(second, at)
        finally:
            lines.close()
        return a_log(source, encoding, zone, dropped=_INNER)

    def call(self, file: CallFile, at: int, cells: Sequence[str]) -> Call:
        """What a record says."""
        told = dict(zip(_EXAMPLE if len(cells) == len(_EXAMPLE) else _ASTERISK, cells, strict=True))
        if told["uuid"] in self._seconds:
            raise Misfit("second_leg")
        cause = tidy(told["hangup_cause"]).upper()
        warnings: list[str] = []
        source, target = tidy(told["caller_id_number"]), tidy(told["destination_number"])
        if cause in _NOBODY and not source:
            raise Misfit("not_a_call_with_anybody")
        direction, caller, called = self._numbers.parties(source, target, told["context"], warnings)
        duration, talk = durations(told)
        times = resolved(
            told["start_stamp"], told["answer_stamp"], told["end_stamp"], duration, talk, file.zone, warnings,
            ("start_stamp", "answer_stamp", "end_stamp"),
        )  # fmt: skip
        answered = times.answered is not None
        return Call(
            at, file.name, direction, caller, called, times.started, times.answered, times.ended, duration, talk,
            "answered" if answered else _RESULTS.get(cause, "failed"),
            caller_name(told.get("caller_id") or told.get("caller_id_name", "")), told["uuid"],
            warnings=tuple(dict.fromkeys(warnings)),
        )  # fmt: skip

    def variant(self, file: CallFile, read: Sequence[Call], rejected: Sequence[Rejected], width: int) -> str:
        """Which template, and whose legs are logged."""
        if width == len(_ASTERISK):
            return (
                'template "asterisk" (18 columns in Asterisk\'s order; hangup cause instead of disposition)'
            )
        legs = "ab" if any(one.reason == "second_leg" for one in rejected) else "a"
        return f'template "example" (15 columns), legs={legs}'


def _told(line: str) -> dict[str, str]:
    """The cells of a record by their names; the caller's name takes what quotes it has. Raises ``Misfit``."""
    text = line.strip("\r\n")
    if not (text.startswith('"') and text.endswith('"') and len(text) > 1):
        raise Misfit("bad_quotes")
    text = text[1:-1]
    example = text.rsplit('","', len(_EXAMPLE) - 1)
    if len(example) == len(_EXAMPLE) and _TIME.fullmatch(example[4]) and _UUID.fullmatch(example[10]):
        return dict(zip(_EXAMPLE, example, strict=True))
    left = text.split('","', 4)
    right = left[-1].rsplit('","', 13) if len(left) == 5 else []
    if len(right) == 14 and _TIME.fullmatch(right[5]):
        return dict(zip(_ASTERISK, (*left[:4], *right), strict=True))
    raise Misfit("wrong_width")
