"""A small register to copy: its people, a folder for backups, and what the worker does."""

from __future__ import annotations

import secrets
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

import pytest

from seloste.backup import keys as archives
from seloste.backup.backing import Register as Copied
from seloste.backup.finishing import Place
from seloste.backup.loading import Target
from seloste.backup.restoring import Left
from seloste.engine import database
from seloste.engine.connect import Connection, connect
from seloste.engine.home import Home
from seloste.protection.keys import KeyFile
from seloste.protection.opening import look_and_open
from seloste.protection.vault import Vault
from seloste.terms.act import Act, Ticket
from tests.conftest import Engine
from tests.database import PASSWORDS, Register, a_register


@pytest.fixture
def register(engine: Engine) -> Iterator[Register]:
    """A register of the test's own: what is counted and copied is the whole of it."""
    with a_register(engine) as register:
        yield register


def copied(register: Register) -> Copied:
    """The register as its copies need it."""
    return Copied(register.addresses.owner, register.vault("worker"), register.worker, register.roles.prefix)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backups"


@dataclass
class Elsewhere:
    """Where a register comes back: a database of its own and a home that at first holds a master key alone."""

    target: Target
    _open: list[Connection] = field(default_factory=list)

    @property
    def keys(self) -> Path:
        return self.target.home.keys

    def vault(self, role: str = "app") -> Vault:
        connection = connect(getattr(self.target.addresses, role), autocommit=True)
        self._open.append(connection)
        return Vault(connection, KeyFile(self.keys))

    def act(self, actor: str = "first") -> Act:
        return Act(Ticket(bytes.fromhex((self.target.home.tickets / actor).read_text())), "work")

    def copy(self, register: Register) -> None:
        """The database as it stands now, with the tickets of here: what a recovery to this moment gives back."""
        register.close()
        with connect(self.target.superuser, autocommit=True) as superuser:
            database.make_database(superuser, self.target.database, register.roles, template=register.name)
        for actor, act in (("first", register.act), ("worker", register.worker)):
            (self.target.home.tickets / actor).write_text(act.ticket.secret.hex())

    def place(self) -> Place:
        return Place(self.target.addresses.owner, self.vault("worker"), self.act("worker"))

    def bring(self, folder: Path) -> None:
        """The key folder as it stands: the machine has lost its database and nothing else."""
        for name in archives.names(folder):
            (self.keys / name).parent.mkdir(exist_ok=True)
            shutil.copy(folder / name, self.keys / name)

    def shown(self) -> dict[UUID, str]:
        """Everybody's e-mail address, as the use ``rights`` opens it."""
        vault = self.vault()
        query = "select subject_id, id from register.contact where kind = 2 limit 1000"
        rows = look_and_open(vault.connection, vault.keys, "rights", self.act(), "contact", query)
        return {row.person: str(row.content.show()) for row in rows}

    def drop_aside(self, left: Left | None) -> bool:
        """Whether the register that was moved aside stood there until now."""
        database = left.database if left else ""
        with connect(self.target.superuser, autocommit=True) as superuser:
            query = "select 1 from pg_database where datname = %s"
            found = superuser.execute(query, (database,)).fetchone()
            superuser.execute(f'drop database if exists "{database or "-"}" with (force)'.encode())
        return found is not None

    def close(self) -> None:
        for connection in self._open:
            connection.close()
        with connect(self.target.superuser, autocommit=True) as superuser:
            superuser.execute(f"drop database if exists {self.target.database} with (force)".encode())


@pytest.fixture
def elsewhere(register: Register) -> Iterator[Elsewhere]:
    with tempfile.TemporaryDirectory(prefix="st-", dir="/tmp") as made:
        Path(made).chmod(0o755)  # the engine's account goes through it
        home = Home(Path(made) / "home")
        home.prepare()
        shutil.copy(register.keys_folder / "master", home.keys / "master")
        name = f"t_{secrets.token_hex(5)}"
        place = Elsewhere(Target(register.engine.superuser_dsn(), name, register.roles, PASSWORDS, home))
        try:
            yield place
        finally:
            place.close()
