"""``seloste import undo``: permissions, times, organisations; stopped, listed, forgotten, and by whom."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from seloste.gate import bind
from seloste.gate.errors import GateError
from seloste.intake.odoo import read_partners
from seloste.intake.reports import Report
from seloste.protection import keeping
from seloste.register import finding
from seloste.register.facts import Contact, Prohibition
from seloste.retention import undoing
from seloste.terms.words import RIGHTS, Scope
from tests.conftest import Engine
from tests.database import Register, a_register
from tests.intake.import_files import (
    Asker,
    acting,
    bring,
    count,
    export,
    held,
    left,
    opted_in,
    reached,
    refusals,
    take,
    vault_of,
    who,
)
from tests.intake.partner_files import company, partners
from tests.intake.undone import names, of_odoo, undone, values
from tests.register.desk import Desk, later


@pytest.fixture(scope="module")
def register(engine: Engine) -> Iterator[Register]:
    with a_register(engine) as register:
        yield register


def test_r5_7b_a_refusal_and_a_withdrawal_that_the_file_brought_stay(register: Register, tmp_path: Path):
    """R5.7b: a permission returns by the person's own word alone, whoever was mistaken about the file."""
    bring(register, export(tmp_path / "1", "subscribed", opted_in("kieltaja@example.com")))
    report = bring(register, export(tmp_path / "2", "unsubscribed", left("kieltaja@example.com")))

    undone(register, report)

    assert [scope for scope, *_ in refusals(held(register, "kieltaja@example.com"))] == [
        int(Scope.MARKETING_EMAIL)
    ]
    assert "kieltaja@example.com" not in reached(register)


def test_r5_7b_a_refusal_of_somebody_erased_with_the_import_outlives_them(register: Register, tmp_path: Path):
    """R5.7b: the same address out of another file is not written to."""
    report = bring(register, export(tmp_path / "1", "unsubscribed", left("poissa@example.com")))

    undone(register, report)

    later_file = bring(register, export(tmp_path / "2", "subscribed", opted_in("poissa@example.com")))
    assert later_file.not_raised == {"suppressed": 1}
    assert "poissa@example.com" not in reached(register)


def test_an_address_that_the_import_called_undeliverable_is_live_again(register: Register, tmp_path: Path):
    bring(register, export(tmp_path / "1", "subscribed", opted_in("kimpoava@example.com")))
    report = bring(
        register,
        export(
            tmp_path / "2",
            "cleaned",
            Asker("kimpoava@example.com", cells={"CLEAN_TIME": "2026-07-01 10:00:00"}),
        ),
    )
    assert "kimpoava@example.com" not in reached(register)

    done = undone(register, report)

    assert "kimpoava@example.com" in reached(register)
    assert done.counts["deliverable"] == 1


def test_a_later_act_that_the_import_told_of_is_set_back(register: Register, tmp_path: Path):
    """The period runs from the last act that is still told of (R9.1b)."""
    bring(register, export(tmp_path / "1", "subscribed", opted_in("toimija@example.com")))
    before = held(register, "toimija@example.com")["relations"][0]["active"]
    changed = {"OPTIN_TIME": "2026-09-02 09:15:01", "CONFIRM_TIME": "2026-09-02 09:16:40"}
    report = bring(register, export(tmp_path / "2", "subscribed", opted_in("toimija@example.com", **changed)))
    assert held(register, "toimija@example.com")["relations"][0]["active"] > before

    done = undone(register, report)

    assert held(register, "toimija@example.com")["relations"][0]["active"] == before
    assert done.counts["last_acts"] == 1


def test_a_consent_that_the_import_claimed_ends_and_its_evidence_stays(register: Register, tmp_path: Path):
    """GDPR 7(1): what was sent meanwhile was sent on something; the same file may claim it again."""
    bring(register, export(tmp_path / "1", "nonsubscribed", Asker("vaitetty@example.com")))
    file = export(tmp_path / "2", "subscribed", opted_in("vaitetty@example.com"))
    report = bring(register, file)
    assert "vaitetty@example.com" in reached(register)

    undone(register, report)

    (person,) = who(register, "vaitetty@example.com")
    assert "vaitetty@example.com" not in reached(register)
    assert count(register, "select count(*) from register.evidence where subject_id = %s", (person,)) == 1
    bring(register, file)
    assert "vaitetty@example.com" in reached(register)


