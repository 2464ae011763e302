"""What happened with somebody, newest first: events, calls, invoices, grounds, refusals, and what came in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from seloste.gate import facts
from seloste.register.showing import Shown
from seloste.terms.words import Basis
from seloste.web import figures, held
from seloste.web.desk import Desk
from seloste.web.words import say

MOST = 200


@dataclass(frozen=True, slots=True)
class Entry:
    """``text`` is empty for what has no content of its own, or is sealed for this use."""

    day: str
    title: str
    text: str


def entries(desk: Desk, shown: Shown) -> list[Entry]:
    """At most 200; a value without a day of its own stands on the day it came."""
    zone = ZoneInfo(desk.policy.time_zone)
    found = [*_rows(desk, shown), *_facts(desk, shown)]
    found.sort(key=lambda one: one[0], reverse=True)
    return [Entry(figures.day(at, desk.language, zone), title, text) for at, title, text in found[:MOST]]


def _rows(desk: Desk, shown: Shown) -> list[tuple[datetime, str, str]]:
    return [
        (
            held.happened(row) or row.obtained,
            held.field_title(desk, row.category, row.field),
            held.written(row.value.show()) if row.value is not None else "",
        )
        for row in shown.rows
    ]


def _facts(desk: Desk, shown: Shown) -> list[tuple[datetime, str, str]]:
    known, language = facts.from_json(shown.facts), desk.language
    found = []
    for ground in known.grounds:
        what = desk.title(ground.use) if ground.use else ""
        title = say("timeline.consent" if ground.basis is Basis.CONSENT else "timeline.ground", language)
        found.append((ground.started, title, what))
        if ground.ended and ground.ended <= shown.now:
            found.append((ground.ended, say("timeline.ended", language), what))
    for refusal in known.prohibitions:
        title = desk.title(refusal.use) if refusal.use else say(f"scope.{int(refusal.scope)}", language)
        found.append((refusal.since, say("timeline.refused", language), title))
    return found
