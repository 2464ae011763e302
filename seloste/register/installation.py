"""An installation: its home, its database, its keys and tickets. What every face begins with."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from psycopg import OperationalError
from psycopg.conninfo import conninfo_to_dict

from seloste.engine import database, launcher
from seloste.engine.conformity import refuse_forgetful_server
from seloste.engine.connect import connect
from seloste.engine.database import Roles
from seloste.engine.errors import Exit, SelosteError
from seloste.engine.home import Home, alone
from seloste.gate.errors import Restoring
from seloste.protection.keys import KeyFile
from seloste.protection.master import replace_file
from seloste.protection.vault import Vault
from seloste.register import installing
from seloste.register.installing import Addresses
from seloste.terms.act import Act, Ticket

DATABASE = "seloste"
PASSWORDS = "passwords.json"
FIRST = "first"
ONE_MAKES = "setup.lock"
"""The lock of whoever makes a register here, or brings one back."""
_VARIABLES = {
    "app": "SELOSTE_DATABASE_URL",
    "owner": "SELOSTE_OWNER_URL",
    "worker": "SELOSTE_WORKER_URL",
    "signin": "SELOSTE_SIGNIN_URL",
}


class NotSetUp(SelosteError):
    """There is no register here yet."""

    exit_code = Exit.ENGINE
    code = "not_set_up"


class NoTicket(SelosteError):
    """Nobody acts: the ticket named is not in the home."""

    exit_code = Exit.NOT_PERMITTED
    code = "no_ticket"


@dataclass(frozen=True, slots=True)
class Installation:
    """A register's places. ``server``: the database is a PostgreSQL that SELOSTE_DATABASE_URL names."""

    home: Home
    server: bool

    def address(self, role: str) -> str:
        """The address under which a role reaches the database; the embedded engine is started if need be.

        Raises NotSetUp when there is none.
        """
        if self.server:
            address = os.environ.get(_VARIABLES[role])
            if not address:
                raise NotSetUp(
                    f"{_VARIABLES[role]} is not set.",
                    help=f"It is the address of the role {role}; the README tells how roles and addresses are chosen.",
                )
            return address
        passwords = self._passwords()
        engine = launcher.ensure_running(self.home)
        return engine.dsn(Roles(DATABASE)[role], passwords[role], DATABASE)

    def _passwords(self) -> dict[str, str]:
        path = self.home.keys / PASSWORDS
        if not path.exists():
            raise NotSetUp(f"There is no register in {self.home.root}.", help="Run `seloste setup` first.")
        return dict(json.loads(path.read_text()))

    @property
    def roles(self) -> Roles:
        """The roles' prefix is the database's name, also on a server."""
        if not self.server:
            return Roles(DATABASE)
        user = str(conninfo_to_dict(os.environ["SELOSTE_DATABASE_URL"]).get("user", ""))
        return Roles(user.removesuffix("_app"))

    def vault(self, role: str = "app") -> Vault:
        """A connection of a face, and the keys."""
        address = self.address(role)
        try:
            return Vault(connect(address, autocommit=True), KeyFile(self.home.keys))
        except OperationalError as error:
            if "does not exist" in str(error):
                raise NotSetUp(
                    "There is no such database.",
                    help="If a restore was stopped, run the same `seloste restore` again; else `seloste setup`.",
                ) from None
            raise NotSetUp(
                f"The database doesn't let {role} in: {str(error).splitlines()[0]}",
                help="`seloste doctor` tells what is wrong.",
            ) from None

    def act(self, actor: str = FIRST, reason: str = "work") -> Act:
        """The act of somebody whose ticket lies in the home. Raises NoTicket."""
        path = self.home.tickets / actor
        if not self.home.keys.exists():
            raise NotSetUp(f"There is no register in {self.home.root}.", help="Run `seloste setup` first.")
        try:
            return Act(Ticket(bytes.fromhex(path.read_text().strip())), reason)
        except FileNotFoundError:
            known = sorted(p.name for p in self.home.tickets.glob("*")) if self.home.tickets.exists() else []
            raise NoTicket(
                f"There is no ticket of {actor} here.",
                help=f"Tickets here: {', '.join(known) or 'none'}; `seloste user add` makes one.",
            ) from None
        except ValueError:
            raise NoTicket(
                f"The ticket of {actor} is damaged.", help=f"`seloste user ticket {actor}` makes a new one."
            ) from None

    def mint(self, actor: str, lasts: timedelta, *, once: bool = False) -> Ticket:
        """A new ticket, over the connection of the role that signs in."""
        return installing.sign_in(self.address("signin"), actor, lasts, once=once)

    def keep_ticket(self, actor: str, ticket: Ticket) -> Path:
        """The ticket in the home, readable by this account alone."""
        return installing.keep_ticket(self.home.tickets / actor, ticket)


