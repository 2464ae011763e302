"""A small register to copy: its people, a folder for backups, and what the worker does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from seloste.backup.backing import Register as Copied
from tests.conftest import Engine
from tests.database import Register, a_register


@pytest.fixture
def register(engine: Engine) -> Iterator[Register]:
    """A register of the test's own: what is counted and copied is the whole of it."""
    with a_register(engine) as register:
        yield register


def copied(register: Register) -> Copied:
    """The register as its copies need it."""
    return Copied(register.addresses.owner, register.vault("worker"), register.worker, register.roles.prefix)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backups"
