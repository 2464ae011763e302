"""Organisations: the list, one of them with its people under the chosen use, and a change of its name."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods, require_safe

from seloste.register import organisations
from seloste.terms.refusals import IdentityCodeRefused
from seloste.web import figures, pages, rows, strips
from seloste.web.desk import Desk, for_staff
from seloste.web.failures import Told
from seloste.web.words import say

SIZE = 50


@for_staff
@require_safe
def every(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Organisations are no people, so what is sought may stand in the address."""
    sought = request.GET.get("q", "").strip()[:200]
    start = _place(request.GET.get("from", ""))
    found = organisations.page(desk.vault, sought, start, SIZE)
    last = start + len(found.lines)
    context = {
        "here": "organisations",
        "sought": sought,
        "lines": found.lines,
        "total": say("organisations.count", desk.language, n=figures.number(found.total)),
        "range": say(
            "people.range", desk.language,
            first=figures.number(min(start + 1, found.total)), last=figures.number(last), n=figures.number(found.total),
        ),
        "previous": str(max(0, start - SIZE)) if start else "",
        "next": str(last) if last < found.total else "",
    }  # fmt: skip
    return pages.page(request, "organisations.html", context)


def _place(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, desk: Desk, id: UUID) -> HttpResponse:
    """An organisation; a POST gives it another name or industry."""
    found = organisations.one(desk.vault, id)
    if found is None:
        raise Told(404, "organisation.none", "organisation.none.help")
    wrong = ""
    if request.method == "POST":
        try:
            organisations.rename(
                desk.vault, id, request.POST.get("name", ""), request.POST.get("industry", "")
            )
            return HttpResponseRedirect(f"/organisations/{id}", status=303)
        except IdentityCodeRefused:
            wrong = say("organisation.identity", desk.language)
        except ValueError:
            wrong = say("organisation.wrong", desk.language, most=str(organisations.LONGEST))
    people, gone = organisations.people_of(desk.vault, id, desk.use, desk.act)
    lines = rows.in_order(rows.lines(desk, people))
    context = {
        "here": "organisations",
        "organisation": found,
        "wrong": wrong,
        "lines": [("", line) for line in lines],
        "gone": say("organisation.gone", desk.language, n=figures.number(gone)) if gone else "",
        "key": strips.strip(desk.policy, {}, desk.language).cells,
        "use_lowered": figures.lowered(desk.title(desk.use)),
    }
    return pages.page(request, "organisation.html", context, 400 if wrong else 200)
