"""Doctor looks at the machine too, and tells what is most urgent first."""

from __future__ import annotations

import shutil
from collections import namedtuple
from datetime import UTC, datetime, timedelta

import pytest

from seloste.cli import doctor_house
from seloste.cli.doctor_findings import BAD, GOOD, WARN, Finding, by_urgency
from seloste.engine import launcher
from seloste.engine.conformity import ForgetfulServer, refuse_forgetful_server
from seloste.engine.connect import connect, redirect
from seloste.protection import proof
from seloste.register.installation import DATABASE, Installation
from tests.cli.conftest import Shell

_Usage = namedtuple("_Usage", "total used free")


def _found(shell: Shell, check: str) -> list[Finding]:
    installation = Installation(shell.home, server=False)
    with (vault := installation.vault()).connection:
        return list(getattr(doctor_house, check)(installation, vault))


def test_what_is_bad_comes_before_what_is_worth_a_look() -> None:
    found = [Finding(GOOD, "a", ""), Finding(WARN, "b", ""), Finding(BAD, "c", ""), Finding(WARN, "d", "")]

    assert [one.about for one in by_urgency(found)] == ["c", "b", "d", "a"]


def test_a_register_in_order_has_nothing_bad(shell: Shell) -> None:
    for check in ("lasting", "ledger", "queue", "clocks", "disk", "versions"):
        assert [one for one in _found(shell, check) if one.state == BAD] == []


@pytest.mark.parametrize("role", ["app", "worker"])
def test_a_server_that_forgets_what_was_committed_is_found_and_not_served_from(
    shell: Shell, role: str
) -> None:
    """Issue 7: settings that weaken durability are refused at start."""
    owner = shell.superuser()
    owner.execute(
        f"alter role {DATABASE}_{role} in database {DATABASE} set synchronous_commit = off".encode()
    )
    try:
        (bad,) = [one for one in _found(shell, "lasting") if one.state == BAD]
        served = shell("worker", "--json")
        owner.execute(bad.mend.removeprefix("a superuser runs: ").encode())
        mended = _found(shell, "lasting")
    finally:
        owner.execute(
            f"alter role {DATABASE}_{role} in database {DATABASE} reset synchronous_commit".encode()
        )
        owner.close()

    assert (served.code, served.complaint["error"]) == (5, "forgetful_server")
    assert {one.state for one in mended} == {GOOD}


@pytest.mark.parametrize("setting", ["fsync", "full_page_writes"])
def test_a_server_without_its_safety_is_refused_with_the_line_to_run(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, setting: str
) -> None:
    """The embedded engine has these on its command line, so a server's answer is played here."""
    from seloste.engine import conformity

    asked = conformity._setting
    monkeypatch.setattr(
        conformity, "_setting", lambda one, name: "off" if name == setting else asked(one, name)
    )
    with (
        connect(Installation(shell.home, server=False).address("app")) as app,
        pytest.raises(ForgetfulServer) as refused,
    ):
        refuse_forgetful_server(app)

    assert f"alter system set {setting} = on" in (refused.value.help or "")


def test_the_embedded_engine_keeps_its_safety_whatever_its_files_say(shell: Shell) -> None:
    owner = shell.superuser()
    for setting in ("fsync", "full_page_writes", "synchronous_commit"):
        owner.execute(f"alter system set {setting} = off".encode())
    try:
        owner.execute("select pg_reload_conf()")
        with shell.superuser() as fresh:
            rows = fresh.execute(
                "select current_setting('fsync'), current_setting('full_page_writes'), current_setting('synchronous_commit')"
            ).fetchone()
    finally:
        owner.execute("alter system reset all")
        owner.execute("select pg_reload_conf()")
        owner.close()

    assert rows == ("on", "on", "on")


def test_a_ledger_that_was_changed_is_bad(shell: Shell) -> None:
    installation = Installation(shell.home, server=False)
    with (vault := installation.vault("worker")).connection:
        proof.seal(vault)
    owner = shell.superuser()
    owner.execute("set session_replication_role = replica")
    owner.execute("update ledger.line set use = 61 - use where id = (select max(line) from ledger.leaf)")
    try:
        told = _found(shell, "ledger")
    finally:
        owner.execute("update ledger.line set use = 61 - use where id = (select max(line) from ledger.leaf)")
        owner.close()

    assert [one.state for one in told] == [BAD]


def test_a_job_that_hangs_one_that_failed_and_one_that_waits_are_told(shell: Shell) -> None:
    owner = shell.superuser()
    for status, ago in (("doing", "3 hours"), ("failed", "1 day"), ("todo", "1 hour")):
        owner.execute(
            "insert into public.procrastinate_jobs (queue_name, task_name, status)"
            " values ('default', %s, %s::public.procrastinate_job_status)",
            (f"a-{status}", status),
        )
        owner.execute(
            "insert into public.procrastinate_events (job_id, type)"
            " select id, 'deferred' from public.procrastinate_jobs where task_name = %s",
            (f"a-{status}",),
        )
        owner.execute(
            "update public.procrastinate_events set at = now() - %s::interval"
            " where job_id = (select id from public.procrastinate_jobs where task_name = %s)",
            (ago, f"a-{status}"),
        )
    try:
        told = {(one.state, one.says.rsplit(": ")[-1]) for one in _found(shell, "queue")}
    finally:
        owner.execute("delete from public.procrastinate_jobs where task_name like 'a-%'")
        owner.close()

    assert told == {(BAD, "a-doing"), (WARN, "a-failed"), (WARN, "a-todo")}


def test_a_clock_that_went_back_is_bad(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof, "signed_at", lambda _vault: datetime.now(UTC) + timedelta(days=1))

    assert [one.state for one in _found(shell, "clocks")] == [BAD]


@pytest.mark.parametrize(("free", "state"), [(10**8, BAD), (10**9, WARN), (10**11, GOOD)])
def test_a_disk_that_fills_is_told_in_time(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, free: int, state: str
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: _Usage(2 * free, free, free))

    assert [one.state for one in _found(shell, "disk")] == [state]


def test_a_release_with_a_known_hole_is_told(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor_house, "version", lambda _name: "1.0.9")

    (told,) = _found(shell, "versions")

    assert told.state == WARN
    assert "Django 1.0.9 (mended in 5.2.8)" in told.says


def test_no_register_is_made_on_a_server_that_forgets(bare: Shell) -> None:
    """Issue 7: settings that weaken durability are refused at start, and before anything is made."""
    server = launcher.ensure_running(bare.home)
    places = {
        f"SELOSTE_{name}_URL": server.dsn(f"elsewhere_{role}", "test-only", "elsewhere")
        for name, role in (
            ("DATABASE", "app"),
            ("OWNER", "owner"),
            ("WORKER", "worker"),
            ("SIGNIN", "signin"),
        )
    }
    weak = redirect(server.superuser_dsn(), options="-c synchronous_commit=off")

    refused = bare("setup", "--json", SELOSTE_SUPERUSER_URL=weak, **places)

    assert (refused.code, refused.complaint["error"]) == (5, "forgetful_server")
    assert "synchronous_commit = on" in refused.complaint["help"]
    with connect(server.superuser_dsn(), autocommit=True) as superuser:
        query = "select 1 from pg_database where datname = 'elsewhere' union all select 1 from pg_roles where rolname like 'elsewhere%'"
        assert superuser.execute(query).fetchall() == []
