"""What the words of a notice stand for: its uses, its data, the groups of a basis."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Final

from seloste.notice.model import (
    BasisPhrase,
    Length,
    NamedPeriod,
    Notice,
    Period,
    ProcessorTerm,
    PurposeTerm,
    UseEntry,
)
from seloste.notice.remembered import remembered
from seloste.notice.source import At, Phrase, Word
from seloste.terms.law import LAW, LawPeriod

REACHES: Final[dict[str, str]] = {
    "email": "email",
    "sms": "phone",
    "phone": "phone",
    "auto_call": "phone",
    "post": "address",
}
"""The field of contact through which a channel reaches a person."""


PLACES: Final = re.compile(r"\{\{(.*?)\}\}")
"""Terms inside text."""


@remembered
def all_uses(notice: Notice) -> dict[str, UseEntry]:
    """The uses in the order of their purposes: those written, else one without a channel."""
    uses: dict[str, UseEntry] = {}
    written: dict[str, dict[str, UseEntry]] = {}
    for key, use in notice.uses.items():
        written.setdefault(use.purpose.value, {})[key] = use
    for name, purpose in notice.purposes.items():
        own = written.get(name, {})
        implied = UseEntry(path=f"use.{name}", name=purpose.name, purpose=purpose.name, written=False)
        uses.update(own or {name: implied})
    uses.update((key, use) for key, use in notice.uses.items() if key not in uses)
    return uses


@remembered
def _uses_by_purpose(notice: Notice) -> dict[str, list[UseEntry]]:
    found: dict[str, list[UseEntry]] = {}
    for use in all_uses(notice).values():
        found.setdefault(use.purpose.value, []).append(use)
    return found


def uses_of(notice: Notice, purpose: PurposeTerm) -> list[UseEntry]:
    """The uses of one purpose, in their order."""
    return _uses_by_purpose(notice).get(purpose.name.value, [])


def bases_of(use: UseEntry, purpose: PurposeTerm) -> tuple[tuple[BasisPhrase, ...], UseEntry | PurposeTerm]:
    """The bases of a use and the term that says them: the use itself, or its purpose."""
    term = use if use.basis or "basis" in use.broken else purpose
    return term.basis, term


def withdraw_of(notice: Notice, use: UseEntry) -> tuple[Word, ...]:
    """The ways to withdraw consent to a use: its own, else those of the consents to its purpose."""
    agreed = (c for c in notice.consents.values() if any(w.value == use.purpose.value for w in c.purposes))
    return use.withdraw or next((consent.withdraw for consent in agreed if consent.withdraw), ())


def data_of(use: UseEntry, purpose: PurposeTerm) -> tuple[Word, ...]:
    return use.data or purpose.data


def fields_of(notice: Notice, words: Iterable[Word]) -> tuple[tuple[str, str], ...]:
    """Category and field of each word of a data list; ``contact`` alone is all its fields."""
    found: dict[tuple[str, str], None] = {}
    for word in words:
        category, _, field = word.value.partition(".")
        entry = notice.categories.get(category)
        for known in entry.fields if entry else ():
            if not field or known.value == field:
                found[category, known.value] = None
    return tuple(found)


STUDIES: Final = ("events", "answer")
"""What somebody has answered to a study serves no marketing (R5.6c)."""


def touched(notice: Notice, use: UseEntry, purpose: PurposeTerm) -> tuple[tuple[str, str], ...]:
    """Category and field of all that a use may touch: what its data list says, and the law allows."""
    barred = STUDIES if purpose.marketing and purpose.marketing.value else None
    return tuple(datum for datum in fields_of(notice, data_of(use, purpose)) if datum != barred)


def is_data(notice: Notice, name: str) -> bool:
    return bool(fields_of(notice, [At(name, notice.languages_span)]))


def groups_of(notice: Notice, basis: BasisPhrase, purpose: PurposeTerm) -> tuple[str, ...]:
    """For whom a basis holds: its own ``for``, else the people of the purpose; empty is anybody."""
    own = tuple(t.value for t in basis.targets if t.value in notice.groups)
    return own or tuple(p.value for p in purpose.people)


def narrowed(notice: Notice, basis: BasisPhrase) -> tuple[tuple[str, str], ...]:
    """The data to which a basis is narrowed (``law accounting for contact.name``); empty is all."""
    return fields_of(notice, [t for t in basis.targets if t.value not in notice.groups])


# keeps: keep.*.law by check; off: return ""
def law_unsaid(keep: NamedPeriod) -> str:
    """What a period that is said to be by law leaves unsaid of that law (R4.2b, R9.2a); empty when nothing.

    It is said by its shape, by ``only`` (who sees what the law alone keeps), by ``law`` itself, or by a law
    that its text names.
    """
    if keep.law:
        return "" if keep.law.value.partition(" ")[2].strip() else "the section of that law"
    texts = keep.text.by_language.values() if keep.text else ()
    named = any("law." in place for text in texts for place in PLACES.findall(text.value))
    by_law = named or keep.only is not None or (keep.shape is not None and keep.shape.value == "by law")
    return "its law and section" if by_law and "law" not in keep.broken else ""


def known_period(notice: Notice, keep: NamedPeriod, on: date) -> LawPeriod | None:
    """What the law that a period names demands on a day, where that is known."""
    if keep.law is None:
        return None
    name, _, section = keep.law.value.partition(" ")
    law = notice.laws.get(name)
    return LAW.period(law.id.value, section, on) if law and law.id else None


def period_of(notice: Notice, keep: NamedPeriod, on: date) -> tuple[Period, ...]:
    """The periods that a named one gives; where it leaves them to the law that it names, those of the law."""
    known = None if keep.period or "period" in keep.broken else known_period(notice, keep, on)
    if known is None or keep.law is None:
        return keep.period
    from seloste.notice.findings import Findings
    from seloste.notice.phrases import read_period

    span = keep.law.span
    written = Phrase(known.period, span, [span.start] * len(known.period))
    read = read_period(written, Findings(notice.source), keep.path)
    return (read,) if read else ()


def told_period(notice: Notice, keep: NamedPeriod) -> tuple[Period, ...]:
    """The same as on the day of the notice, for people."""
    version = notice.version
    day = version and (version.in_force or version.published or version.updated)
    return period_of(notice, keep, day.value if day else datetime.now(UTC).date())


def mechanism_of(notice: Notice, processor: ProcessorTerm) -> str | None:
    """On what a transfer to a processor rests: its own word, else that of the line that names it."""
    if processor.transfer and processor.transfer.mechanism:
        return processor.transfer.mechanism.value
    named = (one for one in notice.transfers if one.to and one.to.value == processor.name.value)
    return next((one.mechanism[0].value for one in named if one.mechanism), None)


def hosted(notice: Notice) -> dict[str, Word]:
    """Where each part of the register is said to be: a country, or ``none`` (R8.1d)."""
    own = notice.hosting
    parts = (
        {"database": own.database, "backups": own.backups, "mail": own.mail, "errors": own.errors}
        if own
        else {}
    )
    return {part: word for part, word in parts.items() if word}


def review_day(purpose: PurposeTerm) -> date | None:
    """The day by which the balancing test must be reviewed."""
    balance = purpose.balance
    if balance is None or balance.review is None:
        return None
    if not isinstance(balance.review, Length):
        return balance.review.value
    if balance.done is None:
        return None
    return add_length(balance.done.value, balance.review)


def add_length(day: date, length: Length) -> date:
    """Months first, a missing day falling back to the month's last (Regulation 1182/71, Article 3)."""
    years, month = divmod(day.month - 1 + length.months, 12)
    if day.year + years > 9000:  # a period may be long, a day must exist
        return date.max
    first = date(day.year + years, month + 1, 1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    in_month = (following - first).days
    return first.replace(day=min(day.day, in_month)) + timedelta(days=length.days)
