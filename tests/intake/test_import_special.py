"""R5.6a, L29a: an import tells its writer that a text may be of health, belief and the like, and stops nothing."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from seloste.engine import log
from seloste.register.facts import Row
from tests.conftest import Engine
from tests.database import Register, a_register
from tests.intake.import_files import count, take, who
from tests.intake.test_import_details import table

MAPPING = '[column]\nE = "contact.email"\nN = "events.feedback"\nT = "position.title"\n'
SAID = "Kertoi olevansa sairauslomalla kesään asti"


@pytest.fixture(scope="module")
def register(engine: Engine) -> Iterator[Register]:
    with a_register(engine) as made:
        yield made


@pytest.fixture
def logged() -> Iterator[io.StringIO]:
    root, stream = logging.getLogger(), io.StringIO()
    handlers, level = root.handlers[:], root.level
    log.configure(stream)
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)


def test_r5_6a_the_writer_is_told_how_many_texts_to_look_at_and_all_of_them_are_kept(
    register: Register, tmp_path: Path, logged: io.StringIO
):
    """R5.6a: by number, and neither the word nor the kind in report or log."""
    text = f"E,N,T\nyksi@example.com,{SAID},Ostaja\nkaksi@example.com,Terveisin odottaa tarjousta,Ostaja\n"

    report = take(register, table(tmp_path, MAPPING, text), "odoo", "customer")

    assert report.counts["may_be_special_category"] == 1
    kept = "select count(*) from register.event where subject_id = %s"
    assert [count(register, kept, who(register, f"{one}@example.com")) for one in ("yksi", "kaksi")] == [1, 1]
    told = json.dumps(report.as_json(), ensure_ascii=False) + logged.getvalue()
    assert not any(word in told for word in ("sairau", "health", "terveys"))


def test_r5_6a_what_was_found_is_stored_nowhere(register: Register, tmp_path: Path):
    """The hint is reckoned anew from the text whenever somebody writes; no column holds it."""
    take(register, table(tmp_path, MAPPING, f"E,N,T\nkolme@example.com,{SAID},Ostaja\n"), "odoo", "customer")

    columns = register.superuser().execute(
        "select string_agg(column_name, ',') from information_schema.columns"
        " where table_schema in ('register', 'gate', 'ledger') and column_name ~ 'special|hint'"
    )

    assert columns.fetchone() == (None,)


def test_r5_6a_only_what_people_write_freely_is_looked_at():
    note = Row("events", "note", SAID, {"at": None})

    assert note.hints == ("health",)
    assert Row("position", "title", "Lääkäri").hints == (), "a title is no statement about health"
    assert "sairau" not in repr(note)
