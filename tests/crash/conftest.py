"""A place for the commands that are killed, made once for a module."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.crash.places import Place, a_place


@pytest.fixture(scope="module")
def place() -> Iterator[Place]:
    with a_place() as place:
        yield place
