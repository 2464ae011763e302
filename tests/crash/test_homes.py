"""Two processes on one home, a stale lock, a moved home, another engine's data folder: each works, or is one sentence.

All by the command line, as somebody at a machine meets it.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from seloste.engine import launcher, programs
from seloste.engine.account import service_account
from seloste.engine.errors import Exit
from seloste.engine.home import Home
from seloste.engine.programs import Programs
from tests.crash.checking import faults
from tests.crash.commands import AT_LENGTH, Command, make_states
from tests.crash.loop import begin
from tests.crash.places import ROOT, Place, Ran, contents

ASK = ("user", "whoami")


@pytest.fixture(scope="module")
def commands(place: Place) -> dict[str, Command]:
    return make_states(place)


@pytest.fixture
def fresh() -> Iterator[Home]:
    """A home that nobody has made yet."""
    folder = Path(tempfile.mkdtemp(prefix="sh-", dir="/tmp"))
    folder.chmod(0o755)
    home = Home(folder / "home")
    try:
        yield home
    finally:
        launcher.stop(home)
        shutil.rmtree(folder)


def begun(home: Home, *words: object) -> subprocess.Popen[str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SELOSTE_")}
    if service := os.environ.get("SELOSTE_SERVICE_USER"):
        kept["SELOSTE_SERVICE_USER"] = service
    return subprocess.Popen(
        [sys.executable, "-m", "seloste", *map(str, words)], cwd=ROOT, env=kept | {"SELOSTE_HOME": str(home.root)},
        text=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


def ended(running: Sequence[subprocess.Popen[str]]) -> list[Ran]:
    said = [one.communicate(timeout=300)[0] for one in running]
    return [Ran(one.returncode, 0, text) for one, text in zip(running, said, strict=True)]


def sentence(ran: Ran, *words: str) -> None:
    """One error, told in two lines."""
    assert ran.code in (Exit.ENGINE, Exit.CONFLICT), ran
    assert "fault of this program" not in ran.said, ran
    assert ran.said.count("seloste: ") == 1, ran
    assert all(word in ran.said for word in words), (words, ran.said)


@pytest.mark.at_length
def test_two_set_ups_at_once_make_one_register(fresh: Home) -> None:
    both = ended([begun(fresh, "setup", "--json") for _ in range(2)])

    first, second = sorted(both, key=lambda ran: ran.code)
    assert first.code == 0, both
    sentence(second, "A restore or a drill runs in this home")
    (asked,) = ended([begun(fresh, "user", "whoami")])
    assert asked.code == 0, asked


def test_of_two_imports_at_once_one_works_and_one_says_so(place: Place, commands: dict[str, Command]) -> None:
    command = commands["import"]
    begin(place, command)

    both = ended([begun(place.home, *command.words) for _ in range(2)])

    for ran in both:
        if ran.code:
            sentence(ran, "Another import is running.")
    assert any(ran.code == 0 for ran in both), both
    place.done(*command.words)
    assert faults(place) == []


@pytest.mark.at_length
@pytest.mark.parametrize("name", ["rotate", "master", "sweep", "erase"] if AT_LENGTH else ["erase"])
def test_of_two_commands_that_turn_keys_both_end_well(
    place: Place, commands: dict[str, Command], name: str
) -> None:
    """The lock of the key folder lets them go one after the other; an erasure that is done already is told so."""
    command = commands[name]
    begin(place, command)

    both = ended([begun(place.home, *command.words) for _ in range(2)])

    assert any(ran.code == 0 for ran in both), both
    assert all("fault of this program" not in ran.said for ran in both), both
    assert faults(place) == []


def test_a_second_backup_into_a_folder_that_is_being_written_is_refused(
    place: Place, commands: dict[str, Command]
) -> None:
    """It would clear away what the first has half written."""
    begin(place, commands["backup"])
    folder = place.folder / "backups"
    place.done("backup", folder)
    handle = os.open(folder, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    (folder / "data-20260101T000000Z.dump.new").touch()

    met = place.run(("backup", folder))

    sentence(met, "Another backup is being written")
    assert (folder / "data-20260101T000000Z.dump.new").exists()
    os.close(handle)
    place.done("backup", folder)
    assert not (folder / "data-20260101T000000Z.dump.new").exists()


def test_of_two_restores_at_once_one_brings_the_register_back(
    place: Place, commands: dict[str, Command]
) -> None:
    """The other waits, and finds that a register stands."""
    command = commands["restore"]
    begin(place, command)

    both = sorted(ended([begun(place.home, *command.words) for _ in range(2)]), key=lambda ran: ran.code)

    assert both[0].code == 0, both
    sentence(both[1], "A register stands")
    assert faults(place) == []


@pytest.mark.at_length
def test_of_two_drills_at_once_the_second_says_so_and_harms_nothing(
    place: Place, commands: dict[str, Command]
) -> None:
    """They use the same scratch place."""
    begin(place, commands["backup"])
    place.done("backup", place.folder / "backups")

    both = ended([begun(place.home, "backup", "drill", place.folder / "backups") for _ in range(2)])

    first, second = sorted(both, key=lambda ran: ran.code)
    assert first.code == 0, both
    sentence(second, "A restore or a drill runs in this home")


def test_of_two_that_serve_one_home_on_one_port_the_second_says_so_and_a_worker_goes_beside(
    place: Place, commands: dict[str, Command]
) -> None:
    begin(place, commands["sweep"])
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    serving = begun(place.home, "serve", "--port", port)
    assert serving.stdout is not None
    assert any("Serving on" in line for line in iter(serving.stdout.readline, ""))
    worker = begun(place.home, "worker")
    try:
        (second,) = ended([begun(place.home, "serve", "--port", port)])
        place.done(*commands["sweep"].words)
        assert (serving.poll(), worker.poll()) == (None, None)
    finally:
        for one in (serving, worker):
            one.terminate()

    sentence(second, f"port {port}: Address already in use", "--port")
    assert "Serving on" not in second.said
    assert [ran.code for ran in ended([serving, worker])] == [0, 0]
    assert faults(place) == []


def test_files_of_locks_that_a_crash_left_stop_nobody(place: Place, commands: dict[str, Command]) -> None:
    """A lock is the process's that holds it: the file alone says nothing."""
    begin(place, commands["erase"])
    launcher.stop(place.home)
    for lock in (place.home.root / "lock", place.home.root / "setup.lock", place.home.keys / "lock",
                 place.home.keys / "replay.lock"):  # fmt: skip
        lock.write_text(f"{os.getpid()}\n")
    (place.home.pg / "postmaster.pid").write_text(f"{os.getpid()}\n{place.home.pg}\n")

    place.done(*commands["erase"].words)
    place.done("setup")


