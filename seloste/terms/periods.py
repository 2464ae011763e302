"""Periods: a number of months and days after an instant, ending with a local day."""

from __future__ import annotations

import calendar
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def add_months(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day if it has no such day."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def period_end(started: datetime, months: int, days: int, zone: ZoneInfo) -> datetime:
    """The first instant of the local day after a period's last (spine 13). ``started`` is aware."""
    last = add_months(started.astimezone(zone).date(), months) + timedelta(days=days)
    return datetime.combine(last + timedelta(days=1), time(), zone)
