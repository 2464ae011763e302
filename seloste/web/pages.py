"""A page: a template with what every page needs, in the language and appearance chosen."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from seloste.web import choices, figures
from seloste.web.desk import KEPT, Desk
from seloste.web.words import LANGUAGES, told

STAFF, PUBLIC = "seloste/staff.html", "seloste/public.html"


def page(
    request: HttpRequest, template: str, context: Mapping[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """The template ``seloste/<template>`` as a response."""
    desk: Desk | None = request.META.get(KEPT)
    language = choices.language(request)
    frame: dict[str, Any] = {
        "language": language,
        "languages": LANGUAGES,
        "theme": choices.theme(request),
        "themes": choices.THEMES,
        "keys": choices.keys(request),
        "desk": desk,
        "layout": STAFF if desk else PUBLIC,
        "back": request.path,
    }
    if desk is not None:
        now = datetime.now(UTC).astimezone(ZoneInfo(desk.policy.time_zone))
        frame |= {
            "controller": told(desk.policy.controller, language),
            "register": told(desk.policy.register_name, language),
            "printed_at": figures.moment(now, language),
            "use_title": desk.title(desk.use),
            "initials": desk.actor.name[:2].upper(),
        }
    content = render_to_string(f"seloste/{template}", {**frame, **(context or {})}, request)
    return HttpResponse(content, status=status)
