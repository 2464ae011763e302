"""Helpers store new people beside the reading: what comes of an import is the same as without them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from seloste.gate.errors import GateError
from seloste.intake import helpers, importing
from seloste.intake.mapped import MappedCsv, read_mapped
from seloste.intake.mapping import read_mapping
from seloste.intake.reports import Report
from seloste.register import people
from seloste.register.facts import Contact, Ground, Person, Prohibition, Relation, Row
from seloste.terms.words import Basis, Fate, Label, RowState, Scope
from tests.conftest import Engine
from tests.database import Register, a_register
from tests.intake.import_files import count, held, refusals, take, who

MAPPING = """
[column]
"Email" = "contact.email"
"Name" = "contact.name"

[[refusal]]
column = "Out"
is = ["1"]
channel = "email"
"""


@pytest.fixture
def register(engine: Engine) -> Iterator[Register]:
    with a_register(engine) as register:
        yield register


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Helpers for small files, in batches of twenty."""
    monkeypatch.setattr(helpers, "WORTH_IT", 1)
    monkeypatch.setattr(importing, "BATCH", 20)


def table(folder: Path, rows: list[str]) -> MappedCsv:
    (folder / "m.toml").write_text(MAPPING, encoding="utf-8")
    (folder / "f.csv").write_text("Email,Name,Out\n" + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return read_mapped([folder / "f.csv"], read_mapping(folder / "m.toml", ()))


def brought(register: Register, folder: Path, rows: list[str]) -> Report:
    return take(register, table(folder, rows), "business_card", "customer_rep")


def test_everybody_comes_in_once_and_a_second_time_nothing_changes(
    register: Register, tmp_path: Path
) -> None:
    rows = [f"joukko.{n}@example.com,Joukko {n}," for n in range(130)]

    first, second = brought(register, tmp_path, rows), brought(register, tmp_path, rows)

    assert (first.counts["new_people"], first.counts["records"], second.changed) == (130, 130, 0)
    assert count(register, "select count(*) from register.subject") == 130


def test_the_helpers_really_store(
    register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The twin: without them the import itself would have to, and here it can't."""
    monkeypatch.setattr(importing, "_add", None)

    assert (
        brought(register, tmp_path, [f"apu.{n}@example.com,Apu," for n in range(60)]).counts["new_people"]
        == 60
    )


def test_a_refusal_of_a_mailbox_reaches_those_who_are_still_being_stored(
    register: Register, tmp_path: Path
) -> None:
    """R5.7b: every spelling of the mailbox, though the records stand in neighbouring batches."""
    rows = [
        "posti+eka@example.com,Eka,1",
        *[f"valissa.{n}@example.com,V," for n in range(25)],
        "posti+toka@example.com,Toka,",
    ]

    brought(register, tmp_path, rows)

    assert refusals(held(register, "posti+toka@example.com")) == [(int(Scope.MARKETING_EMAIL), False, False)]


def test_a_batch_that_a_door_refuses_comes_back_and_the_record_is_found(
    register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = people.add

    def refusing(vault, batch, origin, act):
        if any(str(contact.value) == "huono@example.com" for person in batch for contact in person.contacts):
            raise GateError("a door that refuses")
        return real(vault, batch, origin, act)

    monkeypatch.setattr(people, "add", refusing)
    rows = [*[f"hyva.{n}@example.com,H," for n in range(50)], "huono@example.com,Huono,"]

    report = brought(register, tmp_path, rows)

    assert (report.counts["new_people"], report.rejected.total()) == (50, 1)
    assert who(register, "huono@example.com") == []


def test_small_imports_begin_no_helper(
    register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(helpers, "WORTH_IT", 1000)
    monkeypatch.setattr(helpers, "ProcessPoolExecutor", None)

    assert brought(register, tmp_path, ["yksi@example.com,Y,"]).counts["new_people"] == 1


def test_what_goes_to_a_helper_arrives_as_it_was_and_is_sealed_in_the_same_bytes() -> None:
    told = datetime(2026, 11, 5, 12, 30, 0, 250, tzinfo=UTC)
    email = Contact("email", "joukko@example.com", Label.WORK, RowState.UNDELIVERABLE, told)
    person = Person(
        (Relation("customer_rep", told, told, told, uuid4()),),
        (
            Ground(
                Basis.CONSENT, "newsletter.email", {"text": "Tilaan", "at": told}, email.id, told, None, True
            ),
        ),
        (Prohibition(Scope.MARKETING_EMAIL, None, email.id, told, True),),
        (Contact("name", {"given": "Joukko", "family": "Usvalyhty"}), email),
        rows=(Row("position", "title", "toimittaja", {"relation": uuid4()}, told, Fate.BY_LAW),),
    )
    there = helpers.unpacked(helpers.packed([person]))
    (row,) = there[0].rows

    assert replace(there[0], rows=()) == replace(person, rows=())
    assert (row.value, row.obtained, row.fate, row.id) == ("toimittaja", told, Fate.BY_LAW, person.rows[0].id)
    assert row.columns == {"relation": str(person.rows[0].columns["relation"])}, "as text, which a door takes"
    assert helpers.packed(there) == helpers.packed([person])
