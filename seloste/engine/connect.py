"""Connections to PostgreSQL, and the addresses that lead there."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, urlencode

import psycopg
from psycopg.conninfo import conninfo_to_dict
from psycopg.rows import TupleRow

from seloste.engine import arrays

Connection = psycopg.Connection[TupleRow]

APPLICATION = "seloste"


def connect(dsn: str, *, autocommit: bool = False) -> Connection:
    """A connection whose parameters are bound by the server.

    psycopg's default cursor sends text and values apart, so that no value ever stands in a
    statement, in ``pg_stat_activity`` or in the server's log (spine 5).
    """
    connection = psycopg.connect(
        dsn, autocommit=autocommit, application_name=APPLICATION, cursor_factory=psycopg.Cursor
    )
    arrays.register(connection)
    return connection


def is_local(connection: Connection) -> bool:
    """Whether the server at the other end is on this machine: by a socket, or by a loopback address."""
    return connection.info.host.startswith("/") or connection.info.host in ("localhost", "127.0.0.1", "::1")


def redirect(dsn: str, **changes: str) -> str:
    """The same server with other parameters (``user``, ``password``, ``dbname`` …), as an address."""
    return address({**conninfo_to_dict(dsn), **changes})


def address(parameters: Mapping[str, str | int | None]) -> str:
    """A ``postgresql://`` address of libpq parameters; a folder of a socket stands in the query."""
    given = {key: str(value) for key, value in parameters.items() if value is not None}
    user, password = given.pop("user", ""), given.pop("password", "")
    login = quote(user, safe="") + (f":{quote(password, safe='')}" if password else "")
    dbname = quote(given.pop("dbname", ""), safe="")
    query = urlencode(given, quote_via=quote)
    return f"postgresql://{login}{'@' if login else ''}/{dbname}{'?' if query else ''}{query}"
