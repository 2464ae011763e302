"""Coming in and leaving: a one-time ticket, a pasted one, signing out, and a person's own choices."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from seloste.terms.act import Act, Ticket
from seloste.web import choices, pages, tickets, vaults
from seloste.web.desk import Desk, first_useful, for_staff
from seloste.web.words import LANGUAGES


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """The address that ``make demo`` prints. Looking at it spends nothing: only the button does."""
    if request.method != "POST":
        once = request.GET.get("once", "")
        back = f"/enter?once={once}" if tickets.read(once) else "/enter"
        return pages.page(request, "enter.html", {"once": once, "back": back})
    vault = vaults.vault()
    given = tickets.read(request.POST.get("once", ""))
    ticket = tickets.exchange(vault, given) if given is not None else None
    if ticket is None:
        return pages.page(request, "enter.html", {"spent": True}, 401)
    return _welcomed(request, ticket, pasted=False)


@require_http_methods(["GET", "HEAD", "POST"])
def signin(request: HttpRequest) -> HttpResponse:
    """A ticket pasted: a one-time one is exchanged, a lasting one is taken as it is."""
    if request.method != "POST":
        return pages.page(request, "signin.html")
    given = tickets.read(request.POST.get("ticket", ""))
    if given is None:
        return pages.page(request, "signin.html", {"bad": True}, 401)
    vault = vaults.vault()
    if tickets.holder(vault, given) is not None:
        return _welcomed(request, given, pasted=True)
    exchanged = tickets.exchange(vault, given)
    if exchanged is None:
        return pages.page(request, "signin.html", {"bad": True}, 401)
    return _welcomed(request, exchanged, pasted=False)


def _welcomed(request: HttpRequest, ticket: Ticket, *, pasted: bool) -> HttpResponse:
    response = HttpResponseRedirect("/people")
    tickets.put(request, response, ticket, pasted=pasted)
    if not choices.use(request):
        use = first_useful(vaults.vault(), Act(ticket), choices.language(request))
        choices.keep(response, choices.USE, use, secure=choices.is_secure(request))
    return response


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """The ticket ends; a pasted one, which lives elsewhere too, is only forgotten here."""
    ticket = tickets.held(request)
    if ticket is not None and request.COOKIES.get(tickets.PASTED) != "1":
        tickets.end(vaults.vault(), ticket)
    response = pages.page(request, "left.html")
    tickets.forget(response)
    return response


@require_POST
def settings(request: HttpRequest) -> HttpResponse:
    """Language, appearance and short cuts, for anybody."""
    response = _back(request)
    secure = choices.is_secure(request)
    if (language := request.POST.get("language", "")) in LANGUAGES:
        choices.keep(response, choices.LANGUAGE, language, secure=secure)
    if (theme := request.POST.get("theme", "")) in choices.THEMES:
        choices.keep(response, choices.THEME, theme, secure=secure)
    if (keys := request.POST.get("keys", "")) in choices.KEYS_OF:
        choices.keep(response, choices.KEYS, keys, secure=secure)
    return response


@for_staff
@require_POST
def use(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The use under which one looks from now on; one that isn't held changes nothing."""
    response = _back(request)
    wanted = request.POST.get("use", "")
    if any(one.name == wanted for one in desk.choices):
        choices.keep(response, choices.USE, wanted, secure=choices.is_secure(request))
    return response


def _back(request: HttpRequest) -> HttpResponse:
    """To the page one came from, on this host alone."""
    back = request.POST.get("back", "")
    here = back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return HttpResponseRedirect(back if here else "/people", status=303)
