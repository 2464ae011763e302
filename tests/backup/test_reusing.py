"""What didn't change since the former backup stands on the disk once, and each backup is whole by itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from seloste.backup import backing, loading, restoring
from seloste.backup.folder import BackupError, Backups
from tests.backup.conftest import Elsewhere, copied
from tests.conftest import ONE_ENGINE
from tests.database import Register
from tests.people import a_person, store


def inodes(folder: Path, stamp: str) -> dict[int, str]:
    return {path.stat().st_ino: path.name for path in Backups(folder).dump(stamp).iterdir()}


@ONE_ENGINE
def test_files_of_tables_that_did_not_change_are_those_of_the_former_backup(
    register: Register, folder: Path, elsewhere: Elsewhere
) -> None:
    (one,) = store(register, a_person(consent=True))
    first = backing.back_up(copied(register), folder)
    (other,) = store(register, a_person(consent=True))

    second = backing.back_up(copied(register), folder)

    shared = inodes(folder, first.manifest.stamp).keys() & inodes(folder, second.manifest.stamp).keys()
    assert first.reused == 0
    assert second.reused > 0
    assert len(shared) > 10
    assert len(shared) < len(second.manifest.files), "what changed is written anew"
    Backups(folder).remove(first.manifest.stamp)
    elsewhere.bring(register.keys_folder)
    restoring.restore(elsewhere.target, folder)
    assert set(elsewhere.shown().values()) == {one.email, other.email}


@ONE_ENGINE
def test_a_former_file_that_the_disk_has_changed_is_not_trusted(register: Register, folder: Path) -> None:
    backups = Backups(folder)
    first = backing.back_up(copied(register), folder)
    for name in first.manifest.files:
        path = backups.dump(first.manifest.stamp) / name
        path.write_bytes(path.read_bytes() + b"x")

    second = backing.back_up(copied(register), folder)

    assert second.reused == 0
    loading.verify(backups, second.manifest)
    with pytest.raises(BackupError):
        loading.verify(backups, first.manifest)


@ONE_ENGINE
def test_a_disk_without_second_names_gets_whole_copies(
    register: Register, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unable(*_: object) -> None:
        raise OSError("no second names here")

    backing.back_up(copied(register), folder)
    monkeypatch.setattr("os.link", unable)

    second = backing.back_up(copied(register), folder)

    assert second.reused == 0
    loading.verify(Backups(folder), second.manifest)


@ONE_ENGINE
def test_an_archive_that_lacks_a_file_or_has_one_too_many_is_refused(
    register: Register, folder: Path
) -> None:
    done = backing.back_up(copied(register), folder)
    archive = Backups(folder).dump(done.manifest.stamp)
    loading.verify(Backups(folder), done.manifest)
    (archive / "9999.dat.gz").write_bytes(b"more")

    with pytest.raises(BackupError):
        loading.verify(Backups(folder), done.manifest)

    (archive / "9999.dat.gz").unlink()
    next(archive.glob("*.dat.gz")).unlink()
    with pytest.raises(BackupError):
        loading.verify(Backups(folder), done.manifest)


@ONE_ENGINE
def test_backups_are_ordered_by_what_they_know_and_not_by_a_clock_that_went_back(
    register: Register, folder: Path
) -> None:
    first = backing.back_up(copied(register), folder)
    second = backing.back_up(copied(register), folder)
    backups = Backups(folder)
    for path in (backups.manifest(first.manifest.stamp), backups.dump(first.manifest.stamp)):
        path.rename(path.with_name(path.name.replace(first.manifest.stamp, "20990101T000000Z")))

    assert backups.stamps() == ["20990101T000000Z", second.manifest.stamp]
    assert backups.read()[0].stamp == second.manifest.stamp
    backups.manifest("20990101T000000Z").write_text("damaged")
    assert backups.stamps()[-1] == "20990101T000000Z", "a damaged one keeps the place that its name gives it"
