"""An import that is run again, or was cut off, doubles nothing; and a faulty row costs nobody but itself."""

from __future__ import annotations

import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from seloste.cli.demo_people import Summary, write_export
from seloste.intake import importing
from seloste.intake.mailchimp import read_export
from seloste.intake.orders import Order
from seloste.intake.reports import Report
from seloste.intake.running import ImportRunning
from seloste.protection.opening import look_and_open
from seloste.register import people
from seloste.register.facts import Contact, Person, Relation
from seloste.register.people import Origin
from tests.conftest import ONE_ENGINE, Engine
from tests.database import Register, a_register
from tests.intake.import_files import (
    NEWSLETTER,
    SAMPLES,
    TEXT,
    acting,
    bring,
    count,
    export,
    held,
    left,
    noted,
    opted_in,
    reached,
    vault_of,
    who,
)  # fmt: skip

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 20)


@pytest.fixture(scope="module")
def register(engine: Engine) -> Iterator[Register]:
    with a_register(engine) as register:
        yield register


def _names(register: Register, email: str) -> list[object]:
    rows = [row["id"] for row in held(register, email)["rows"] if row["kind"] == 1]
    vault = vault_of(register)
    query = "select subject_id, id from register.contact where id = any(%s::uuid[])"
    opened = look_and_open(
        vault.connection, vault.keys, "rights", acting(register), "contact", query, (rows,)
    )
    return [row.content.show() for row in opened]


def _written(register: Register) -> list[int]:
    """How much stands in every table that an import writes, and the lines of change."""
    tables = ("subject", "relation", "ground", "prohibition", "contact", "evidence", "standing")
    verbs = (
        "select count(*) from ledger.line where verb in"
        " ('keep', 'collect', 'ground', 'prohibit', 'withdraw', 'remove', 'relation')"
    )
    return [
        *(count(register, f"select count(*) from register.{table}") for table in tables),
        count(register, verbs),
    ]


def test_a_second_run_changes_nothing_and_says_so(engine: Engine) -> None:
    with a_register(engine) as register:
        files = sorted(SAMPLES.glob("*.csv"))
        first = bring(register, *files)
        before = _written(register)

        second = bring(register, *files)

        assert first.changed > 0
        assert second.changed == 0
        assert second.counts["unchanged"] == second.counts["accepted"] == first.counts["accepted"]
        assert second.batch == first.batch
        assert _written(register) == before


def test_a_name_that_its_source_gives_otherwise_replaces_the_former(
    register: Register, tmp_path: Path
) -> None:
    bring(
        register, export(tmp_path / "a", "subscribed", opted_in("nimi@example.com", "Maija", "meikäläinen"))
    )

    report = bring(
        register, export(tmp_path / "b", "subscribed", opted_in("nimi@example.com", "Maija", "Meikäläinen"))
    )

    assert (report.counts["changed_people"], report.counts["name_replaced"]) == (1, 1)
    assert _names(register, "nimi@example.com") == [{"given": "Maija", "family": "Meikäläinen"}]


def test_the_name_of_somebody_who_refused_is_replaced_too(register: Register, tmp_path: Path) -> None:
    bring(register, export(tmp_path / "a", "unsubscribed", left("eronnut@example.com")))

    bring(register, export(tmp_path / "b", "subscribed", opted_in("eronnut@example.com", "Uusi", "Sukunimi")))

    assert _names(register, "eronnut@example.com") == [{"given": "Uusi", "family": "Sukunimi"}]
    assert "eronnut@example.com" not in reached(register)


def test_a_name_that_another_source_gave_is_kept(register: Register, tmp_path: Path) -> None:
    """R6.3a: what the person corrected elsewhere no file overwrites."""
    name, email = Contact("name", {"given": "Oikea", "family": "Nimi"}), Contact("email", "oikea@example.com")
    people.add(
        vault_of(register),
        [Person((Relation("customer"),), contacts=(name, email))],
        Origin("website", NEWSLETTER),
        acting(register),
    )

    report = bring(register, export(tmp_path, "subscribed", opted_in("oikea@example.com", "Väärä", "Nimi")))

    assert report.counts["name_of_another_source_kept"] == 1
    assert _names(register, "oikea@example.com") == [{"given": "Oikea", "family": "Nimi"}]
    assert {r["group"] for r in held(register, "oikea@example.com")["relations"]} == {"customer", "prospect"}