def test_gdpr_18_nothing_of_somebody_restricted_is_changed(register: Register, tmp_path: Path):
    """GDPR 18(2): they are listed; once the restriction is lifted, the same command goes on."""
    report = of_odoo(register, tmp_path, "rajoitettu", function="Ostaja")
    (person,) = who(register, "rajoitettu@example.com")
    Desk(register).restrict(person)

    done = undone(register, report)

    assert (person, "restricted") in {(one.id, one.what) for one in done.kept}
    assert values(register, "rajoitettu", "position") == ["Ostaja"]


def test_gdpr_18_a_restriction_that_comes_while_the_import_is_undone_is_waited_for(
    register: Register, tmp_path: Path
):
    """Looked at and asked for in one transaction, behind the lock of whoever writes: nobody restricted is erased."""
    report = bring(register, export(tmp_path, "subscribed", opted_in("juuri.nyt@example.com")))
    (person,) = who(register, "juuri.nyt@example.com")
    writing, act = register.connect(), acting(register)
    with ThreadPoolExecutor(1) as beside:
        with bind.use(writing, RIGHTS, act):
            writing.execute("select gate.restrict(%s, %s, 'accuracy')", ([person], [uuid4()]))
            undoing_now = beside.submit(undone, register, report)
            wait_for_a_lock(register)
        done = undoing_now.result(60)

    assert [(one.id, one.what) for one in done.kept] == [(person, "restricted")]
    assert done.counts["people_erased"] == 0
    assert len(who(register, "juuri.nyt@example.com")) == 1


def wait_for_a_lock(register: Register) -> None:
    """Until some statement in this database waits for another transaction."""
    watching, deadline = register.superuser(), time.monotonic() + 30
    waits = "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
    while watching.execute(waits).fetchone() is None:
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_an_address_on_which_another_s_refusal_stands_is_kept(register: Register, tmp_path: Path):
    bring(register, export(tmp_path, "nonsubscribed", Asker("perus@example.com")))
    report = of_odoo(register, tmp_path, "perus", phone="+358500003004")
    (person,) = who(register, "perus@example.com")
    (row,) = [
        one.row
        for one in finding.by_address(vault_of(register), "phone", "+358500003004", RIGHTS, acting(register))
    ]
    Desk(register).say(person, Prohibition(Scope.MARKETING_PHONE, row=row))

    done = undone(register, report)

    assert "+358500003004" in values(register, "perus")
    assert (person, "row") in {(one.id, one.what) for one in done.kept}


def test_organisations_go_with_the_import_that_added_them_unless_somebody_names_them(
    register: Register, tmp_path: Path
):
    report = of_odoo(register, tmp_path, "firma")
    named = of_odoo(register, tmp_path, "nimetty")
    (person,) = who(register, "nimetty@example.com")
    Desk(register).give(person, Contact("phone", "+358500003005"))

    gone, stays = undone(register, report), undone(register, named)

    assert count(register, "select count(*) from register.organisation where name = 'firma Oy'") == 0
    assert count(register, "select count(*) from register.organisation where name = 'nimetty Oy'") == 1
    assert (gone.counts["organisations"], stays.counts["organisations"]) == (1, 0)
    assert "organisation" in {one.what for one in stays.kept}


def test_an_organisation_that_was_renamed_is_called_as_before(register: Register, tmp_path: Path):
    def named(name: str, file: str) -> Report:
        path = partners(tmp_path / f"{file}.csv", [company("nimi.c", name)])
        return take(register, read_partners([path]), "odoo", "customer_rep")

    named("Entinen Nimi Oy", "a")
    report = named("Uusi Nimi Oy", "b")

    done = undone(register, report)

    assert count(register, "select count(*) from register.organisation where name = 'Entinen Nimi Oy'") == 1
    assert done.counts["organisations_changed"] == 1


