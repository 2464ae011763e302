"""An erasure from the page: the plan first, then the keys are destroyed, then what was done."""

from __future__ import annotations

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from seloste.notice import citing
from seloste.register import kind_names
from seloste.retention import certificates, erasures
from seloste.retention.erasures import ErasureError
from seloste.retention.plans import Plan
from seloste.terms.act import Act
from seloste.terms.words import RIGHTS, UPKEEP
from seloste.web import figures, held, pages
from seloste.web.desk import Desk, for_staff
from seloste.web.failures import Lacks, Told
from seloste.web.words import say, told


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest, desk: Desk, id: UUID) -> HttpResponse:
    """Shows the plan; with the plan's digest, carries it out."""
    if not desk.may_erase:
        raise Lacks(RIGHTS, UPKEEP)
    act = Act(desk.act.ticket, "request")
    planned = _planned(desk, id, act)
    if request.method != "POST":
        return pages.page(request, "erase.html", _about(desk, planned))
    if request.POST.get("digest", "") != planned.digest:
        return pages.page(request, "stale.html", {"here": "people", "person": id}, 409)
    return _carried_out(request, desk, planned, act)


def _planned(desk: Desk, person: UUID, act: Act) -> Plan:
    try:
        return erasures.plan(desk.vault, person, act)
    except ErasureError:
        raise Told(404, "erase.gone", "erase.gone.help") from None


def _carried_out(request: HttpRequest, desk: Desk, planned: Plan, act: Act) -> HttpResponse:
    try:
        erased = erasures.carry_out(desk.vault, planned, act)
    except ErasureError:
        if _planned(desk, planned.person, act).digest == planned.digest:
            raise Told(409, "erase.waiting", "erase.waiting.help") from None
        return pages.page(request, "stale.html", {"here": "people", "person": planned.person}, 409)
    certificate = certificates.certify(desk.vault, erased, act)
    language = desk.language
    context: dict[str, Any] = {
        "here": "people",
        "person": planned.person,
        "at": figures.moment(erased.at.astimezone(ZoneInfo(desk.policy.time_zone)), desk.language),
        "lines": ", ".join(figures.number(line) for line in erased.lines),
        "buckets": ", ".join(map(str, erased.buckets)),
        "parts": [
            (say(f"erased.{part}", language), [told(one["sentence"], language) for one in certificate[part]])
            for part in ("final", "pending", "residue")
        ],
    }
    return pages.page(request, "erased.html", context)


def _about(desk: Desk, planned: Plan) -> dict[str, Any]:
    language, fields = desk.language, _fields(desk)
    return {
        "here": "people",
        "person": planned.person,
        "digest": planned.digest,
        "goes": [
            (fields[one.category, one.field], _rows(desk, one.rows), _sources(desk, one.sources))
            for one in planned.goes
        ],
        "stays": [
            (
                fields[one.category, one.field], _rows(desk, one.rows),
                citing.in_words(desk.policy, one.law, language), told(one.sentence, language),
            )
            for one in planned.stays
        ],
        "facts": [
            (say(f"erase.fact.{name}", language), figures.number(count))
            for name, count in planned.facts.items()
            if count
        ],
        "refusals": planned.refusals,
    }  # fmt: skip


def _fields(desk: Desk) -> dict[tuple[str, str], str]:
    return {named: held.field_title(desk, *named) for named in kind_names().values()}


def _sources(desk: Desk, names: tuple[str, ...]) -> str:
    titles = dict.fromkeys(held.source_title(desk, name) for name in names)
    return ", ".join(titles)


def _rows(desk: Desk, rows: int) -> str:
    if rows == 1:
        return say("erase.rows.one", desk.language)
    return say("erase.rows", desk.language, n=figures.number(rows))
