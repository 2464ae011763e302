"""What the linter will find in the notice in force before long: told 60 days ahead, while there is time to mend it."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import date

from seloste.engine.connect import Connection
from seloste.gate import publishing
from seloste.notice import read
from seloste.notice.catalogue import Severity
from seloste.notice.foreseeing import AHEAD, coming

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Coming:
    """A finding that the notice in force will have from ``day`` on, if nobody mends it."""

    code: str
    path: str
    day: date
    message: str


def foreseen(connection: Connection, days: int = AHEAD, *, on: date | None = None) -> tuple[Coming, ...]:
    """Errors and warnings that come within so many days of ``on`` (today if not given), the nearest first.

    Empty where nothing is published. Reads the file as it was published, and opens nobody's data.
    """
    found = publishing.published(connection)
    row = (
        connection.execute("select gate.version_source(%s)", (found.policy.version,)).fetchone()
        if found
        else None
    )
    notice = read(str(row[0]).encode())[0] if row and row[0] else None
    told = [] if notice is None else coming(notice, days, on=on)
    return tuple(
        sorted(
            (Coming(f.code, f.path, date.fromisoformat(f.since), f.message) for f in told if f.severity is not Severity.ADVICE),
            key=lambda one: (one.day, one.path),
        )
    )  # fmt: skip


def warn(connection: Connection) -> tuple[Coming, ...]:
    """As :func:`foreseen`, and a line in the log for each."""
    told = foreseen(connection)
    for one in told:
        log.warning("the notice in force will have a finding within 60 days", extra={"code": one.code})
    return told
