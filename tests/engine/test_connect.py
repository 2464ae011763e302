"""Connections bind on the server; addresses survive any letters; foreign servers are checked."""

from __future__ import annotations

import secrets
from collections.abc import Iterator

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from seloste.engine.conformity import server_conformity
from seloste.engine.connect import address, connect, redirect
from tests.conftest import Engine


@pytest.fixture
def database(engine: Engine) -> Iterator[str]:
    """The address of an empty database, as superuser."""
    name = f"connect_{secrets.token_hex(6)}"
    with connect(engine.superuser_dsn(), autocommit=True) as connection:
        connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
        yield engine.superuser_dsn(name)
        connection.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))


def test_a_value_never_stands_in_the_statement(database: str) -> None:
    canary = f"canary-{secrets.token_hex(8)}"
    seen = "select query from pg_stat_activity where pid = pg_backend_pid() and %s::text is not null"

    with connect(database) as connection:
        row = connection.execute(seen, [canary]).fetchone()
    assert row is not None
    assert canary not in row[0]
    assert "$1" in row[0]

    # The twin: a cursor that binds on the client puts the value there.
    with psycopg.connect(database, cursor_factory=psycopg.ClientCursor) as connection:
        row = connection.execute(seen, [canary]).fetchone()
    assert row is not None
    assert canary in row[0]


def test_a_connection_names_its_application(database: str) -> None:
    with connect(database) as connection:
        row = connection.execute("show application_name").fetchone()

    assert row == ("seloste",)


@pytest.mark.parametrize("text", ["a b", "å/ä?ö", "p@ss:w%rd&x=1", "'\"\\"])
def test_an_address_brings_back_what_was_put_in(text: str) -> None:
    given = {"user": text, "password": text, "dbname": text, "host": f"/tmp/{text}", "port": "5432"}

    assert conninfo_to_dict(address(given)) == given


def test_redirecting_keeps_the_server(engine: Engine) -> None:
    before = conninfo_to_dict(engine.superuser_dsn())

    after = conninfo_to_dict(redirect(engine.url, user="visitor", password="secret", dbname="other"))

    assert {key: value for key, value in after.items() if before.get(key) != value} == {
        "user": "visitor",
        "password": "secret",
        "dbname": "other",
    }


def test_a_conforming_server_has_nothing_to_run(database: str) -> None:
    with connect(database) as connection:
        assert server_conformity(connection) == []


def test_a_server_that_logs_values_is_told_the_lines_to_run(database: str) -> None:
    name = str(conninfo_to_dict(database)["dbname"])
    loose = {
        "log_parameter_max_length": "-1",
        "log_parameter_max_length_on_error": "64",
        "log_error_verbosity": "verbose",
    }
    with connect(database, autocommit=True) as connection:
        for setting, value in loose.items():
            connection.execute(
                sql.SQL("alter database {} set {} = {}").format(
                    sql.Identifier(name), sql.Identifier(setting), sql.Literal(value)
                )
            )

    with connect(database, autocommit=True) as connection:
        lines = server_conformity(connection)
        assert [line.split(" set ")[1].split('"')[1] for line in lines] == list(loose)
        for line in lines:
            connection.execute(line)

    with connect(database) as connection:
        assert server_conformity(connection) == []
