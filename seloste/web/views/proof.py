"""Which promises of the notice hold, tried now: the first form of the page for the privacy contact."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from seloste.protection import proof as ledger
from seloste.register import catalogue
from seloste.retention import previewing
from seloste.web import figures, pages, vaults
from seloste.web.desk import Desk, for_staff
from seloste.web.failures import Lacks
from seloste.web.words import say


@dataclass(frozen=True, slots=True)
class Tried:
    """A promise, its section, whether it holds, and what was found."""

    title: str
    section: str
    holds: bool
    found: str


@for_staff
@require_safe
def proof(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Everything is tried anew at each opening. Needs the privacy contact's right."""
    if "notice" not in desk.actor.rights:
        raise Lacks("notice")
    tried = [one for test in TESTS for one in test(desk)]
    broken = sum(not one.holds for one in tried)
    now = datetime.now(UTC).astimezone(ZoneInfo(desk.policy.time_zone))
    context = {
        "here": "proof",
        "tried": tried,
        "broken": broken,
        "verdict": _verdict(desk, broken, len(tried)),
        "when": figures.moment(now, desk.language),
    }
    return pages.page(request, "proof.html", context)


def _verdict(desk: Desk, broken: int, tried: int) -> str:
    if broken:
        return say("proof.some", desk.language, n=str(broken), of=str(tried))
    return say("proof.all", desk.language, of=str(tried))


def _tables(desk: Desk) -> Iterator[Tried]:
    """Sections 5 and 10: no row is seen but for a purpose; the database is looked at, and not our code."""
    roles = vaults.roles()
    wrong = catalogue.findings(desk.vault.connection, roles)
    found = "; ".join(wrong[:3]) or say(
        "proof.tables.found", desk.language, n=figures.number(len(catalogue.verdicts()))
    )
    yield Tried(say("proof.tables", desk.language), "10", not wrong, found)


def _ledger(desk: Desk) -> Iterator[Tried]:
    """Section 10: each look leaves a line that nobody can change unseen."""
    ledger.seal(desk.vault)
    verdict = ledger.check(desk.vault, desk.act)
    told = [one.sentence.get(desk.language, "") for one in verdict.findings[:2]]
    found = " ".join(told) or say("proof.ledger.found", desk.language, n=figures.number(verdict.size))
    yield Tried(say("proof.ledger", desk.language), "10", verdict.intact, found)


def _retention(desk: Desk) -> Iterator[Tried]:
    """Section 9: what is past its end is hidden at once, and goes with the next sweep."""
    due = desk.vault.connection.execute("select rows from gate.past_end()").fetchone()
    ahead = previewing.preview(desk.vault, desk.act, 30)
    late = int(due[0]) if due else 0
    found = say(
        "proof.retention.found", desk.language,
        late=figures.number(late), rows=figures.number(ahead.rows), people=figures.number(ahead.people),
    )  # fmt: skip
    yield Tried(say("proof.retention", desk.language), "9", late == 0, found)


def _balance(desk: Desk) -> Iterator[Tried]:
    """Section 4: a balancing test that is overdue closes the uses that rest on it (R4.2c)."""
    days = [rule.until for rule in desk.policy.rules if rule.until]
    if not days:
        return
    first, zone = min(days), ZoneInfo(desk.policy.time_zone)
    day = figures.day(datetime(first.year, first.month, first.day, 12, tzinfo=zone), desk.language, zone)
    holds = first > datetime.now(UTC).astimezone(zone).date()
    yield Tried(
        say("proof.balance", desk.language), "4", holds, say("proof.balance.found", desk.language, day=day)
    )


def _notice(desk: Desk) -> Iterator[Tried]:
    """Section 12: the rules in force are those of the text that people read."""
    row = desk.vault.connection.execute("select source from gate.published()").fetchone()
    fits = row is not None and hashlib.sha256(row[0].encode()).hexdigest() == desk.policy.digest
    found = say("proof.notice.found", desk.language, version=str(desk.policy.version))
    yield Tried(say("proof.notice", desk.language), "12", fits, found)


TESTS: tuple[Callable[[Desk], Iterator[Tried]], ...] = (_notice, _balance, _retention, _tables, _ledger)
