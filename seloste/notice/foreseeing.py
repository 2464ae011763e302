"""Findings that come with time: what a check will find on a later day, and from which day on."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Final

from seloste.notice.checks import check
from seloste.notice.findings import Finding
from seloste.notice.model import Notice

AHEAD: Final = 60
"""Days before which a person is warned: time to look at a transfer or a balancing test again."""


def coming(notice: Notice, days: int = AHEAD, *, on: date | None = None) -> list[Finding]:
    """What a check finds within so many days and does not find on ``on`` (today if not given).

    Each finding's ``since`` is its first day. By place in the file, as a check gives them.
    """
    today = on or datetime.now(UTC).date()
    now = _found(notice, today)
    later = _found(notice, today + timedelta(days=days))
    return [
        finding if finding.since > today.isoformat() else finding.changed(since=_first(notice, mark, today, days))
        for mark, finding in later.items()
        if mark not in now
    ]  # fmt: skip


def _found(notice: Notice, day: date) -> dict[tuple[str, str], Finding]:
    return {(finding.code, finding.path): finding for finding in check(notice, on=day)}


def _first(notice: Notice, mark: tuple[str, str], today: date, days: int) -> str:
    """The first day of the ones between: a finding that has come stays until the file is mended."""
    before, after = 0, days
    while after - before > 1:
        middle = (before + after) // 2
        if mark in _found(notice, today + timedelta(days=middle)):
            after = middle
        else:
            before = middle
    return (today + timedelta(days=after)).isoformat()
