"""Starts, finds and stops the embedded PostgreSQL of a home (spine 3 to 5).

The server outlives the process that started it; whoever comes next attaches. One process at a
time starts or stops it, by a lock on a file in the home.
"""

from __future__ import annotations

import os
import shlex
import signal
import time
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import psycopg
from psycopg.pq import Ping

from seloste.engine import data_folder, socket_folder
from seloste.engine.account import Account
from seloste.engine.connect import address, connect
from seloste.engine.errors import EngineNotStarted, ForeignDataFolder
from seloste.engine.home import Home, alone
from seloste.engine.postmaster import PORT, Postmaster, living_postmaster, superuser_address
from seloste.engine.programs import Programs
from seloste.engine.troubles import NO_ROOM, no_room

_SILENT_SECONDS = 30.0  # a living server without a socket; one that says "starting" is waited for without end
_STOP_SECONDS = 300.0
_LEFTOVER_SECONDS = 20.0  # children of a killed postmaster leave within seconds
_POLL = 0.02
_LOCK = "lock"
_TOMBSTONE = " 58P02 FATAL:  could not create file "
"""A server that is killed while a transaction makes unlogged tables may leave their empty first files without a record
that they were dropped; the recovery stumbles over one, and the next one clears them away."""

_SETTINGS = {
    "listen_addresses": "",
    "port": str(PORT),
    "unix_socket_permissions": "0700",
    "shared_buffers": "128MB",
    "wal_level": "replica",
    "max_wal_senders": "0",
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "password_encryption": "scram-sha-256",
    # Nothing literal in logs (spine 5). The primary message of an error may quote a value too, so
    # errors of clients go to the client alone: from LOG upwards only the server's own life is told.
    "log_destination": "stderr",
    "logging_collector": "off",
    "log_line_prefix": "%m [%p] %e ",
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_statement": "none",
    "log_duration": "off",
    "log_min_duration_statement": "-1",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
}
"""Given on the command line of the server, where no ``ALTER SYSTEM`` and no file overrides them."""


class State(StrEnum):
    STOPPED = "stopped"
    STARTING = "starting"
    RUNNING = "running"


@dataclass(frozen=True, slots=True)
class Status:
    """What the engine of a home does now; ``pid`` and ``socket`` while it lives."""

    state: State
    pid: int | None = None
    socket: Path | None = None


@dataclass(frozen=True, slots=True)
class Server:
    """A running engine, reached through its socket alone."""

    pid: int
    socket: Path

    def superuser_dsn(self, dbname: str = "postgres") -> str:
        """For this account of the operating system alone (peer); no password exists."""
        return superuser_address(self.socket, dbname)

    def dsn(self, user: str, password: str, dbname: str) -> str:
        return address(
            {"user": user, "password": password, "dbname": dbname, "host": str(self.socket), "port": PORT}
        )


def ensure_running(home: Home) -> Server:
    """The engine of this home, started (and made) if need be.

    Waits for a recovery as long as it takes. Raises EngineError with what to do.
    """
    if server := _attach(home):
        return server
    account = home.prepare()
    with alone(home, _LOCK):
        return _attach(home) or _start(home, account)


def stop(home: Home) -> bool:
    """Stop the engine, breaking its connections off; False when it didn't run."""
    if not home.pg.exists():
        return False
    with alone(home, _LOCK):
        postmaster = living_postmaster(home.pg)
        if postmaster is None:
            return False
        os.kill(postmaster.pid, signal.SIGINT)
        deadline = time.monotonic() + _STOP_SECONDS
        while postmaster.is_alive():
            if time.monotonic() > deadline:
                raise EngineNotStarted(
                    f"The engine (process {postmaster.pid}) doesn't stop.", help=f"See {home.engine_log}."
                )
            time.sleep(_POLL)
        if postmaster.socket:
            socket_folder.remove(postmaster.socket)
        return True


def status(home: Home) -> Status:
    """Whether the engine of this home runs; starts nothing."""
    postmaster = living_postmaster(home.pg)
    if postmaster is None:
        return Status(State.STOPPED)
    state = State.RUNNING if postmaster.answers() is Ping.OK else State.STARTING
    return Status(state, postmaster.pid, postmaster.socket)


def _attach(home: Home) -> Server | None:
    """The server that runs already, once it answers; None when none does or it has just ended."""
    deadline = time.monotonic() + _SILENT_SECONDS
    while postmaster := living_postmaster(home.pg):
        match postmaster.answers():
            case Ping.OK:
                return _checked(home, postmaster)
            case Ping.REJECT:
                deadline = time.monotonic() + _SILENT_SECONDS
        if time.monotonic() > deadline:
            raise EngineNotStarted(
                f"The engine (process {postmaster.pid}) lives but doesn't answer.",
                help=f"See {home.engine_log}; `kill -INT {postmaster.pid}` ends it.",
            )
        time.sleep(_POLL)
    return None


def _checked(home: Home, postmaster: Postmaster) -> Server | None:
    """A real connection, to a server over this very folder."""
    assert postmaster.socket is not None  # it answered
    server = Server(postmaster.pid, postmaster.socket)
    try:
        with connect(server.superuser_dsn(), autocommit=True) as connection:
            row = connection.execute("select current_setting('data_directory')").fetchone()
    except psycopg.OperationalError as error:
        if not postmaster.is_alive():
            return None
        raise EngineNotStarted(
            f"The engine (process {postmaster.pid}) refuses this account: {error}",
            help="Run as the account that started it, or stop it there first.",
        ) from None
    if row is None or not os.path.samefile(str(row[0]), home.pg):
        raise ForeignDataFolder(
            f"The server behind {postmaster.socket} serves another data folder than {home.pg}.",
            help="Stop that server, or set SELOSTE_HOME to its home.",
        )
    return server


def _start(home: Home, account: Account) -> Server:
    programs = Programs.find(home, account)
    data_folder.prepare(home, programs)
    socket = socket_folder.prepare(home, account)
    # The pid file is stale: nobody lives by it, and PostgreSQL would believe a reused number.
    # A second server stays impossible: it finds the shared memory that a first one holds.
    (home.pg / "postmaster.pid").unlink(missing_ok=True)
    _run_server(home, programs, socket)
    if server := _attach(home):
        return server
    raise EngineNotStarted("The engine ended as soon as it had started.", help=f"See {home.engine_log}.")


def _run_server(home: Home, programs: Programs, socket: Path) -> None:
    """``pg_ctl start``: it detaches the server, waits for its recovery and sees it fail."""
    settings = {**_SETTINGS, "unix_socket_directories": str(socket)}
    options = shlex.join(word for name, value in settings.items() for word in ("-c", f"{name}={value}"))
    arguments = ["start", "--silent", "--wait", "--timeout=2000000", "--pgdata", str(home.pg)]
    deadline, met = time.monotonic() + _LEFTOVER_SECONDS, False
    while True:
        code, said = programs.run("pg_ctl", *arguments, "--options", options)
        if code == 0:
            return
        if _TOMBSTONE in said and not met:
            met = True
            continue
        if "shared memory block" not in said or time.monotonic() > deadline:
            if NO_ROOM in said:
                raise no_room(f" of the data folder {home.pg}")
            fatal = [line for line in said.splitlines() if "FATAL" in line] or ["PostgreSQL gave no reason."]
            raise EngineNotStarted(
                f"The engine couldn't be started: {fatal[-1]}", help=f"See {home.engine_log}."
            )
        time.sleep(0.1)
