"""The published notice in its other forms: made once from the bytes in the database, sent with the rules of caching.

A form is always asked for anew and sent again only when it has changed: a notice that is out of date misleads.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers

from seloste.notice import read
from seloste.notice.render import render
from seloste.web import choices
from seloste.web.published import Version

TYPES: Final = {
    "html": "text/html", "jsonld": "application/ld+json", "md": "text/markdown", "txt": "text/plain", "pdf": "application/pdf",
}  # fmt: skip
"""The media type of each form, the page first: it is what whoever accepts anything gets."""

FILES: Final = ("md", "txt", "pdf")
"""Forms that are a file in one language; JSON-LD holds all of them."""

PAGE: Final = "/notice"
POLICY_LINK: Final = f'<{PAGE}>; rel="privacy-policy"'
"""RFC 6903: where a site's privacy policy is. On every response."""


def wanted(request: HttpRequest) -> str:
    """The form that the request prefers by its ``Accept``; the page where it accepts none of ours."""
    preferred = request.get_preferred_type(list(TYPES.values()))
    return next((form for form, kind in TYPES.items() if kind == preferred), "html")


def address(version: int, language: str, form: str) -> str:
    """Where a version stands in a form for good: ``/notice/3/fi.pdf``."""
    if form == "html":
        return f"{PAGE}/{version}?lang={language}"
    return f"{PAGE}/{version}/{'notice' if form == 'jsonld' else language}.{form}"


@lru_cache(maxsize=32)
def made(source: str, language: str, form: str) -> bytes:
    """A published file in a form. Raises ``ValueError`` for a language that it isn't in."""
    notice, _ = read(source.encode(), name="notice.toml")
    if notice is None:
        raise ValueError("the published notice can't be read")
    return render(notice, language, form)


@lru_cache(maxsize=64)
def languages(source: str) -> tuple[str, ...]:
    """In which languages a published file can be had; none when it can't be read."""
    notice, _ = read(source.encode(), name="notice.toml")
    return tuple(one for one in notice.languages if one in ("fi", "sv", "en")) if notice else ()


def sent(request: HttpRequest, body: bytes, version: Version, language: str, form: str) -> HttpResponse:
    """A form as a response, or 304 when the asker holds it already."""
    text = form in ("md", "txt")
    response = HttpResponse(body, content_type=f"{TYPES[form]}{'; charset=utf-8' if text else ''}")
    place = address(version.number, language, form)
    response["Content-Location"] = place
    if form != "jsonld":
        response["Content-Language"] = language
    response["Link"] = (
        f'{POLICY_LINK}, <{address(version.number, language, "html")}>; rel="alternate"; type="text/html"'
    )
    return checked(request, response, shared=request.path == place)


def checked(request: HttpRequest, response: HttpResponse, *, shared: bool) -> HttpResponse:
    """With its validator. ``shared``: the address alone decides what it says, so anybody may keep it."""
    etag = f'"{sha256(response.content).hexdigest()[:32]}"'
    response["ETag"] = etag
    response["Cache-Control"] = "public, no-cache" if shared else "private, no-cache"
    if not shared:
        patch_vary_headers(response, ("Accept", "Accept-Language", "Cookie"))
    answer = get_conditional_response(request, etag=etag, response=response)
    return answer if isinstance(answer, HttpResponse) else response


def origin(request: HttpRequest) -> str:
    """``https://register.example``: behind a proxy as its visitors call it."""
    return f"{'https' if choices.is_secure(request) else 'http'}://{request.get_host()}"
