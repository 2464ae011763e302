"""The server: Django behind waitress, static files by whitenoise, a log without addresses."""

from __future__ import annotations

import hashlib
import logging
import os
import socket
import threading
import time
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django
import waitress
from django.core.wsgi import get_wsgi_application
from waitress import wasyncore
from whitenoise import WhiteNoise

from seloste.engine.errors import EngineError
from seloste.web import headers

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

log = logging.getLogger(__name__)
STATIC = Path(__file__).resolve().parent / "static"
THREADS = 4
_LOOK_UP_SECONDS = 0.25


def application() -> WSGIApplication:
    """The pages as a WSGI application, static files with them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "seloste.engine.settings")
    django.setup(set_prefix=False)
    pages = get_wsgi_application()
    served = WhiteNoise(pages, root=str(STATIC), prefix="static", max_age=None, add_headers_function=_mark)
    return logged(served)


def _mark(sent: Any, path: str, url: str) -> None:
    """A browser keeps a static file and asks each time whether it is still the one: by its content, so that
    the first page after an upgrade has the new ones."""
    for name, value in headers.FIXED.items():
        sent[name] = value
    sent["Cache-Control"] = "no-cache"
    sent["ETag"] = f'"{hashlib.sha256(Path(path).read_bytes()).hexdigest()[:32]}"'


def logged(inner: WSGIApplication) -> WSGIApplication:
    """One line a request: what was asked for by its first word, how it went, how long it took."""

    def outer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        began, status = time.monotonic(), [0]

        def start(line: str, sent: list[tuple[str, str]], *rest: Any) -> Callable[[bytes], object]:
            status[0] = int(line.split(" ", 1)[0])
            return start_response(line, sent, *rest)

        answer = inner(environ, start)
        log.info(
            "request",
            extra={
                "method": str(environ.get("REQUEST_METHOD", "")).lower(),
                "code": _first_word(environ),
                "status": status[0],
                "ms": round((time.monotonic() - began) * 1000),
            },
        )
        return answer

    return outer


def _first_word(environ: WSGIEnvironment) -> str:
    """``people`` of ``/people/5ae2…``: the rest stays out of the log, and what is no address of ours altogether."""
    word = str(environ.get("PATH_INFO", "")).strip("/").partition("/")[0]
    return word if word in _first_words() else ""


@cache
def _first_words() -> frozenset[str]:
    from seloste.web.urls import urlpatterns  # the views need the settings, which application() reads first

    return frozenset({"static", *(str(page.pattern).partition("/")[0] for page in urlpatterns)})


class PortTaken(EngineError):
    """Somebody else listens there, or this account may not."""

    code = "port_taken"


def _nothing() -> None:
    """Nobody waits for it."""


def serve(host: str, port: int, stop_event: threading.Event, ready: Callable[[], None] = _nothing) -> None:
    """Serve until ``stop_event`` is set; ``ready`` is called when the port is ours. Raises PortTaken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, port), family=family)
    except OSError as error:
        raise PortTaken(
            f"Nothing can be served on {host}, port {port}: {os.strerror(error.errno or 0)}.",
            help="Name another one with --port, or stop what listens there.",
        ) from None
    with listening:
        ready()
        _serve_on(listening, stop_event)


def _serve_on(listening: socket.socket, stop_event: threading.Event) -> None:
    open_ones: dict[int, Any] = {}
    server = waitress.create_server(
        application(),
        map=open_ones,
        sockets=[listening],
        threads=THREADS,
        ident=None,
        clear_untrusted_proxy_headers=True,
    )
    log.info("serving", extra={"port": listening.getsockname()[1]})
    try:
        while not stop_event.is_set():
            wasyncore.loop(timeout=_LOOK_UP_SECONDS, map=open_ones, count=1)
    except KeyboardInterrupt:
        log.info("interrupted")
    finally:
        server.task_dispatcher.shutdown()
        wasyncore.close_all(open_ones)
