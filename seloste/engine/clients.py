"""PostgreSQL's own programs for copying: pg_dump, pg_restore and psql, new enough for the server at hand."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from psycopg.conninfo import conninfo_to_dict

from seloste.engine.errors import EngineError
from seloste.engine.programs import MAJOR, client_program
from seloste.engine.troubles import NO_ROOM, no_room

_PLACES = ("/usr/lib/postgresql/{}/bin", "/usr/pgsql-{}/bin", "/usr/local/pgsql/bin")
_ENVIRONMENT = {
    "host": "PGHOST", "port": "PGPORT", "dbname": "PGDATABASE", "user": "PGUSER", "password": "PGPASSWORD",
    "sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT",
}  # fmt: skip
_SAID = 400


class ClientMissing(EngineError):
    """No program here is new enough for the server."""

    code = "client_missing"


class ClientFailed(EngineError):
    """A program ended with an error of its own."""

    code = "client_failed"


@dataclass(frozen=True, slots=True)
class Clients:
    """A folder with pg_dump, pg_restore and psql of one version."""

    folder: Path

    @classmethod
    def fit_for(cls, server_version: int) -> Clients:
        """Of the wheel, or of an installation on this machine where the server is newer. Raises ClientMissing."""
        major = server_version // 10_000
        if (own := client_program("pg_dump")) and major <= MAJOR:
            return cls(own.parent)
        for folder in _installed(major):
            if (folder / "pg_dump").exists() and _major(folder / "pg_dump") >= major:
                return cls(folder)
        raise ClientMissing(
            f"There is no pg_dump here that can read PostgreSQL {major}.",
            help=f"Install the client programs of PostgreSQL {major} on this machine.",
        )

    def run(self, program: str, arguments: Sequence[str], dsn: str = "") -> None:
        """Run a program to its end. Raises DiskFull, or ClientFailed with the last line that it said."""
        done = subprocess.run(
            self._command(program, arguments), env=environment(dsn), stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False,
        )  # fmt: skip
        if done.returncode:
            raise _failed(program, done.stderr)

    @contextmanager
    def reading(self, program: str, arguments: Sequence[str]) -> Iterator[IO[bytes]]:
        """What a program writes, as it comes. Raises ClientFailed at the end when it failed."""
        with subprocess.Popen(
            self._command(program, arguments), env=environment(""), stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        ) as running:  # fmt: skip
            assert running.stdout is not None  # a pipe
            assert running.stderr is not None  # a pipe
            try:
                yield running.stdout
            except BaseException:
                running.kill()
                raise
            said = running.stderr.read()
        if running.returncode:
            raise _failed(program, said)

    @contextmanager
    def writing(self, program: str, arguments: Sequence[str], dsn: str) -> Iterator[IO[bytes]]:
        """A program that is fed. Raises ClientFailed when it failed, whatever the feeder met."""
        with subprocess.Popen(
            self._command(program, arguments), env=environment(dsn), stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        ) as running:  # fmt: skip
            assert running.stdin is not None  # a pipe
            assert running.stderr is not None  # a pipe
            broken = False
            try:
                yield running.stdin
            except BrokenPipeError:
                broken = True
            except BaseException:
                running.kill()
                raise
            if not broken:
                running.stdin.close()
            said = running.stderr.read()
        if running.returncode or broken:
            raise _failed(program, said)

    def _command(self, program: str, arguments: Sequence[str]) -> list[str]:
        return [str(self.folder / program), *arguments]


def environment(dsn: str) -> dict[str, str]:
    """A database's address for libpq: in the environment, where no list of processes shows the password."""
    told = (
        {key: str(value) for key, value in conninfo_to_dict(dsn).items() if value is not None} if dsn else {}
    )
    given = {_ENVIRONMENT[key]: value for key, value in told.items() if key in _ENVIRONMENT}
    return {"PATH": os.defpath, "LC_ALL": "C", "PGTZ": "UTC", "PGAPPNAME": "seloste", **given}


def _installed(major: int) -> Iterator[Path]:
    for newer in range(major, major + 5):
        yield from (Path(place.format(newer)) for place in _PLACES)
    if found := shutil.which("pg_dump"):
        yield Path(found).parent


def _major(program: Path) -> int:
    said = subprocess.run([str(program), "--version"], capture_output=True, text=True, check=False).stdout
    found = re.search(r"\) (\d+)", said)
    return int(found.group(1)) if found else 0


def _failed(program: str, said: bytes) -> EngineError:
    """The last line that the program said. Values of rows stand in details and contexts, which are left out."""
    if NO_ROOM.encode() in said:
        return no_room(f" that {program} writes to")
    lines = [
        line
        for line in said.decode(errors="replace").splitlines()
        if line and not re.match(r"(psql:[^ ]* )?(DETAIL|CONTEXT|LINE|HINT|STATEMENT)", line)
    ]
    return ClientFailed(f"{program} failed: {lines[-1][:_SAID] if lines else 'it gave no reason'}")
