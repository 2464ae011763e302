"""What ``postmaster.pid`` of a data folder says, and whether it is true."""

from __future__ import annotations

import os
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from psycopg.pq import PGconn, Ping

from seloste.engine.connect import address, redirect
from seloste.engine.errors import EngineError, ForeignDataFolder

PORT = 5432
SUPERUSER = "postgres"
_PROC = Path("/proc")
_PING_SECONDS = 2  # a stopped or hung process accepts a connection and says nothing
_HALF_WRITTEN_SECONDS = 0.3


@dataclass(frozen=True, slots=True)
class Postmaster:
    """The living first process of the engine over one data folder; ``socket`` once it has one."""

    pid: int
    data_folder: Path
    socket: Path | None

    def is_alive(self) -> bool:
        return _runs_over(self.pid, self.data_folder)

    def answers(self) -> Ping:
        """OK, REJECT (starting, recovering, stopping) or NO_RESPONSE."""
        if self.socket is None:
            return Ping.NO_RESPONSE
        dsn = redirect(superuser_address(self.socket), connect_timeout=str(_PING_SECONDS))
        return Ping(PGconn.ping(dsn.encode()))


def superuser_address(socket: Path, dbname: str = "postgres") -> str:
    """The superuser's address over a socket; the operating system vouches for the account (peer)."""
    return address({"user": SUPERUSER, "dbname": dbname, "host": str(socket), "port": PORT})


def living_postmaster(data_folder: Path) -> Postmaster | None:
    """The process that serves this folder now, or None when its pid file is absent or stale.

    A pid alone proves nothing: it may be reused, a zombie, or stand in a copy of a folder that
    is served elsewhere. So the process must be PostgreSQL, alive, over this very folder.
    Raises ForeignDataFolder when the folder was moved under a running engine.
    """
    lines = _read(data_folder, patience=_HALF_WRITTEN_SECONDS)
    if len(lines) < 2 or not lines[0].isdecimal():
        return None
    pid, served = int(lines[0]), Path(lines[1])
    if not _runs_over(pid, served):
        return None
    if not served.exists():
        raise ForeignDataFolder(
            f"The data folder was moved from {served} to {data_folder} while its engine (process {pid}) ran.",
            help=f"Stop it with `kill -INT {pid}`, wait till it has ended, and try again.",
        )
    if not os.path.samefile(served, data_folder):
        return None
    socket = Path(lines[4]) if len(lines) > 4 and lines[4] else None
    return Postmaster(pid, served, socket)


def last_socket(data_folder: Path) -> Path | None:
    """The folder of the socket that a pid file names, be its process alive or not."""
    lines = _read(data_folder, patience=0)
    return Path(lines[4]) if len(lines) > 4 and lines[4] else None


def _read(data_folder: Path, *, patience: float) -> list[str]:
    """The lines of the pid file; one that is just being written is read again for so many seconds."""
    deadline = time.monotonic() + patience
    while True:
        try:
            lines = (data_folder / "postmaster.pid").read_text(errors="replace").splitlines()
        except (FileNotFoundError, NotADirectoryError):
            return []
        except PermissionError:
            raise EngineError(
                f"The data folder {data_folder} belongs to another account.",
                help="Run as the account that made the home, or set SELOSTE_HOME to one of your own.",
            ) from None
        if len(lines) > 4 or time.monotonic() > deadline:
            return [line.strip() for line in lines]
        time.sleep(0.02)


def _runs_over(pid: int, data_folder: Path) -> bool:
    state, arguments = _process(pid)
    return (
        bool(arguments)
        and not state.startswith("Z")
        and Path(arguments[0]).name == "postgres"
        and str(data_folder) in arguments
    )


def _process(pid: int) -> tuple[str, list[str]]:
    """State letter and arguments of a process; both are readable by every account."""
    if (_PROC / "self").exists():
        try:
            state = (_PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()[0]
            command = (_PROC / str(pid) / "cmdline").read_bytes()
        except (OSError, IndexError):
            return "", []
        return state, [os.fsdecode(word) for word in command.rstrip(b"\0").split(b"\0") if word]
    told = subprocess.run(
        ["ps", "-o", "state=,args=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    state, _, command_line = told.stdout.strip().partition(" ")
    return state, command_line.split()
