"""Whether the clock may be believed, before anything goes for ever because of it (R9.1b).

What is past its period goes by the clock alone, and a clock that is a day ahead takes a day too early. So the time
that has passed by the clock is compared with the time that the machine has counted since it started. A leap ahead
is believed when it has stood for 20 hours: within them somebody puts a wrong clock right. Whatever is due is hidden
meanwhile as ever, and goes 20 hours later. After a restart of the machine there is nothing to compare with.
"""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import msgspec

from seloste.engine.errors import Exit, SelosteError
from seloste.protection.master import replace_file
from seloste.protection.vault import Vault

STANDS = timedelta(hours=20)
LEAP = timedelta(hours=1)
"""Less is what a time server mends by and by."""

_FILE = "clock"
_LEAP = LEAP.total_seconds()
_BOOT = Path("/proc/sys/kernel/random/boot_id")


class ClockJumped(SelosteError):
    """The clock leapt ahead, and nobody knows yet whether rightly."""

    exit_code = Exit.CONFLICT
    code = "clock_jumped"


@dataclass(frozen=True, slots=True)
class Seen:
    """``at``: the register's clock, and ``since``: what the machine has counted since its start ``boot``, in seconds.

    ``leap``: how far off that count the clock was when it was noticed, at ``noticed`` of the count. ``back``: it went
    back since, and what was written meanwhile is dated in what is to come.
    """

    boot: str
    since: float
    at: float
    leap: float = 0
    noticed: float | None = None
    back: bool = False

    @property
    def ahead(self) -> timedelta:
        """By how much the clock is ahead of what can be believed."""
        return timedelta(seconds=max(self.leap, 0))


def judged(known: Seen | None, now: Seen) -> Seen:
    """What to remember. A leap either way is believed when it has stood; until then what was known counts."""
    if known is None or not now.boot or known.boot != now.boot:
        return now
    leap = (now.at - known.at) - (now.since - known.since)
    back = known.back or known.leap - leap > _LEAP
    if abs(leap) <= _LEAP:
        return replace(known, leap=0, noticed=None, back=back)
    if known.noticed is None or abs(leap - known.leap) > _LEAP:
        return replace(known, leap=leap, noticed=now.since, back=back)
    if now.since - known.noticed >= STANDS.total_seconds():
        return replace(now, back=back)
    return known


def look(vault: Vault) -> Seen:
    """The clock as it is to be taken now; it is remembered beside the keys."""
    known = _read(vault.keys.folder / _FILE)
    found = judged(known, _now(vault))
    if found != known:
        _write(vault, found)
    return found


def must_be_steady(vault: Vault) -> Seen:
    """Raises ClockJumped while the clock is ahead of what can be believed."""
    found = look(vault)
    if found.ahead:
        hours, stands = found.leap / 3600, STANDS.total_seconds() / 3600
        raise ClockJumped(
            f"The clock leapt {hours:.0f} hours ahead, so nothing goes yet that it says is due.",
            help=f"Put it right; if it is right, what is due goes when it has stood for {stands:.0f} hours.",
        )
    return found


def mended(vault: Vault, found: Seen) -> None:
    """What was dated in what is to come has been dated now."""
    _write(vault, replace(found, back=False))


def _write(vault: Vault, found: Seen) -> None:
    path = vault.keys.folder / _FILE
    beside = path.with_name(f"{_FILE}.{os.getpid()}")  # several processes look
    replace_file(beside, msgspec.json.encode(found))
    beside.replace(path)


def _now(vault: Vault) -> Seen:
    """The database's clock, as it is without the offset that tests give it."""
    row = vault.connection.execute("select extract(epoch from clock_timestamp())::float8").fetchone()
    assert row is not None  # a function of one row
    return Seen(_boot(), _counted(), float(row[0]))


def _boot() -> str:
    """Which start of the machine this is; empty where that can't be known."""
    try:
        return _BOOT.read_text().strip()
    except OSError:
        return ""


def _counted() -> float:
    """Seconds since the machine started, those included in which it slept."""
    return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()


def _read(path: Path) -> Seen | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Seen)
    except (FileNotFoundError, msgspec.DecodeError):
        return None