def test_a_new_number_of_somebody_known_comes_beside_the_former_once(
    register: Register, tmp_path: Path
) -> None:
    def numbers() -> int:
        return len([row for row in held(register, "numero@example.com")["rows"] if row["kind"] == 3])

    bring(
        register,
        export(
            tmp_path / "a", "subscribed", opted_in("numero@example.com", **{"Phone Number": "050 000 1101"})
        ),
    )
    assert numbers() == 1
    newer = export(
        tmp_path / "b", "subscribed", opted_in("numero@example.com", **{"Phone Number": "+358 50 000 1102"})
    )
    bring(register, newer)
    assert numbers() == 2
    bring(register, newer)
    assert numbers() == 2


def test_two_records_of_one_person_change_them_once_and_not_again(register: Register, tmp_path: Path) -> None:
    one, two = Contact("email", "koti@example.com"), Contact("email", "tyo@example.com")
    people.add(
        vault_of(register),
        [Person((Relation("prospect"),), contacts=(one, two))],
        Origin("website", NEWSLETTER),
        acting(register),
    )
    file = export(
        tmp_path,
        "subscribed",
        opted_in("koti@example.com", "Aada", "Kaksi"),
        opted_in("tyo@example.com", "A.", "Kaksi"),
    )

    first, second = bring(register, file), bring(register, file)

    assert first.counts["changed_people"] == 1
    assert second.changed == 0
    assert len(_names(register, "koti@example.com")) == 1


def test_a_row_that_the_database_refuses_is_named_and_the_others_are_stored(
    engine: Engine, tmp_path: Path
) -> None:
    with a_register(engine) as register:
        bring(
            register,
            export(
                tmp_path / "a", "subscribed", opted_in("tuttu@example.com"), opted_in("toinen@example.com")
            ),
        )
        superuser = register.superuser()
        superuser.execute("alter table register.relation add check (started > '2001-01-01')")
        superuser.execute("alter table register.prohibition add check (since > '2001-01-01')")
        faulty = opted_in(
            "vika@example.com", OPTIN_TIME="2000-06-01 10:00:00", CONFIRM_TIME="2000-06-01 10:01:00"
        )
        new = [opted_in(f"rivi{number}@example.com") for number in range(7)]
        yes = export(tmp_path / "b", "subscribed", *new[:4], faulty, *new[4:])
        no = export(
            tmp_path / "b",
            "unsubscribed",
            left("tuttu@example.com", "2000-06-01 10:00:00"),
            left("toinen@example.com"),
        )

        report = bring(register, yes, no)

        assert noted(report, "rejected") == [(2, "refused_23514"), (6, "refused_23514")]
        assert (report.counts["new_people"], report.counts["changed_people"]) == (7, 1)
        assert who(register, "vika@example.com") == []
        assert held(register, "tuttu@example.com")["prohibitions"] == []
        assert len(held(register, "toinen@example.com")["prohibitions"]) == 1


def _child(
    register: Register, files: tuple[Path, ...], act: str, after: str, worth: int
) -> subprocess.Popen[bytes]:
    """The import in a process of its own; ``after`` is what it does when a batch is done.

    ``worth``: from how many records on it has helpers.
    """
    code = textwrap.dedent(f"""
        import os, signal, sys
        os.environ["DJANGO_SETTINGS_MODULE"] = "seloste.engine.settings"
        import django
        django.setup()
        from pathlib import Path
        from seloste.engine.connect import connect
        from seloste.intake import helpers, importing
        from seloste.intake.mailchimp import read_export
        from seloste.intake.orders import Order, ShownText
        from seloste.protection.keys import KeyFile
        from seloste.protection.vault import Vault
        from seloste.terms.act import Act, Ticket

        helpers.WORTH_IT = {worth}

        def progress(done, of):
            {after}

        address, keys, ticket, *files = sys.argv[1:]
        vault = Vault(connect(address, autocommit=True), KeyFile(Path(keys)))
        order = Order("mailchimp", shown=ShownText({TEXT.text!r}, {TEXT.declared_by!r}))
        act = Act(Ticket(bytes.fromhex(ticket)), "import")
        importing.run(vault, read_export([Path(f) for f in files]), order, act, progress)
    """)
    words = [
        sys.executable,
        "-c",
        code,
        register.addresses.app,
        str(register.keys_folder),
        act,
        *map(str, files),
    ]
    return subprocess.Popen(words, cwd=ROOT)


