"""What went wrong, as a page a person can act on. No page and no log says a personal value."""

from __future__ import annotations

import logging
from collections.abc import Callable

import psycopg
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse

from seloste.engine import troubles
from seloste.engine.errors import EngineError, SelosteError
from seloste.gate.asking import Disagreement
from seloste.gate.errors import IndexRebuilding, NotPermitted, Restoring
from seloste.register.installation import NotSetUp
from seloste.web import choices, desk, figures, pages, vaults
from seloste.web.words import say

log = logging.getLogger(__name__)
RETRY_SECONDS = 5


class Told(Exception):
    """An answer that isn't the page asked for: two keys of words, and what fills the second."""

    def __init__(self, status: int, title: str, text: str, **values: str) -> None:
        super().__init__(title)
        self.status, self.title, self.text, self.values = status, title, text, values


class Lacks(Exception):
    """The actor would need these grants."""

    def __init__(self, *rights: str) -> None:
        super().__init__(*rights)
        self.rights = rights


class Failures:
    """Between the headers and the views: turns what is raised into a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse:
        """Every exception of a view ends here."""
        answer = _expected(request, error)
        if answer is None:
            vaults.drop()
            log.error("a page failed", exc_info=error)
            answer = failure(request, 500, "error.500", "error.500.help")
        return answer


def _expected(request: HttpRequest, error: Exception) -> HttpResponse | None:
    match error:
        case Told():
            return failure(request, error.status, error.title, error.text, **error.values)
        case desk.NoTicket():
            return _without_ticket(request)
        case desk.NothingPublished():
            return failure(request, 409, "error.closed", "notice.none.help")
        case desk.NoUse():
            return failure(request, 403, "error.403", "error.403.help", rights="customer_care, rights, …")
        case Lacks():
            return failure(request, 403, "error.403", "error.403.help", rights=", ".join(error.rights))
        case Disagreement():
            log.warning("a person waits to be derived anew", extra={"code": error.code})
            return _soon(failure(request, 503, "error.unsettled", "person.unsettled"))
        case IndexRebuilding():
            done, people = figures.number(error.done), figures.number(error.people)
            return _soon(failure(request, 503, "error.index", "error.index.help", done=done, people=people))
        case Restoring():
            return _soon(failure(request, 503, "error.restoring", "error.restoring.help"))
        case NotPermitted():
            log.warning("refused", extra={"code": error.code})
            return failure(request, 403, "error.403", "error.403.help", rights=_use(request))
        case EngineError() | NotSetUp() | psycopg.OperationalError() | psycopg.errors.InvalidSchemaName():
            vaults.drop()
            log.error("the register doesn't answer", exc_info=error)
            return _soon(failure(request, 503, "error.503", "error.503.help"))
        case OSError() if trouble := troubles.told(error):
            vaults.drop()
            log.error("the machine doesn't let the register write", extra={"code": trouble.code})
            return _soon(failure(request, 503, "error.503", "error.503.help"))
        case SelosteError():
            log.error("a page was refused", exc_info=error)
            return failure(request, 409, "error.409", "error.409.help")
        case Http404():
            return failure(request, 404, "error.404", "error.404.help")
        case SuspiciousOperation():
            return _malformed(request, error)
    return None


def _use(request: HttpRequest) -> str:
    seated: desk.Desk | None = request.META.get(desk.KEPT)
    return seated.use if seated else ""


def _without_ticket(request: HttpRequest) -> HttpResponse:
    answer = failure(request, 401, "error.401", "error.401.help")
    answer["WWW-Authenticate"] = 'Ticket realm="seloste"'
    return answer


def _soon(answer: HttpResponse) -> HttpResponse:
    """The browser asks again by itself."""
    answer["Retry-After"] = answer["Refresh"] = str(RETRY_SECONDS)
    return answer


def failure(request: HttpRequest, status: int, title: str, text: str, **values: str) -> HttpResponse:
    """A page that says what happened and what to do."""
    language = choices.language(request)
    context = {
        "title": say(title, language),
        "text": say(text, language, **values),
        "status": status,
        "signin": status == 401,
    }
    if status in (400, 404, 413):  # an address that is none of ours may hold anything, and is not repeated
        context["back"] = "/"
    return pages.page(request, "failure.html", context, status)


def bad_host(request: HttpRequest) -> HttpResponse:
    """Asked for under another name (spine 6). The page needs no host, so it is a plain one."""
    language = choices.language(request)
    return HttpResponse(say("error.host", language), status=400, content_type="text/plain; charset=utf-8")


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without the token of this browser: nothing was done."""
    return failure(request, 403, "error.form", "error.form.help")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return _malformed(request, exception)


def _malformed(request: HttpRequest, error: Exception) -> HttpResponse:
    """A form that is larger than any of ours (413), or no form of ours at all."""
    if isinstance(error, RequestDataTooBig):
        return failure(request, 413, "error.413", "error.413.help")
    return failure(request, 400, "error.400", "error.400.help")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """An address that is no page. Without a ticket nobody is told which addresses are."""
    try:
        request.META[desk.KEPT] = desk.sit_down(request)
    except desk.NoTicket:
        return _without_ticket(request)
    except (desk.NothingPublished, desk.NoUse, SelosteError, psycopg.Error):
        vaults.drop()
    return failure(request, 404, "error.404", "error.404.help")


def server_error(request: HttpRequest) -> HttpResponse:
    return failure(request, 500, "error.500", "error.500.help")
