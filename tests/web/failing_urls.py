"""The addresses of the pages, and one whose view fails with a personal value in its error."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path

from seloste.web.urls import handler400, handler404, handler500, urlpatterns

__all__ = ["handler400", "handler404", "handler500", "urlpatterns"]

SECRET = "kanarialintu@example.com"


def _fails(request: HttpRequest) -> HttpResponse:
    raise ValueError(SECRET)


urlpatterns = [*urlpatterns, path("fails", _fails)]
