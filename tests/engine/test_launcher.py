"""The embedded engine starts, is found again, survives and stops."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from seloste.engine import launcher
from seloste.engine.account import service_account
from seloste.engine.errors import EngineNotStarted, ForeignDataFolder
from seloste.engine.home import Home
from seloste.engine.launcher import Server, State, ensure_running, status, stop
from tests.engine.conftest import START, python


def pid_file(home: Home) -> Path:
    return home.pg / "postmaster.pid"


def answer(server: Server, query: str) -> object:
    with psycopg.connect(server.superuser_dsn()) as connection:
        row = connection.execute(query).fetchone()
    return row and row[0]


def kill(server: Server) -> None:
    os.kill(server.pid, signal.SIGKILL)


def test_a_fresh_home_gives_a_server_in_seconds(home: Home) -> None:
    begun = time.monotonic()

    server = ensure_running(home)

    assert time.monotonic() - begun < 10  # about one second on an idle machine
    assert answer(server, "select 1") == 1
    assert status(home) == launcher.Status(State.RUNNING, server.pid, home.run)


def test_a_second_call_attaches_to_the_same_server(home: Home) -> None:
    assert ensure_running(home) == ensure_running(home)


def test_another_process_attaches_to_the_same_server(home: Home) -> None:
    server = ensure_running(home)

    told = python(START, home.root)

    assert told.stdout.strip() == str(server.pid), told.stderr


def test_processes_that_start_at_once_share_one_server(home: Home) -> None:
    command = [sys.executable, "-c", f"import sys\n{START}", str(home.root)]
    starters = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]

    pids = {starter.communicate(timeout=60)[0].strip() for starter in starters}

    assert pids == {str(ensure_running(home).pid)}


def test_a_server_outlives_the_process_that_started_it_and_still_stops(home: Home) -> None:
    told = python(f"import os, signal\n{START}\nos.kill(os.getpid(), signal.SIGKILL)", home.root)
    assert told.returncode == -signal.SIGKILL

    assert ensure_running(home).pid == int(told.stdout)
    assert stop(home) is True

    assert status(home).state is State.STOPPED


def test_a_killed_server_is_replaced_and_what_was_committed_stands(home: Home) -> None:
    server = ensure_running(home)
    with psycopg.connect(server.superuser_dsn()) as connection:
        connection.execute("create table kept as select 1 as a")

    kill(server)
    again = ensure_running(home)

    assert again.pid != server.pid
    assert answer(again, "select a from kept") == 1


def test_a_server_that_was_killed_while_a_transaction_made_an_unlogged_table_starts_again(home: Home) -> None:
    """As a restore does. PostgreSQL's first recovery stumbles over what the transaction left, its second doesn't."""
    server = ensure_running(home)
    with psycopg.connect(server.superuser_dsn()) as making, psycopg.connect(server.superuser_dsn()) as other:
        making.execute("create unlogged table half_made (a int primary key)")
        other.execute("create table kept as select 1 as a")
        other.commit()  # which writes the log so far to the disk
        kill(server)
        again = ensure_running(home)
        making.close()
        other.close()

    assert "58P02" in home.engine_log.read_text()  # the first attempt met it
    assert answer(again, "select a from kept") == 1


def test_a_killed_server_is_replaced_while_its_children_still_work(home: Home) -> None:
    server = ensure_running(home)
    with closing(psycopg.connect(server.superuser_dsn())) as connection:
        # A stopped child doesn't see that its server has gone, and holds the shared memory.
        child = connection.info.backend_pid
        os.kill(child, signal.SIGSTOP)
        kill(server)
        waker = subprocess.Popen(["/bin/sh", "-c", f"sleep 1; kill -CONT {child}"])

        again = ensure_running(home)

        assert waker.wait() == 0
        assert "shared memory block" in home.engine_log.read_text()  # the first attempt met the child
        assert answer(again, "select 1") == 1


def test_a_stale_pid_file_that_names_a_living_stranger_is_not_believed(home: Home) -> None:
    server = ensure_running(home)
    account = service_account(home.pg)
    kill(server)
    lines = pid_file(home).read_text().splitlines()
    stranger = subprocess.Popen(["sleep", "60"], user=account.uid if os.geteuid() == 0 else None)

    try:
        pid_file(home).write_text("\n".join([str(stranger.pid), *lines[1:]]) + "\n")
        assert status(home).state is State.STOPPED
        again = ensure_running(home)
        assert answer(again, "select 1") == 1
        assert stop(home) is True
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


@pytest.mark.parametrize("text", ["", "12", "nonsense\n"])
def test_a_pid_file_cut_short_is_not_believed(home: Home, text: str) -> None:
    ensure_running(home)
    stop(home)
    pid_file(home).write_text(text)

    assert answer(ensure_running(home), "select 1") == 1


def test_a_stopped_home_may_be_moved(home: Home) -> None:
    ensure_running(home)
    stop(home)
    moved = Home(home.root.with_name("moved"))

    home.root.rename(moved.root)

    assert ensure_running(moved).socket == moved.run


def test_a_home_moved_under_a_running_server_is_refused_with_what_to_do(home: Home) -> None:
    server = ensure_running(home)
    moved = Home(home.root.with_name("moved"))
    home.root.rename(moved.root)

    with pytest.raises(ForeignDataFolder, match=f"kill -INT {server.pid}"):
        ensure_running(moved)

    moved.root.rename(home.root)
    assert ensure_running(home) == server


def test_a_copy_of_a_running_home_gets_a_server_of_its_own(home: Home) -> None:
    server = ensure_running(home)
    copied = Home(home.root.with_name("copy"))
    answer(server, "select pg_backup_start('copy', true)")
    shutil.copytree(home.root, copied.root, ignore=shutil.ignore_patterns(".s.PGSQL*"))

    other = ensure_running(copied)

    assert other.pid != server.pid
    assert stop(copied) is True
    assert ensure_running(home) == server


def test_a_data_folder_of_another_version_is_refused(home: Home) -> None:
    ensure_running(home)
    stop(home)
    (home.pg / "PG_VERSION").write_text("17\n")

    with pytest.raises(ForeignDataFolder, match="made by PostgreSQL 17"):
        ensure_running(home)


def test_a_half_made_data_folder_is_made_anew(home: Home) -> None:
    home.prepare()
    half = home.root / "pg.new"
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")

    assert answer(ensure_running(home), "select 1") == 1
    assert not half.exists()


def test_a_long_recovery_is_waited_for(home: Home) -> None:
    ensure_running(home)
    stop(home)
    # A standby that nobody may read says "starting up" until it is promoted: a recovery as long as we like.
    (home.pg / "standby.signal").touch()
    with (home.pg / "postgresql.auto.conf").open("a") as settings:
        settings.write("hot_standby = off\n")

    with ThreadPoolExecutor(1) as other:
        waiting = other.submit(ensure_running, home)
        begun = time.monotonic()
        while status(home).state is not State.STARTING or time.monotonic() - begun < 1:
            assert time.monotonic() - begun < 30
            time.sleep(0.02)
        assert not waiting.done()

        (home.pg / "promote").touch()
        os.kill(int(pid_file(home).read_text().split()[0]), signal.SIGUSR1)

        assert answer(waiting.result(timeout=30), "select pg_is_in_recovery()") is False


def test_a_server_that_hangs_is_named(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    server = ensure_running(home)
    monkeypatch.setattr(launcher, "_SILENT_SECONDS", 0.1)
    os.kill(server.pid, signal.SIGSTOP)

    try:
        with pytest.raises(EngineNotStarted, match=f"{server.pid}.* doesn't answer"):
            ensure_running(home)
    finally:
        os.kill(server.pid, signal.SIGCONT)


def test_stopping_what_does_not_run_changes_nothing(home: Home) -> None:
    assert stop(home) is False
    assert status(home).state is State.STOPPED
    assert not home.root.exists()


def test_stopping_breaks_open_connections_off(home: Home) -> None:
    server = ensure_running(home)
    with psycopg.connect(server.superuser_dsn()) as connection:
        assert stop(home) is True

        with pytest.raises(psycopg.OperationalError):
            connection.execute("select 1")
