"""``backup`` and ``restore`` beside pg_dump and pg_restore of the same data, keys and all.

Ours: ``backing.back_up`` (the ledger sealed, the dump without keys, every table counted and digested in its
snapshot, the archive unpacked again and counted, the keys' archive written and read back), and ``restoring.restore``
(digests, the load, the newest keys, the list, the index filled anew, the ledger verified). The plain twins of the
other benches go first: the register alone is copied. An aim stands for the backup.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict

from bench.filling import Filled
from bench.place import NAME, Place
from bench.results import Result, against
from bench.rounds import side_by_side
from seloste.backup import backing, restoring
from seloste.backup.backing import Register
from seloste.backup.folder import Backups
from seloste.backup.loading import Target
from seloste.engine import database
from seloste.engine.clients import Clients
from seloste.engine.connect import connect, redirect
from seloste.engine.database import Roles
from seloste.engine.home import Home

AIM = 1.5
ROUNDS = 3
BACK = "bench_back"
PLAINLY = "bench_plainly"


def measure(place: Place, _filled: Filled) -> list[Result]:
    with place.superuser() as superuser:
        superuser.execute("drop schema if exists plain cascade")
    folder = Path(tempfile.mkdtemp(prefix="seloste-bench-copies-"))
    folder.chmod(0o755)
    try:
        return [_backup(place, folder), _restore(place, folder)]
    finally:
        shutil.rmtree(folder)


def _backup(place: Place, folder: Path) -> Result:
    vault = place.vault()
    clients = Clients.fit_for(vault.connection.info.server_version)
    register = Register(place.addresses.owner, vault, place.act, NAME)
    taken: list[backing.Done] = []
    pair = side_by_side(
        lambda _round: _dump(place, clients, folder),
        lambda _round: taken.append(backing.back_up(register, folder / "ours")),
        ROUNDS,
        place.checkpoint,
    )
    done = taken[-1]
    return against(
        "backup", place.sizes.people, pair, AIM, rows=done.manifest.rows,
        archive_mb=done.manifest.bytes / 1e6, keys_mb=done.keys_bytes / 1e6, plain_mb=(folder / "plain.dump").stat().st_size / 1e6,
    )  # fmt: skip


def _dump(place: Place, clients: Clients, folder: Path) -> None:
    options = [
        "--format=custom",
        "--compress=1",
        "--no-unlogged-table-data",
        f"--file={folder / 'plain.dump'}",
    ]
    clients.run("pg_dump", options, place.superuser_dsn)


def _restore(place: Place, folder: Path) -> Result:
    """The plain side into an empty database; ours into another, with all that stands before anybody reads."""
    target = _target(place, folder)
    clients = Clients.fit_for(place.connect().info.server_version)
    stamp = Backups(folder / "ours").stamps()[-1]

    def empty(_round: int) -> None:
        with connect(target.superuser, autocommit=True) as superuser:
            for name in (BACK, PLAINLY):
                superuser.execute(f"drop database if exists {name} with (force)".encode())
            superuser.execute(f"create database {PLAINLY} template template0".encode())
        place.checkpoint()

    def plainly(_round: int) -> None:
        clients.run(
            "pg_restore", [f"--dbname={PLAINLY}", "--single-transaction", str(folder / "plain.dump")],
            redirect(place.superuser_dsn, dbname=PLAINLY),
        )  # fmt: skip

    pair = side_by_side(
        plainly,
        lambda _round: restoring.restore(target, folder / "ours", at=stamp),
        ROUNDS,
        empty,
        warm=False,
    )
    return against("restore", place.sizes.people, pair, None)


def _target(place: Place, folder: Path) -> Target:
    home = Home(folder / "home")
    home.prepare()
    shutil.copy(place.keys / "master", home.keys / "master")
    passwords = {
        role: str(conninfo_to_dict(getattr(place.addresses, role))["password"]) for role in database.LOGINS
    }
    return Target(redirect(place.superuser_dsn, dbname="postgres"), BACK, Roles(NAME), passwords, home)
