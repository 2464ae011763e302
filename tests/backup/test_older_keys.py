"""Keys are the newest that are known, or nothing is restored; and nothing overrides that."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from seloste.backup import backing, choosing, restoring
from seloste.backup import keys as archives
from seloste.backup.catching_up import KeysIncomplete
from seloste.engine.connect import connect
from seloste.protection import outbox, proof
from seloste.protection.keys import KeysError
from seloste.protection.outbox import ReplayMissing
from seloste.register import installing
from tests.backup.conftest import Elsewhere, copied
from tests.backup.since import erase
from tests.conftest import ONE_ENGINE
from tests.database import Register
from tests.people import a_person, store

pytestmark = ONE_ENGINE


def _nothing_stands(place: Elsewhere) -> bool:
    with connect(place.target.superuser, autocommit=True) as superuser:
        found = superuser.execute("select 1 from pg_database where datname = %s", (place.target.database,))
        return found.fetchone() is None


def test_by_the_keys_of_that_day_the_erased_would_have_come_back(
    register: Register, folder: Path, elsewhere: Elsewhere
) -> None:
    """The twin, and what the threat model says: a machine that knows nothing newer can't tell that keys are old."""
    gone, other = store(register, a_person(), a_person())
    backing.back_up(copied(register), folder)
    erase(register, gone)

    restoring.restore(elsewhere.target, folder)

    assert elsewhere.shown().keys() == {gone.id, other.id}


def test_older_keys_are_refused_where_the_home_knows_newer(
    register: Register, folder: Path, elsewhere: Elsewhere, tmp_path: Path
) -> None:
    (gone,) = store(register, a_person())
    backing.back_up(copied(register), folder)
    shutil.copytree(register.keys_folder, tmp_path / "then")
    erase(register, gone)
    elsewhere.bring(register.keys_folder)

    for older in (tmp_path / "then", folder / "keys.archive"):
        with pytest.raises(choosing.OlderKeys, match="erased since"):
            restoring.restore(elsewhere.target, folder, given=older)

    assert _nothing_stands(elsewhere)


def test_a_home_that_kept_only_a_newer_checkpoint_refuses_older_keys(
    register: Register, folder: Path, elsewhere: Elsewhere
) -> None:
    (gone,) = store(register, a_person())
    backing.back_up(copied(register), folder)
    erase(register, gone)
    proof.seal(register.vault())
    shutil.copy(register.keys_folder / "checkpoint", elsewhere.keys / "checkpoint")

    with pytest.raises(choosing.OlderKeys, match="checkpoint"):
        restoring.restore(elsewhere.target, folder)


def test_a_home_that_kept_only_a_longer_list_refuses_older_keys(
    register: Register, folder: Path, elsewhere: Elsewhere
) -> None:
    (gone,) = store(register, a_person())
    backing.back_up(copied(register), folder)
    erase(register, gone)
    shutil.copytree(register.keys_folder / "replay", elsewhere.keys / "replay")

    with pytest.raises(choosing.OlderKeys, match="replay list"):
        restoring.restore(elsewhere.target, folder)


def test_a_register_that_stands_here_and_knows_newer_refuses_older_keys(
    register: Register, folder: Path, elsewhere: Elsewhere
) -> None:
    """Its key folder is lost, and its database still tells of a turn after the archive."""
    (gone,) = store(register, a_person())
    backing.back_up(copied(register), folder)
    erase(register, gone)
    elsewhere.copy(register)

    with pytest.raises(choosing.OlderKeys, match="in the database"):
        restoring.restore(elsewhere.target, folder, over=True)

    assert not _nothing_stands(elsewhere)


def test_a_newer_checkpoint_from_elsewhere_refuses_older_keys(
    register: Register, folder: Path, elsewhere: Elsewhere, tmp_path: Path
) -> None:
    (gone,) = store(register, a_person())
    backing.back_up(copied(register), folder)
    erase(register, gone)
    proof.seal(register.vault())

    with pytest.raises(choosing.OlderKeys, match="checkpoint"):
        restoring.restore(elsewhere.target, folder, checkpoint=register.keys_folder / "checkpoint")


def test_keys_of_another_register_are_refused(
    register: Register, folder: Path, elsewhere: Elsewhere, tmp_path: Path
) -> None:
    backing.back_up(copied(register), folder)
    (tmp_path / "other").mkdir()
    shutil.copy(register.keys_folder / "master", tmp_path / "other" / "master")
    installing.make_keys(tmp_path / "other")

    with pytest.raises(KeysError, match="two registers"):
        restoring.restore(elsewhere.target, folder, given=tmp_path / "other")


def test_copied_keys_have_their_names_on_disk_and_the_key_file_last(
    register: Register, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A power cut leaves a key folder with all that it had, or no key file: never one without its newest list."""
    backing.back_up(copied(register), folder)
    target, synced = tmp_path / "target", list[tuple[int, bool]]()
    target.mkdir()
    fsync = os.fsync

    def noted(handle: int) -> None:
        synced.append((os.fstat(handle).st_ino, (target / "keyfile").exists()))
        fsync(handle)

    monkeypatch.setattr(os, "fsync", noted)
    choosing.copy_folder(register.keys_folder, target)

    places = {(target / "replay").stat().st_ino, target.stat().st_ino}
    for is_there in (False, True):
        assert places <= {place for place, keyfile in synced if keyfile is is_there}
    assert synced[-1] == (target.stat().st_ino, True)


def test_nobody_is_removed_because_keys_are_incomplete(
    register: Register, folder: Path, elsewhere: Elsewhere
) -> None:
    """A person without a key is erased only where a record says so."""
    (one, _) = store(register, a_person(), a_person())
    with register.superuser() as careless:
        careless.execute("delete from protection.key where subject_id = %s", (one.id,))
    backing.back_up(copied(register), folder)

    with pytest.raises(KeysIncomplete, match="1 people"):
        restoring.restore(elsewhere.target, folder)


def test_a_register_that_has_lost_its_list_is_not_served(
    register: Register, folder: Path, elsewhere: Elsewhere
) -> None:
    store(register, a_person())
    backing.back_up(copied(register), folder)
    elsewhere.bring(register.keys_folder)
    restoring.restore(elsewhere.target, folder)
    outbox.check(elsewhere.vault())  # the twin

    shutil.rmtree(elsewhere.keys / "replay")

    with pytest.raises(ReplayMissing):
        outbox.check(elsewhere.vault())


def test_without_the_list_nothing_is_restored(register: Register, folder: Path, elsewhere: Elsewhere) -> None:
    """Nobody would know what was erased, forbidden or withdrawn since."""
    store(register, a_person())
    backing.back_up(copied(register), folder)
    shutil.rmtree(register.keys_folder / "replay")
    archives.write(folder / "keys.archive", register.vault().keys, register.addresses.owner)
    elsewhere.bring(register.keys_folder)

    with pytest.raises(ReplayMissing, match="nothing overrides this"):
        restoring.restore(elsewhere.target, folder)

    assert _nothing_stands(elsewhere)
