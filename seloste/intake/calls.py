"""What call records of all exchanges have in common: numbers, directions, and times without a zone.

The user tells the zone and which numbers are the organisation's own. A withheld number is no contact
detail: the call is kept without a person. A caller's name from the exchange is nobody's name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any
from zoneinfo import ZoneInfo

from seloste.intake import cells
from seloste.intake.cells import Misfit
from seloste.intake.found import What
from seloste.intake.readings import Other
from seloste.terms.addresses import AddressError, normal_phone, tidy

ASSUMED_ZONE = ZoneInfo("Europe/Helsinki")
_WITHHELD = frozenset({"", "anonymous", "unknown", "restricted", "private", "unavailable", "withheld"})
_SERVICES = frozenset({"", "s", "h", "i", "t", "failed", "hangup"})
_EXTENSION = re.compile(r"[1-9]\d{1,3}")
_CLID = re.compile(r'"?(.*?)"?\s*<([^<>]*)>')
_INWARD = re.compile(r"from-(?:trunk|pstn|did|external|outside)|incoming|inbound", re.IGNORECASE)
_OUTWARD = re.compile(r"from-internal|outgoing|outbound", re.IGNORECASE)
_LONGEST_CALL = 7 * 86_400


@dataclass(frozen=True, slots=True)
class Leg:
    """One part of a call that was passed on: to whom, and seconds of talk."""

    to: str | None = field(repr=False)
    talk: int


@dataclass(frozen=True, slots=True)
class Call(Other):
    """A call with somebody outside. Numbers are E.164, own ones as the exchange has them; None: withheld.

    ``total`` and ``talk`` are seconds; ``call_id`` is the exchange's own; ``also`` are further records of it.
    """

    at: int
    file: str
    direction: str
    caller: str | None = field(repr=False)
    called: str | None = field(repr=False)
    started: datetime
    answered: datetime | None
    ended: datetime
    total: int
    talk: int
    result: str
    caller_name: str | None = field(default=None, repr=False)
    call_id: str | None = None
    group: str = ""
    recording: str | None = field(default=None, repr=False)
    also: tuple[int, ...] = ()
    legs: tuple[Leg, ...] = ()
    warnings: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The call in the shape that every reader prints."""
        said: dict[str, Any] = {
            "at": self.at, "what": What.CALL.value, "direction": self.direction, "from": self.caller,
            "to": self.called, "started": self.started.isoformat(),
            "answered": self.answered.isoformat() if self.answered else None, "ended": self.ended.isoformat(),
            "ring_and_talk_s": self.total, "talk_s": self.talk, "result": self.result,
            "caller_name": self.caller_name, "call_id": self.call_id,
        }  # fmt: skip
        if self.recording:
            said["recording"] = self.recording
        if self.also:
            said["also"] = list(self.also)
            said["legs"] = [{"to": leg.to, "talk_s": leg.talk} for leg in self.legs]
        return said


@dataclass(frozen=True, slots=True)
class Numbers:
    """Which numbers are the organisation's own. With none told, two to four digits are an extension."""

    own: frozenset[str] = field(default=frozenset(), repr=False)
    country: str = "FI"

    def is_own(self, text: str) -> bool:
        """Whether a number as the exchange writes it is the organisation's."""
        if not self.own:
            return _EXTENSION.fullmatch(text) is not None
        return text in self.own or self.outside(text) in {self.outside(one) for one in self.own} - {None}

    def outside(self, text: str) -> str | None:
        """A number as E.164, or None for what is withheld or none."""
        try:
            return None if text.casefold() in _WITHHELD else normal_phone(text, self.country)
        except AddressError:
            return None

    def parties(
        self, source: str, target: str, context: str, warnings: list[str]
    ) -> tuple[str, str | None, str | None]:
        """Direction, caller and called. Raises ``Misfit`` when nobody outside is called or calling."""
        if target.casefold() in _SERVICES or target.startswith(("*", "#")):
            raise Misfit("not_a_call_with_anybody")
        ours, theirs = self.is_own(source), self.is_own(target)
        if not ours and not theirs:
            ours, theirs = _by_context(context, source, target)
        if ours and theirs:
            return "internal", source, target
        if theirs:
            return "in", self._told(source, warnings), target
        if ours:
            return "out", source, self._told(target, warnings)
        raise Misfit("not_a_call_with_anybody")

    def _told(self, text: str, warnings: list[str]) -> str | None:
        number = self.outside(text)
        if number is None and text.casefold() not in _WITHHELD:
            warnings.append("bad_phone")
        return number


