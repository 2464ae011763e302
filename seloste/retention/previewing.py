"""What goes by itself in the next days, and why: counts by kind and day, and no person (R9.1b, R9.4a)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, LiteralString

from seloste.engine.errors import Exit, SelosteError
from seloste.gate import bind, publishing
from seloste.notice.policy import Keep, Policy
from seloste.protection.vault import Vault
from seloste.register import kind_names
from seloste.terms.act import Act
from seloste.terms.words import UPKEEP, Fate

LONGEST = 3660


class BadPeriod(SelosteError):
    """A preview of no days, or of more than ten years."""

    exit_code = Exit.BAD_INPUT
    code = "bad_period"


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence of the notice that ends the period of a kind; of several the longest wins."""

    path: str
    section: str
    sentence: dict[str, str]
    law: str | None


@dataclass(frozen=True, slots=True)
class Going:
    """Rows of one kind and fate: how many go on which day, and under which clauses."""

    category: str
    field: str
    fate: Fate
    days: Mapping[date, int]
    clauses: tuple[Clause, ...]

    @property
    def rows(self) -> int:
        return sum(self.days.values())


@dataclass(frozen=True, slots=True)
class Preview:
    """From ``first``, today by the notice's time zone, through ``last``; what is due already goes today.

    ``whole``: how many people go whole, with their keys, on which day; their rows are counted too.
    ``waiting``: rows that a publication hid and that wait for the privacy contact; they don't go (spine 14).
    """

    first: date
    last: date
    going: tuple[Going, ...]
    whole: Mapping[date, int]
    waiting: int

    @property
    def rows(self) -> int:
        return sum(one.rows for one in self.going)

    @property
    def people(self) -> int:
        return sum(self.whole.values())

    def weeks(self) -> dict[date, tuple[int, int]]:
        """Rows and people by week: the Monday each begins with, or ``first``, and none left out."""
        found: dict[date, tuple[int, int]] = {}
        for day in (self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1)):
            week = max(day - timedelta(days=day.weekday()), self.first)
            rows, people = found.get(week, (0, 0))
            found[week] = rows + self.rows_of(day), people + self.whole.get(day, 0)
        return found

    def rows_of(self, day: date) -> int:
        return sum(kind.days.get(day, 0) for kind in self.going)

    def as_json(self) -> dict[str, Any]:
        return {
            "first": self.first.isoformat(), "last": self.last.isoformat(), "waiting": self.waiting,
            "whole": {day.isoformat(): count for day, count in self.whole.items()},
            "weeks": [{"from": day.isoformat(), "rows": rows, "people": people} for day, (rows, people) in self.weeks().items()],
            "going": [
                {
                    "category": one.category, "field": one.field, "fate": one.fate.name.lower(), "rows": one.rows,
                    "days": {day.isoformat(): count for day, count in one.days.items()},
                    "clauses": [{"path": c.path, "section": c.section, "sentence": c.sentence, "law": c.law} for c in one.clauses],
                }
                for one in self.going
            ],
        }  # fmt: skip


def preview(vault: Vault, act: Act, days: int = 30, use: str = UPKEEP) -> Preview:
    """What the sweep will let go in this many days if nothing changes; counts only, no row is opened.

    Under ``upkeep``, or under ``rights`` by the privacy contact. Raises BadPeriod, and NotPermitted without
    the grant.
    """
    if not 1 <= days <= LONGEST:
        raise BadPeriod(f"A preview is of 1 to {LONGEST} days.")
    connection = vault.connection
    with bind.use(connection, use, act):
        going = connection.execute("select kind, fate, day, rows from gate.going(%s)", (days,)).fetchall()
        people = connection.execute("select day, people from gate.people_going(%s)", (days,)).fetchall()
        ((first, last, waiting),) = connection.execute(_REST, (days,)).fetchall()
    published = publishing.published(connection)
    return Preview(
        first, last, _kinds(going, published.policy if published else None), dict(people), waiting
    )  # fmt: skip


_REST: LiteralString = (
    "select first, last, (select coalesce(sum(rows), 0)::bigint from gate.spared_counts() where confirmed_at is null)"
    " from gate.next_days(%s)"
)


def _kinds(going: list[tuple[int, int, date, int]], policy: Policy | None) -> tuple[Going, ...]:
    names = kind_names()
    days: dict[tuple[int, int], dict[date, int]] = {}
    for kind, fate, day, rows in going:
        days.setdefault((kind, fate), {})[day] = rows
    return tuple(
        Going(*names[kind], Fate(fate), counted, _clauses(policy, *names[kind], Fate(fate)))
        for (kind, fate), counted in sorted(days.items())
    )


def _clauses(policy: Policy | None, category: str, field: str, fate: Fate) -> tuple[Clause, ...]:
    def speaks(keep: Keep) -> bool:
        return keep.category == category and keep.field in (None, field) and keep.fate is fate

    keeps = [keep for keep in policy.keeps if speaks(keep)] if policy else []
    return tuple(
        {k.clause.path: Clause(k.clause.path, k.clause.section, k.clause.sentence, k.law) for k in keeps}.values()
    )  # fmt: skip
