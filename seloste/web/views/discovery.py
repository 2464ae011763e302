"""The notice for programs: each version in each form, and where to begin (``/.well-known/``)."""

from __future__ import annotations

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_safe

from seloste.web import choices, forms, published, vaults
from seloste.web.published import Version


@require_safe
def file(request: HttpRequest, name: str, version: int | None = None) -> HttpResponse:
    """A form of one version, or of the one in force where none is named: ``fi.pdf``, ``notice.jsonld``.

    Raises ``Http404`` for a version that was never published and a language that it isn't in.
    """
    stem, _, form = name.rpartition(".")
    shown, source = _version(version)
    language = stem if stem != "notice" else _first(source)
    return _sent(request, shown, source, language, form)


def negotiated(request: HttpRequest, version: int | None, form: str) -> HttpResponse:
    """The same by content negotiation at the address of the page, in the language that the page would have."""
    shown, source = _version(version)
    asked = request.GET.get("lang", "") or choices.language(request)
    language = asked if asked in forms.languages(source) else _first(source)
    return _sent(request, shown, source, language, form)


@require_safe
def policy(request: HttpRequest) -> HttpResponse:
    """``/.well-known/privacy-policy``: to the page, as proposed for finding a site's privacy policy."""
    return HttpResponseRedirect(forms.PAGE)


@require_safe
def links(request: HttpRequest) -> HttpResponse:
    """``/.well-known/privacy-notice``: a link set (RFC 9264) of the version in force, by form and language."""
    shown, source = _version(None)
    spoken = forms.languages(source)
    if not spoken:
        raise Http404
    body = json.dumps({"linkset": _links(forms.origin(request), shown.number, spoken)}, indent=1) + "\n"
    response = HttpResponse(body, content_type="application/linkset+json")
    return forms.checked(request, response, shared=True)


def _links(origin: str, version: int, spoken: tuple[str, ...]) -> list[dict[str, Any]]:
    def link(language: str, form: str) -> dict[str, Any]:
        place = forms.address(version, language, form)
        return {"href": f"{origin}{place}", "type": forms.TYPES[form], "hreflang": [language]}

    pages = [{**link(one, "html"), "href": f"{origin}{forms.PAGE}?lang={one}"} for one in spoken]
    data = {**link(spoken[0], "jsonld"), "hreflang": list(spoken)}
    return [
        {"anchor": f"{origin}/", "privacy-policy": pages},
        {
            "anchor": f"{origin}{forms.PAGE}",
            "describedby": [data],
            "alternate": [link(one, form) for form in forms.FILES for one in spoken],
        },
    ]


def _version(wanted: int | None) -> tuple[Version, str]:
    connection = vaults.vault().connection
    for one in published.versions(connection):
        if one.in_force if wanted is None else one.number == wanted:
            return one, published.source(connection, one.number)
    raise Http404


def _first(source: str) -> str:
    return next(iter(forms.languages(source)), "")


def _sent(request: HttpRequest, shown: Version, source: str, language: str, form: str) -> HttpResponse:
    if language not in forms.languages(source):
        raise Http404
    return forms.sent(request, forms.made(source, language, form), shown, language, form)
