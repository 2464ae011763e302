"""One person: what may be done, what we hold, why we may, until when, and who looked."""

from __future__ import annotations

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from seloste.protection.keeping import spoken
from seloste.register import showing
from seloste.register.showing import NotVisible, Shown
from seloste.web import figures, held, pages, standing, timeline
from seloste.web.desk import Desk, for_staff
from seloste.web.failures import Told

LOOKS = 50


@for_staff
@require_safe
def person(request: HttpRequest, desk: Desk, id: UUID) -> HttpResponse:
    """The page of a person, as far as the chosen use may see them."""
    shown = visible(desk, id)
    zone = ZoneInfo(desk.policy.time_zone)
    context: dict[str, Any] = {
        "here": "people",
        "person": id,
        "name": name_of(shown),
        "use_lowered": figures.lowered(desk.title(desk.use)),
        "standing": standing.cells(desk, shown),
        "groups": held.groups(desk, shown),
        "timeline": timeline.timeline(desk, shown, request.GET.get("show", "")),
        "relations": standing.relations(desk, shown),
        "grounds": standing.grounds(desk, shown),
        "against": standing.against(desk, shown),
        "seen": list(dict.fromkeys(standing.look(desk, one, zone) for one in shown.looks)),
        "most": figures.number(LOOKS),
    }
    return pages.page(request, "person.html", context)


def visible(desk: Desk, person: UUID) -> Shown:
    """Everything that the use may see of a person. Raises Told (404): sought under which use."""
    try:
        return showing.show(desk.vault, person, desk.use, desk.act, looks=LOOKS)
    except NotVisible:
        use = figures.lowered(desk.title(desk.use))
        raise Told(404, "person.none", "person.none.help", use=use) from None


def name_of(shown: Shown) -> str:
    """What the person is called, where the use may open it."""
    for row in shown.rows:
        if (row.category, row.field) == ("contact", "name") and row.value is not None:
            return spoken(row.value.show())
    return ""
