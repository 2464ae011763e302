"""What happened with somebody, newest first: dealings, calls, grounds, refusals, what came in, who looked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from seloste.gate import facts
from seloste.notice.page_words import BASES
from seloste.register.showing import Row, Shown, written
from seloste.web import figures, held, standing
from seloste.web.desk import Desk
from seloste.web.words import Language, say

MOST = 200
KINDS = ("dealings", "data", "privacy", "looks")
"""By what the timeline may be narrowed: dealings, what came in, grounds and refusals, who looked."""

ICONS = {"calls": "phone", "customership": "bill", "marketing": "send", "events": "talk"}


@dataclass(frozen=True, slots=True)
class Entry:
    """``mark``: ``y`` something was allowed, ``x`` refused, else empty. ``time`` is empty where only a day is known."""

    kind: str
    icon: str
    mark: str
    title: str
    text: str
    time: str


@dataclass(frozen=True, slots=True)
class Day:
    """Everything of one local day."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Tab:
    """A part of the timeline, or all of it (``kind`` empty), with how much it has."""

    kind: str
    title: str
    n: str
    here: bool


@dataclass(frozen=True, slots=True)
class Timeline:
    """``more``: there is more than is shown."""

    days: tuple[Day, ...]
    tabs: tuple[Tab, ...]
    more: bool


Dated = tuple[datetime, Entry]


def timeline(desk: Desk, shown: Shown, wanted: str = "") -> Timeline:
    """At most 200 entries of the kind wanted; of all kinds when that is none of ``KINDS``."""
    zone = ZoneInfo(desk.policy.time_zone)
    found = sorted(
        ((at.astimezone(zone), entry) for at, entry in _everything(desk, shown, zone)),
        key=lambda one: one[0],
        reverse=True,
    )
    wanted = wanted if wanted in KINDS else ""
    chosen = [one for one in found if wanted in ("", one[1].kind)]
    by_day = groupby(chosen[:MOST], key=lambda one: one[0].date())
    days = tuple(
        Day(figures.day(entries[0][0], desk.language, zone), tuple(entry for _, entry in entries))
        for entries in (list(group) for _, group in by_day)
    )
    return Timeline(days, _tabs(desk, Counter(entry.kind for _, entry in found), wanted), len(chosen) > MOST)


def _tabs(desk: Desk, counts: Counter[str], wanted: str) -> tuple[Tab, ...]:
    every = Tab("", say("timeline.all", desk.language), figures.number(counts.total()), not wanted)
    parts = (
        Tab(kind, say(f"timeline.{kind}", desk.language), figures.number(counts[kind]), kind == wanted)
        for kind in KINDS
        if counts[kind] or kind == wanted
    )
    return (every, *parts)


def _everything(desk: Desk, shown: Shown, zone: ZoneInfo) -> Iterator[Dated]:
    yield from _dealings(desk, shown)
    yield from _came(desk, shown, zone)
    yield from _privacy(desk, shown)
    yield from _looks(desk, shown, zone)


def _dealings(desk: Desk, shown: Shown) -> Iterator[Dated]:
    """Rows that tell of something with a day of its own."""
    zone = ZoneInfo(desk.policy.time_zone)
    for row in shown.rows:
        if at := held.happened(row):
            value = written(row.value.show()) if row.value is not None else ""
            beside = held.beside(row, desk.language, zone, with_day=False)
            text = ", ".join(part for part in (value, beside) if part)
            yield at, Entry(
                "dealings", ICONS.get(row.category, "info"), "",
                held.field_title(desk, row.category, row.field), text, _time(at.astimezone(zone), desk.language),
            )  # fmt: skip


def _came(desk: Desk, shown: Shown, zone: ZoneInfo) -> Iterator[Dated]:
    """What came in on one day from one source is one entry."""

    def together(row: Row) -> tuple[str, str]:
        return row.obtained.astimezone(zone).date().isoformat(), row.source

    for _, group in groupby(sorted(shown.rows, key=together), key=together):
        rows = list(group)
        titles = dict.fromkeys(held.field_title(desk, row.category, row.field) for row in rows)
        source = held.source_title(desk, rows[0].source)
        title = say("timeline.came", desk.language, source=figures.lowered(source))
        listed = ", ".join(figures.lowered(one) for one in titles)
        yield (
            min(row.obtained for row in rows),
            Entry("data", "import", "", title, figures.raised(listed), ""),
        )


def _privacy(desk: Desk, shown: Shown) -> Iterator[Dated]:
    """Grounds as they began and ended, refusals and restrictions."""
    known, language = facts.from_json(shown.facts), desk.language
    for ground in known.grounds:
        use = figures.raised(desk.title(ground.use) if ground.use else say("person.any_use", language))
        title = figures.raised(BASES[ground.basis][language])
        yield ground.started, Entry("privacy", "yes", "y", title, use, "")
        if ground.ended and ground.ended <= shown.now:
            yield ground.ended, Entry("privacy", "x", "", say("timeline.ended", language), use, "")
    for refusal in known.prohibitions:
        use = figures.lowered(desk.title(refusal.use)) if refusal.use else ""
        title = say(f"scope.{int(refusal.scope)}", language, use=use)
        yield refusal.since, Entry("privacy", "hand", "x", title, "", "")
    for restriction in shown.facts["restrictions"]:
        since = datetime.fromisoformat(restriction["since"])
        yield since, Entry("privacy", "lock", "x", say("restricted", language), "", "")


def _looks(desk: Desk, shown: Shown, zone: ZoneInfo) -> Iterator[Dated]:
    """Looks of one day by one person for one use are one entry, at the time of the last."""

    def together(look: tuple[datetime, standing.Seen]) -> tuple[str, str, str]:
        return look[0].date().isoformat(), look[1].who, look[1].what

    seen = [(one.at.astimezone(zone), standing.look(desk, one, zone)) for one in shown.looks]
    for (_, who, what), group in groupby(sorted(seen, key=together), key=together):
        # a page leaves a line for each table that it opens: all of one second are one look
        times = {at.replace(microsecond=0) for at, _ in group}
        more = say("timeline.times", desk.language, n=figures.number(len(times))) if len(times) > 1 else ""
        yield (
            max(times),
            Entry("looks", "eye", "", f"{who} {what}".strip(), more, _time(max(times), desk.language)),
        )


def _time(local: datetime, language: Language) -> str:
    """Empty at midnight and at noon sharp: there only the day is known."""
    known = (local.minute, local.second, local.microsecond) != (0, 0, 0) or local.hour not in (0, 12)
    return figures.clock(local, language) if known else ""
