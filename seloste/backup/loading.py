"""A data archive into an empty database: all of it in one transaction, or nothing."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO

from psycopg import sql
from psycopg.errors import ObjectInUse

from seloste.backup.folder import BackupError, Backups, Manifest, digest_of, stamp_of
from seloste.engine import database
from seloste.engine.clients import Clients
from seloste.engine.connect import Connection, connect, redirect
from seloste.engine.database import Roles
from seloste.engine.home import Home
from seloste.register import installing
from seloste.register.installing import Addresses

_UNKNOWN = b"SET transaction_timeout = 0;"  # to servers before 17
_MARKED = re.compile(rb"^ALTER TABLE (ONLY )?\S+ ALTER COLUMN \S+ SET \(pg_attver=\d+\);$")
_CHUNK = 1 << 20
_CUT_OFF_TRIES = 20
_HOLDS = (
    "select exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace"
    " where n.nspname !~ '^pg_' and n.nspname <> 'information_schema')"
)


class Standing(BackupError):
    """A register stands where one is to be restored."""

    code = "register_stands"


@dataclass(frozen=True, slots=True)
class Target:
    """Where a register comes back: the server as superuser, the database, its roles, and the home of its keys."""

    superuser: str = field(repr=False)
    database: str
    roles: Roles
    passwords: dict[str, str] = field(repr=False)
    home: Home

    @property
    def addresses(self) -> Addresses:
        return installing.addresses(self.superuser, self.database, self.roles, self.passwords)


def verify(backups: Backups, manifest: Manifest) -> None:
    """Raises BackupError when the archive is not the one that its manifest speaks of."""
    path = backups.dump(manifest.stamp)
    if not path.exists() or digest_of(path) != manifest.sha256:
        raise BackupError(
            f"{path} is not the archive that its manifest describes: it is damaged or was changed.",
            help="Name another backup with --at.",
        )


def refuse_standing(target: Target) -> None:
    """Raises Standing where something is; a half restored register is nobody's."""
    if stands(target):
        raise Standing(
            f"A register stands in the database {target.database}.",
            help="With --over it is moved aside, and stays until somebody drops it.",
        )


def make_room(target: Target, now: datetime) -> str | None:
    """An empty database. A half restored one goes; a whole one is moved aside: its new name."""
    aside = f"{target.database}_until_{stamp_of(now).lower()}" if stands(target) else None
    with connect(target.superuser, autocommit=True) as superuser:
        if aside:
            _rename(superuser, target.database, aside)
        name = sql.Identifier(target.database)
        superuser.execute(sql.SQL("drop database if exists {} with (force)").format(name))
    installing.make_database(target.superuser, target.database, target.roles, target.passwords)
    _mark(target, database.BEING_RESTORED)
    return aside


def settled(target: Target) -> None:
    """The restore has finished: what stands here from now on is a register."""
    _mark(target, None)


def _mark(target: Target, text: str | None) -> None:
    with connect(target.superuser, autocommit=True) as superuser:
        superuser.execute(
            sql.SQL("comment on database {} is {}").format(sql.Identifier(target.database), sql.Literal(text))
        )


def _rename(superuser: Connection, database: str, aside: str) -> None:
    """Whoever is connected is cut off; a face that comes back at once is cut off again."""
    statement = sql.SQL("alter database {} rename to {}").format(
        sql.Identifier(database), sql.Identifier(aside)
    )
    for waited in range(_CUT_OFF_TRIES):
        superuser.execute(
            "select pg_terminate_backend(pid, 2000) from pg_stat_activity where datname = %s", (database,)
        )
        try:
            superuser.execute(statement)
        except ObjectInUse:
            time.sleep(0.05 * waited)
        else:
            return
    raise Standing(f"The database {database} stays in use.", help="Stop the pages and the worker first.")


def known_migrations() -> set[str]:
    """The migrations of this program, as a manifest names them."""
    from django.db.migrations.loader import MigrationLoader  # Django's registry of applications must stand

    return {f"{app}.{name}" for app, name in MigrationLoader(None, ignore_no_migrations=True).disk_migrations}


def stands(target: Target) -> bool:
    """Whether anything is there, but for what a stopped restore has left."""
    with connect(target.superuser, autocommit=True) as superuser:
        found = superuser.execute("select from pg_database where datname = %s", (target.database,)).fetchone()
        marked = database.is_being_restored(superuser, target.database)
    if found is None:
        return False
    with connect(redirect(target.superuser, dbname=target.database), autocommit=True) as inside:
        held = inside.execute(_HOLDS.encode()).fetchone()
        if held is None or not held[0] or not marked:
            return bool(held and held[0])
        closed = inside.execute("select to_regclass('gate.whole') is null").fetchone()
        if closed is None or closed[0]:
            return False
        whole = inside.execute("select exists (select from gate.whole)").fetchone()
        return bool(whole and whole[0])


def load(target: Target, archive: Path) -> None:
    """As superuser: owners and rights come back as they were. Raises ClientFailed; then the database is empty."""
    inside = redirect(target.superuser, dbname=target.database)
    with connect(inside, autocommit=True) as connection:
        version = connection.info.server_version
    clients = Clients.fit_for(version)
    options = ["--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1", "--file=-"]
    with (
        clients.reading("pg_restore", ["--file=-", str(archive)]) as script,
        clients.writing("psql", options, inside) as psql,
    ):
        for part in _suited(script, version):
            psql.write(part)
    with connect(inside, autocommit=True) as connection:
        connection.execute("analyze")


def _suited(script: IO[bytes], server_version: int) -> Iterator[bytes]:
    """The script without settings that an older server doesn't know, nor marks that some servers put on columns for
    themselves alone (``pg_attver``, of 15.20) and others refuse."""
    for line in script:
        if _MARKED.match(line) or (server_version < 170_000 and line.strip() == _UNKNOWN):
            continue
        yield line
        if line.startswith(b"COPY ") and line.rstrip().endswith(
            b"FROM stdin;"
        ):  # all tables stand before the first row
            break
    while part := script.read(_CHUNK):
        yield part
