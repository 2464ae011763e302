"""Where a person stands: what may be done and why, what stands against it, and who looked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from seloste.gate import asking, facts
from seloste.notice.page_words import BASES
from seloste.register import kind_names
from seloste.register.showing import Look, Shown
from seloste.terms.decision import Decision, Lawful
from seloste.terms.words import Basis, Scope
from seloste.web import figures
from seloste.web.desk import Desk
from seloste.web.held import source_title
from seloste.web.strips import letters
from seloste.web.words import WORDS, say, told

FORBIDDEN = {"prohibited", "objected"}


@dataclass(frozen=True, slots=True)
class Opened:
    """A cell of the use strip, opened out."""

    use: str
    letter: str
    title: str
    state: str
    may: bool
    why: str


@dataclass(frozen=True, slots=True)
class Fact:
    """``live``: it stands now."""

    title: str
    text: str
    source: str
    live: bool


@dataclass(frozen=True, slots=True)
class Seen:
    who: str
    what: str
    when: str


def cells(desk: Desk, shown: Shown) -> list[Opened]:
    """The decision for every use of the notice, now."""
    row = desk.vault.connection.execute("select gate.now()").fetchone()
    assert row is not None  # a function of one row
    now, found, opened = row[0], facts.from_json(shown.facts), []
    for term, letter in zip(desk.policy.uses, letters(desk.policy.uses, desk.language), strict=True):
        decision = asking.may(desk.policy, term.name, found, now, kind_names(), desk.bits, now=now)
        title = told(term.title, desk.language)
        may, why = isinstance(decision, Lawful), because(decision, desk)
        opened.append(Opened(term.name, letter, title, state(decision), may, why))
    return opened


def state(decision: Decision) -> str:
    """``y`` lawful, ``x`` forbidden by the person, ``n`` no ground."""
    if isinstance(decision, Lawful):
        return "y"
    return "x" if decision.reasons[0].code in FORBIDDEN else "n"


def because(decision: Decision, desk: Desk) -> str:
    """In a few words: the basis that lets it be, or what stands against it."""
    first = decision.reasons[0]
    if isinstance(decision, Lawful):
        basis = BASES[Basis[first.code.upper()]][desk.language]
        return f"{basis[:1].upper()}{basis[1:]}."
    return told(first.sentence, desk.language)


def relations(desk: Desk, shown: Shown) -> list[Fact]:
    titles = {group.name: told(group.title, desk.language) for group in desk.policy.groups}
    found = []
    for one in shown.facts["relations"]:
        title = figures.raised(titles.get(one["group"], one["group"]))
        at = f", {one['organisation']}" if one["organisation"] else ""
        span, source = _span(desk, one["started"], one["ended"]), source_title(desk, one["source"])
        found.append(Fact(title + at, span, source, _lives(shown, one["ended"])))
    return found


def grounds(desk: Desk, shown: Shown) -> list[Fact]:
    """Consents, contracts and the like, with the use that each speaks of."""
    found = []
    for one in shown.facts["grounds"]:
        basis = figures.raised(BASES[Basis(one["basis"])][desk.language])
        about = desk.title(one["use"]) if one["use"] else say("person.any_use", desk.language)
        title, source = f"{basis}: {figures.lowered(about)}", source_title(desk, one["source"])
        found.append(Fact(title, _ground_span(desk, one), source, _lives(shown, one["ended"])))
    return found


def against(desk: Desk, shown: Shown) -> list[Fact]:
    """Prohibitions and objections, then restrictions."""
    language, found = desk.language, []
    for one in shown.facts["prohibitions"]:
        use = figures.lowered(desk.title(one["use"])) if one["use"] else ""
        title = say(f"scope.{int(Scope(one['scope']))}", language, use=use)
        text = _span(desk, one["since"], one["until"])
        if one["row"]:
            text = f"{text}. " + say("person.one_address", language)
        found.append(Fact(title, text, source_title(desk, one["source"]), _lives(shown, one["until"])))
    for one in shown.facts["restrictions"]:
        span = _span(desk, one["since"], one["until"])
        found.append(Fact(say("restricted", language), span, "", _lives(shown, one["until"])))
    return found


def look(desk: Desk, one: Look, zone: ZoneInfo) -> Seen:
    """A line of who looked: the name where the database gives it, else the role."""
    verb = f"verb.{one.verb}"
    what = say(verb, desk.language) if verb in WORDS else one.verb
    if one.use:
        what = f"{what}: {figures.lowered(desk.title(one.use))}"
    role = f"role.{one.role}"
    who = one.name or (say(role, desk.language) if role in WORDS else one.role or "")
    return Seen(who, what, figures.moment(one.at.astimezone(zone), desk.language))


def _day(desk: Desk, text: str) -> str:
    return figures.day(datetime.fromisoformat(text), desk.language, ZoneInfo(desk.policy.time_zone))


def _lives(shown: Shown, ended: str | None) -> bool:
    return ended is None or ended == "infinity" or datetime.fromisoformat(ended) > shown.now


def _span(desk: Desk, start: str, end: str | None) -> str:
    if end is None or end == "infinity":
        return say("person.since", desk.language, day=_day(desk, start))
    return say("person.between", desk.language, day=_day(desk, start), end=_day(desk, end))


def _ground_span(desk: Desk, one: Mapping[str, Any]) -> str:
    if one["why"] == "withdrawn" and one["ended"]:
        start, end = _day(desk, one["started"]), _day(desk, one["ended"])
        return say("person.was_withdrawn", desk.language, day=start, end=end)
    return _span(desk, one["started"], one["ended"])
