"""``backup`` and ``restore``: a verified copy of the register, and the register brought back from it.

Ours: ``back_up``, which dumps, counts and digests every table in the same snapshot, reads the archive again as it lies
on the disk, and writes the keys' archive; and ``restore`` into an empty server, which catches up with whatever was
forgotten since and derives what has ended. Baselines: ``pg_dump`` of the same tables in the same format, by the
same program, unread; and ``pg_restore`` of that archive in one transaction into another database of that server.
This comes last, for the plain twins go first: they would be copied too.
"""

from __future__ import annotations

import secrets
import shutil
import tempfile
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

from bench.filling import Filled
from bench.place import NAME, Place
from bench.results import Result, against
from bench.rounds import side_by_side
from seloste.backup import backing, choosing, restoring
from seloste.backup.backing import Register
from seloste.backup.loading import Target
from seloste.engine import database, launcher
from seloste.engine.clients import Clients
from seloste.engine.connect import connect
from seloste.engine.database import Roles
from seloste.engine.home import Home
from seloste.protection.keys import KeyFile
from seloste.protection.master import Master
from seloste.protection.vault import Vault

AIM = 1.5
OPTIONS = ["--format=custom", "--compress=1", "--enable-row-security", "--no-unlogged-table-data"]


def measure(place: Place, _filled: Filled) -> list[Result]:
    superuser = place.superuser()
    superuser.execute("drop schema if exists plain cascade")
    people = superuser.execute("select count(*) from register.standing").fetchone()
    assert people is not None  # an aggregate
    register = _register(place)
    clients = Clients.fit_for(superuser.info.server_version)
    rounds = place.sizes.copies
    with ExitStack() as until:
        folder = Path(tempfile.mkdtemp(prefix="seloste-bench-copy-"))
        until.callback(shutil.rmtree, folder)
        archive = folder / "plain.dump"
        dumped = side_by_side(
            lambda _: clients.run("pg_dump", [*OPTIONS, f"--file={archive}"], place.addresses.owner),
            lambda number: backing.back_up(register, folder / f"backup-{number}"),
            rounds, place.checkpoint, warm=False,
        )  # fmt: skip
        scratch = _Scratch(place, Home(Path(tempfile.mkdtemp(prefix="seloste-bench-restore-"))), until)
        back = side_by_side(
            lambda number: scratch.plainly(clients, archive, number),
            lambda number: scratch.restored(folder / f"backup-{rounds}", number),
            rounds, warm=False,
        )  # fmt: skip
        sizes = {"archive_mb": archive.stat().st_size / 1e6}
    return [
        against("backup", int(people[0]), dumped, AIM, **sizes),
        against("restore", int(people[0]), back, AIM),
    ]


def _register(place: Place) -> Register:
    """As the worker has it; the bench's own actor may do upkeep, too."""
    vault = Vault(place.connect("worker"), KeyFile(place.keys))
    return Register(place.addresses.owner, vault, replace(place.act, reason="upkeep"), NAME)


class _Scratch:
    """An empty server with a home, whose keys are those of the register."""

    def __init__(self, place: Place, home: Home, until: ExitStack) -> None:
        until.callback(shutil.rmtree, home.root)
        home.prepare()
        until.callback(launcher.stop, home)
        self._place, self._home = place, home
        self._server = launcher.ensure_running(home)
        self._passwords = {role: secrets.token_urlsafe(24) for role in database.LOGINS}
        until.callback(self._clear)

    def _target(self) -> Target:
        return Target(self._server.superuser_dsn(), NAME, Roles(NAME), self._passwords, self._home)

    def restored(self, folder: Path, _round: int) -> None:
        """Into an empty place; what the last round brought is dropped, which takes no time worth counting."""
        self._clear()
        choosing.copy_folder(self._place.keys, self._home.keys)
        (self._home.keys / "master").unlink(missing_ok=True)
        (self._home.keys / "master").symlink_to(Master.of(self._place.keys).path.absolute())
        restoring.restore(self._target(), folder)

    def plainly(self, clients: Clients, archive: Path, number: int) -> None:
        """``pg_restore`` as the superuser, with the roles that the archive names."""
        name = f"plain_{number}"
        with connect(self._server.superuser_dsn(), autocommit=True) as superuser:
            database.make_roles(superuser, Roles(NAME), self._passwords)
            superuser.execute(f"drop database if exists {name}".encode())
            superuser.execute(f"create database {name}".encode())
        dsn = self._server.superuser_dsn(name)
        clients.run("pg_restore", ["--single-transaction", f"--dbname={name}", str(archive)], dsn)

    def _clear(self) -> None:
        with connect(self._server.superuser_dsn(), autocommit=True) as superuser:
            superuser.execute(f"drop database if exists {NAME} with (force)".encode())
        shutil.rmtree(self._home.keys, ignore_errors=True)
        self._home.prepare()
