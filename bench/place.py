"""A scratch register on the product's own engine, with the product's own settings, for one run."""

from __future__ import annotations

import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from bench.sizes import Sizes
from seloste.engine import database, launcher
from seloste.engine.connect import Connection, connect
from seloste.engine.database import Roles
from seloste.engine.home import Home
from seloste.gate.publishing import publish
from seloste.notice import load_policy
from seloste.protection.keys import KeyFile
from seloste.protection.vault import Vault
from seloste.register import installing, kinds
from seloste.register.installing import Addresses
from seloste.terms.act import Act

NOTICE = Path(__file__).resolve().parent.parent / "notices" / "avoin-systems" / "revised.toml"
NAME = "bench"


@dataclass
class Place:
    """The register, its actor, and connections that end with it. The actor holds every grant."""

    sizes: Sizes
    addresses: Addresses
    superuser_dsn: str
    keys: Path
    act: Act
    _open: list[Connection] = field(default_factory=list)

    def connect(self, role: str = "app") -> Connection:
        return self._kept(getattr(self.addresses, role))

    def superuser(self) -> Connection:
        return self._kept(self.superuser_dsn)

    def vault(self) -> Vault:
        return Vault(self.connect(), KeyFile(self.keys))

    def checkpoint(self, _round: int = 0) -> None:
        """Before a round: nobody pays for what the other side wrote."""
        with connect(self.superuser_dsn, autocommit=True) as superuser:
            superuser.execute("checkpoint")

    def _kept(self, dsn: str) -> Connection:
        connection = connect(dsn, autocommit=True)
        self._open.append(connection)
        return connection

    def close(self) -> None:
        for connection in self._open:
            connection.close()


@contextmanager
def a_place(sizes: Sizes, notice: Path = NOTICE) -> Iterator[Place]:
    """A migrated register with the published notice in a temporary home, removed afterwards."""
    root = Path(tempfile.mkdtemp(prefix="seloste-bench-"))
    home = Home(root)
    try:
        place = _made(home, sizes, notice)
        try:
            yield place
        finally:
            place.close()
    finally:
        launcher.stop(home)
        shutil.rmtree(root)


def _made(home: Home, sizes: Sizes, notice: Path) -> Place:
    superuser = launcher.ensure_running(home).superuser_dsn
    passwords = {role: secrets.token_urlsafe(16) for role in database.LOGINS}
    roles = Roles(NAME)
    places = installing.make_database(superuser(), NAME, roles, passwords)
    installing.make_schema(places.owner, roles, sizes.bits)
    installing.make_keys(home.keys, sizes.bits)
    installing.make_actors(places.owner, "first")
    act = Act(installing.sign_in(places.signin, "first", timedelta(days=1)))
    with connect(places.app, autocommit=True) as app:
        publish(app, load_policy(notice), notice, act, kinds(), counted=False)
    return Place(sizes, places, superuser(NAME), home.keys, act)
