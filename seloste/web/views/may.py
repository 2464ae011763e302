"""May we? The verdict, the sentence that it rests on, and how it came about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from seloste.gate import asking
from seloste.gate.facts import Facts
from seloste.register import kind_names
from seloste.terms.decision import Decision, Lawful
from seloste.terms.identity import holds_identity_code
from seloste.terms.words import RIGHTS
from seloste.web import figures, pages, rows, standing, subjects
from seloste.web.desk import Desk, for_staff
from seloste.web.subjects import NoSubject, SeveralSubjects, Subject
from seloste.web.words import Language, say, told

STEPS = ("declared", "known", "unrestricted", "unopposed", "deliverable", "ground", "period")
"""The order in which the rule asks; the first no decides."""

DECIDES = {
    "undeclared_use": "declared",
    "unknown_person": "known",
    "no_address": "known",
    "restricted": "unrestricted",
    "suppressed": "unopposed",
    "prohibited": "unopposed",
    "objected": "unopposed",
    "undeliverable": "deliverable",
    "unsaid": "declared",
    "no_ground": "ground",
    "period_ended": "period",
    "period_unsaid": "period",
    "waits": "period",
}


@dataclass(frozen=True, slots=True)
class Step:
    """``answer``: yes, no or skipped."""

    question: str
    text: str
    answer: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What a form asked, as typed; ``errors`` by field, as keys of words."""

    who: str
    use: str
    day: str
    on: date | None
    errors: Mapping[str, str]


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def may(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The form; the question comes as a POST, so that nothing typed stands in an address."""
    if request.method != "POST":
        return _form(request, desk, Asked("", desk.use, "", None, {}))
    asked = _read(request, desk)
    if asked.errors:
        return _form(request, desk, asked, 400)
    try:
        subject = subjects.resolve(desk, asked.who, asked.use)
    except SeveralSubjects as several:
        return _several(request, desk, asked, several.people)
    except NoSubject:
        return _form(request, desk, Asked(asked.who, asked.use, asked.day, None, {"who": "may.bad_who"}), 400)
    return _verdict(request, desk, asked, subject)


def _read(request: HttpRequest, desk: Desk) -> Asked:
    who, use, day = (request.POST.get(name, "").strip() for name in ("who", "use", "day"))
    errors: dict[str, str] = {}
    if holds_identity_code(who):
        who, errors["who"] = "", "may.identity"
    elif not who:
        errors["who"] = "may.bad_who"
    on = None
    if day:
        try:
            on = date.fromisoformat(day)
        except ValueError:
            errors["day"] = "may.bad_when"
    if use not in desk.bits:
        use = desk.use
    return Asked(who, use, day, on, errors)


def _form(request: HttpRequest, desk: Desk, asked: Asked, status: int = 200) -> HttpResponse:
    return pages.page(request, "may.html", {"here": "may", "asked": asked, "askable": _askable(desk)}, status)


def _several(request: HttpRequest, desk: Desk, asked: Asked, people: list[UUID]) -> HttpResponse:
    """One address of several people: which of them is meant is chosen, and asked for by id."""
    lines = rows.in_order(rows.lines(desk, people))
    context = {"here": "may", "asked": asked, "lines": lines}
    return pages.page(request, "may-which.html", context, 300)


def _askable(desk: Desk) -> list[tuple[str, str]]:
    """The uses of the notice that this actor may ask about: their own, and with ``rights`` all."""
    held = {one.name for one in desk.choices}
    return [
        (use.name, told(use.title, desk.language))
        for use in desk.policy.uses
        if use.name in held or RIGHTS in held
    ]


def _verdict(request: HttpRequest, desk: Desk, asked: Asked, subject: Subject) -> HttpResponse:
    zone = ZoneInfo(desk.policy.time_zone)
    decision, instead = _decided(desk, asked, subject)
    first = decision.reasons[0]
    context: dict[str, Any] = {
        "here": "may",
        "asked": asked,
        "askable": _askable(desk),
        "question": figures.lowered(desk.title(asked.use)),
        "yes": isinstance(decision, Lawful),
        "why": standing.because(decision, desk),
        "cited": _cited(decision, desk.language),
        "steps": steps(decision, desk.language),
        "instead": instead,
        "as_of": figures.moment(decision.as_of.astimezone(zone), desk.language),
        "version": str(decision.policy),
        "rule": first.rule,
        "path": first.path,
        "person": subject.person,
    }
    return pages.page(request, "verdict.html", context)


def _decided(desk: Desk, asked: Asked, subject: Subject) -> tuple[Decision, list[standing.Opened]]:
    """The decision, and what else may be done with the same person's data at that moment."""
    connection = desk.vault.connection
    row = connection.execute("select gate.now()").fetchone()
    assert row is not None  # a function of one row
    at = _moment(desk, asked.on, row[0])
    if subject.person is None:
        standing_refusal = subjects.suppressed(desk, subject, asked.use)
        return asking.nobody(desk.published, asked.use, at, suppressed=standing_refusal), []
    held = any(one.name == asked.use for one in desk.choices)
    under = asked.use if held else RIGHTS
    found, now = asking.read_facts(connection, subject.person, asked.use, desk.act, under=under)
    at = _moment(desk, asked.on, now)
    term = next((use for use in desk.policy.uses if use.name == asked.use), None)
    named = subject.row if term and subject.address and term.address == subject.address[0] else None
    decision = asking.may(desk.policy, asked.use, found, at, kind_names(), desk.bits, row=named, now=now)
    return decision, _instead(desk, found, at, asked.use)


def _moment(desk: Desk, on: date | None, now: datetime) -> datetime:
    """A day is its beginning, in the controller's zone; today is now."""
    zone = ZoneInfo(desk.policy.time_zone)
    if on is None or on == now.astimezone(zone).date():
        return now
    return datetime.combine(on, time(), zone)


def _instead(desk: Desk, found: Facts, at: datetime, asked: str) -> list[standing.Opened]:
    kinds, lawful = kind_names(), []
    for term in desk.policy.uses:
        decision = asking.may(desk.policy, term.name, found, at, kinds, desk.bits)
        if term.name != asked and isinstance(decision, Lawful):
            why = standing.because(decision, desk)
            lawful.append(standing.Opened(term.name, "", told(term.title, desk.language), "y", True, why))
    return lawful


def _cited(decision: Decision, language: Language) -> list[tuple[str, str]]:
    """Sentences of the notice with their sections, each once."""
    said = (
        (reason.section, told(reason.sentence, language))
        for reason in decision.reasons
        if reason.section and told(reason.sentence, language) and _is_notice(decision, reason.code)
    )
    return list(dict.fromkeys(said))


def _is_notice(decision: Decision, code: str) -> bool:
    """Whether a reason speaks in the words of the notice: of a refusal, all but the first."""
    return isinstance(decision, Lawful) or code == "notice"


def steps(decision: Decision, language: Language) -> list[Step]:
    """The questions in order, up to the one that decides."""
    no = None if isinstance(decision, Lawful) else DECIDES.get(decision.reasons[0].code, "ground")
    found, decided = [], False
    for name in STEPS:
        question = say(f"may.step.{name}", language)
        if decided:
            found.append(Step(question, say("may.skipped", language), "skipped"))
        elif name == no:
            found.append(Step(question, decision.reasons[0].sentence.get(language, ""), "no"))
            decided = True
        else:
            found.append(Step(question, "", "yes"))
    return found
