"""Switching off what keeps a claim: each way does what its marker says, or says that it can't."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from seloste.engine.connect import Connection
from seloste.notice.markers import PACKAGE, Point, points
from tests import switches
from tests.conftest import Engine
from tests.database import a_register
from tests.switches import NotSwitched, off_in_database, off_in_process


@pytest.fixture
def superuser(engine: Engine) -> Iterator[Connection]:
    """Of a register of its own: what is switched off here stays so."""
    with a_register(engine) as made:
        yield made.superuser()


def point(name: str, what: str, off: str) -> Point:
    return Point(
        name=name, mark=name, kinds=("right.erase",), way="door", what=what, where="x.py", line=1, off=off
    )


def test_a_policy_is_opened_on_every_table(superuser: Connection) -> None:
    off_in_database(superuser, point("use_sees", "policy", "open"))

    told = superuser.execute("select distinct qual from pg_policies where policyname = 'use_sees'").fetchall()
    assert told == [("true",)]


def test_a_trigger_is_dropped_from_every_table(superuser: Connection) -> None:
    off_in_database(superuser, point("settle_insert", "trigger", "drop"))

    assert superuser.execute("select count(*) from pg_trigger where tgname = 'settle_insert'").fetchone() == (
        0,
    )


def test_a_function_answers_something_else_or_has_other_words(superuser: Connection) -> None:
    off_in_database(superuser, point("gate.holder", "function", "return null::uuid"))
    off_in_database(superuser, point("gate.now", "function", "+ drift => - drift"))

    source: dict[str, str] = dict(
        superuser.execute(
            "select proname, prosrc from pg_proc where proname in ('holder', 'now') and pronamespace = 'gate'::regnamespace"
        ).fetchall()
    )
    assert source["holder"].strip() == "select null::uuid"
    assert "statement_timestamp() - drift" in source["now"]


@pytest.mark.parametrize(
    ("name", "what", "off"),
    [
        ("gate.now", "function", "+ shift => - shift"),
        ("gate.no_such", "function", "return 1"),
        ("no_such", "policy", "open"),
        ("use_sees", "policy", "drop"),
        ("register.subject", "table", "open"),
    ],
)
def test_what_can_not_be_switched_off_is_said_and_is_no_proof(
    superuser: Connection, name: str, what: str, off: str
) -> None:
    with pytest.raises(NotSwitched):
        off_in_database(superuser, point(name, what, off))


def test_every_marker_of_the_database_still_fits_what_it_speaks_of(superuser: Connection) -> None:
    """Who changes a marked function changes its marker: all of them are switched off, one after the other."""
    marked = [one for one in points() if one.off and one.what != "python"]

    for one in marked:
        with superuser.transaction(force_rollback=True):
            off_in_database(superuser, one)
    assert len(marked) > 15


def test_every_marker_of_the_program_still_fits_what_it_speaks_of() -> None:
    marked = [one for one in points() if " => " in one.off and one.what == "python"]

    assert marked
    for one in marked:
        assert one.off.partition(" => ")[0] in (PACKAGE / one.where).read_text(encoding="utf-8"), one.mark


def test_a_function_of_this_process_changes_for_everybody_who_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    held = _greeting
    monkeypatch.setattr(switches, "import_module", lambda _name: SimpleNamespace(greeting=_greeting))
    kept = _greeting.__code__

    try:
        off_in_process(point("x.greeting", "python", 'return "off"'))
        assert held("Aino") == "off"
        _greeting.__code__ = kept
        off_in_process(point("x.greeting", "python", "Good day => Good night"))
        assert held("Aino") == "Good night, Aino"
        _greeting.__code__ = kept
        with pytest.raises(NotSwitched):
            off_in_process(point("x.greeting", "python", "Goodbye => Good day"))
    finally:
        _greeting.__code__ = kept


def _greeting(name: str) -> str:
    return f"Good day, {name}"
