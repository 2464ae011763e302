"""Headers of every response: nothing is loaded from elsewhere, framed, guessed at or kept."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse

from seloste.web import choices, failures, forms

POLICY = "; ".join((
    "default-src 'none'", "style-src 'self'", "font-src 'self'", "img-src 'self'", "script-src 'self'",
    "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'",
))  # fmt: skip
FIXED = {
    "Content-Security-Policy": POLICY,
    # Not no-referrer: under it browsers send "Origin: null" with every form, and no form would be taken.
    # Nothing goes to another site this way either.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
HSTS = "max-age=31536000"


class Headers:
    """Outermost: refuses a name that the server doesn't go by, and marks whatever leaves."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            request.get_host()
        except DisallowedHost:
            return _marked(failures.bad_host(request))
        response = _marked(self.get_response(request))
        if choices.is_secure(request):
            response["Strict-Transport-Security"] = HSTS
        return response


def _marked(response: HttpResponse) -> HttpResponse:
    for name, value in FIXED.items():
        response[name] = value
    response.setdefault("Cache-Control", "no-store")
    response.setdefault("Link", forms.POLICY_LINK)
    if not response.streaming and response.status_code != HTTPStatus.NOT_MODIFIED:
        response.setdefault("Content-Length", str(len(response.content)))
    return response