def here() -> Installation:
    """The installation that the environment names: $SELOSTE_HOME, and a server or the embedded engine."""
    return Installation(Home.locate(), bool(os.environ.get("SELOSTE_DATABASE_URL")))


@dataclass(frozen=True, slots=True)
class Made:
    """What set-up did, by step; empty when everything stood already. ``kinds``: of data, added to what stood."""

    steps: tuple[str, ...]
    kinds: tuple[str, ...] = ()


def set_up(installation: Installation, first: str = FIRST) -> Made:
    """Roles, schema, keys, the first actor and the worker, with their tickets. Twice is as good as once."""
    installation.home.prepare()
    with alone(installation.home, ONE_MAKES):
        return _set_up(installation, first)


def _set_up(installation: Installation, first: str) -> Made:
    home = installation.home
    steps: list[str] = []
    superuser = superuser_of(installation)
    _refuse_forgetful(superuser)
    roles = installation.roles
    passwords = given_or_new_passwords(installation)
    places = installing.make_database(superuser, roles.prefix, roles, passwords)
    if not _has_schema(places):
        _refuse_restoring(places)
        steps.append("schema")
    installing.make_schema(places.owner, roles)
    kinds = installing.extend_schema(places.owner, roles)
    if kinds:
        steps.append("kinds")
    if not (home.keys / "keyfile").exists():
        installing.make_keys(home.keys)
        steps.append("keys")
    if not (home.tickets / first).exists():
        installing.make_actors(places.owner, first)
        for actor, days in ((first, installing.FIRST_DAYS), ("worker", 365)):
            installation.keep_ticket(actor, installing.sign_in(places.signin, actor, timedelta(days=days)))
        steps.append("actors")
    return Made(tuple(steps), kinds)


def _refuse_forgetful(superuser: str) -> None:
    """Before anything is made. Raises ForgetfulServer."""
    with connect(superuser, autocommit=True) as connection:
        refuse_forgetful_server(connection, "no register is made on it")


def superuser_of(installation: Installation) -> str:
    """The engine's superuser, or the server's while a register is made there. Raises NotSetUp."""
    if not installation.server:
        return launcher.ensure_running(installation.home).superuser_dsn()
    address = os.environ.get("SELOSTE_SUPERUSER_URL")
    if not address:
        raise NotSetUp(
            "Setting up a register on a server needs SELOSTE_SUPERUSER_URL once.",
            help="It makes the roles and the database and is not kept; unset it afterwards.",
        )
    return address


def given_or_new_passwords(installation: Installation) -> dict[str, str]:
    """The roles' passwords: of a server out of the addresses given, else random and kept beside the keys."""
    if installation.server:
        given = {role: os.environ.get(variable) for role, variable in _VARIABLES.items()}
        if missing := [_VARIABLES[role] for role, address in given.items() if not address]:
            raise NotSetUp(
                f"Not set: {', '.join(missing)}.", help="Choose a password for each role and set its address."
            )
        return {
            role: str(conninfo_to_dict(address or "").get("password", "")) for role, address in given.items()
        }
    path = installation.home.keys / PASSWORDS
    if path.exists():
        return dict(json.loads(path.read_text()))
    passwords = {role: secrets.token_urlsafe(24) for role in database.LOGINS}
    replace_file(path, json.dumps(passwords).encode())
    return passwords


def _refuse_restoring(places: Addresses) -> None:
    """Raises Restoring: a new register would stand where another one is brought back."""
    with connect(places.owner, autocommit=True) as owner:
        if database.is_being_restored(owner):
            raise Restoring


def _has_schema(places: Addresses) -> bool:
    with connect(places.owner, autocommit=True) as owner:
        row = owner.execute("select to_regclass('gate.state') is not null").fetchone()
    return bool(row and row[0])
