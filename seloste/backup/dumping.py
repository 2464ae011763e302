"""The data archive: one consistent dump without keys and without the index, counted in its own snapshot.

By row security a dump may hold no rows and say nothing about it (spine 1), so the archive is read again as it
lies on the disk and its rows are compared with the database's.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import msgspec
from psycopg import sql

from seloste import __version__
from seloste.backup import reusing
from seloste.backup.folder import (
    BackupError,
    Backups,
    Manifest,
    Tally,
    begin,
    clear,
    digest_of_all,
    digests_in,
    half,
    settle,
)
from seloste.engine.clients import Clients
from seloste.engine.connect import Connection, connect

EXCLUDED = ("protection.key", "gate.whole", "gate.ticket")
"""Tables whose rows are in no data archive: keys have an archive of their own; without its one row in
``gate.whole`` a database answers nobody; and no ticket comes back that was signed out since."""

_TABLES = (
    "select n.nspname, c.relname, not exists (select from pg_attribute a join pg_type y on y.oid = a.atttypid"
    "   where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and y.typname <> all (%s))"
    " from pg_class c join pg_namespace n on n.oid = c.relnamespace"
    " where c.relkind = 'r' and c.relpersistence = 'p' and n.nspname not in ('pg_catalog', 'information_schema')"
    " order by 1, 2"
)
_LASTING = [
    "bool", "bytea", "date", "int2", "int4", "int8", "interval", "jsonb", "numeric", "text", "timestamptz", "uuid", "varchar",
    "_int2", "_int4", "_int8", "_text", "_timestamptz", "_uuid",
]  # fmt: skip
"""Types whose hashes are of their values alone: those of an enum are of numbers that another database gives anew."""
_HIDDEN = (
    "select c.oid::regclass::text from pg_class c where c.relkind in ('r', 'p') and c.relrowsecurity and not ("
    " pg_has_role(%s, 'USAGE') and exists (select from pg_policy p where p.polrelid = c.oid and p.polpermissive"
    "   and p.polcmd in ('*', 'r') and pg_get_expr(p.polqual, p.polrelid) = 'true' and %s::regrole::oid = any (p.polroles))"
    " and not exists (select from pg_policy p where p.polrelid = c.oid and not p.polpermissive)) order by 1"
)
_PLAIN = (
    "set timezone = 'UTC'; set datestyle = 'ISO, YMD'; set intervalstyle = 'postgres'; set bytea_output = 'hex';"
    " set extra_float_digits = 1; set jit = off"
)


@dataclass(frozen=True, slots=True)
class Dumped:
    """A data archive that is verified, and how many of its bytes stood in the former one already."""

    manifest: Manifest
    reused: int


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A transaction of the owner that sees one moment, and lets others see the same."""

    connection: Connection
    name: str


@contextmanager
def snapshot(owner_dsn: str) -> Iterator[Snapshot]:
    """One moment of the database, as the owner sees it: every row, by its membership in the gate."""
    with connect(owner_dsn, autocommit=True) as connection:
        connection.execute(_PLAIN.encode())
        connection.execute("begin isolation level repeatable read read only")
        row = connection.execute("select pg_export_snapshot()").fetchone()
        assert row is not None  # a function of one row
        yield Snapshot(connection, str(row[0]))
        connection.execute("commit")


def tallies(connection: Connection) -> dict[str, Tally]:
    """Every logged table's rows and their digest, but of those whose rows are in no data archive."""
    found = {}
    for schema, table, lasting in connection.execute(_TABLES.encode(), (_LASTING,)).fetchall():
        if f"{schema}.{table}" in EXCLUDED:
            continue
        of_row = "hash_record_extended(t, 0)" if lasting else "hashtextextended(t::text, 0)"
        row = connection.execute(
            sql.SQL("select count(*), coalesce(bit_xor({}), 0) from {} t").format(
                sql.SQL(of_row), sql.Identifier(schema, table)
            )
        ).fetchone()
        assert row is not None  # an aggregate
        found[f"{schema}.{table}"] = Tally(int(row[0]), int(row[1]))
    return found


