"""Days, moments and numbers as the pages write them (look, "Numbers and dates")."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from seloste.notice import details, page_words
from seloste.web.words import Language

NO_BREAK = "\u00a0"


def number(value: int) -> str:
    """Thousands parted by a no-break space: ``4 812``."""
    return f"{value:,}".replace(",", NO_BREAK)


def day(when: datetime, language: Language, zone: ZoneInfo) -> str:
    """The local day: ``9.12.2026``, in English ``9 December 2026``."""
    local = when.astimezone(zone)
    return page_words.day(local.year, local.month, local.day, language)


def date_of(when: date, language: Language) -> str:
    """A day of the calendar: ``9.12.2026``, in English ``9 December 2026``."""
    return page_words.day(when.year, when.month, when.day, language)


def moment(local: datetime, language: Language) -> str:
    """A local time to the minute: ``9.12.2026 klo 14.05``, ``kl. 14.05``, ``at 14:05``."""
    written = page_words.day(local.year, local.month, local.day, language)
    if language == "en":
        return f"{written} at {clock(local, language)}"
    return f"{written} {'klo' if language == 'fi' else 'kl.'}{NO_BREAK}{clock(local, language)}"


def clock(local: datetime, language: Language) -> str:
    """A time of day: ``9.05``, in English ``09:05``."""
    return f"{local:%H:%M}" if language == "en" else f"{local.hour}.{local:%M}"


def lowered(title: str) -> str:
    """A title inside a sentence: its first letter small, unless the word is an abbreviation."""
    return details.lowered(title)


def raised(title: str) -> str:
    """A title at the beginning of a line: its first letter large."""
    return title[:1].upper() + title[1:]


def amount(value: float | str, language: Language) -> str:
    """A sum of money with its cents: ``1 250,00``, in English ``1 250.00``."""
    parted = f"{Decimal(str(value)):,.2f}".replace(",", NO_BREAK)
    return parted if language == "en" else parted.replace(".", ",")


def length(seconds: int) -> str:
    """How long something took, which nobody takes for a time of day: ``13 min 36 s``."""
    minutes, rest = divmod(seconds, 60)
    parts = [f"{minutes}{NO_BREAK}min"] if minutes else []
    return NO_BREAK.join([*parts, f"{rest}{NO_BREAK}s"] if rest or not minutes else parts)