def _go_on(register: Register, files: tuple[Path, ...]) -> Report:
    """The same command again, as soon as the server has noticed that the former is gone."""
    order, until = Order("mailchimp", shown=TEXT), time.monotonic() + 30
    while True:
        try:
            return importing.run(vault_of(register), read_export(files), order, acting(register))
        except ImportRunning:
            assert time.monotonic() < until
            time.sleep(0.1)


def _is_whole(register: Register, summary: Summary) -> None:
    """Everybody is there once, with what the files say and nothing twice."""
    assert count(register, "select count(*) from register.subject") == summary.people
    assert count(register, "select count(*) from register.contact where kind = 2") == summary.people
    hashes = (
        "select count(distinct hash) from protection.blind b join register.contact c"
        " on (c.subject_id, c.id) = (b.subject_id, b.row_id) where c.kind = 2"
    )
    assert count(register, hashes) == summary.people
    assert count(register, "select count(*) from register.contact where kind = 1") == summary.people
    assert count(register, "select count(*) from register.relation") == summary.people
    assert count(register, "select count(*) from register.prohibition") == summary.withdrawn
    assert count(register, "select count(*) from register.ground") == summary.granted + summary.single_opt_in
    assert (
        count(register, "select count(*) from register.evidence") == summary.granted + summary.single_opt_in
    )


HELPED = pytest.mark.parametrize("worth", [1, 1_000_000], ids=["with helpers", "alone"])


@HELPED
def test_an_import_killed_between_batches_goes_on_and_doubles_nothing(
    engine: Engine, tmp_path: Path, worth: int
) -> None:
    summary = write_export(tmp_path, people=2500, today=TODAY)
    with a_register(engine) as register:
        child = _child(
            register,
            summary.files,
            acting(register).ticket.secret.hex(),
            "os.kill(os.getpid(), signal.SIGKILL)",
            worth,
        )
        assert child.wait(timeout=120) == -signal.SIGKILL
        report = _go_on(register, summary.files)

        stored = report.counts["unchanged"]  # a helper may have ended its batch after the import was killed
        assert 0 < stored < summary.people
        assert report.counts["new_people"] == summary.people - stored
        _is_whole(register, summary)


@ONE_ENGINE
@HELPED
def test_an_import_killed_inside_a_batch_goes_on_and_doubles_nothing(
    engine: Engine, tmp_path: Path, worth: int
) -> None:
    summary = write_export(tmp_path, people=1500, today=TODAY)
    with a_register(engine) as register:
        superuser = register.superuser()
        with superuser.transaction():
            superuser.execute(
                "lock table register.contact in exclusive mode"
            )  # rows wait here, facts are written
            child = _child(register, summary.files, acting(register).ticket.secret.hex(), "pass", worth)
            _until_waiting(register)
            child.send_signal(signal.SIGKILL)
            assert child.wait(timeout=60) == -signal.SIGKILL

        report = _go_on(register, summary.files)

        assert report.counts["new_people"] == summary.people
        _is_whole(register, summary)


def _until_waiting(register: Register) -> None:
    query = (
        "select count(*) from pg_stat_activity"
        " where datname = current_database() and wait_event_type = 'Lock'"
    )
    until = time.monotonic() + 60
    while count(register, query) == 0:
        assert time.monotonic() < until
        time.sleep(0.05)


def test_two_imports_at_once_are_refused(register: Register, tmp_path: Path) -> None:
    file = export(tmp_path, "subscribed", opted_in("yhtaaikaa@example.com"))
    other = register.connect()
    other.execute("select pg_advisory_lock(7102)")

    with pytest.raises(ImportRunning):
        bring(register, file)
    assert who(register, "yhtaaikaa@example.com") == []
    other.close()


def test_five_thousand_people_come_in_whole(engine: Engine, tmp_path: Path) -> None:
    summary = write_export(tmp_path, people=5000, today=TODAY)
    with a_register(engine) as register:
        report = bring(register, *summary.files)

        assert report.counts["new_people"] == summary.people
        assert dict(report.rejected) == summary.bad_rows
        assert report.counts["prohibitions"] == summary.withdrawn
        assert report.counts["undeliverable"] == summary.undeliverable
        assert [reason for _, reason in noted(report, "rejected")].count("national_identity_code") == 1
        _is_whole(register, summary)
