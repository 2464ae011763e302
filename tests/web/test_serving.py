"""The server: static files with their headers, a log without addresses, and an end when told."""

from __future__ import annotations

import http.client
import io
import os
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from seloste.web import serving
from tests.database import Register
from tests.web.conftest import events

STYLES = "/static/seloste/tokens.css"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving_pages() -> Iterator[int]:
    """The server in a thread of its own, on a free port; it ends without an error when told."""
    port, stop, failed = free_port(), threading.Event(), list[BaseException]()

    def serve() -> None:
        try:
            serving.serve("127.0.0.1", port, stop)
        except BaseException as error:  # noqa: BLE001  # told to the test, which fails by it
            failed.append(error)

    server = threading.Thread(target=serve)
    server.start()
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and not failed:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.02)
    try:
        yield port
    finally:
        stop.set()
        server.join(10)
    assert failed == []
    assert not server.is_alive()


@pytest.fixture
def port(register: Register) -> Iterator[int]:
    with serving_pages() as chosen:
        yield chosen


def ask(port: int, address: str, **headers: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", address, headers=headers)
    answer = connection.getresponse()
    answer.body = answer.read()  # type: ignore[attr-defined]  # read before the connection goes
    connection.close()
    return answer


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("/static/seloste/tokens.css", "text/css"),
        ("/static/seloste/components.css", "text/css"),
        ("/static/seloste/pages.css", "text/css"),
        ("/static/seloste/fonts/hyperlegible-next.woff2", "font/woff2"),
        ("/static/seloste/keys.js", "text/javascript"),
    ],
)
def test_static_files_are_served_with_the_same_care(port: int, address: str, kind: str) -> None:
    answer = ask(port, address)

    assert answer.status == 200
    assert str(answer.headers["Content-Type"]).startswith(kind)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in str(answer.headers["Content-Security-Policy"])


def test_a_browser_keeps_a_static_file_and_asks_each_time_whether_it_is_still_that_one(port: int) -> None:
    first = ask(port, STYLES)
    mark = str(first.headers["ETag"])

    again, other = ask(port, STYLES, **{"If-None-Match": mark}), ask(port, STYLES, **{"If-None-Match": '"0"'})

    assert first.headers["Cache-Control"] == "no-cache"
    assert (again.status, again.body) == (304, b"")  # type: ignore[attr-defined]
    assert (other.status, other.body) == (200, first.body)  # type: ignore[attr-defined]


def test_after_an_upgrade_a_static_file_is_another_however_alike_its_size_and_time(
    register: Register, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    styles = tmp_path / "seloste" / "tokens.css"
    styles.parent.mkdir()
    marks = []
    for text in ("a { color: red }", "a { color: tan }"):
        styles.write_text(text)
        os.utime(styles, (1_700_000_000, 1_700_000_000))
        monkeypatch.setattr(serving, "STATIC", tmp_path)
        with serving_pages() as port:
            marks.append(ask(port, STYLES).headers["ETag"])

    assert marks[0] != marks[1]


@pytest.mark.parametrize(
    "address", ["/static/../serving.py", "/static/%2e%2e/serving.py", "/static/seloste/../../../serving.py"]
)
def test_nothing_beside_the_static_files_is_served(port: int, address: str) -> None:
    assert ask(port, address).status in (401, 404)


def test_a_log_line_has_neither_path_nor_query(port: int, logged: io.StringIO) -> None:
    ask(port, "/people/5ae2d1c0-0000-4000-8000-00000000beef?from=kanarialintu@example.com")

    requests = [event for event in events(logged) if event["event"] == "request"]

    assert requests[-1]["status"] == 401
    assert requests[-1]["code"] == "people"
    assert "kanarialintu" not in logged.getvalue()
    assert "beef" not in logged.getvalue()


def test_a_name_in_place_of_an_address_is_not_logged(port: int, logged: io.StringIO) -> None:
    """The first word of an address is logged only where it is one of ours: anybody may type anything there."""
    ask(port, "/aino.kanarialintu")
    ask(port, "/notice")

    requests = [event for event in events(logged) if event["event"] == "request"]
    assert [event.get("code") for event in requests] == [None, "notice"]
    assert "kanarialintu" not in logged.getvalue()


def test_the_host_is_checked_and_the_software_not_named(port: int) -> None:
    assert ask(port, "/notice", Host="rebound.example").status == 400
    answer = ask(port, "/notice")
    assert answer.status == 200
    assert answer.headers["Server"] is None


def test_the_server_ends_with_a_browser_still_connected(register: Register) -> None:
    with serving_pages() as port:
        kept = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        kept.request("GET", "/notice")
        answer = kept.getresponse().read()

    assert answer
    kept.close()


def test_a_port_that_is_taken_is_told(port: int) -> None:
    with pytest.raises(serving.PortTaken, match="in use"):
        serving.serve("127.0.0.1", port, threading.Event())
