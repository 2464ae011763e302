"""A register on an engine of its own, for what no test may do to the shared one: stop, copy, kill, search."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from seloste.engine import launcher
from seloste.engine.account import service_account
from seloste.engine.connect import Connection, connect
from seloste.engine.home import Home
from seloste.gate.publishing import publish
from seloste.notice import load_policy
from seloste.register import kinds
from seloste.register.installation import DATABASE, Installation, set_up
from tests.database import NOTICE


@contextmanager
def a_folder() -> Iterator[Path]:
    """A short folder that the engine's account can enter; its engines are stopped, then it goes."""
    made = Path(tempfile.mkdtemp(prefix="st-", dir="/tmp"))
    made.chmod(0o755)
    try:
        yield made
    finally:
        for home in made.iterdir():
            launcher.stop(Home(home))
        shutil.rmtree(made)


@contextmanager
def an_installation() -> Iterator[Installation]:
    """Set up, its notice published, nobody in it."""
    with a_folder() as folder:
        installation = Installation(Home(folder / "home"), server=False)
        set_up(installation)
        with connect(installation.address("app"), autocommit=True) as app:
            publish(app, load_policy(NOTICE), NOTICE, installation.act(), kinds(), counted=False)
        yield installation


def superuser(home: Home, dbname: str = DATABASE) -> Connection:
    return connect(launcher.ensure_running(home).superuser_dsn(dbname), autocommit=True)


def copied(home: Home, name: str) -> Home:
    """A home beside it with a copy of its stopped data folder, owners and modes as they were."""
    other = Home(home.root.parent / name)
    other.root.mkdir(mode=0o755)
    subprocess.run(["cp", "-a", str(home.pg), str(other.pg)], check=True)
    return other


def as_engine(home: Home, *command: str | Path) -> bytes:
    """A program of PostgreSQL's, run by the account of the engine, which alone enters its socket's folder."""
    account = service_account(home.pg)
    drop = os.geteuid() == 0
    return subprocess.run(
        [str(word) for word in command],
        user=account.uid if drop else None,
        group=account.gid if drop else None,
        extra_groups=[] if drop else None,
        cwd="/",
        env={"PATH": os.defpath, "PGTZ": "UTC"},
        capture_output=True,
        check=True,
    ).stdout
