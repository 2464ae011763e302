"""The public page: the notice in force, and where a visitor first arrives."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from seloste.web import choices, figures, pages, published, tickets, vaults
from seloste.web.words import LANGUAGES, Language


@require_safe
def root(request: HttpRequest) -> HttpResponse:
    """To the people for whoever works here, to the notice for everybody else."""
    return HttpResponseRedirect("/people" if tickets.held(request) else "/notice")


@require_safe
def notice(request: HttpRequest) -> HttpResponse:
    """The notice in force, in the language asked for by ``?lang``, chosen before, or of the browser."""
    wanted = request.GET.get("lang", "")
    language = wanted if wanted in LANGUAGES else choices.language(request)
    context = {"language": language, "lang_links": True, **_in_force(language)}
    response = pages.page(request, "notice.html", context)
    if wanted in LANGUAGES:
        choices.keep(response, choices.LANGUAGE, wanted, secure=choices.is_secure(request))
    return response


def _in_force(language: Language) -> dict[str, Any]:
    connection = vaults.vault().connection
    found, in_force = published.version(connection), published.policy(connection)
    if found is None or in_force is None:
        return {"in_force": False}
    policy = in_force.policy
    return {
        "in_force": True,
        "controller": policy.controller.get(language, ""),
        "business_id": policy.business_id,
        "version": found.version,
        "digest": found.digest,
        "published": figures.day(found.published_at, language, ZoneInfo(policy.time_zone)),
        # render_page escapes whatever the notice says
        "notice": mark_safe(published.html(found.source, language)) if found.source else None,
    }
