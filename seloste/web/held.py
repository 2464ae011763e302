"""What we hold of a person, as the page shows it: each value with where it is from, why, until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from seloste.protection.keeping import spoken
from seloste.register import kind_names
from seloste.register.showing import Row, Shown
from seloste.web import figures
from seloste.web.desk import Desk
from seloste.web.words import say


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
    source: str
    obtained: str
    until: str
    uses: tuple[str, ...]
    line: str
    life: Life | None


@dataclass(frozen=True, slots=True)
class Group:
    """A category of the notice with its values."""

    title: str
    section: str
    values: tuple[Value, ...]


def groups(desk: Desk, shown: Shown) -> list[Group]:
    """In the order of section 5 of the notice; only what the use may see."""
    kinds = kind_names()
    found = []
    for category in desk.policy.categories:
        rows = [row for row in shown.rows if kinds[row.kind][0] == category.name]
        if rows:
            values = tuple(_value(desk, row, kinds[row.kind][1]) for row in rows)
            found.append(Group(category.title[desk.language], category.clause.section, values))
    return found


def _value(desk: Desk, row: Row, field: str) -> Value:
    language, zone = desk.language, ZoneInfo(desk.policy.time_zone)
    obtained = figures.day(row.obtained, language, zone)
    until = figures.day(row.until, language, zone) if row.until else ""
    kept = say("person.kept_until", language, day=until) if until else say("person.kept_open", language)
    source = source_title(desk, row.source)
    return Value(
        id=row.id.hex,
        field=say(f"field.{field}", language),
        shown=written(row.value.show()) if row.value is not None else "",
        source=source,
        obtained=say("person.obtained", language, day=obtained),
        until=until,
        uses=tuple(desk.title(use) for use in row.uses),
        line=say("person.from", language, source=source, day=obtained, until=kept),
        life=_life(row.obtained, row.until, say("person.life", language, from_=obtained, until=until)),
    )


def source_title(desk: Desk, name: str) -> str:
    """A source by its title in the notice, with a capital; by its name when the notice has no longer that one."""
    title = next((one.title.get(desk.language, "") for one in desk.policy.sources if one.name == name), "")
    return title[:1].upper() + title[1:] if title else name


def written(value: object) -> str:
    """A value on one line: a name as people say it, an address by its parts."""
    if not isinstance(value, dict):
        return str(value)
    if {"given", "family", "full"} & value.keys():
        return spoken(value)
    place = " ".join(str(value.get(part) or "") for part in ("post_code", "city")).strip()
    return ", ".join(part for part in (str(value.get("street") or ""), place, str(value.get("country") or "")) if part)


def _life(start: datetime, end: datetime | None, label: str) -> Life | None:
    if end is None or end <= start:
        return None
    share = (datetime.now(UTC) - start) / (end - start)
    return Life(f"{min(100, max(0, round(share * 100)))}%", label)
