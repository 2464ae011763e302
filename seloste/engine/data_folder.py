"""The engine's data folder: made whole or not at all, of our version, open to no stranger."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from seloste.engine.account import Account
from seloste.engine.errors import EngineNotStarted, ForeignDataFolder
from seloste.engine.home import Home
from seloste.engine.postmaster import SUPERUSER
from seloste.engine.programs import MAJOR, Programs
from seloste.engine.troubles import NO_ROOM, no_room


def prepare(home: Home, programs: Programs) -> None:
    """Make the folder if there is none, check its version, and write who may come in.

    Called while no server runs. Raises EngineNotStarted or ForeignDataFolder.
    """
    if not (home.pg / "PG_VERSION").exists():
        _make(home, programs)
    _check_version(home)
    _own(home.pg, programs.account)
    _write_access(home, programs.account)


def _make(home: Home, programs: Programs) -> None:
    """``initdb`` beside the final place, renamed when whole: a half-made folder is never started."""
    half = home.root / "pg.new"
    shutil.rmtree(half, ignore_errors=True)
    half.mkdir(mode=0o700)
    os.chown(half, programs.account.uid, programs.account.gid)
    code, said = programs.run(
        "initdb",
        *("--pgdata", str(half), "--username", SUPERUSER),
        *("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
        *("--data-checksums", "--auth-local=peer", "--auth-host=scram-sha-256", "--no-instructions"),
    )
    if code:
        shutil.rmtree(half, ignore_errors=True)
        if NO_ROOM in said:
            raise no_room(f" of the home {home.root}")
        raise EngineNotStarted("The data folder couldn't be made.", help=f"See {home.engine_log}.")
    half.rename(home.pg)


def _own(folder: Path, account: Account) -> None:
    """A folder that root copied or restored goes to the engine's account, and is private to it."""
    folder.chmod(0o700)
    if folder.stat().st_uid == account.uid:
        return
    for top, folders, files in os.walk(folder):
        for name in (*folders, *files):
            os.chown(Path(top, name), account.uid, account.gid, follow_symlinks=False)
    os.chown(folder, account.uid, account.gid)


def _check_version(home: Home) -> None:
    made_by = (home.pg / "PG_VERSION").read_text().strip()
    if made_by != str(MAJOR):
        raise ForeignDataFolder(
            f"The data folder {home.pg} was made by PostgreSQL {made_by}; this engine is {MAJOR}.",
            help="Restore a backup into a new home, or use the version of Seloste that made it.",
        )


def _write_access(home: Home, account: Account) -> None:
    """Peer for the superuser, a password for all others; no address but the socket, and no trust."""
    names = sorted({account.name, Account.current().name, "root"})
    _replace(home.pg / "pg_ident.conf", account, [f'seloste "{name}" {SUPERUSER}' for name in names])
    access = [f"local all {SUPERUSER} peer map=seloste", "local all all scram-sha-256"]
    _replace(home.pg / "pg_hba.conf", account, access)


def _replace(path: Path, account: Account, lines: Sequence[str]) -> None:
    """Written anew beside its place: in a folder of another account no link is followed."""
    new = path.with_name(f"{path.name}.new")
    new.unlink(missing_ok=True)
    descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    with os.fdopen(descriptor, "w") as file:
        os.fchown(descriptor, account.uid, account.gid)
        file.writelines(f"{line}\n" for line in lines)
    new.rename(path)
