"""A new register: roles, database, schema, keys, and the first actors (spine 6)."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict

from seloste.engine import database
from seloste.engine.connect import Connection, connect, redirect
from seloste.engine.database import Roles
from seloste.protection.keys import KeyFile
from seloste.protection.master import replace_file
from seloste.terms.act import Ticket
from seloste.terms.words import LEGAL, RIGHTS, UPKEEP

FIRST_RIGHTS = ("*", RIGHTS, UPKEEP, LEGAL, "publish", "notice", "intake", "sort", "grant")
WORKER_RIGHTS = (UPKEEP,)
FIRST_DAYS = 30
OWNER = "owner"


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where each role reaches the database, as ``postgresql://`` addresses."""

    owner: str
    app: str
    worker: str
    signin: str


def make_database(superuser_dsn: str, name: str, roles: Roles, passwords: dict[str, str]) -> Addresses:
    """Roles and an empty, hardened database; on the engine as its superuser."""
    with connect(superuser_dsn, autocommit=True) as superuser:
        database.make_roles(superuser, roles, passwords)
        standing = superuser.execute("select 1 from pg_database where datname = %s", (name,)).fetchone()
        if not standing:
            database.make_database(superuser, name, roles)
    with connect(redirect(superuser_dsn, dbname=name), autocommit=True) as inside:
        database.close_database(inside, roles)
    return addresses(superuser_dsn, name, roles, passwords)


def addresses(dsn: str, name: str, roles: Roles, passwords: dict[str, str]) -> Addresses:
    """The roles' addresses on the server that ``dsn`` leads to."""
    return Addresses(
        *(redirect(dsn, dbname=name, user=roles[role], password=passwords[role]) for role in database.LOGINS)
    )


def make_schema(owner_dsn: str, roles: Roles, bits: int = 12) -> None:
    """Tables, policies, functions and grants: every migration that the database lacks, as the owner."""
    from django.core.management import call_command  # a command sets Django up when it runs
    from django.db import connections

    told = conninfo_to_dict(owner_dsn)
    database_of = {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": told["dbname"],
        "USER": told["user"],
        "PASSWORD": told.get("password", ""),
        "HOST": told.get("host", ""),
        "PORT": str(told.get("port", "")),
        "ROLE_PREFIX": roles.prefix,
        "BUCKET_BITS": bits,
    }
    configured = connections.configure_settings({"default": {}, OWNER: database_of})
    connections.databases[OWNER] = configured[OWNER]
    try:
        call_command("migrate", database=OWNER, verbosity=0, interactive=False, skip_checks=True)
    finally:
        connections[OWNER].close()
        del connections[OWNER]
        del connections.databases[OWNER]


def extend_schema(owner_dsn: str, roles: Roles) -> tuple[str, ...]:
    """Kinds of data that the models have and the database lacks, added; and the months of what comes by months.

    Raises CannotExtend.
    """
    from seloste.register import extending  # Django's registry of models must stand

    with connect(owner_dsn, autocommit=True) as owner:
        return extending.extend(owner, roles)


def make_actors(owner_dsn: str, first: str) -> None:
    """The first actor, with everything for 30 days, and the worker's."""
    with connect(owner_dsn, autocommit=True) as owner:
        _found(owner, first, "administrator", FIRST_RIGHTS, timedelta(days=FIRST_DAYS))
        _found(owner, "worker", "worker", WORKER_RIGHTS, timedelta(days=3650))


def _found(owner: Connection, name: str, role: str, rights: tuple[str, ...], lasts: timedelta) -> None:
    owner.execute("select gate.found_actor(%s, %s, %s, %s)", (name, role, list(rights), lasts))


def sign_in(signin_dsn: str, actor: str, lasts: timedelta, *, once: bool = False) -> Ticket:
    """A ticket of an actor, minted over a connection of its own (spine 6); hashed in the database."""
    secret = secrets.token_bytes(32)
    with connect(signin_dsn, autocommit=True) as connection:
        connection.execute(
            "select gate.sign_in(%s, %s, %s, %s)", (actor, hashlib.sha256(secret).digest(), lasts, once)
        )
    return Ticket(secret)


def keep_ticket(path: Path, ticket: Ticket) -> Path:
    """A ticket's file, readable by this account alone."""
    replace_file(path, f"{ticket.secret.hex()}\n".encode())
    return path


def make_keys(folder: Path, bits: int = 12) -> KeyFile:
    """The key file of a new register."""
    return KeyFile.create(folder, bits)
