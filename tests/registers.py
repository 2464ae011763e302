"""The fixtures of registers that folders of tests share: one for a module, one for a single test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.conftest import Engine
from tests.database import Register, a_register

__all__ = ["alone", "register"]


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
