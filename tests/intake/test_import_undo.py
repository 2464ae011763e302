"""``seloste import undo``: what was new goes, what was changed returns, what others changed since stays and is listed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest

from seloste.gate import bind
from seloste.register import finding
from seloste.register.facts import Contact, Person, Row
from seloste.register.people import Origin, extend
from seloste.terms.words import RIGHTS
from tests.conftest import Engine
from tests.database import Register, a_register
from tests.intake.import_files import (
    Asker,
    acting,
    bring,
    count,
    export,
    held,
    opted_in,
    reached,
    vault_of,
    who,
)
from tests.intake.undone import names, of_odoo, undone, values
from tests.register.desk import Desk


@pytest.fixture(scope="module")
def register(engine: Engine) -> Iterator[Register]:
    with a_register(engine) as register:
        yield register


def test_whoever_came_by_the_import_is_erased_and_comes_again_with_the_same_file(
    register: Register, tmp_path: Path
):
    """What was new goes, by the ordinary erasure: keys, rows and index; the same command brings it back."""
    file = export(tmp_path, "subscribed", *[opted_in(f"uusi.{n}@example.com") for n in range(7)])
    report = bring(register, file)
    (person,) = who(register, "uusi.3@example.com")

    done = undone(register, report)

    assert (done.counts["people_erased"], done.kept) == (7, [])
    assert who(register, "uusi.3@example.com") == []
    assert (
        count(register, "select count(*) from protection.key where subject_id = %s and fate = 0", (person,))
        == 0
    )
    assert (
        count(
            register,
            "select count(*) from gate.erasure where subject_id = %s and done_at is not null",
            (person,),
        )
        == 1
    )
    again = bring(register, file)
    assert (again.counts["new_people"], again.counts["consents"]) == (7, 7)
    assert "uusi.3@example.com" in reached(register)


def test_a_dry_run_counts_and_undoes_nothing(register: Register, tmp_path: Path):
    report = bring(register, export(tmp_path, "subscribed", opted_in("koe@example.com")))

    done = undone(register, report, dry=True)

    assert done.counts["people_erased"] == 1
    assert len(who(register, "koe@example.com")) == 1


def test_of_somebody_who_was_here_before_only_what_the_import_brought_goes(
    register: Register, tmp_path: Path
):
    bring(register, export(tmp_path, "nonsubscribed", Asker("ennen@example.com")))
    report = of_odoo(register, tmp_path, "ennen", function="Ostaja", phone="+358500003001")
    assert len(held(register, "ennen@example.com")["relations"]) == 2

    done = undone(register, report)

    facts = held(register, "ennen@example.com")
    assert [one["source"] for one in facts["relations"]] == ["mailchimp"]
    assert values(register, "ennen", "position") == []
    assert "+358500003001" not in values(register, "ennen")
    assert finding.by_address(vault_of(register), "phone", "+358500003001", RIGHTS, acting(register)) == []
    assert (done.counts["relations"], done.counts["people_erased"], done.kept) == (1, 0, [])


def test_a_name_and_a_title_that_were_replaced_return_and_are_found_again(register: Register, tmp_path: Path):
    """What was changed returns, also to the index of names."""
    of_odoo(register, tmp_path, "palaava", called="Palaava Entinen", function="Ostaja")
    report = of_odoo(register, tmp_path, "palaava", "b", called="Palaava Uusinimi", function="Johtaja")
    assert names(register, "palaava") == ["Palaava Uusinimi"]

    done = undone(register, report)

    assert names(register, "palaava") == ["Palaava Entinen"]
    assert values(register, "palaava", "position") == ["Ostaja"]
    assert done.counts["returned"] == 2
    found = count(
        register,
        "select count(*) from protection.name_index where subject_id = %s",
        (who(register, "palaava@example.com")[0],),
    )
    assert found == 1
    assert count(register, "select count(*) from register.former where batch = %s", (report.batch,)) == 0
    again = of_odoo(register, tmp_path, "palaava", called="Palaava Entinen", function="Ostaja")
    assert again.changed == 0, "the index knows the former name as the very same"


def test_what_others_corrected_since_stays_and_is_listed(register: Register, tmp_path: Path):
    """R6.3a: the person's own correction is not undone with the import that it corrected."""
    of_odoo(register, tmp_path, "oikea", function="Ostaja")
    report = of_odoo(register, tmp_path, "oikea", "b", function="Johtaja")
    (person,) = who(register, "oikea@example.com")
    correct(register, person, "Hankintapäällikkö")

    done = undone(register, report)

    assert values(register, "oikea", "position") == ["Hankintapäällikkö"]
    assert [(one.id, one.what) for one in done.kept] == [(person, "changed")]


def correct(register: Register, person: UUID, title: str) -> None:
    """The title that the import brought goes, and the person's own word comes in its place."""
    vault, act = vault_of(register), acting(register)
    with bind.use(vault.connection, RIGHTS, act):
        rows = vault.connection.execute(
            "select id, relation from register.position where subject_id = %s", (person,)
        ).fetchall()
        vault.connection.execute(
            "select gate.remove_rows(4::smallint, %s, %s)", ([person] * len(rows), [row[0] for row in rows])
        )
    word = Row("position", "title", title, {"relation": rows[0][1]})
    extend(vault, [Person(id=person, rows=(word,))], Origin("self", RIGHTS), act)


def test_somebody_of_the_import_whom_others_have_taken_up_stays_whole_without_its_consent(
    register: Register, tmp_path: Path
):
    report = bring(register, export(tmp_path, "subscribed", opted_in("jaava@example.com")))
    (person,) = who(register, "jaava@example.com")
    Desk(register).give(person, Contact("phone", "+358500003002"))
    assert "jaava@example.com" in reached(register)

    done = undone(register, report)

    assert [(one.id, one.what) for one in done.kept] == [(person, "changed_since")]
    assert set(map(str, values(register, "jaava"))) >= {"jaava@example.com", "+358500003002"}
    assert "jaava@example.com" not in reached(register)
    assert done.counts["consents"] == 1


def test_what_a_later_import_brought_stays_when_an_earlier_one_is_undone(register: Register, tmp_path: Path):
    first = of_odoo(register, tmp_path, "peräkkäin".replace("ä", "a"), function="Ostaja")
    of_odoo(register, tmp_path, "perakkain", "b", phone="+358500003003")

    done = undone(register, first)

    assert [one.what for one in done.kept if one.what != "organisation"] == ["changed_since"]
    assert "+358500003003" in values(register, "perakkain")


def test_undone_in_any_order_the_imports_of_one_name_leave_none_of_theirs(register: Register, tmp_path: Path):
    """Of three that gave a name one after the other the second and the third are undone: the first's stands."""
    of_odoo(register, tmp_path, "jono", called="Jono Eka")
    second = of_odoo(register, tmp_path, "jono", "b", called="Jono Toka")
    third = of_odoo(register, tmp_path, "jono", "c", called="Jono Kolmas")

    undone(register, second)
    assert names(register, "jono") == ["Jono Kolmas"]
    undone(register, third)

    assert names(register, "jono") == ["Jono Eka"]
