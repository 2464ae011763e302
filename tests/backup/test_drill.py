"""``seloste backup drill``: restored in a scratch place, looked at, thrown away."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from seloste.backup import backing, drill, loading
from seloste.backup.folder import BackupError
from seloste.engine.connect import connect
from seloste.engine.home import Home
from seloste.retention import erasures
from tests.backup.conftest import copied
from tests.database import Register
from tests.people import a_person, store


@pytest.fixture
def home(register: Register) -> Iterator[Home]:
    """A home whose keys are the register's."""
    with tempfile.TemporaryDirectory(prefix="sd-", dir="/tmp") as made:
        Path(made).chmod(0o755)  # the engine's account goes through it
        home = Home(Path(made) / "home")
        home.prepare()
        shutil.copy(register.keys_folder / "master", home.keys / "master")
        yield home


def _drills(register: Register) -> list[str]:
    rows = register.superuser().execute("select stamp from gate.copied where what = 'drill'").fetchall()
    return [row[0] for row in rows]


def test_a_drill_compares_every_row_opens_some_and_leaves_nothing(
    register: Register, folder: Path, home: Home
) -> None:
    gone, _, _ = store(register, *(a_person(consent=True) for _ in range(3)))
    made = backing.back_up(copied(register), folder)
    erasures.carry_out(register.vault(), erasures.plan(register.vault(), gone.id, register.act), register.act)

    done = drill.drill(folder, home, register=copied(register))

    assert done.restored.stamp == made.manifest.stamp
    assert done.rows == made.manifest.rows
    assert done.restored.caught.erased == [gone.id]
    assert done.people == 2
    assert done.opened == 7  # two names, two addresses, and the evidence of three consents
    assert not (home.root / "drill").exists()
    assert _drills(register) == [made.manifest.stamp]


def test_a_backup_that_is_not_what_was_there_fails_its_drill(
    register: Register, folder: Path, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The twin: rows that changed on their way are found by their digest, though their number is right."""
    store(register, a_person())
    backing.back_up(copied(register), folder)
    load = loading.load

    def careless(target: loading.Target, archive: Path) -> None:
        load(target, archive)
        with connect(target.addresses.owner, autocommit=True) as owner:
            owner.execute("update register.contact set form = form + 1")

    monkeypatch.setattr("seloste.backup.loading.load", careless)

    with pytest.raises(BackupError, match=r"register\.contact"):
        drill.drill(folder, home, register=copied(register))

    assert _drills(register) == []
    assert not (home.root / "drill").exists()
