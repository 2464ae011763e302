"""The public page: the notice in force, and where a visitor first arrives."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from seloste.engine.connect import Connection
from seloste.notice import policy_from_json, read, render_page
from seloste.web import choices, figures, pages, tickets, vaults
from seloste.web.words import LANGUAGES, Language

SHIPPED = Path(__file__).resolve().parents[3] / "notices"


@dataclass(frozen=True, slots=True)
class InForce:
    """What the database has in force. ``source``: the file as it was published, where it is at hand."""

    version: int
    digest: str
    published_at: datetime
    document: dict[str, Any]
    source: str | None


@require_safe
def root(request: HttpRequest) -> HttpResponse:
    """To the people for whoever works here, to the notice for everybody else."""
    return HttpResponseRedirect("/people" if tickets.held(request) else "/notice")


@require_safe
def notice(request: HttpRequest) -> HttpResponse:
    """The notice in force, in the language asked for by ``?lang``, chosen before, or of the browser."""
    wanted = request.GET.get("lang", "")
    language = cast(Language, wanted) if wanted in LANGUAGES else choices.language(request)
    found = in_force(vaults.vault().connection)
    context: dict[str, Any] = {"language": language, "public": True, "lang_links": True}
    if found is not None:
        policy = policy_from_json(found.document)
        context |= {
            "controller": policy.controller.get(language, ""),
            "business_id": policy.business_id,
            "version": found.version,
            "digest": found.digest,
            "published": figures.day(found.published_at, language, ZoneInfo(policy.time_zone)),
            "notice": _html(found, language) if found.source else None,
        }
    response = pages.page(request, "notice.html", {**context, "in_force": found is not None})
    if wanted in LANGUAGES:
        choices.keep(response, choices.LANGUAGE, wanted, secure=choices.is_secure(request))
    return response


def in_force(connection: Connection) -> InForce | None:
    """What is published, with its text."""
    row = connection.execute(
        "select version, digest, published_at, doc, to_jsonb(p)->>'source' from gate.published() p"
    ).fetchone()
    if row is None:
        return None
    return InForce(*row[:4], row[4] or _shipped(row[1]))


@lru_cache(maxsize=4)
def _shipped(digest: str) -> str | None:
    """The notice of this digest among those that come with the program."""
    for path in SHIPPED.glob("*/*.toml"):
        content = path.read_bytes()
        if hashlib.sha256(content).hexdigest() == digest:
            return content.decode()
    return None


def _html(found: InForce, language: Language) -> SafeString:
    return mark_safe(_rendered(found.source or "", found.version, language))  # noqa: S308  # escaped by render_page


@lru_cache(maxsize=16)
def _rendered(source: str, version: int, language: Language) -> str:
    document, _ = read(source.encode(), name="notice.toml")
    if document is None:
        raise ValueError("the published notice can't be read")
    spoken = language if language in document.languages else next(iter(document.languages))
    return render_page(document, spoken)
