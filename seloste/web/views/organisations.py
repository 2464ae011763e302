"""Organisations: the list, one of them with its people under the chosen use, adding and renaming with undo."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods, require_POST

from seloste.register import deals, organisation_addresses, organisations
from seloste.register.deals import REPRESENTATIVE, Held
from seloste.register.finding import Choice
from seloste.register.organisations import NumberTaken, Organisation
from seloste.register.values import RefusedValue, checked
from seloste.terms.addresses import tidy
from seloste.terms.alphabet import ALPHABET
from seloste.terms.identity import BusinessIdError, holds_identity_code
from seloste.terms.refusals import IdentityCodeRefused
from seloste.web import figures, filters, pages, rows, strips
from seloste.web.desk import Desk, for_staff
from seloste.web.failures import Told
from seloste.web.held import source_title
from seloste.web.views.people import Rung
from seloste.web.words import say

SIZE = 50


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed of an organisation, and what is wrong with it: a key of words for each field."""

    name: str
    business_id: str
    industry: str
    errors: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Dealt:
    """A contract, invoice or project as the page shows it; of its representative only whether there is one."""

    kind: str
    number: str
    at: str
    amount: str
    due: str
    state: str
    representative: str


@dataclass(frozen=True, slots=True)
class Done:
    """What was done, and the form that takes it back."""

    says: str
    address: str
    name: str = ""
    industry: str = ""
    business_id: str = ""


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def every(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The list; a search comes as a POST: a firm may bear its owner's name, and anything may be typed."""
    if request.method == "POST":
        sought = request.POST.get("q", "").strip()[: organisations.LONGEST]
        return (
            _list(request, desk, sought, 0) if sought else HttpResponseRedirect("/organisations", status=303)
        )
    return _list(request, desk, "", _place(request.GET.get("from", "")))


def _list(request: HttpRequest, desk: Desk, sought: str, start: int) -> HttpResponse:
    found = organisations.page(desk.vault, sought, start, SIZE)
    last, count = (
        start + len(found.lines),
        "organisations.count.one" if found.total == 1 else "organisations.count",
    )
    context = {
        "here": "organisations",
        "sought": sought,
        "lines": found.lines,
        "more": sought and last < found.total,
        "total": say(count, desk.language, n=figures.number(found.total)),
        "range": say(
            "people.range", desk.language,
            first=figures.number(start + 1), last=figures.number(last), n=figures.number(found.total),
        ),
        "previous": _from(max(0, start - SIZE)) if start else "",
        "next": _from(last) if last < found.total else "",
        "rail": _rail(organisations.places(desk.vault), start),
    }  # fmt: skip
    return pages.page(request, "organisations.html", context)


def _place(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _from(place: int) -> str:
    return f"/organisations?from={place}" if place else "/organisations"


def _rail(places: Mapping[str, int], start: int) -> list[Rung]:
    # names that begin with no letter stand before the first: there one is under none
    passed = ((place, letter) for letter, place in places.items() if place <= start)
    here = max(passed, default=(0, ""))
    return [
        Rung(letter, _from(places[letter]) if letter in places else "", letter == here[1])
        for letter in ALPHABET
    ]


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A form for another organisation; a POST adds it, or leads to the one that has this business ID."""
    typed = _read(request)
    if request.method != "POST":
        return pages.page(
            request, "organisation-new.html", {"here": "organisations", "form": replace(typed, errors={})}
        )
    if typed.errors:
        return pages.page(request, "organisation-new.html", {"here": "organisations", "form": typed}, 400)
    made = Organisation(typed.name, typed.business_id or None, typed.industry or None)
    stands = organisations.add(desk.vault, made)
    if stands != made.id:
        return _page(request, desk, stands, known=True)
    return _page(
        request,
        desk,
        stands,
        done=Done(say("organisation.added", desk.language), f"/organisations/{stands}/unadd"),
    )


@for_staff
@require_POST
def unadd(request: HttpRequest, desk: Desk, id: UUID) -> HttpResponse:
    """An addition taken back, while nothing names it."""
    if not organisations.unadd(desk.vault, id, desk.act):
        raise Told(409, "organisation.stays", "organisation.stays.help")
    return HttpResponseRedirect("/organisations", status=303)


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, desk: Desk, id: UUID) -> HttpResponse:
    """An organisation; a POST gives it another name, business ID or industry, and offers the former ones back."""
    if request.method != "POST":
        return _page(request, desk, id)
    before = _found(desk, id)
    typed = _read(request)
    if "business_id" not in request.POST:
        typed = replace(typed, business_id=before.business_id or "")
    typed = typed if typed.errors else _changed(desk, id, typed)
    if typed.errors:
        return _page(request, desk, id, typed=typed)
    back = request.POST.get("back") == "1"
    done = Done(
        say("organisation.back" if back else "organisation.changed", desk.language),
        f"/organisations/{id}", before.name, before.industry or "", before.business_id or "",
    )  # fmt: skip
    return _page(request, desk, id, done=done)


def _changed(desk: Desk, id: UUID, typed: Typed) -> Typed:
    """All of it or nothing; a number that another organisation has is an error of its field."""
    try:
        with desk.vault.connection.transaction():
            organisations.renumber(desk.vault, id, typed.business_id or None)
            organisations.rename(desk.vault, id, typed.name, typed.industry)
    except NumberTaken:
        return replace(typed, errors={"business_id": "organisation.taken"})
    return typed


def _found(desk: Desk, id: UUID) -> Organisation:
    found = organisations.one(desk.vault, id)
    if found is None:
        raise Told(404, "organisation.none", "organisation.none.help")
    return found


def _read(request: HttpRequest) -> Typed:
    name, business_id, sector = (tidy(request.POST.get(of, "")) for of in ("name", "business_id", "industry"))
    errors: dict[str, str] = {}
    if not 0 < len(name) <= organisations.LONGEST:
        errors["name"] = "organisation.wrong"
    try:
        made = Organisation(name, business_id or None)
        business_id = made.business_id or ""
        sector = checked("employer.industry", sector) if sector else ""
    except IdentityCodeRefused:
        name, errors["name"] = "", "organisation.identity"
    except BusinessIdError:
        errors["business_id"] = "organisation.bad_id"
    except RefusedValue:
        errors["industry"] = "organisation.bad_industry"
    # whoever typed a code into another field is told that it isn't one, without its being repeated
    business_id, sector = ("" if holds_identity_code(field) else field for field in (business_id, sector))
    return Typed(name, business_id, sector, errors)


def _page(
    request: HttpRequest,
    desk: Desk,
    id: UUID,
    *,
    typed: Typed | None = None,
    done: Done | None = None,
    known: bool = False,
) -> HttpResponse:
    """The organisation as it stands, with what was done just now or what is wrong in the form."""
    found = _found(desk, id)
    people, gone = organisations.people_of(desk.vault, id, desk.use, desk.act)
    lines = rows.in_order(rows.lines(desk, people))
    context = {
        "here": "organisations",
        "organisation": found,
        "form": typed or Typed(found.name, found.business_id or "", found.industry or "", {}),
        "done": done,
        "deals": [_dealt(desk, held) for held in deals.of_organisation(desk.vault, id, desk.use, desk.act)],
        "known": known,
        "addresses": [
            (say(f"organisation.own.{one.kind}", desk.language), one.value, source_title(desk, one.source))
            for one in organisation_addresses.of(desk.vault, desk.policy, id)
        ],
        "lines": [("", line) for line in lines],
        "listed": filters.address(Choice(organisation=id)),
        "gone": _gone(desk, gone),
        "key": strips.strip(desk.policy, {}, desk.language).cells,
        "use_lowered": figures.lowered(desk.title(desk.use)),
        "longest": organisations.LONGEST,
    }
    return pages.page(request, "organisation.html", context, 400 if typed else 200)


def _dealt(desk: Desk, held: Held) -> Dealt:
    deal, language = held.deal, desk.language
    amount = (
        f"{figures.amount(str(deal.amount), language)}{figures.NO_BREAK}{deal.currency}"
        if deal.amount is not None
        else ""
    )
    return Dealt(
        say(f"deal.kind.{deal.kind.name.lower()}", language),
        deal.number,
        figures.date_of(deal.at, language),
        amount,
        figures.date_of(deal.due_on, language) if deal.due_on else "",
        say(f"deal.state.{deal.state.name.lower()}", language),
        figures.raised(REPRESENTATIVE[held.representative][language]),
    )


def _gone(desk: Desk, gone: int) -> str:
    if not gone:
        return ""
    return say(
        "organisation.gone.one" if gone == 1 else "organisation.gone", desk.language, n=figures.number(gone)
    )
