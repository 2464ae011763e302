"""Opening: rows that a committed ledger line names become readable, for as long as the line lives."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, LiteralString, NamedTuple, TypeVar
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from seloste.engine.connect import Connection
from seloste.gate import bind
from seloste.gate.bind import Query, SealedRow
from seloste.protection import sealing
from seloste.protection.keyfile import KeyFile
from seloste.protection.master import KeyDestroyed
from seloste.terms.act import Act
from seloste.terms.sealed import Sealed

TABLES: dict[str, int] = {}
"""Code of each table of personal rows, as sealed into its messages; filled from the registry of models."""

_log = logging.getLogger("seloste.protection")
_TRIES = 4
SORTED_AT_ONCE = 1000
Result = TypeVar("Result")


class Opened(NamedTuple):
    """One row, opened: whose it is, and its content behind the type that does not print."""

    person: UUID
    row: UUID
    kind: int
    content: Sealed[Any]


def opened(rows: Iterable[SealedRow], table: str, keys: KeyFile) -> list[Opened]:
    """The rows' contents. Key objects live in this call only.

    A row that doesn't open (any writer may have stored a worthless key) is left out and logged: it closes
    nobody else's. When none opens, NotOpened: then the key file is another one.
    """
    code = TABLES[table]
    of_person: dict[tuple[UUID, int], AESGCM] = {}
    found, failed = [], 0
    for person, row, kind, fate, form, sealed, generation, wrapped in rows:
        try:
            key = of_person.get((person, fate))
            if key is None:
                bucket = keys.of_person(person, generation)
                bound = sealing.key_binding(person, fate, generation)
                key = of_person[person, fate] = AESGCM(sealing.unwrap(wrapped, bucket, bound))
            content = sealing.unseal(sealed, key, sealing.row_binding(code, row, person, fate, form))
        except sealing.NotOpened:
            failed += 1
            continue
        found.append(Opened(person, row, kind, Sealed(table, content)))
    if failed and not found:
        raise sealing.NotOpened("No row opens: the key file is of another register, or older than the data.")
    if failed:
        _log.warning("rows that do not open were left out", extra={"table": table, "count": failed})
    return found


def look_and_open(
    connection: Connection,
    keys: KeyFile,
    use: str,
    act: Act,
    table: str,
    query: LiteralString,
    parameters: Sequence[Any] = (),
) -> list[Opened]:
    """Rows that ``query`` selects (``subject_id, id``, at most 1,000) and that the use may touch, opened.

    The ledger line that names them is on disk before this returns.
    """
    return look_and_open_all(connection, keys, use, act, {table: Query(query, parameters)}).rows[table]


@dataclass(frozen=True, slots=True)
class Seen:
    """Opened rows by table, and the rows of the queries that ran beside, in their order."""

    rows: dict[str, list[Opened]]
    beside: list[list[tuple[Any, ...]]]


def look_and_open_all(
    connection: Connection,
    keys: KeyFile,
    use: str,
    act: Act,
    looks: Mapping[str, Query],
    beside: Sequence[Query] = (),
) -> Seen:
    """As :func:`look_and_open`, for several tables under one use and in one round trip."""

    def attempt() -> Seen:
        taken = bind.take_all(connection, use, act, looks, beside)
        rows = {table: opened(rows, table, keys) for table, rows in taken.rows.items()}
        return Seen(rows, taken.beside)

    return _in_turns(attempt)


def look_and_open_person(
    connection: Connection, keys: KeyFile, use: str, act: Act, person: UUID, beside: Sequence[Query] = ()
) -> Seen:
    """As :func:`look_and_open_all`: whatever the use may touch of one person, a thousand rows of each table."""
    tables = {code: table for table, code in TABLES.items()}

    def attempt() -> Seen:
        taken, found = bind.take_person(connection, use, act, person, beside)
        rows = {tables[code]: opened(rows, tables[code], keys) for code, rows in taken.items()}
        return Seen(rows, found)

    return _in_turns(attempt)


def open_names(
    connection: Connection,
    keys: KeyFile,
    use: str,
    act: Act,
    buckets: Sequence[UUID],
    chosen: str = "{}",
) -> list[Opened]:
    """Names of these buckets of the alphabet, as far as the list is narrowed to them, to be sorted (verb ``sort``).

    However many: a thousand under each line.
    """
    found: list[Opened] = []
    after: UUID | None = None
    while True:
        rows, after = _in_turns(partial(_names_after, connection, keys, use, act, buckets, chosen, after))
        found += rows
        if after is None:
            return found


def _names_after(
    connection: Connection,
    keys: KeyFile,
    use: str,
    act: Act,
    buckets: Sequence[UUID],
    chosen: str,
    after: UUID | None,
) -> tuple[list[Opened], UUID | None]:
    """Names of people after one, and after whom there are more; somebody's second name may lie past the thousandth."""
    taken = bind.take_names(connection, use, act, buckets, chosen, after)
    if len(taken) < SORTED_AT_ONCE:
        return opened(taken, "contact", keys), None
    last = max(row.person for row in taken)
    whole = [row for row in taken if row.person != last] or taken
    return opened(whole, "contact", keys), max(row.person for row in whole)


def _in_turns(attempt: Callable[[], Result]) -> Result:
    """Once more, under a new line, when a bucket was turned between handing out and opening."""
    for _ in range(_TRIES - 1):
        try:
            return attempt()
        except KeyDestroyed:
            continue
    return attempt()
