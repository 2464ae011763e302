"""Rows of a composite type as one parameter, in the form in which the server keeps them.

A door takes facts as ``gate.new_relation[]`` and its like. As text each field would be quoted twice and
parsed twice; in binary it is copied.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import psycopg
from psycopg import pq
from psycopg.abc import Buffer
from psycopg.adapt import Dumper
from psycopg.types.composite import CompositeInfo

_BOOL, _BYTEA, _SMALLINT, _INT, _TEXT, _MOMENT, _UUID = 16, 17, 21, 23, 25, 1184, 2950
_HEAD = struct.Struct("!IIIII")  # dimensions, whether there are nulls, element's type, length, first index
_NUMBER = struct.Struct("!i")
_TWO, _FOUR, _EIGHT = struct.Struct("!ih"), struct.Struct("!ii"), struct.Struct("!iq")
_SIXTEEN, _NULL = _NUMBER.pack(16), _NUMBER.pack(-1)
_TRUE, _FALSE = b"\0\0\0\1\1", b"\0\0\0\1\0"
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)

Packer = Callable[[Any], bytes]
AnyConnection = psycopg.Connection[Any]


@dataclass(frozen=True, slots=True)
class Records:
    """Rows of one composite type, each as wide as the type: ``fields`` are the numbers of its columns' types."""

    type: int
    fields: tuple[int, ...]
    rows: Sequence[tuple[Any, ...]] = field(repr=False)


def records(connection: AnyConnection, name: str, rows: Sequence[tuple[Any, ...]]) -> Records | list[Any]:
    """These rows for a parameter ``%s::name[]``. What the type is made of is asked once a connection."""
    if not rows:
        return []
    found = connection.adapters.types.get(name)
    if not isinstance(found, CompositeInfo):
        found = CompositeInfo.fetch(connection, name)
        if found is None:
            raise psycopg.ProgrammingError(f"no type {name}")
        found.register(connection)
    return Records(found.oid, tuple(found.field_types), rows)


class RecordsDumper(Dumper):
    """An array in PostgreSQL's binary form; its type is told by the cast in the statement."""

    format = pq.Format.BINARY

    def dump(self, obj: Records) -> Buffer | None:
        heads = [_NUMBER.pack(kind) for kind in obj.fields]
        packers = [_packer(kind, self.connection) for kind in obj.fields]
        nulls = [head + _NULL for head in heads]
        columns = list(zip(heads, packers, nulls, strict=True))
        count = _NUMBER.pack(len(columns))
        parts: list[bytes] = []
        for row in obj.rows:
            body = count + b"".join([
                null if value is None else head + pack(value)
                for value, (head, pack, null) in zip(row, columns, strict=True)
            ])  # fmt: skip
            parts += (_NUMBER.pack(len(body)), body)
        return _HEAD.pack(1, 0, obj.type, len(obj.rows), 1) + b"".join(parts)


def moment(value: datetime) -> bytes:
    """An aware time with its length before it. Raises psycopg.DataError for one without a zone."""
    if value.tzinfo is None:
        raise psycopg.DataError("a time needs its zone")
    since = value - _EPOCH
    return _EIGHT.pack(8, since.microseconds + 1_000_000 * (86_400 * since.days + since.seconds))


def encoding(connection: Any) -> str:
    """In which this connection's texts are sent."""
    told = connection.info.encoding if connection is not None else "utf-8"
    return "utf-8" if told == "ascii" else told


def _packer(kind: int, connection: Any) -> Packer:
    """How a value of this type is packed, its length before it. Raises KeyError for a type no door has."""
    if kind == _TEXT:
        told = encoding(connection)
        return lambda value: _bytes(value.encode(told))
    return _PACKERS[kind]


def _bytes(value: bytes) -> bytes:
    return _NUMBER.pack(len(value)) + value


_PACKERS: dict[int, Packer] = {
    _BOOL: lambda value: _TRUE if value else _FALSE,
    _BYTEA: _bytes,
    _SMALLINT: lambda value: _TWO.pack(2, value),
    _INT: lambda value: _FOUR.pack(4, value),
    _MOMENT: moment,
    _UUID: lambda value: _SIXTEEN + value.bytes,
}
