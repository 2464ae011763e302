"""Roles and databases: made as superuser at set-up, hardened so that nothing is left open (spine 1, 2)."""

from __future__ import annotations

from dataclasses import dataclass

from psycopg import sql

from seloste.engine.connect import Connection

BEING_RESTORED = "seloste: being restored"
"""The comment on a database from the moment when a restore makes it until the restore has finished."""

FACES = ("app", "worker", "signin")
LOGINS = ("owner", *FACES)
_ROLES = 0x5E105701E5


@dataclass(frozen=True, slots=True)
class Roles:
    """The five roles of one database; the prefix is its name, for roles belong to the whole server."""

    prefix: str

    def __getitem__(self, role: str) -> str:
        return f"{self.prefix}_{role}"

    @property
    def names(self) -> dict[str, str]:
        """Every role: its short word and its name on the server."""
        return {role: self[role] for role in ("gate", *LOGINS)}


def is_being_restored(connection: Connection, name: str = "") -> bool:
    """Whether a restore made this database, or that of a name, and has not finished; any role may ask."""
    row = connection.execute(
        "select shobj_description(oid, 'pg_database') from pg_database"
        " where datname = coalesce(nullif(%s, ''), current_database())",
        (name,),
    ).fetchone()
    return row is not None and row[0] == BEING_RESTORED


def make_roles(superuser: Connection, roles: Roles, passwords: dict[str, str]) -> None:
    """The roles of a database. ``passwords``: one for each of LOGINS.

    The owner is a member of the gate, or its dump would silently hold no rows; no face ever is.
    """
    with superuser.transaction():  # roles are the whole server's: one at a time changes them
        superuser.execute("select pg_advisory_xact_lock(%s)", (_ROLES,))
        _make_roles(superuser, roles, passwords)


def _make_roles(superuser: Connection, roles: Roles, passwords: dict[str, str]) -> None:
    standing = {row[0] for row in superuser.execute("select rolname from pg_roles")}
    for role, name in roles.names.items():
        login = role in LOGINS
        statement = "create role {} noinherit {}" if name not in standing else "alter role {} {}"
        if role == "owner":
            statement = statement.replace("noinherit", "inherit")
        superuser.execute(
            sql.SQL(statement).format(sql.Identifier(name), sql.SQL("login" if login else "nologin"))
        )
        if login:
            secret = sql.Literal(passwords[role])
            superuser.execute(sql.SQL("alter role {} password {}").format(sql.Identifier(name), secret))
    superuser.execute(
        sql.SQL("grant {} to {}").format(sql.Identifier(roles["gate"]), sql.Identifier(roles["owner"]))
    )


def make_database(superuser: Connection, name: str, roles: Roles, template: str | None = None) -> None:
    """A database owned by the owner role; with a template, a copy of that one (rights are made anew)."""
    source = (
        sql.SQL(" template {}").format(sql.Identifier(template))
        if template
        else sql.SQL(" template template0 encoding 'UTF8'")
    )
    superuser.execute(
        sql.SQL("create database {} owner {}").format(sql.Identifier(name), sql.Identifier(roles["owner"]))
        + source
    )
    harden_database(superuser, name, roles)


def harden_database(superuser: Connection, name: str, roles: Roles) -> None:
    """Nobody but the five roles connects; none of the faces makes temporary tables (facts, section 1)."""
    database = sql.Identifier(name)
    superuser.execute(sql.SQL("revoke all on database {} from public").format(database))
    for role in FACES:
        superuser.execute(
            sql.SQL("grant connect on database {} to {}").format(database, sql.Identifier(roles[role]))
        )
    superuser.execute(
        sql.SQL("grant all on database {} to {}").format(database, sql.Identifier(roles["owner"]))
    )


LARGE_OBJECTS = (
    "lo_creat(integer)", "lo_create(oid)", "lo_from_bytea(oid, bytea)", "lo_import(text)", "lo_import(text, oid)",
    "lo_open(oid, integer)", "lo_put(oid, bigint, bytea)", "lowrite(integer, bytea)", "lo_export(oid, text)",
)  # fmt: skip


def close_database(in_database: Connection, roles: Roles) -> None:
    """What needs a superuser inside the database: large objects, the public schema, the faces' own settings."""
    for function in LARGE_OBJECTS:
        in_database.execute(sql.SQL("revoke all on function " + function + " from public"))
    in_database.execute("revoke all on schema public from public")
    for role in ("owner",):
        in_database.execute(
            sql.SQL("grant usage, create on schema public to {}").format(sql.Identifier(roles[role]))
        )
    for role in FACES:
        in_database.execute(sql.SQL("grant usage on schema public to {}").format(sql.Identifier(roles[role])))


def superuser_script(roles: Roles, database: str) -> str:
    """The one SQL file that a server's administrator runs once (``seloste setup`` prints it)."""
    lines = ["-- Run once as a superuser, connected to the register's database."]
    lines += [f"revoke all on function pg_catalog.{function} from public;" for function in LARGE_OBJECTS]
    lines += [
        "revoke all on schema public from public;",
        f"revoke all on database {database} from public;",
        "alter system set log_parameter_max_length = 0;",
        "alter system set log_parameter_max_length_on_error = 0;",
        "alter system set log_error_verbosity = terse;",
        "select pg_reload_conf();",
    ]
    return "\n".join(lines) + "\n"
