"""What a PostgreSQL server must be before Seloste uses it: silent in its log, and lasting (spine 4 and 5)."""

from __future__ import annotations

from psycopg import sql

from seloste.engine.connect import Connection
from seloste.engine.errors import EngineError

OLDEST = 15

_NOTHING_LITERAL = {
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_error_verbosity": "terse",
}
"""With values bound by the server, these keep every value out of its log."""


def server_conformity(connection: Connection) -> list[str]:
    """The lines that a superuser must run before the server writes nothing literal into its log.

    Empty when it conforms. The settings are read in this session, as its role and database get
    them; the lines set them for this database alone. A server that is too old gives a comment.
    """
    if connection.info.server_version < OLDEST * 10_000:
        version = connection.info.server_version // 10_000
        return [f"-- PostgreSQL {version} is too old: upgrade the server to {OLDEST} or newer."]
    wanted = dict(_NOTHING_LITERAL)
    if _setting(connection, "auto_explain.log_min_duration") not in (None, "-1"):
        wanted["auto_explain.log_parameter_max_length"] = "0"
    return [
        _line(connection, name, value)
        for name, value in wanted.items()
        if _setting(connection, name) != value
    ]


_DURABLE = {"fsync": "on", "full_page_writes": "on"}
"""Of the whole server: without them a crash may lose what was committed, or tear pages."""

_FORGETFUL = ("off", "0", "false", "no")


def durability_lines(connection: Connection) -> list[str]:
    """The lines that a superuser must run before what is committed outlasts a crash; empty when it does.

    ``synchronous_commit`` is read as this session has it; any value that waits for this server's disk will do.
    """
    lines = [
        f"alter system set {name} = {value}; select pg_reload_conf();"
        for name, value in _DURABLE.items()
        if _setting(connection, name) != value
    ]
    if _setting(connection, "synchronous_commit") in _FORGETFUL:
        role, name = sql.Identifier(connection.info.user), sql.Identifier(connection.info.dbname)
        statement = sql.SQL("alter role {} in database {} set synchronous_commit = on;").format(role, name)
        lines.append(statement.as_string(connection))
    return lines


class ForgetfulServer(EngineError):
    """A crash of the server may take what was committed."""

    code = "forgetful_server"


def refuse_forgetful_server(connection: Connection, so: str = "nothing is served") -> None:
    """Raises ForgetfulServer with the lines that a superuser runs. ``so``: what is not done."""
    if lines := durability_lines(connection):
        raise ForgetfulServer(
            f"A crash of the server may take what was committed, so {so}.",
            help="A superuser runs: " + " ".join(lines),
        )


def has_checksums(connection: Connection) -> bool:
    """Whether the server would notice a page that its disk has changed."""
    return _setting(connection, "data_checksums") == "on"


def _setting(connection: Connection, name: str) -> str | None:
    row = connection.execute("select current_setting(%s, true)", [name]).fetchone()
    return None if row is None else row[0]


def _line(connection: Connection, name: str, value: str) -> str:
    statement = sql.SQL("alter database {} set {} = {};").format(
        sql.Identifier(connection.info.dbname), sql.Identifier(*name.split(".")), sql.Literal(value)
    )
    return statement.as_string(connection)