def test_an_undo_that_was_stopped_goes_on_and_twice_it_changes_nothing(
    register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    of_odoo(register, tmp_path, "pysayt", called="Pysäyt Entinen")
    report = of_odoo(register, tmp_path, "pysayt", "b", called="Pysäyt Uusi")

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(keeping, "index", stopped)
    with pytest.raises(KeyboardInterrupt):
        undone(register, report)
    monkeypatch.undo()
    undone(register, report)
    third = undone(register, report)

    (person,) = who(register, "pysayt@example.com")
    assert names(register, "pysayt") == ["Pysäyt Entinen"]
    assert count(register, "select count(*) from protection.name_index where subject_id = %s", (person,)) == 1
    assert third.counts.total() == 0


def test_the_list_tells_what_ran_and_what_was_undone(register: Register, tmp_path: Path):
    report = bring(register, export(tmp_path, "subscribed", opted_in("lista@example.com")))
    run = undoing.imports(vault_of(register), acting(register))[0]

    undone(register, report)

    assert (run.batch, run.source, run.format, run.actor) == (
        report.batch,
        "mailchimp",
        "mailchimp.audience",
        "first",
    )
    assert (run.changed, run.people, run.undone) == (1, 1, None)
    after = undoing.imports(vault_of(register), acting(register))[0]
    assert (after.people, after.undone is not None) == (0, True)


def test_what_an_import_replaced_is_forgotten_with_the_backups(register: Register, tmp_path: Path):
    """keep.backups: a removed row lives no longer anywhere; until then nobody but the undoing has it."""
    of_odoo(register, tmp_path, "vanheneva", called="Vanheneva Entinen")
    report = of_odoo(register, tmp_path, "vanheneva", "b", called="Vanheneva Uusi")
    kept = "select count(*) from register.former where batch = %s"
    assert count(register, kept, (report.batch,)) == 1

    with later(register, timedelta(days=36)):
        undoing.forget(vault_of(register), acting(register))

    assert count(register, kept, (report.batch,)) == 0


def test_what_is_past_its_time_does_not_return_though_no_night_has_passed(register: Register, tmp_path: Path):
    """R9.1b: hidden at once, also from whoever undoes; the nightly round only clears it away."""
    of_odoo(register, tmp_path, "myohassa", called="Myöhässä Entinen")
    report = of_odoo(register, tmp_path, "myohassa", "b", called="Myöhässä Uusi")

    with later(register, timedelta(days=36)):
        done = undone(register, report)

    assert done.counts["returned"] == 0
    assert "Myöhässä Entinen" not in names(register, "myohassa")


def test_what_an_import_replaced_is_kept_no_longer_than_its_own_period(register: Register, tmp_path: Path):
    """R9.1b: a period that ends before the backups' ends this copy too."""
    of_odoo(register, tmp_path, "lyhyt", function="Ostaja")
    (person,) = who(register, "lyhyt@example.com")
    superuser = register.superuser()
    superuser.execute(
        "update register.position set expires_at = now() + interval '3 days' where subject_id = %s", (person,)
    )
    report = of_odoo(register, tmp_path, "lyhyt", "b", function="Johtaja")
    rows = superuser.execute(
        "select until, (was->>'expires_at')::timestamptz from register.former where batch = %s and tbl = 4",
        (report.batch,),
    ).fetchall()

    assert [until - end for until, end in rows] == [timedelta(0)]


def test_only_under_rights_and_by_whoever_may_import(register: Register, tmp_path: Path):
    report = bring(register, export(tmp_path, "subscribed", opted_in("oikeus@example.com")))
    vault = vault_of(register)

    with pytest.raises(GateError), bind.use(vault.connection, "newsletter.email", acting(register)):
        vault.connection.execute("select * from gate.undo_people(%s, null)", (report.batch,))
    with pytest.raises(GateError), bind.use(vault.connection, RIGHTS, register.ticket("worker")):
        vault.connection.execute("select * from gate.undo_people(%s, null)", (report.batch,))

    assert len(who(register, "oikeus@example.com")) == 1
