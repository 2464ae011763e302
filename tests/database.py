"""Registers for tests: copies of a migrated template with the published notice (spine 30).

Tests make their own people through the real verbs, as the application's role.
"""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from seloste.engine import database
from seloste.engine.connect import Connection, connect
from seloste.engine.database import Roles
from seloste.gate.publishing import publish
from seloste.notice import load_policy
from seloste.protection.keys import KeyFile
from seloste.protection.vault import Vault
from seloste.register import installing, kinds
from seloste.register.installing import Addresses
from seloste.terms.act import Act, Ticket
from tests import switches
from tests.conftest import Engine

NOTICE = Path(__file__).resolve().parent.parent / "notices" / "avoin-systems" / "revised.toml"
PASSWORDS = {role: f"test-{role}-only" for role in database.LOGINS}


@dataclass
class Register:
    """One register of a test: its addresses, keys and the first actor's act."""

    engine: Engine
    name: str
    addresses: Addresses
    keys_folder: Path
    act: Act
    worker: Act
    roles: Roles
    _open: list[Connection] = field(default_factory=list)

    def connect(self, role: str = "app") -> Connection:
        connection = connect(getattr(self.addresses, role), autocommit=True)
        self._open.append(connection)
        return connection

    def superuser(self) -> Connection:
        connection = connect(self.engine.superuser_dsn(self.name), autocommit=True)
        self._open.append(connection)
        return connection

    def vault(self, role: str = "app") -> Vault:
        return Vault(self.connect(role), KeyFile(self.keys_folder))

    def ticket(self, actor: str) -> Act:
        return Act(installing.sign_in(self.addresses.signin, actor, timedelta(hours=8)))

    def close(self) -> None:
        for connection in self._open:
            connection.close()
        self._open.clear()


def _template(engine: Engine, folder: Path) -> dict[str, str]:
    """The template of an engine, made once for the whole run: by whichever worker comes first."""
    folder.mkdir(exist_ok=True)
    done = folder / f"template-{engine.name}.json"
    with (folder / f"template-{engine.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            done.write_text(json.dumps(_make_template(engine, folder)))
        return dict(json.loads(done.read_text()))


def _make_template(engine: Engine, folder: Path) -> dict[str, str]:
    name = f"seloste_test_{secrets.token_hex(4)}"
    roles = Roles(name)
    places = installing.make_database(engine.superuser_dsn(), name, roles, PASSWORDS)
    installing.make_schema(places.owner, roles)
    keys = folder / f"keys-{name}"
    installing.make_keys(keys)
    installing.make_actors(places.owner, "first")
    first = installing.sign_in(places.signin, "first", timedelta(days=2))
    worker = installing.sign_in(places.signin, "worker", timedelta(days=2))
    with connect(places.app, autocommit=True) as app:
        publish(app, load_policy(NOTICE), NOTICE, Act(first), kinds(), counted=False)
    return {"name": name, "keys": str(keys), "first": first.secret.hex(), "worker": worker.secret.hex()}


@contextmanager
def a_register(engine: Engine) -> Iterator[Register]:
    """A copy of the template with keys of its own folder; dropped afterwards."""
    shared = Path(os.environ["SELOSTE_TEST_HOME"]) / "templates"
    template = _template(engine, shared)
    name = f"t_{secrets.token_hex(5)}"
    roles = Roles(template["name"])
    with connect(engine.superuser_dsn(), autocommit=True) as superuser:
        database.make_database(superuser, name, roles, template=template["name"])
    if switches.OFF and switches.OFF.what != "python":
        with connect(engine.superuser_dsn(name), autocommit=True) as superuser:
            switches.off_in_database(superuser, switches.OFF)
    keys = shared / f"keys-{name}"
    shutil.copytree(template["keys"], keys)
    places = installing.addresses(engine.superuser_dsn(), name, roles, PASSWORDS)
    register = Register(
        engine, name, places, keys, Act(Ticket(bytes.fromhex(template["first"]))),
        Act(Ticket(bytes.fromhex(template["worker"])), "upkeep"), roles,
    )  # fmt: skip
    try:
        yield register
    finally:
        register.close()
        with connect(engine.superuser_dsn(), autocommit=True) as superuser:
            superuser.execute(f"drop database if exists {name} with (force)".encode())
        shutil.rmtree(keys)
