"""The public page: the notice in force, every version before it, and where a visitor first arrives."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from seloste.web import choices, figures, forms, pages, published, tickets, vaults
from seloste.web.views import discovery
from seloste.web.words import LANGUAGES, Language


@require_safe
def root(request: HttpRequest) -> HttpResponse:
    """To the people for whoever works here, to the notice for everybody else."""
    return HttpResponseRedirect("/people" if tickets.held(request) else "/notice")


@require_safe
def notice(request: HttpRequest, version: int | None = None) -> HttpResponse:
    """The notice in force, or one version that ever was, in the language asked for by ``?lang``,

    chosen before, or of the browser; in another form for whoever prefers one (``Accept``). Raises ``Http404`` for a version that was never published.
    """
    form = forms.wanted(request)
    if form != "html":
        return discovery.negotiated(request, version, form)
    wanted = request.GET.get("lang", "")
    language = wanted if wanted in LANGUAGES else choices.language(request)
    context = {"language": language, "lang_links": True, **_version(version, language)}
    response = forms.checked(request, pages.page(request, "notice.html", context), shared=False)
    if wanted in LANGUAGES:
        choices.keep(response, choices.LANGUAGE, wanted, secure=choices.is_secure(request))
    return response


def _version(wanted: int | None, language: Language) -> dict[str, Any]:
    connection = vaults.vault().connection
    known, in_force = published.versions(connection), published.policy(connection)
    shown = next((v for v in known if (v.in_force if wanted is None else v.number == wanted)), None)
    if wanted is not None and shown is None:
        raise Http404
    if shown is None or in_force is None:
        return {"published": False}
    policy = in_force.policy
    zone = ZoneInfo(policy.time_zone)
    source = published.source(connection, shown.number)
    words, spoken = published.html(source, language) if source else ("", language)
    return {
        "published": True,
        "controller": policy.controller.get(language) or next(iter(policy.controller.values()), ""),
        "business_id": policy.business_id,
        "shown": shown,
        "in_force": policy.version,
        "versions": [(one, figures.day(one.published_at, language, zone)) for one in known],
        "notice": mark_safe(words),  # render_page escapes whatever the notice says
        "spoken": spoken,
        "files": [
            (form, forms.address(shown.number, spoken, form), forms.TYPES[form])
            for form in ("pdf", "txt", "md")
        ],
        "data": forms.address(shown.number, spoken, "jsonld"),
        "in_languages": forms.languages(source) if source else (),
    }
