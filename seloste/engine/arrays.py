"""Lists of ids, bytes and whole numbers as PostgreSQL arrays, without a call for each element.

The doors take a thousand rows a call as columns, so this is where most of a writer's time would go.
psycopg's own dumper does the rest, and a test holds the two to the same values.
"""

from __future__ import annotations

import struct
from typing import Any
from uuid import UUID

from psycopg import pq
from psycopg.abc import AdaptContext, Buffer
from psycopg.adapt import PyFormat
from psycopg.types.array import BaseListDumper, ListDumper

_HEAD = struct.Struct("!IIIII")  # dimensions, whether there are nulls, element's type, length, first index
_LENGTH = struct.Struct("!i")
_SIXTEEN = _LENGTH.pack(16)
_UUID, _BYTEA = 2950, 17
_UUIDS, _BYTEAS = 2951, 1001  # numbers of PostgreSQL's own types never change


def register(context: AdaptContext) -> None:
    """Lists of this connection are dumped here."""
    context.adapters.register_dumper(list, Lists)


class Lists(ListDumper):
    """psycopg's lists, but for plain ones of UUID, bytes and int."""

    def upgrade(self, obj: list[Any], format: PyFormat) -> BaseListDumper:
        """Chooses by the elements, once for each sort of list."""
        kinds = set(map(type, obj))
        if kinds == {UUID}:
            return _Ids(self.cls, self._tx)
        if kinds == {bytes}:
            return _Messages(self.cls, self._tx)
        found = super().upgrade(obj, format)
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


class _Numbers(ListDumper):
    def get_key(self, obj: list[Any], format: PyFormat) -> Any:
        return self.cls

    def upgrade(self, obj: list[Any], format: PyFormat) -> BaseListDumper:
        return self

    def dump(self, obj: list[int]) -> Buffer | None:
        return ("{" + ",".join(map(str, obj)) + "}").encode()
