"""A database that holds the ledger and nothing else, for each test."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from importlib import resources
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID, uuid4

import psycopg
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from seloste.protection.sealer import Checkpoint, seal
from seloste.protection.verify import Verdict, verify

Connection = psycopg.Connection[Any]

LINES = """
create schema ledger;
create table ledger.line(
  id bigint generated always as identity primary key,
  xid xid8 not null default pg_current_xact_id(), at timestamptz not null default clock_timestamp(),
  verb text not null, actor uuid, ticket bytea, use smallint, mask bigint, reason text, policy int,
  tbl smallint, people int not null default 0, ids_hash bytea, cause bigint, detail jsonb,
  salt bytea not null
);
create index line_xid on ledger.line(xid);
create table ledger.named(
  line bigint, bucket smallint, subjects uuid[], rows uuid[], primary key(bucket, line)
);
"""
"""As the gate's own migration makes it."""

ENTER = """
create function ledger.enter_for_test(chosen int) returns void language sql security definer
set search_path = pg_catalog, pg_temp as $$
  insert into ledger.line(verb, actor, use, mask, salt)
  values ('enter', gen_random_uuid(), chosen, 1::bigint << chosen, sha256(uuid_send(gen_random_uuid())))
$$
"""
"""Stands for gate.enter, which needs the whole register."""

UPKEEP, RIGHTS = 61, 62


class Engine(Protocol):
    def superuser_dsn(self, dbname: str = "postgres") -> str: ...

    def dsn(self, user: str, password: str, dbname: str) -> str: ...


@dataclass(frozen=True)
class Roles:
    """The roles of these databases, by their names; the password is that of all that log in."""

    owner: str
    gate: str
    app: str
    worker: str
    password: str


@dataclass
class Ledger:
    """A ledger under test: the sealer's connection (the application's role) and what tampers with it."""

    conn: Connection
    dsn: str
    roles: Roles
    superuser: Connection
    folder: Path
    key: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)

    @property
    def public_key(self) -> bytes:
        return self.key.public_key().public_bytes_raw()

    @property
    def checkpoint(self) -> Path:
        return self.folder / "checkpoint"

    def write(self, verb: str = "keep", *, people: tuple[UUID, ...] = (), **columns: object) -> int:
        """One committed line, as the gate writes it."""
        named = sorted(set(people))
        columns |= {"verb": verb, "people": len(named), "salt": secrets.token_bytes(16)}
        if named:
            columns["ids_hash"] = sha256(b"".join(person.bytes for person in named)).digest()
        slots = ", ".join("%s" for _ in columns)
        query = f"insert into ledger.line({', '.join(columns)}) values ({slots}) returning id"
        row = self.superuser.execute(query.encode(), list(columns.values())).fetchone()
        assert row is not None
        if named:
            values = (row[0], named, [uuid4() for _ in named])
            self.superuser.execute("insert into ledger.named values (%s, 0, %s, %s)", values)
        return int(row[0])

    def seal(self, conn: Connection | None = None) -> Checkpoint | None:
        return seal(conn or self.conn, sign=self.key.sign, public_key=self.public_key, path=self.checkpoint)

    def filled(self, batches: int = 4, lines: int = 5) -> list[int]:
        """That many lines, sealed in batches; returns their ids."""
        ids = []
        for _ in range(batches):
            ids += [self.write("open", people=(uuid4(), uuid4()), detail='{"rows": 2}') for _ in range(lines)]
            assert self.seal() is not None
        return ids

    def verify(self, path: Path | None = None) -> Verdict:
        with self.entered():
            return verify(self.conn, path or self.checkpoint)

    def entered(self, bit: int = UPKEEP) -> _Entered:
        return _Entered(self.conn, bit)

    def tamper(self, *statements: str) -> None:
        """As the superuser does, past all triggers."""
        with self.superuser.transaction():
            self.superuser.execute("set local session_replication_role = replica")
            for statement in statements:
                self.superuser.execute(statement.encode())


class _Entered:
    def __init__(self, conn: Connection, bit: int) -> None:
        self.transaction, self.conn, self.bit = conn.transaction(), conn, bit

    def __enter__(self) -> None:
        self.transaction.__enter__()
        self.conn.execute("select ledger.enter_for_test(%s::int)", (self.bit,))

    def __exit__(self, *failure: Any) -> None:
        self.transaction.__exit__(*failure)


def fill(roles: Roles, text: str) -> str:
    for name in ("owner", "gate", "app", "worker"):
        text = text.replace("{" + name + "}", getattr(roles, name))
    return text


@pytest.fixture(scope="session")
def ledger_template(engine: Engine) -> Iterator[tuple[str, Roles]]:
    """A database with the ledger in it, and its roles."""
    name = f"ledger_{secrets.token_hex(4)}"
    owner, gate, app, worker = (f"{name}_{role}" for role in ("owner", "gate", "app", "worker"))
    roles = Roles(owner, gate, app, worker, password=secrets.token_hex(16))
    with psycopg.connect(engine.superuser_dsn(), autocommit=True) as superuser:
        superuser.execute(f"create role {roles.gate} nologin".encode())
        for role in (roles.owner, roles.app, roles.worker):
            superuser.execute(f"create role {role} login password '{roles.password}'".encode())
        superuser.execute(f"grant {roles.gate} to {roles.owner}".encode())
        superuser.execute(f"create database {name} owner {roles.owner}".encode())
        with psycopg.connect(engine.dsn(roles.owner, roles.password, name), autocommit=True) as conn:
            conn.execute(LINES.encode())
            tree = resources.files("seloste.protection") / "sql" / "ledger_tree.sql"
            for statement in fill(roles, tree.read_text(encoding="utf-8")).split(";\n\n"):
                conn.execute(statement.encode())
            conn.execute(ENTER.encode())
        yield name, roles
        superuser.execute(f"drop database {name}".encode())
        for role in (roles.owner, roles.gate, roles.app, roles.worker):
            superuser.execute(f"drop role {role}".encode())


@pytest.fixture
def ledger_conn(
    engine: Engine, ledger_template: tuple[str, Roles]
) -> Iterator[tuple[Connection, str, Roles, Connection]]:
    """A fresh ledger: the application's connection, its address, the roles and the superuser's connection."""
    template, roles = ledger_template
    name = f"{template}_{secrets.token_hex(4)}"
    with psycopg.connect(engine.superuser_dsn(), autocommit=True) as server:
        server.execute(f"create database {name} template {template} owner {roles.owner}".encode())
        dsn = engine.dsn(roles.app, roles.password, name)
        with (
            psycopg.connect(engine.superuser_dsn(name), autocommit=True) as superuser,
            psycopg.connect(dsn, autocommit=True) as conn,
        ):
            yield conn, dsn, roles, superuser
        server.execute(f"drop database {name} with (force)".encode())


@pytest.fixture
def ledger(ledger_conn: tuple[Connection, str, Roles, Connection], tmp_path: Path) -> Ledger:
    return Ledger(*ledger_conn, folder=tmp_path)


@pytest.fixture
def as_role(engine: Engine, ledger: Ledger) -> Iterator[Callable[[str], Connection]]:
    """A further connection to the same ledger in another role."""
    opened: list[Connection] = []

    def connect(role: str) -> Connection:
        dsn = engine.dsn(role, ledger.roles.password, ledger.superuser.info.dbname)
        opened.append(psycopg.connect(dsn, autocommit=True))
        return opened[-1]

    yield connect
    for conn in opened:
        conn.close()
