"""A copy of everything that is held of a person, handed over from their page (GDPR 15, 20)."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from seloste.register.showing import NotVisible
from seloste.rights import exporting
from seloste.rights.forms import FORMS, made
from seloste.rights.putting import portable
from seloste.terms.act import Act
from seloste.terms.words import RIGHTS
from seloste.web import pages
from seloste.web.desk import Desk, for_staff
from seloste.web.failures import Lacks, Told
from seloste.web.words import say

_OFFERED = ("pdf", "json", "csv", "vcard")


@for_staff
@require_http_methods(["GET", "HEAD", "POST"])
def export(request: HttpRequest, desk: Desk, id: UUID) -> HttpResponse:
    """Offers the forms; with one of them chosen, the file, with its line in the ledger as the command line has it."""
    if not desk.may_export:
        raise Lacks(RIGHTS)
    if request.method != "POST":
        forms = [
            (form, say(f"export.{form}", desk.language), say(f"export.{form}.help", desk.language))
            for form in _OFFERED
        ]
        return pages.page(request, "export.html", {"here": "people", "person": id, "forms": forms})
    form = FORMS.get(request.POST.get("form", ""))
    if form is None:
        raise Told(400, "export.unknown", "export.unknown.help")
    try:
        copy = exporting.export(desk.vault, id, desk.policy, Act(desk.act.ticket, "request"), form.name)
    except NotVisible:
        raise Told(404, "erase.gone", "erase.gone.help") from None
    if request.POST.get("portable"):
        copy = portable(copy)
    answer = HttpResponse(made(copy, desk.policy, form.name, desk.language), content_type=form.media)
    answer["Content-Disposition"] = f'attachment; filename="{id}.{form.ending}"'
    return answer
