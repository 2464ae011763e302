"""Lists of plain values, and of rows of a composite type, as PostgreSQL arrays: no call for each element.

The doors take a thousand rows a call as columns, so this is where most of a writer's time would go.
psycopg's own dumper does the rest, and a test holds the two to the same values.
"""

from __future__ import annotations

import struct
from datetime import datetime
from typing import Any
from uuid import UUID

import psycopg
from psycopg import pq
from psycopg.abc import AdaptContext, Buffer
from psycopg.adapt import PyFormat
from psycopg.types.array import BaseListDumper, ListDumper

from seloste.engine import records

_HEAD = struct.Struct("!IIIII")  # dimensions, whether there are nulls, element's type, length, first index
_LENGTH = struct.Struct("!i")
_SIXTEEN = _LENGTH.pack(16)
_UUID, _BYTEA, _MOMENT = 2950, 17, 1184
_UUIDS, _BYTEAS, _MOMENTS = 2951, 1001, 1185  # numbers of PostgreSQL's own types never change
_NULL = _LENGTH.pack(-1)


def register(context: AdaptContext) -> None:
    """Lists of this connection are dumped here."""
    context.adapters.register_dumper(list, Lists)
    context.adapters.register_dumper(records.Records, records.RecordsDumper)


class Lists(ListDumper):
    """psycopg's lists, but for plain ones of UUID, bytes, int, str and times."""

    def upgrade(self, obj: list[Any], format: PyFormat) -> BaseListDumper:
        """Chooses by the elements, once for each sort of list."""
        kinds = set(map(type, obj))
        if kinds == {UUID}:
            return _Ids(self.cls, self._tx)
        if kinds == {bytes}:
            return _Messages(self.cls, self._tx)
        if kinds == {str}:
            return _Texts(self.cls, self._tx)
        found = super().upgrade(obj, format)
        if found.oid == _MOMENTS and kinds <= {datetime, type(None)}:
            return _Moments(self.cls, self._tx)
        if kinds == {int} and type(found) is type(self):
            numbers = _Numbers(self.cls, self._tx)
            numbers.sub_dumper, numbers.oid = found.sub_dumper, found.oid
            return numbers
        return found

    def get_key(self, obj: list[Any], format: PyFormat) -> Any:
        """psycopg's key, and the sorts of elements beside: a list with a null among them is another sort."""
        return super().get_key(obj, format), frozenset(map(type, obj))


class _Ids(BaseListDumper):
    format = pq.Format.BINARY
    oid = _UUIDS

    def get_key(self, obj: list[Any], format: PyFormat) -> Any:
        return self.cls

    def upgrade(self, obj: list[Any], format: PyFormat) -> BaseListDumper:
        return self

    def dump(self, obj: list[UUID]) -> Buffer | None:
        return _HEAD.pack(1, 0, _UUID, len(obj), 1) + b"".join([_SIXTEEN + one.bytes for one in obj])


class _Messages(_Ids):
    oid = _BYTEAS

    def dump(self, obj: list[bytes]) -> Buffer | None:  # type: ignore[override]
        pack = _LENGTH.pack
        parts = [part for one in obj for part in (pack(len(one)), one)]
        return _HEAD.pack(1, 0, _BYTEA, len(obj), 1) + b"".join(parts)


class _Moments(_Ids):
    oid = _MOMENTS

    def dump(self, obj: list[datetime | None]) -> Buffer | None:  # type: ignore[override]
        parts = [_NULL if one is None else records.moment(one) for one in obj]
        return _HEAD.pack(1, int(None in obj), _MOMENT, len(obj), 1) + b"".join(parts)


class _Texts(ListDumper):
    """Every element in quotes; the server finds the type, as with psycopg's own."""

    oid = 0

    def get_key(self, obj: list[Any], format: PyFormat) -> Any:
        return self.cls

    def upgrade(self, obj: list[Any], format: PyFormat) -> BaseListDumper:
        return self

    def dump(self, obj: list[str]) -> Buffer | None:
        whole = "".join(obj)
        if "\0" in whole:
            raise psycopg.DataError("PostgreSQL text cannot contain NUL (0x00).")
        if "\\" in whole or '"' in whole:
            obj = [one.replace("\\", "\\\\").replace('"', '\\"') for one in obj]
        return ('{"' + '","'.join(obj) + '"}').encode(records.encoding(self.connection))


class _Numbers(ListDumper):
    def get_key(self, obj: list[Any], format: PyFormat) -> Any:
        return self.cls

    def upgrade(self, obj: list[Any], format: PyFormat) -> BaseListDumper:
        return self

    def dump(self, obj: list[int]) -> Buffer | None:
        return ("{" + ",".join(map(str, obj)) + "}").encode()
