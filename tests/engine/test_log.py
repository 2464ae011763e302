"""A log line carries ids, counts and codes, and nothing that anybody typed."""

from __future__ import annotations

import io
import json
import logging
import secrets
from collections.abc import Iterator
from uuid import uuid4

import pytest

from seloste.engine.log import ALLOWED, JsonLines

log = logging.getLogger("seloste.tests.log")


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What the root logger writes meanwhile."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.addHandler(handler)
    yield stream
    root.removeHandler(handler)


@pytest.fixture
def canary() -> str:
    return f"canary-{secrets.token_hex(8)}@example.org"


def line(written: io.StringIO) -> dict[str, object]:
    return dict(json.loads(written.getvalue()))


def test_a_line_tells_its_event_and_its_allowed_extras(written: io.StringIO) -> None:
    person = uuid4()

    log.warning("opened", extra={"person": person, "count": 3, "use": "newsletter.email"})

    told = line(written)
    assert (told["event"], told["level"], told["logger"]) == ("opened", "warning", log.name)
    assert (told["person"], told["count"], told["use"]) == (str(person), 3, "newsletter.email")


def test_an_argument_of_a_message_is_left_out(written: io.StringIO, canary: str) -> None:
    log.warning("sent to %s", canary)

    assert canary not in written.getvalue()
    assert line(written)["event"] == "sent to %s"


def test_an_extra_under_an_unknown_key_is_left_out(written: io.StringIO, canary: str) -> None:
    log.warning("sent", extra={"email": canary})

    assert canary not in written.getvalue()
    assert "email" not in line(written)


@pytest.mark.parametrize("key", ALLOWED)
def test_an_allowed_key_lets_no_other_kind_of_value_through(
    written: io.StringIO, canary: str, key: str
) -> None:
    log.warning("sent", extra={key: canary})

    assert canary not in written.getvalue()
    assert key not in line(written)


def test_the_text_of_an_exception_is_left_out_and_its_type_and_place_are_told(
    written: io.StringIO, canary: str
) -> None:
    try:
        int(canary)
    except ValueError:
        log.exception("reading failed")

    told = line(written)
    assert canary not in written.getvalue()
    assert told["error"] == "builtins.ValueError"
    assert "test_log.py" in str(told["at_code"])


def test_messages_of_other_packages_are_told_by_their_place(written: io.StringIO, canary: str) -> None:
    logging.getLogger("procrastinate.worker").warning(f"Job sent to {canary}")  # noqa: G004 - as others do

    assert canary not in written.getvalue()
    assert str(line(written)["event"]).startswith("test_log:")


def test_a_plain_formatter_would_have_shown_the_value(canary: str) -> None:
    """The twin of all of these: without this formatter the value stands in the line."""
    record = logging.LogRecord(log.name, logging.WARNING, "", 1, "sent to %s", (canary,), None)

    assert canary in logging.Formatter().format(record)
    assert canary not in JsonLines().format(record)
