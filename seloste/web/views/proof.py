"""Which promises of the notice hold, tried now: the first form of the page for the privacy contact."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from seloste.notice.policy import Text
from seloste.retention import promises
from seloste.retention.promises import Held, Trial
from seloste.web import claims, figures, pages, published, vaults
from seloste.web.desk import Desk, for_staff
from seloste.web.failures import Lacks
from seloste.web.published import Said
from seloste.web.words import Language, say, told

SECTIONS = {"notice": "12", "despite": "12", "balance": "4", "retention": "9"}
"""Where the notice speaks of a promise for which it has no sentence; else it is section 10, protection."""
MOST_DETAILS = 3


@dataclass(frozen=True, slots=True)
class Detail:
    """Something that is wrong, and the language in which it can be told."""

    language: str
    says: str


@dataclass(frozen=True, slots=True)
class Promise:
    """A line of the page. ``sentence``: the notice's own, empty where it has none."""

    name: str
    title: str
    section: str
    sentence: str
    held: str
    found: str
    details: tuple[Detail, ...]
    at: str


@for_staff
@require_safe
def proof(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every promise, tried anew at each opening. Needs the privacy contact's right."""
    tried = [_tried(desk, name, whole=False) for name in promises.TRIALS]
    return _page(request, desk, tried, "")


@for_staff
@require_safe
def one(request: HttpRequest, desk: Desk, name: str) -> HttpResponse:
    """One promise, tried now and however long it takes, with everything that was found."""
    if name not in promises.TRIALS:
        raise Http404
    return _page(request, desk, [_tried(desk, name, whole=True)], name)


@for_staff
@require_safe
def claimed(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Each claim of the notice in force, whether something keeps it, and when each duty last ran."""
    source = published.source(desk.vault.connection, desk.policy.version)
    tried = [_tried(desk, name, whole=False) for name in promises.TRIALS]
    parts = claims.parts(desk, source, {trial.name for trial in tried if trial.held is Held.NO})
    totals = claims.totals(parts)
    context = {
        "here": "proof",
        "count": figures.number(sum(totals.values())),
        "totals": [(state, figures.number(number)) for state, number in totals.items()],
        "duties": claims.duties(desk),
        "parts": parts,
    }
    return pages.page(request, "claims.html", context)


def _tried(desk: Desk, name: str, *, whole: bool) -> Trial:
    if "notice" not in desk.actor.rights:
        raise Lacks("notice")
    bench = promises.Bench(desk.vault, desk.act, desk.policy, vaults.roles(), whole)
    return promises.attempt(name, bench)


def _page(request: HttpRequest, desk: Desk, tried: list[Trial], name: str) -> HttpResponse:
    said = published.promises(published.source(desk.vault.connection, desk.policy.version), desk.language)
    shown = [_promise(desk, trial, said, whole=bool(name)) for trial in tried]
    broken = [one for one in shown if one.held == Held.NO.value]
    rest = [one for one in shown if one.held != Held.NO.value]
    context = {
        "here": "proof",
        "name": name,
        "tried": (*broken, *rest),
        "broken": bool(broken),
        "verdict": _verdict(desk, shown),
        "totals": [
            (held.value, figures.number(sum(one.held == held.value for one in shown))) for held in Held
        ],
        "when": figures.moment(_local(desk, datetime.now(UTC)), desk.language),
    }
    return pages.page(request, "proof.html", context)


def _verdict(desk: Desk, shown: list[Promise]) -> str:
    broken = sum(one.held == Held.NO.value for one in shown)
    untried = sum(one.held == Held.UNTRIED.value for one in shown)
    kept = len(shown) - broken - untried
    if broken:
        key = "proof.broken.one" if broken == 1 else "proof.broken"
        return say(key, desk.language, n=str(broken), of=str(len(shown)))
    return say("proof.kept" if kept != 1 else "proof.kept.one", desk.language, n=str(kept))


def _promise(desk: Desk, trial: Trial, said: dict[str, Said], *, whole: bool) -> Promise:
    name, language = trial.name, desk.language
    own = said.get(name) or _of_clause(desk, name) or Said(SECTIONS.get(name, "10"), "")
    numbers = {key: _number(desk, value) for key, value in trial.numbers.items()}
    return Promise(
        name,
        say(f"proof.{name}", language),
        own.section,
        own.sentence,
        trial.held.value,
        say(f"proof.found.{trial.found}", language, **numbers),
        tuple(_detail(one, language) for one in (trial.details if whole else trial.details[:MOST_DETAILS])),
        figures.moment(_local(desk, trial.at), language),
    )


def _detail(one: Text, language: Language) -> Detail:
    spoken = language if language in one else next(iter(one))
    return Detail(spoken, one[spoken])


def _of_clause(desk: Desk, name: str) -> Said | None:
    """The balancing test that falls due first speaks in the words of its purpose."""
    due = [rule for rule in desk.policy.rules if rule.until]
    if name != "balance" or not due:
        return None
    first = min(due, key=lambda rule: rule.until or date.max).clause
    return Said(first.section, told(first.sentence, desk.language))


def _number(desk: Desk, value: int | date) -> str:
    if isinstance(value, int):
        return figures.number(value)
    return figures.date_of(value, desk.language)


def _local(desk: Desk, when: datetime) -> datetime:
    return when.astimezone(ZoneInfo(desk.policy.time_zone))