def dump(
    backups: Backups,
    clients: Clients,
    owner_dsn: str,
    stamp: str,
    prefix: str,
    replay_from: int,
    register: str,
) -> Dumped:
    """Write, count and verify a data archive; the manifest makes it one. Raises BackupError; nothing half stays."""
    path = backups.dump(stamp)
    half(path).mkdir(mode=0o700)  # this account's alone while it is written
    try:
        with snapshot(owner_dsn) as moment, ThreadPoolExecutor(1) as beside:
            options = [f"--exclude-table-data={table}" for table in EXCLUDED]
            writing = beside.submit(
                clients.run, "pg_dump",
                ["--format=directory", "--compress=1", "--enable-row-security", "--no-unlogged-table-data", *options,
                 f"--snapshot={moment.name}", f"--file={half(path)}"], owner_dsn,
            )  # fmt: skip
            _must_see_all(moment.connection, f"{prefix}_gate")
            counted = tallies(moment.connection)
            words = _words(moment.connection)
            writing.result()
        compare(counted, rows_in(clients, half(path)))
        for one in half(path).iterdir():
            one.chmod(0o600)
        files = digests_in(half(path))
        reused = reusing.reuse(half(path), files, backups)
        size = sum(one.stat().st_size for one in half(path).iterdir())
        settle(path)
    except BaseException:
        clear(half(path))
        raise
    return Dumped(Manifest(
        form=1, seloste=__version__, stamp=stamp, prefix=prefix, replay_from=replay_from, tables=counted,
        file=path.name, bytes=size, sha256=digest_of_all(files), files=files, register=register, **words,
    ), reused)  # fmt: skip


def write_manifest(backups: Backups, manifest: Manifest) -> bytes:
    """From here on the archive counts; the bytes written."""
    content = msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n"
    path = backups.manifest(manifest.stamp)
    begin(path).write_bytes(content)
    settle(path)
    return content


def _words(connection: Connection) -> dict[str, Any]:
    row = connection.execute(
        "select (select array_agg(app || '.' || name order by app, name) from public.django_migrations),"
        " (select policy from gate.state), t.size, s.bits, i.generation, coalesce("
        "   (select encode(c.root, 'hex') from ledger.checkpoint c order by c.size desc limit 1), '')"
        " from ledger.tree t, protection.bucket_size s, protection.index_state i"
    ).fetchone()
    assert row is not None  # tables of one row
    return {
        "migrations": list(row[0]), "notice": row[1], "ledger_size": int(row[2]), "bits": int(row[3]),
        "index_generation": int(row[4]), "ledger_root": str(row[5]), "server_version": connection.info.server_version,
    }  # fmt: skip


def _must_see_all(owner: Connection, gate: str) -> None:
    """Raises BackupError where row security may hide rows from the owner: then counting would see as little."""
    hidden = owner.execute(_HIDDEN.encode(), (gate, gate)).fetchall()
    if hidden:
        raise BackupError(
            f"The owner doesn't see every row of {hidden[0][0]}, so no copy of it would be whole.",
            help="`seloste doctor` says which policy or role isn't as it was generated.",
        )


def rows_in(clients: Clients, archive: Path) -> dict[str, int]:
    """The rows of each table in an archive as it lies on the disk, every byte of it read and unpacked."""
    with clients.reading("pg_restore", ["--file=-", str(archive)]) as script:
        return dict(_counted(script))


def _counted(script: IO[bytes]) -> Iterator[tuple[str, int]]:
    for line in script:
        if line.startswith(b"COPY ") and line.rstrip().endswith(b"FROM stdin;"):
            name = line.split(b" ", 2)[1].decode().replace('"', "")
            rows = 0
            for row in script:
                if row == b"\\.\n":
                    break
                rows += 1
            yield name, rows


def compare(counted: dict[str, Tally], written: dict[str, int]) -> None:
    """Raises BackupError where the archive holds another number of rows than the database had."""
    wanted = {name: one.rows for name, one in counted.items()}
    wrong = sorted(
        name for name in wanted.keys() | written.keys() if wanted.get(name, 0) != written.get(name, 0)
    )
    if wrong:
        first = wrong[0]
        raise BackupError(
            f"The archive is not whole: {first} has {wanted.get(first, 0)} rows, and {written.get(first, 0)} were written"
            + (f"; {len(wrong) - 1} other tables differ too." if len(wrong) > 1 else "."),
            help="Nothing of it was kept. `seloste doctor` looks at roles and policies.",
        )
