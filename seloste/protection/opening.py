"""Opening: rows that a committed ledger line names become readable, for as long as the line lives."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, LiteralString
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from seloste.engine.connect import Connection
from seloste.gate import bind
from seloste.gate.bind import SealedRow
from seloste.protection import sealing
from seloste.protection.keyfile import KeyFile
from seloste.protection.master import KeyDestroyed
from seloste.terms.act import Act
from seloste.terms.sealed import Sealed

TABLES = {"contact": 1, "evidence": 2, "mention": 3}
"""Code of each table of personal rows, as sealed into its messages; compared with the registry by a test."""


_TRIES = 4


@dataclass(frozen=True, slots=True)
class Opened:
    """One row, opened: whose it is, and its content behind the type that does not print."""

    person: UUID
    row: UUID
    kind: int
    content: Sealed[Any]


def opened(rows: Iterable[SealedRow], table: str, keys: KeyFile) -> list[Opened]:
    """The rows' contents. Key objects live in this call only."""
    code = TABLES[table]
    of_person: dict[tuple[UUID, int], AESGCM] = {}
    found = []
    for row in rows:
        key = of_person.get((row.person, row.fate))
        if key is None:
            bucket = keys.of_person(row.person, row.generation)
            bound = sealing.key_binding(row.person, row.fate, row.generation)
            key = of_person[row.person, row.fate] = AESGCM(sealing.unwrap(row.wrapped, bucket, bound))
        bound = sealing.row_binding(code, row.row, row.person, row.fate, row.form)
        content = sealing.unseal(row.sealed, key, bound)
        found.append(Opened(row.person, row.row, row.kind, Sealed(table, content)))
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
    return _opened_in_turns(lambda: bind.take(connection, use, act, table, query, parameters), table, keys)


def open_names(
    connection: Connection, keys: KeyFile, use: str, act: Act, buckets: Sequence[UUID]
) -> list[Opened]:
    """Names of these buckets of the alphabet, to be sorted (verb ``sort``)."""
    return _opened_in_turns(lambda: bind.take_names(connection, use, act, buckets), "contact", keys)


def _opened_in_turns(take: Callable[[], list[SealedRow]], table: str, keys: KeyFile) -> list[Opened]:
    """Once more, under a new line, when a bucket was turned between handing out and opening."""
    for _ in range(_TRIES - 1):
        try:
            return opened(take(), table, keys)
        except KeyDestroyed:
            continue
    return opened(take(), table, keys)
