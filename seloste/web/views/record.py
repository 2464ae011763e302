"""The controller's record of processing (GDPR Article 30(1)), for the privacy contact: as a page and as files."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from seloste.disclosure.records import as_xlsx
from seloste.notice import Notice, activities, activities_page, read, write_html
from seloste.notice.activities_words import SAID
from seloste.notice.spoken import of as words_of
from seloste.web import pages, published
from seloste.web.desk import Desk, for_staff
from seloste.web.failures import Lacks, Told

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@for_staff
@require_safe
def record(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The record of the version in force. Needs the privacy contact's right."""
    notice, spoken = _notice(desk)
    context = {
        "here": "record",
        "version": desk.policy.version,
        "spoken": spoken,
        "law": words_of(SAID, "law", desk.language),
        "record": mark_safe(
            write_html.body(activities_page.document(notice, spoken))
        ),  # write_html escapes whatever the notice says
    }
    return pages.page(request, "record.html", context)


@for_staff
@require_safe
def file(request: HttpRequest, desk: Desk, form: str) -> HttpResponse:
    """The same as a workbook or as JSON, to keep or to hand to the authority (Article 30(4))."""
    notice, spoken = _notice(desk)
    made = activities.record(notice, spoken)
    body, kind = (as_xlsx(made), XLSX) if form == "xlsx" else (activities.as_json(made), "application/json")
    response = HttpResponse(body, content_type=kind)
    name = f"record-of-processing-{desk.policy.version}-{spoken}.{form}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _notice(desk: Desk) -> tuple[Notice, str]:
    """The notice in force and the language in which to tell of it: its first one where it lacks the reader's."""
    if "notice" not in desk.actor.rights:
        raise Lacks("notice")
    notice, _ = read(
        published.source(desk.vault.connection, desk.policy.version).encode(), name="notice.toml"
    )
    if notice is None:
        raise Told(409, "nav.notice", "notice.unreadable", version=str(desk.policy.version))
    spoken = desk.language if desk.language in notice.languages else next(iter(notice.languages))
    return notice, spoken
