"""What we hold of a person, as the page shows it: each value with where it is from, why, until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from seloste.protection.keeping import spoken
from seloste.register.showing import Row, Shown
from seloste.web import figures
from seloste.web.desk import Desk
from seloste.web.words import Language, say, told

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
    uses: tuple[str, ...]
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
        shown=written(row.value.show()) if row.value is not None else "",
        beside=beside(row, language, zone),
        source=source_title(desk, row.source),
        obtained=say("person.obtained", language, day=obtained),
        day=obtained,
        kept=kept,
        until=until,
        uses=tuple(desk.title(use) for use in row.uses),
        life=_life(row.obtained, row.until, say("person.life", language, from_=obtained, until=until)),
    )


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


def written(value: object) -> str:
    """A value on one line: a name as people say it, an address by its parts, a recording by its file."""
    if not isinstance(value, dict):
        return _line(value)
    if {"file", "hash"} <= value.keys():
        return str(value["file"])
    if {"given", "family", "full"} & value.keys():
        return spoken(value)
    if {"street", "post_code", "city"} & value.keys():
        place = " ".join(str(value.get(part) or "") for part in ("post_code", "city")).strip()
        parts = (str(value.get("street") or ""), place, str(value.get("country") or ""))
        return ", ".join(part for part in parts if part)
    return ", ".join(line for part in value.values() if (line := _line(part)))


def _line(part: object) -> str:
    """A part of a value on one line; lists run on."""
    if isinstance(part, dict):
        return written(part)
    return ", ".join(map(_line, part)) if isinstance(part, list | tuple) else str(part or "")


def beside(row: Row, language: Language, zone: ZoneInfo, *, with_day: bool = True) -> str:
    """What stands plainly beside a sealed value: its day, amount, length."""
    plain, said = row.plain, []
    if with_day and (day := happened(row)):
        said.append(figures.day(day, language, zone))
    if plain.get("amount") is not None:
        said.append(f"{figures.amount(plain['amount'])} {plain.get('currency') or ''}".strip())
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
