"""An installation whose database is the register of the test: what commands are tried in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from seloste.cli.main import main
from tests.database import Register
from tests.intake.export_folder import export
from tests.intake.import_files import acting

__all__ = ["export"]

Command = Callable[..., int]


@pytest.fixture
def home(register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The home folder, which commands of this process take for theirs."""
    home = tmp_path / "home"
    (home / "tickets").mkdir(parents=True)
    (home / "keys").symlink_to(register.keys_folder)
    (home / "tickets" / "first").write_text(acting(register).ticket.secret.hex())
    monkeypatch.setenv("SELOSTE_HOME", str(home))
    monkeypatch.setenv("SELOSTE_DATABASE_URL", register.addresses.app)
    return home


@pytest.fixture
def seloste(home: Path) -> Command:
    """``seloste import`` in this installation."""
    return lambda *words: main(["import", *map(str, words)])