def test_a_home_that_was_moved_under_its_engine_says_what_to_do_and_works_again(
    place: Place, commands: dict[str, Command]
) -> None:
    begin(place, commands["sweep"])
    server = launcher.ensure_running(place.home)
    moved = Home(place.home.root.with_name("moved"))
    place.home.root.rename(moved.root)
    try:
        for words in (ASK, ("serve", "--port", "0"), ("worker",), ("doctor",)):
            (met,) = ended([begun(moved, *words)])
            sentence(met, "was moved from", f"kill -INT {server.pid}")
    finally:
        moved.root.rename(place.home.root)

    place.done(*ASK)
    launcher.stop(place.home)
    place.home.root.rename(moved.root)
    try:
        (met,) = ended([begun(moved, *ASK)])
        assert met.code == 0, met
    finally:
        launcher.stop(moved)
        moved.root.rename(place.home.root)
    place.done(*ASK)


def test_a_data_folder_of_another_engine_is_refused_by_name_and_left_as_it_is(
    place: Place, commands: dict[str, Command]
) -> None:
    """The wheel brings an older PostgreSQL too: a real folder of that one, under a register's keys."""
    begin(place, commands["backup"])
    place.done("backup", place.folder / "backups")
    launcher.stop(place.home)
    ours = place.home.pg.rename(place.home.root / "pg.ours")
    try:
        version = _older(place.home)
        before = contents(place.home.pg)
        for words in (
            ASK,
            ("setup",),
            ("serve", "--port", "0"),
            ("worker",),
            ("doctor",),
            ("restore", place.folder / "backups"),
        ):
            met = place.run(words, kill=30)
            sentence(
                met, f"made by PostgreSQL {version}; this engine is {programs.MAJOR}", "Restore a backup"
            )
        assert contents(place.home.pg) == before
        shutil.rmtree(place.home.pg)
        place.done("restore", place.folder / "backups")  # what the sentence says
        assert faults(place) == []
    finally:
        launcher.stop(place.home)
        shutil.rmtree(place.home.pg)
        ours.rename(place.home.pg)


def _older(home: Home) -> str:
    """A data folder by the other engine of the wheel; its version."""
    account = service_account(home.root / "pg.ours")
    home.pg.mkdir(mode=0o700)
    os.chown(home.pg, account.uid, account.gid)
    engine = Programs(programs._installed().with_name("pginstall") / "bin", account, home.engine_log)
    code, said = engine.run("initdb", "--pgdata", str(home.pg), "--username", "postgres", "--auth=trust")
    assert code == 0, said
    return (home.pg / "PG_VERSION").read_text().strip()


@pytest.mark.at_length
def test_a_killed_starter_of_the_engine_stops_nobody(place: Place, commands: dict[str, Command]) -> None:
    begin(place, commands["sweep"])
    launcher.stop(place.home)
    first = begun(place.home, *ASK)
    time.sleep(0.8)
    first.kill()
    first.communicate()

    place.done(*ASK)
    assert faults(place) == []
