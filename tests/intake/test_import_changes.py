"""R6.3a: a later file's changes are taken over from the same source or a stronger one, and never over the person's own word."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from seloste.gate import bind
from seloste.intake.odoo import read_partners
from seloste.intake.reports import Report
from seloste.protection.opening import look_and_open
from seloste.register.facts import Person, Prohibition, Row
from seloste.register.people import Origin, extend
from seloste.terms.words import RIGHTS, Scope
from tests.conftest import Engine
from tests.database import Register, a_register
from tests.intake.import_files import take, who
from tests.intake.partner_files import company, contact, partners
from tests.intake.test_import_details import stored, table
from tests.register.desk import Desk

TITLE = '[column]\nE = "contact.email"\nT = "position.title"\n'


@pytest.fixture(scope="module")
def register(engine: Engine) -> Iterator[Register]:
    with a_register(engine) as register:
        yield register


def bring(register: Register, folder: Path, name: str, **cells: str) -> Report:
    """One person of one company, out of the customer system; ``name`` makes company and person theirs alone."""
    file = partners(
        folder / f"{name}.csv",
        [
            company(f"{name}.c", f"{name} Oy"),
            contact(f"{name}.p", name, f"{name}.c", email=f"{name}@example.com", **cells),
        ],
    )
    return take(register, read_partners([file]), "odoo", "customer_rep")


def values(register: Register, name: str, category: str = "position") -> list[Any]:
    """What the register holds of somebody in a table, opened under rights."""
    desk = Desk(register)
    (person,) = who(register, f"{name}@example.com")
    opened = look_and_open(
        desk.vault.connection, desk.vault.keys, RIGHTS, desk.act, category,
        f"select subject_id, id from register.{category} where subject_id = %s", (person,),
    )  # fmt: skip
    return sorted(row.content.show() for row in opened)


def test_r6_3a_a_changed_title_is_taken_over_from_the_source_that_gave_it(register: Register, tmp_path: Path):
    """R6.3a: the former one is gone, and the same file again changes nothing."""
    bring(register, tmp_path, "ylennetty", function="Ostaja", lang="fi_FI")

    changed = bring(register, tmp_path, "ylennetty", function="Ostojohtaja", lang="fi_FI")
    again = bring(register, tmp_path, "ylennetty", function="Ostojohtaja", lang="fi_FI")

    assert values(register, "ylennetty") == ["Ostojohtaja"]
    assert values(register, "ylennetty", "customership") == ["fi"]
    assert (changed.counts["further_fields_changed"], changed.counts["changed_people"]) == (1, 1)
    assert (again.changed, again.counts["further_fields_changed"]) == (0, 0)


def test_a_field_that_comes_later_is_added_to_the_relation_that_stands(register: Register, tmp_path: Path):
    bring(register, tmp_path, "nimetty")

    later = bring(register, tmp_path, "nimetty", function="Puheenjohtaja")

    assert values(register, "nimetty") == ["Puheenjohtaja"]
    assert later.counts["further_fields"] == 1
    assert stored(register, "nimetty@example.com", "position.title", "odoo") == 1


def test_a_field_that_a_later_file_leaves_empty_is_kept(register: Register, tmp_path: Path):
    bring(register, tmp_path, "vaiti", function="Ostaja")

    silent = bring(register, tmp_path, "vaiti")

    assert values(register, "vaiti") == ["Ostaja"]
    assert silent.changed == 0


def test_r6_3a_a_persons_own_correction_is_never_overwritten(register: Register, tmp_path: Path):
    """R6.3a: neither the first time nor any later one, and it is told."""
    bring(register, tmp_path, "oikaissut", function="Ostaja")
    correct(register, "oikaissut", "Hankintapäällikkö")

    later = [bring(register, tmp_path, "oikaissut", function=one) for one in ("Ostaja", "Ostojohtaja")]

    assert values(register, "oikaissut") == ["Hankintapäällikkö"]
    assert [report.counts["field_of_another_source_kept"] for report in later] == [1, 1]
    assert [report.changed for report in later] == [0, 0]


def test_r6_3a_the_persons_own_word_takes_the_place_of_a_weaker_source(register: Register, tmp_path: Path):
    bring(register, tmp_path, "itse", function="Ostaja")

    own = take(
        register, table(tmp_path, TITLE, "E,T\nitse@example.com,Yrittäjä\n"), "website", "customer_rep"
    )
    weaker = bring(register, tmp_path, "itse", function="Ostojohtaja")

    assert values(register, "itse") == ["Yrittäjä"]
    assert (own.counts["further_fields_changed"], weaker.counts["field_of_another_source_kept"]) == (1, 1)


def test_one_of_the_persons_own_sources_does_not_overwrite_another(register: Register, tmp_path: Path):
    bring(register, tmp_path, "lomake", function="Ostaja")
    correct(register, "lomake", "Yrittäjä")

    form = take(
        register, table(tmp_path, TITLE, "E,T\nlomake@example.com,Toinen\n"), "website", "customer_rep"
    )

    assert values(register, "lomake") == ["Yrittäjä"]
    assert form.counts["field_of_another_source_kept"] == 1


def test_what_the_use_may_not_see_is_neither_doubled_nor_replaced(register: Register, tmp_path: Path):
    """Somebody who is no customer's representative any more, and whose title the use therefore doesn't open."""
    bring(register, tmp_path, "lopettanut", function="Ostaja")
    (person,) = who(register, "lopettanut@example.com")
    desk = Desk(register)
    desk.say(person, Prohibition(Scope.INTEREST))

    report = bring(register, tmp_path, "lopettanut", function="Ostojohtaja")

    assert values(register, "lopettanut") == ["Ostaja"]
    assert report.counts["further_fields_not_compared"] == 1


def test_nothing_of_somebody_restricted_is_changed_or_opened(register: Register, tmp_path: Path):
    """GDPR 18(2): stored, and nothing else."""
    bring(register, tmp_path, "rajattu", function="Ostaja")
    (person,) = who(register, "rajattu@example.com")
    Desk(register).restrict(person)
    before = looks(register)

    report = bring(register, tmp_path, "rajattu", function="Ostojohtaja")

    assert report.counts["restricted"] == 1
    assert looks(register) == before
    assert values(register, "rajattu") == ["Ostaja"]


def test_comparing_is_a_look_and_leaves_its_line(register: Register, tmp_path: Path):
    bring(register, tmp_path, "katsottu", function="Ostaja")
    before = looks(register)

    bring(register, tmp_path, "katsottu", function="Ostaja")

    assert looks(register) == before + 1


def looks(register: Register) -> int:
    row = register.superuser().execute("select count(*) from ledger.line where verb = 'open'").fetchone()
    return int(row[0]) if row else 0


def correct(register: Register, name: str, title: str) -> None:
    """The person's word in place of what another source had: as a rectification does it (R11.2a)."""
    desk = Desk(register)
    (person,) = who(register, f"{name}@example.com")
    row = register.superuser().execute(
        "select id, relation from register.position where subject_id = %s", (person,)
    )
    ((wrong, relation),) = row.fetchall()
    right = Row("position", "title", title, {"relation": relation})
    extend(desk.vault, [Person(id=person, rows=(right,))], Origin("self", RIGHTS), desk.act)
    with bind.use(desk.vault.connection, RIGHTS, desk.act):
        desk.vault.connection.execute("select gate.remove_rows(4::smallint, %s, %s)", ([person], [wrong]))
