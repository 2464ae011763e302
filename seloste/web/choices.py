"""What a person has chosen, kept in cookies: language, appearance, use. No personal data, no session."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse

from seloste.web.words import LANGUAGES, Language

LANGUAGE, THEME, USE, KEYS = "seloste_lang", "seloste_theme", "seloste_use", "seloste_keys"
THEMES: Final = ("auto", "light", "dark")
KEYS_OF: Final = ("on", "off")
"""Single keys as short cuts can be put off (WCAG 2.1.4): they get in the way of speaking to the machine."""
_YEAR = 365 * 24 * 3600


def language(request: HttpRequest) -> Language:
    """The one chosen, else the first that the browser asks for, else Finnish."""
    chosen = request.COOKIES.get(LANGUAGE, "")
    if chosen in LANGUAGES:
        return chosen
    for wanted in request.headers.get("Accept-Language", "").split(","):
        code = wanted.split(";")[0].strip().lower()[:2]
        if code in LANGUAGES:
            return code
    return "fi"


def theme(request: HttpRequest) -> str:
    """``light`` or ``dark``; empty: as the device has it."""
    chosen = request.COOKIES.get(THEME, "")
    return chosen if chosen in ("light", "dark") else ""


def keys(request: HttpRequest) -> bool:
    """Whether single keys are short cuts: unless one has put them off."""
    return request.COOKIES.get(KEYS, "") != "off"


def use(request: HttpRequest) -> str:
    """The use chosen, whether or not it is held; empty when none is."""
    return request.COOKIES.get(USE, "")


def keep(response: HttpResponse, name: str, value: str, *, secure: bool) -> None:
    """Remember a choice for a year, for this host alone."""
    response.set_cookie(name, value, max_age=_YEAR, httponly=True, samesite="Strict", secure=secure)


def is_secure(request: HttpRequest) -> bool:
    """Whether cookies may demand TLS: everywhere but on this very machine."""
    return request.is_secure() or request.get_host().rsplit(":", 1)[0] not in ("localhost", "127.0.0.1")
