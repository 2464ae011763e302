"""What we hold of a person, as the page shows it: each value with where it is from, why, until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from seloste.register.showing import Row, Shown, written
from seloste.web import figures
from seloste.web.desk import Desk
from seloste.web.words import WORDS, Language, say, told

FIRST = 8
"""How many values of a category stand open."""


@dataclass(frozen=True, slots=True)
class Life:
    """How far a value is in its life, as a share of the line that is drawn (``62%``)."""

    gone: str
    label: str


@dataclass(frozen=True, slots=True)
class Value:
    """``shown`` empty: sealed for this use."""

    id: str
    field: str
    shown: str
    beside: str
    source: str
    obtained: str
    day: str
    kept: str
    until: str
    uses: str
    life: Life | None


@dataclass(frozen=True, slots=True)
class Group:
    """A category of the notice with its values: the first, and those that are folded away."""

    title: str
    section: str
    values: tuple[Value, ...]
    folded: tuple[Value, ...]

    @property
    def every(self) -> tuple[Value, ...]:
        return self.values + self.folded


def groups(desk: Desk, shown: Shown) -> list[Group]:
    """Every category, in the order of section 5 of the notice, then what it names no longer.

    Only what the use may see; one of which it sees nothing is there, and empty.
    """
    declared = {
        term.name: (told(term.title, desk.language), term.clause.section) for term in desk.policy.categories
    }
    found = []
    for name in dict.fromkeys((*declared, *(row.category for row in shown.rows))):
        rows = [row for row in shown.rows if row.category == name]
        title, section = declared.get(name, (name, ""))
        if any(happened(row) for row in rows):
            rows.sort(key=lambda row: happened(row) or row.obtained, reverse=True)
        values = tuple(_value(desk, row) for row in rows)
        found.append(Group(title, section, values[:FIRST], values[FIRST:]))
    return found


def _value(desk: Desk, row: Row) -> Value:
    language, zone = desk.language, ZoneInfo(desk.policy.time_zone)
    obtained = figures.day(row.obtained, language, zone)
    until = figures.day(row.until, language, zone) if row.until else ""
    kept = say("person.kept_until", language, day=until) if until else say("person.kept_open", language)
    return Value(
        id=row.id.hex,
        field=field_title(desk, row.category, row.field),
        shown=_shown(row, language),
        beside=beside(row, language, zone),
        source=source_title(desk, row.source),
        obtained=say("person.obtained", language, day=obtained),
        day=obtained,
        kept=kept,
        until=until,
        uses=figures.raised(", ".join(figures.lowered(desk.title(use)) for use in row.uses)),
        life=_life(row.obtained, row.until, say("person.life", language, from_=obtained, until=until)),
    )


def _shown(row: Row, language: Language) -> str:
    """The opened value on one line, a language by its name; empty where it stays sealed."""
    if row.value is None:
        return ""
    value = written(row.value.show())
    name = f"language.{value}"
    return say(name, language) if row.field == "language" and name in WORDS else value


def field_title(desk: Desk, category: str, field: str) -> str:
    """A field in the words of the notice; by its name where the notice says nothing of it."""
    for term in desk.policy.categories:
        if term.name == category and field in term.field_titles:
            title = told(term.field_titles[field], desk.language)
            return title[:1].upper() + title[1:]
    return field


def source_title(desk: Desk, name: str) -> str:
    """A source in the words of the notice, which speaks to the person; by its name when it has none."""
    return next(
        (told(one.title, desk.language) or name for one in desk.policy.sources if one.name == name), name
    )


def beside(row: Row, language: Language, zone: ZoneInfo, *, with_day: bool = True) -> str:
    """What stands plainly beside a sealed value: its day, amount, length."""
    plain, said = row.plain, []
    if with_day and (day := happened(row)):
        said.append(figures.day(day, language, zone))
    if plain.get("amount") is not None:
        said.append(f"{figures.amount(plain['amount'], language)} {plain.get('currency') or ''}".strip())
    if plain.get("direction") in (1, 2):
        said.append(say("call.in" if plain["direction"] == 1 else "call.out", language))
    if plain.get("seconds") is not None:
        said.append(figures.length(int(plain["seconds"])))
    return ", ".join(said)


def happened(row: Row) -> datetime | None:
    """When what a row tells of happened, where its kind has a day of its own."""
    at = row.plain.get("at")
    if not at:
        return None
    moment = datetime.fromisoformat(at)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _life(start: datetime, end: datetime | None, label: str) -> Life | None:
    if end is None or end <= start:
        return None
    share = (datetime.now(UTC) - start) / (end - start)
    return Life(f"{min(100, max(0, round(share * 100)))}%", label)
