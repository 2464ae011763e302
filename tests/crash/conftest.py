"""A place for the commands that are killed, made once for a module."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.crash.commands import AT_LENGTH
from tests.crash.places import Place, a_place


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What takes long and is tried in another way beside is left to ``make crash``."""
    if not AT_LENGTH:
        left = [item for item in items if item.get_closest_marker("at_length")]
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if item not in left]


@pytest.fixture(scope="module")
def place() -> Iterator[Place]:
    with a_place() as place:
        yield place
