"""The fixtures of registers that folders of tests share: one for a module, one for a single test."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from seloste.engine.connect import connect
from seloste.engine.database import Roles
from seloste.register import installing
from seloste.terms.act import Act
from tests.conftest import Engine
from tests.database import PASSWORDS, Register, a_register

__all__ = ["alone", "register", "unpublished"]


@pytest.fixture(scope="module")
def register(engine: Engine) -> Iterator[Register]:
    """One register for a module; its tests make their own people."""
    with a_register(engine) as made:
        yield made


@pytest.fixture
def alone(engine: Engine) -> Iterator[Register]:
    """A register for one test, which counts all of it or moves its clock."""
    with a_register(engine) as made:
        yield made


@pytest.fixture
def unpublished(engine: Engine, tmp_path: Path) -> Iterator[Register]:
    """A register in which no notice has been published."""
    name = f"seloste_test_{secrets.token_hex(4)}"
    roles = Roles(name)
    places = installing.make_database(engine.superuser_dsn(), name, roles, PASSWORDS)
    installing.make_schema(places.owner, roles)
    installing.make_keys(tmp_path / "keys")
    installing.make_actors(places.owner, "first")
    first, worker = (
        Act(installing.sign_in(places.signin, actor, timedelta(hours=1))) for actor in ("first", "worker")
    )
    register = Register(engine, name, places, tmp_path / "keys", first, worker, roles)
    yield register
    register.close()
    with connect(engine.superuser_dsn(), autocommit=True) as superuser:
        superuser.execute(f"drop database if exists {name} with (force)".encode())
        for role in roles.names.values():
            superuser.execute(f"drop role if exists {role}".encode())