def _by_context(context: str, source: str, target: str) -> tuple[bool, bool]:
    """The exchange's own word for where a call comes from, when neither number is known to be ours."""
    if not (source or target):
        return False, False
    if _INWARD.search(context):
        return False, True
    return bool(_OUTWARD.search(context)), False


def caller_name(clid: str) -> str | None:
    """The name beside a number (``"Name" <number>``); None when it says no more than the number."""
    found = _CLID.fullmatch(tidy(clid))
    name, number = (found[1], found[2]) if found else (tidy(clid), "")
    name = name.strip() if found else name.strip('" ')
    name = name.replace('""', '"')
    if name == number or name.casefold() in _WITHHELD or name.replace("+", "").isdigit():
        return None
    return None if cells.forbidden(name, numeric=False) else name[: cells.LONGEST_TEXT]


def durations(told: Mapping[str, str]) -> tuple[int, int]:
    """Whole seconds of the call, and of talk. Raises ``Misfit``."""
    return _seconds(told, "duration"), _seconds(told, "billsec")


def _seconds(told: Mapping[str, str], column: str) -> int:
    text = told[column].strip()
    if not re.fullmatch(r"\d{1,9}", text):
        raise Misfit("bad_duration", column)
    return int(text)


@dataclass(frozen=True, slots=True)
class Times:
    """When a call began, was answered and ended (aware, UTC)."""

    started: datetime
    answered: datetime | None
    ended: datetime


def resolved(
    start: str, answer: str, end: str, duration: int, talk: int, zone: ZoneInfo, warnings: list[str],
    columns: tuple[str, str, str] = ("start", "answer", "end"),
) -> Times:  # fmt: skip
    """Times of a zone. An hour that comes twice is told by start and duration, else the first is taken and said.

    ``end`` and ``answer`` may be empty: then they follow from duration and talk; ``columns`` are the names of the
    three in the file. Raises ``Misfit("bad_time")``.
    """
    if duration > _LONGEST_CALL:
        raise Misfit("bad_duration", "duration")
    starts = _moments(start, zone, columns[0])
    if end.strip():
        ends = _moments(end, zone, columns[2])
        fit = [(s, e) for s, e in product(starts, ends) if abs((e - s).total_seconds() - duration) <= 1]
    else:
        ends, fit = [], [(s, s + timedelta(seconds=duration)) for s in starts]
    if len(starts) > 1 or len(ends) > 1:
        warnings.append("ambiguous_local_time")
    elif not fit:
        warnings.append("times_out_of_order")
    started, ended = fit[0] if fit else (starts[0], max(starts[0], (ends or starts)[0]))
    answered: datetime | None
    if answer.strip():
        told = _moments(answer, zone, columns[1])
        answered = next((moment for moment in told if started <= moment <= ended), told[0])
    else:
        answered = ended - timedelta(seconds=talk) if talk and not end.strip() else None
    return Times(started, answered, ended)


def _moments(cell: str, zone: ZoneInfo, column: str) -> list[datetime]:
    """What a local time may be: one moment, or two in the hour that comes twice."""
    try:
        told = datetime.fromisoformat(tidy(cell))
    except ValueError:
        raise Misfit("bad_time", column) from None
    if told.tzinfo is not None:
        return [told.astimezone(UTC)]
    try:
        both = [told.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)]
    except OverflowError:
        raise Misfit("bad_time", column) from None
    return sorted(set(both))


def joined(legs: Sequence[Call]) -> Call:
    """The records of one call as one: from the first, to whoever had it last."""
    first, last = legs[0], max(legs, key=lambda leg: leg.started)
    if len(legs) == 1:
        return first
    ended = max(leg.ended for leg in legs)
    answered = sorted(leg.answered for leg in legs if leg.answered)
    warnings = dict.fromkeys(code for leg in legs for code in leg.warnings)
    return Call(
        first.at, first.file, first.direction, first.caller, last.called, first.started,
        answered[0] if answered else None, ended, round((ended - first.started).total_seconds()),
        sum(leg.talk for leg in legs),
        "answered" if any(leg.result == "answered" for leg in legs) else last.result,
        first.caller_name, first.call_id, first.group, first.recording, tuple(leg.at for leg in legs[1:]),
        tuple(Leg(leg.called, leg.talk) for leg in legs), tuple(warnings),
    )  # fmt: skip
